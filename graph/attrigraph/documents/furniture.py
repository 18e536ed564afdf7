"""Page furniture: short lines such as "Advertisement" that belong to the page, not to the text.

A line goes only because seeds/furniture.csv lists it, never because it repeats: "Iran denied it." may stand twice.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from attrigraph.folders import folder

_MAX_LINE = 160
_EDGES = " \t.,:;!?*_#|/\\<>[](){}=+~\"'-–—−•·●▪■◆►▼▲→←↓↑»«›‹…✕✖×"


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The list in a form to match with: whole lines, beginnings, and one pattern for the whole line."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    pattern: re.Pattern[str]


def is_furniture(line: str) -> bool:
    """Tell whether a line is on the list; case, outer punctuation and repeated spaces do not count.

    >>> is_furniture("ADVERTISEMENT"), is_furniture("Read more »"), is_furniture("Page 3 of 12")
    (True, True, True)
    >>> is_furniture("Iran denied it."), is_furniture("")
    (False, False)
    """
    if len(line) > _MAX_LINE:
        return False
    folded = _fold(line)
    if not folded:
        return False
    known = _furniture()
    return folded in known.lines or folded.startswith(known.starts) or bool(known.pattern.fullmatch(folded))


def _fold(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").split()).strip(_EDGES)


@cache
def _furniture() -> _Furniture:
    with (folder("seeds") / "furniture.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    patterns = [row["text"] for row in rows if row["kind"] == "pattern"]
    return _Furniture(
        frozenset(_fold(row["text"]) for row in rows if row["kind"] == "line"),
        tuple(_fold(row["text"]) for row in rows if row["kind"] == "start"),
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns)),
    )
