"""Which words may stand for something named before: seeds/frames/anaphora.csv."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from attrigraph.folders import folder


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that may stand for something named before."""

    kinds: tuple[str, ...]
    reach: int
    definite: bool


@cache
def anaphora() -> Mapping[str, Anaphor]:
    """Return word -> Anaphor, from seeds/frames/anaphora.csv."""
    with (folder("seeds") / "frames" / "anaphora.csv").open(encoding="utf-8", newline="") as lines:
        rows = {
            r["word"]: Anaphor(tuple(r["kinds"].split("|")), int(r["reach"]), r["definite"] == "yes")
            for r in csv.DictReader(lines)
        }
    return MappingProxyType(rows)
