"""How a dataset is mapped: its TOML file beside this module, and the codes of ontology/alignments.ttl."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrigraph.errors import SourceError
from attrigraph.rdf.tables import notations
from attrigraph.sources.tables import Sheet, sheets
from attrigraph.sources.values import Rejected, Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a dataset: the columns that tell it, and other spellings of column names."""

    name: str
    needs: frozenset[str]
    spellings: Mapping[str, str]


@cache
def mapping(kind: str) -> Mapping[str, Any]:
    """Return the mapping file of a kind of dataset."""
    return tomllib.loads((files("attrigraph.sources") / f"{kind}.toml").read_text(encoding="utf-8"))


def tables(kind: str) -> list[Table]:
    """Return the tables that a kind of dataset has, in the order of its mapping file."""
    return [
        Table(name, frozenset(table["needs"]), {_folded(other): own for other, own in table.get("also", {}).items()})
        for name, table in mapping(kind)["tables"].items()
    ]


def read(kind: str, paths: Iterable[Path]) -> Iterable[Row | Rejected]:
    """Yield the rows of all files, each with the name of its table, and what could not be read.

    Raises SourceError for a file in which no table of the kind is.
    """
    for path in paths:
        found = [(sheet, _table(kind, sheet)) for sheet in sheets(path)]
        if not any(table for _, table in found):
            wanted = "; or ".join(", ".join(sorted(table.needs)) for table in tables(kind))
            raise SourceError(f"{path}: no table of {kind} in it", f"its header should have {wanted}", value=path)
        for sheet, table in found:
            if table is None:
                yield Rejected(sheet.file, 1, f"a sheet of other columns than those of {kind}", "", scope=True)
                continue
            own = {column: _own_name(column, table) for column in sheet.header}
            yield from (_renamed(row, table.name, own) for row in sheet.rows)


@cache
def codes(dataset: str, scheme: str) -> Mapping[str, str]:
    """Return how a dataset spells the codes of a list: from its words in small letters to the name of the code."""
    return {words.casefold(): name for words, name in notations(dataset, scheme)}


def code(cell: str, known: Mapping[str, str]) -> str | None:
    """Return the code with which a cell starts; of several the one with the longest words."""
    lower = cell.casefold().strip()
    starts = [words for words in known if lower.startswith(words)]
    return known[max(starts, key=len)] if starts else None


def _table(kind: str, sheet: Sheet) -> Table | None:
    for table in tables(kind):
        if table.needs <= {_own_name(column, table) for column in sheet.header}:
            return table
    return None


def _renamed(row: Row | Rejected, table: str, own: Mapping[str, str]) -> Row | Rejected:
    if isinstance(row, Rejected):
        return row
    return Row(row.file, row.number, {own[name]: cell for name, cell in row.cells.items()}, table)


def _own_name(column: str, table: Table) -> str:
    folded = _folded(column)
    known = table.spellings.get(folded)
    return known or next((name for name in table.needs if _folded(name) == folded), column)


def _folded(column: str) -> str:
    return re.sub(r"[\W_]+", "", column).casefold()
