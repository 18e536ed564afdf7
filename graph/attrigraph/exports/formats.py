"""Which formats there are and what each carries: formats.csv and carried.csv."""

import csv
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Quad

from attrigraph.errors import UsageError
from attrigraph.exports.facts import Facts
from attrigraph.exports.report import Written
from attrigraph.rdf import Graph

Row = Mapping[str, str]
ANY = ("any", "any")


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `module` writes it; `carries` names a column of carried.csv, or is "all" or "none"."""

    name: str
    module: str
    is_folder: bool
    carries: str
    extra: str


@dataclass(frozen=True)
class Order:
    """What an export is asked for: a graph in a format at a place. `source` is where the graph was read.

    A writer is the function `write(order, place)` of a module; the place is a file or folder beside the target.
    """

    graph: Graph
    format: str
    target: Path
    source: Path | None = None

    @cached_property
    def quads(self) -> Sequence[Quad]:
        """All quads but those of the ontology graph, in no order; read once."""
        return list(self.graph.quads())

    @cached_property
    def facts(self) -> Facts:
        """The nodes of the graph."""
        return Facts.of(self.quads)


__all__ = ["Format", "Order", "Written", "carried", "format_of", "formats", "is_carried", "rows"]


@cache
def formats() -> Mapping[str, Format]:
    """Return the formats by name, in the order of formats.csv.

    >>> list(formats())[:3]
    ['turtle', 'trig', 'nquads']
    """
    return {row["format"]: _format(row) for row in rows("formats")}


def format_of(name: str) -> Format:
    """Return a format by its name; UsageError where there is none."""
    if name not in formats():
        raise UsageError(f"no format {name!r}", f"choose one of {' '.join(formats())}", value=name)
    return formats()[name]


@cache
def carried(column: str) -> frozenset[tuple[str, str]]:
    """Return which properties of which kinds of node the formats of a column of carried.csv carry."""
    return frozenset((row["kind"], row["property"]) for row in rows("carried") if row[column])


def is_carried(pair: tuple[str, str], keeps: Set[tuple[str, str]]) -> bool:
    """Say whether a property of a kind of node is carried, or whatever there may be."""
    return pair in keeps or ANY in keeps


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of one of the tables beside this file, in file order."""
    text = (files("attrigraph.exports") / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _format(row: Row) -> Format:
    return Format(row["format"], row["module"], row["output"] == "folder", row["carries"], row["extra"])
