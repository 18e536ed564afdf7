"""What importers pass on: rows of files, the documents made of them, and the rows that could not be."""

from collections.abc import Mapping
from dataclasses import dataclass

from attrigraph.model import Extraction


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file. `number` is its row as a spreadsheet counts (the header is row 1), its object in JSON.

    `table` is the name of the table in the mapping, `cells` what stands in its columns under the mapping's names.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    table: str = ""

    @property
    def place(self) -> str:
        """Where it stands: "incidents.csv:17"."""
        return f"{self.file}:{self.number}"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that does not enter the graph, or with `column` one cell of a row that does; and why.

    With `scope`, all rows of a file that are about something else than this ontology, in one; `number` is the first.
    """

    file: str
    number: int
    why: str
    text: str
    column: str | None = None
    scope: bool = False

    @property
    def unit(self) -> str:
        """What was rejected: "ROW", "CELL" or "SCOPE"."""
        return "SCOPE" if self.scope else "CELL" if self.column else "ROW"


@dataclass(frozen=True, slots=True)
class Imported:
    """A document made of one row or several, and which these are."""

    extraction: Extraction
    rows: tuple[Row, ...]


Item = Imported | Rejected
