"""Word classes and base forms: what the tables call "official" or "event", found whatever the inflection."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from attrigraph.folders import folder

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ves", "f"), ("es", ""), ("es", "e"), ("s", ""),
    ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
)  # fmt: skip

SAYING_WHAT = frozenset({"compound", "nmod:desc"})  # how a word before a name hangs on it
_BEFORE_VERB = frozenset({"aux", "aux:pass", "cop", "advmod"})


@cache
def _irregular() -> Mapping[str, str]:
    with (folder("seeds") / "frames" / "irregular.csv").open(encoding="utf-8", newline="") as lines:
        return {row["form"]: row["base"] for row in csv.DictReader(lines)}


@cache
def bases(form: str) -> tuple[str, ...]:
    """Return the form itself and the base forms it may be an inflection of, most likely first.

    >>> bases("accused")[:3], "hack" in bases("hacking"), "ban" in bases("banned")
    (('accused', 'accuse', 'accus'), True, True)
    """
    irregular = _irregular().get(form)
    found = [form, irregular] if irregular else [form]
    for ending, replacement in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            found.append(stem + replacement)
            if not replacement and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(found))


def lemmas(token: Token) -> tuple[str, ...]:
    """Return the candidates for the token's base form: the pipeline's lemma, then what the endings allow.

    A verb with a particle has both: "ruled ... out" gives "rule-out" and "rule".
    """
    forms = (token.lemma_.lower(), *bases(token.lower_))
    particles = [c.lower_ for c in token.children if c.dep_ == "compound:prt"] if token.pos_ == "VERB" else []
    return tuple(dict.fromkeys((*(f"{form}-{particle}" for particle in particles for form in forms), *forms)))


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Return word -> classes, from seeds/frames/words.csv."""
    classes: dict[str, set[str]] = {}
    with (folder("seeds") / "frames" / "words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            classes.setdefault(row["word"], set()).add(row["class"])
    return MappingProxyType({word: frozenset(found) for word, found in classes.items()})


def is_a(noun: Token, *names: str) -> bool:
    """Return whether a noun, or what is said of a name before or after it, is of one of the classes.

    "The hacking group APT41" and "Axteam, an Armenian hacker group" are groups, whichever word is the head.
    """
    said = [c for c in noun.children if _says_what(c, noun)] if noun.pos_ == "PROPN" else []
    return any(has_class(token, *names) for token in (noun, *said))


def _says_what(word: Token, name: Token) -> bool:
    if word.dep_ == "appos":
        return word.i > name.i and any(c.dep_ == "det" for c in word.children)
    return word.dep_ in SAYING_WHAT and word.i < name.i


def has_class(token: Token, *names: str) -> bool:
    """Return whether the token is a word of one of the classes of seeds/frames/words.csv."""
    classes = word_classes()
    return any(not classes.get(lemma, frozenset()).isdisjoint(names) for lemma in lemmas(token))


def start_of_verb(verb: Token) -> int:
    """Return where a verb with the auxiliaries and adverbs right before it begins."""
    start = verb.i
    while start and verb.doc[start - 1].head == verb and verb.doc[start - 1].dep_ in _BEFORE_VERB:
        start -= 1
    return start
