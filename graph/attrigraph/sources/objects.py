"""Objects of JSON files that somebody else made: what is wrong with one object costs that object only."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrigraph.documents.encoding import decode
from attrigraph.errors import SourceError
from attrigraph.sources.tables import MAX_CELL, read_bytes
from attrigraph.sources.values import Rejected, Row

_SHOWN = 300


def json_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and of a folder every .json file in it and below it, in order of the names.

    Raises SourceError for a folder without one.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.rglob("*.json"))
        if not found:
            raise SourceError(f"{path}: no .json file in it", "name the folder that holds them", value=path)
        yield from found


def load(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a JSON file holds; SourceError where it is no JSON."""
    try:
        return json.loads(decode(read_bytes(path)).text)
    except (ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:200]
        raise SourceError(f"{path}: not JSON ({what})", "replace the file", value=path) from error
    except SourceError as error:
        what = error.what if str(path) in error.what else f"{path}: {error.what}"
        raise SourceError(what, error.todo, value=path) from error


def spelled(value: object) -> str:
    """Return a value of JSON as the words of a cell: text as it is, lists with semicolons, anything else as JSON.

    >>> spelled(["APT28", "Fancy Bear"]), spelled(True), spelled(None)
    ('APT28; Fancy Bear', 'true', '')
    """
    if value is None or value == []:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(" ".join(one.split()) for one in value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def row(file: str, number: int, value: object, *, table: str = "") -> Row | Rejected:
    """Return an object as a row with a cell for each of its values; Rejected for what is none, or too long."""
    if not isinstance(value, Mapping):
        return Rejected(file, number, "not a JSON object", str(value)[:_SHOWN])
    cells = {str(name): spelled(cell) for name, cell in value.items()}
    for name, cell in cells.items():
        if len(cell) > MAX_CELL:
            return Rejected(file, number, f"{len(cell):,} characters in {name}, more than {MAX_CELL:,}", cell[:_SHOWN])
    return Row(file, number, cells, table)
