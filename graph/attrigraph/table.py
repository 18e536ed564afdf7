"""The answer to a query, as Python, pandas and notebooks take it."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from attrigraph.errors import MissingDataError

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: column names, and rows of strings in the query's order (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the same as a data frame; raise MissingDataError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingDataError("pandas is not installed", "pip install 'attrigraph[pandas]'") from error
        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell or '')}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
