"""Which texts are copies: the shorter stands in the longer by half."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from hashlib import blake2b

SHINGLE = 5  # words
COPIED = 0.5  # share of the shorter text that stands in the other
LEAST = 20  # shared runs below which two texts only use the same phrase, unless they are the same
COMMON = 50  # independent texts with the same run: from there on it is boilerplate and says nothing

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Return the runs of five words of a text, in small letters, as 64-bit numbers; all words of a shorter one.

    >>> len(shingles("Albania said on Wednesday that Iran did it"))
    4
    """
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


def originals(texts: Mapping[str, Shingles]) -> dict[str, str]:
    """Return for each text the name of the one it is a copy of: itself where there is none.

    Longer texts come first, those of one length by their names, so that the order of `texts` makes no difference. Each
    is compared only with originals that share a run with it, and a run counts in the first `COMMON` of them: the
    work grows with the length of the texts, however many of them are copies or share boilerplate.
    """
    bearers: dict[int, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for name in sorted(texts, key=lambda one: (-len(texts[one]), one)):
        ours = texts[name]
        original = _original(ours, texts, bearers)
        found[name] = original or name
        if original is None:
            for run in ours:
                if len(bearers[run]) < COMMON:
                    bearers[run].append(name)
    return found


def _original(ours: Shingles, texts: Mapping[str, Shingles], bearers: Mapping[int, list[str]]) -> str | None:
    """Return the earlier original that has most of a text, if that is enough for a copy."""
    met = Counter(name for run in ours for name in bearers.get(run, ()))
    name, shared = min(met.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    copied = shared >= COPIED * len(ours) and (shared >= LEAST or texts.get(name) == ours)
    return name if copied else None
