"""The one normalisation of a text: Unicode NFC, plain spaces, LF, no invisible characters, no page furniture."""

import re
import unicodedata

from attrigraph.documents.furniture import is_furniture

# Explicit ranges, not Unicode categories: those differ between the versions of Python, and offsets must not.
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"  # soft hyphen, fillers, zero width
    r"\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc"  # bidirectional controls, byte-order mark, anchors
    r"\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tags, noncharacters
    r"\ud800-\udfff]"  # halves of surrogate pairs, which no UTF-8 file can hold
)
_TRAILING = re.compile(r" +$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")
_MARKS = re.compile(r"[^\w\s]{31,}")
_MAX_MARKS = 30  # combining marks in a row, as in the stream-safe text format of Unicode


def normalise(text: str) -> str:
    r"""Return the text that all offsets refer to; normalising it again changes nothing.

    Removed: control, zero-width and bidirectional characters, soft hyphens, trailing spaces, lines of page furniture.
    Emoji and flags stay. An empty string comes back where nothing was left.

    >>> normalise("\ufeffIran\u00a0denied\tit. \r\n\r\n\r\n\r\nAdvertisement\r\nAl\u00adbania did not.\n")
    'Iran denied it.\n\nAlbania did not.'
    """
    lines = _TRAILING.sub("", visible(text)).split("\n")
    kept = "\n".join(line for line in lines if not is_furniture(line))
    return _GAPS.sub("\n\n", kept).strip()


def visible(text: str) -> str:
    r"""Return `text` in NFC with LF line ends and plain spaces, without characters that cannot be seen.

    >>> visible("e\u0301\u202e\tx\r")
    'é x\n'
    """
    plain = _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", _MARKS.sub(_fewer_marks, plain))


def one_line(text: str) -> str:
    r"""Return a title, a name or an id as one visible line, runs of white space as one space.

    >>> one_line(" Albania\n cuts\u200b ties ")
    'Albania cuts ties'
    """
    return " ".join(visible(text).split())


def _fewer_marks(run: re.Match[str]) -> str:
    """Cut a long row of combining marks, on which Unicode normalisation takes quadratic time."""
    kept: list[str] = []
    row = 0
    for character in run.group():
        row = row + 1 if unicodedata.combining(character) else 0
        if row <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
