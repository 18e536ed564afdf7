"""attrigraph ask."""

import csv
import json
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from attrigraph.cli.terminal import clean, print_table
from attrigraph.errors import UsageError
from attrigraph.table import Table


class Format(StrEnum):
    """How the rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TSV = "tsv"


Asked = Annotated[
    str | None, typer.Argument(metavar="DIR_OR_FILE", help="A graph folder, an RDF file, or acts as Parquet.")
]
Query = Annotated[
    str | None,
    typer.Argument(
        metavar="QUERY", help="The name of a query, a .rq file, or SPARQL text; - reads it. SQL for acts as Parquet."
    ),
]
Listing = Annotated[bool, typer.Option("--list", help="List the named queries and the questions they answer.")]
Timeout = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0.1, max=1_000_000, help="Give up where there is no answer after so long."),
]
Formatted = Annotated[Format, typer.Option("--format", help="How to write the rows.")]


def ask(
    graph: Asked = None,
    query: Query = None,
    *,
    format_: Formatted = Format.TABLE,
    timeout: Timeout = 60,
    listing: Listing = False,
) -> int:
    """Ask a graph a question, by the name of a query or in SPARQL.

    Example: attrigraph ask out attributions --format csv
    """
    from attrigraph.rdf import Graph
    from attrigraph.rdf.apart import ask_apart

    if listing:
        table = Table(("query", "question"), tuple(Graph.named_queries().items()))
    elif graph is None or query is None:
        raise UsageError("ask needs a graph and a query", "see attrigraph ask --list")
    else:
        table = ask_apart(graph, sys.stdin.read() if query == "-" else query, seconds=timeout)
    WRITERS[format_](table)
    return 0


def _csv(table: Table) -> None:
    _separated(table, csv.excel)


def _tsv(table: Table) -> None:
    _separated(table, csv.excel_tab)


def _separated(table: Table, dialect: type[csv.Dialect]) -> None:
    keep = clean if sys.stdout.isatty() else str
    out = csv.writer(sys.stdout, dialect, lineterminator="\n")
    out.writerow(table.columns)
    out.writerows([keep(cell) if cell else cell for cell in row] for row in table.rows)


def _json(table: Table) -> None:
    from attrigraph.records import escaped

    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    print(escaped(json.dumps(rows, ensure_ascii=False, indent=1)))


WRITERS: dict[Format, Callable[[Table], None]] = {
    Format.TABLE: print_table,
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.TSV: _tsv,
}
