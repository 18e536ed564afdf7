"""The kinds of dataset that can be imported, and the importer of each."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from attrigraph.errors import UsageError
from attrigraph.sources.values import Item


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dataset: its name on the command line, the importer's module, and what its files are."""

    name: str
    module: str
    what: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by name, in the order of kinds.toml.

    >>> "eurepoc" in kinds()
    True
    """
    table = tomllib.loads((files("attrigraph.sources") / "kinds.toml").read_text(encoding="utf-8"))
    return {name: Kind(name, row["module"], row["is"]) for name, row in table.items()}


def items(kind: str, paths: Sequence[Path]) -> Iterator[Item]:
    """Yield what the records of a dataset's files are, and the rows and cells that could not be imported.

    Raises UsageError for an unknown kind, SourceError for a file in which there is nothing of the kind.
    """
    if kind not in kinds():
        raise UsageError(f"{kind}: no kind of dataset", f"name one of {', '.join(kinds())}", value=kind)
    module = import_module(f"attrigraph.sources.{kinds()[kind].module}")
    yield from module.items(paths)
