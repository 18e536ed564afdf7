"""How many inputs are to come, told before they are read: for those who wait."""

from collections.abc import Iterable
from pathlib import Path

from attrigraph.documents.files import Found, find
from attrigraph.documents.formats import LINES

_PIECE = 1 << 20


def expected(sources: Iterable[str | Path]) -> int | None:
    """Return how many inputs the sources seem to hold: a file is one, or as many as it has lines; None for a pipe.

    >>> expected(["-"])
    """
    listed = list(sources)
    if any(str(source) == "-" for source in listed):
        return None
    return sum(_inputs(found) for source in listed for found in find(source))


def _inputs(found: object) -> int:
    if not isinstance(found, Found) or found.path.suffix.lower() not in LINES:
        return 1
    try:
        with found.path.open("rb") as file:
            return sum(piece.count(b"\n") for piece in iter(lambda: file.read(_PIECE), b""))
    except OSError:
        return 1
