"""Named queries over the acts as Parquet, in SQL by DuckDB: aggregates of more acts than a store is asked for."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrigraph.errors import QueryError, SourceError, UsageError
from attrigraph.folders import folder
from attrigraph.rdf.graph import Graph
from attrigraph.rdf.sparql import query_text
from attrigraph.table import Table

if TYPE_CHECKING:
    import duckdb

SUFFIX = ".parquet"
BETWEEN = " | "  # the values of a list, as in the tables of a CSV export


def ask_path(path: str | Path, query: str | Path) -> Table:
    """Ask a graph folder or an RDF file in SPARQL, acts as Parquet in SQL; see Graph.ask and ask_acts."""
    return ask_acts(path, query) if str(path).endswith(SUFFIX) else Graph.open(path).ask(query)


def ask_acts(acts: str | Path, query: str | Path) -> Table:
    """Ask acts as Parquet a named query that has SQL, a .sql file, or a SELECT over the table `acts`.

    `acts` is a file that export wrote, or a pattern of several ("parts/*.parquet"): each act counts once for each row.
    Cells are texts, as those of Graph.ask are. The query sees no other file, and cannot write. Raises UsageError where
    there is no such file, SourceError for what is no Parquet, QueryError for what is no SELECT.
    """
    import duckdb

    text, files = find_sql(query), _files(str(acts))
    with duckdb.connect() as connection:
        _open(connection, files)
        try:
            _refuse_all_but_select(connection, text)
            answer = connection.execute(text)
            names = tuple(column[0] for column in answer.description or ())
            return Table(names, tuple(tuple(map(_cell, row)) for row in answer.fetchall()))
        except duckdb.Error as error:
            what = " ".join(str(error).split())[:300]
            raise QueryError(f"not a query of acts: {what}", "mend the SQL", value=text) from error


@cache
def named_sql() -> dict[str, Path]:
    """Return the files of the named queries that have SQL by name, in the order of their numbers.

    >>> list(named_sql())[0]
    'pairs'
    """
    return {file.stem.partition("-")[2]: file for file in sorted((folder("ontology") / "queries").glob("*.sql"))}


def find_sql(what: str | Path) -> str:
    """Return the SQL of a named query, of a .sql file, or what was given if it is SQL itself.

    Raises QueryError for a named query without SQL, for a name that is none, and for a file that cannot be read.
    """
    return query_text(str(what), named_sql(), "named query in SQL")


def _files(acts: str) -> Sequence[str]:
    path = Path(acts)
    found = [acts] if path.is_file() else sorted(map(str, path.parent.glob(path.name)))
    if not found:
        raise UsageError(f"{acts}: no such file", "name acts that export --to parquet wrote", value=acts)
    return found


def _open(connection: "duckdb.DuckDBPyConnection", files: Sequence[str]) -> None:
    import duckdb

    try:
        connection.read_parquet(list(files), union_by_name=True).create_view("acts")
    except duckdb.Error as error:
        what = " ".join(str(error).split())[:300]
        raise SourceError(f"{files[0]}: {what}", "export the acts again", value=files) from error
    allowed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _refuse_all_but_select(connection: "duckdb.DuckDBPyConnection", text: str) -> None:
    import duckdb

    several = connection.extract_statements(text)
    if len(several) != 1 or several[0].type != duckdb.StatementType.SELECT:
        raise QueryError("not a query of acts: not one SELECT", "ask with one SELECT over acts", value=text)


def _cell(value: object) -> str | None:
    if isinstance(value, list):
        return BETWEEN.join(cell for one in value if (cell := _cell(one)) is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
