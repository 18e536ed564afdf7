"""Hostile variants of a file: bytes turned, pieces cut, doubled, nested, or taken from other files."""

import io
import zipfile
from collections.abc import Sequence
from random import Random

MOST = 20_000  # bytes of a variant; very large inputs have tests of their own
APART = b"\n\n\n"  # between the texts of an input that holds several
TEXTS = 16  # of such an input
SHORT, LONG = 160, 2_000  # bytes of most of them, and of one in so many
NUMBERS = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e999", b"0.1", b"NaN")
PAIRS = ((b"[", b"]"), (b"{", b"}"), (b"(", b")"), (b"<", b">"), (b"<div>", b"</div>"), (b'"', b'"'))
ODD = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *(
            "\0",
            "\x1b[31m",
            "\x9b",
            "\r",
            "\u2028",
            "\u202e",
            "\u200b",
            "\ufeff",
            "\ufffe",
            "\ud800",
            "\udfff",
            "e\u0301",
        ),
        *("🛡️", "\U000e0041", "İ", "ß", "ﬀ", "\u0300" * 40, "=1+1", "@SUM", "'", '"', "\\", "%00", "&#x0;", "&amp;"),
        *(
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "&a;",
            "<script>",
            "]]>",
            "-->",
            "<!--",
            "../../x",
            "/etc/passwd",
            "file:///",
        ),
        *("javascript:", "http://[", "https://x y", "_:", "<>", "^^", "@en", "0001-01-01", "9999-12-31", "31.02.2022"),
    )
)


def mutate(random: Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return a variant of one of the seeds; `words` are what the format is made of."""
    data = bytearray(random.choice(seeds))
    for _ in range(1 << random.randrange(4)):
        _one(random, data, seeds, words)
        if len(data) > MOST:
            del data[MOST:]
    return bytes(data)


def mutate_archive(random: Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return a variant of a ZIP archive: of a member, or of the bytes of the archive itself."""
    whole = random.choice(seeds)
    if random.random() < 0.2:
        return mutate(random, [whole], words)
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # a variant that was kept need not be an archive
        return mutate(random, [whole], words)
    name = random.choice(sorted(members))
    members[name] = mutate(random, [members[name]], words)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)
    return out.getvalue()


def mutate_texts(random: Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return variants of several short texts as one input."""
    texts = [random.choice(random.choice(seeds).split(APART)) for _ in range(TEXTS)]
    several = (mutate(random, [text, *texts], words).replace(APART, b"\n\n") for text in texts)
    return APART.join(text[: LONG if random.random() < 1 / TEXTS else SHORT] for text in several)


def _one(random: Random, data: bytearray, seeds: Sequence[bytes], words: Sequence[bytes]) -> None:
    """Change one thing in place."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + 1 + int(random.expovariate(1 / 16)))
    piece = bytes(data[start:end])
    match random.randrange(10):
        case 0:
            data[start:end] = bytes(byte ^ (1 << random.randrange(8)) for byte in piece)
        case 1:
            data[start:end] = random.randbytes(end - start)
        case 2:
            del data[start:end]
        case 3:
            data[start:start] = piece * random.choice((1, 1, 2, 50))
        case 4 | 5:
            data[start : random.choice((start, end))] = random.choice(words or ODD)
        case 6:
            data[start : random.choice((start, end))] = random.choice(ODD)
        case 7:
            data[start:end] = random.choice(NUMBERS)
        case 8:
            opening, closing = random.choice(PAIRS)
            times = random.choice((1, 2, 3, 200))
            data[start:end] = opening * times + piece + closing * random.choice((times, times, 0))
        case _:
            other = random.choice(seeds)
            cut = random.randrange(len(other) + 1)
            data[start:] = other[cut:]
