"""attrigraph check."""

from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.cli.options import GraphArgument
from attrigraph.cli.terminal import print_table
from attrigraph.model import Table

if TYPE_CHECKING:
    from attrigraph.rdf import Graph, Violation

Warnings = Annotated[bool, typer.Option("--warnings", help="List warnings too; they never change the exit code.")]


def check(graph: GraphArgument, *, warnings: Warnings = False) -> int:
    """Check a graph against the ontology and list what breaks it; of a graph folder, graph.nq is read.

    Example: attrigraph check out
    """
    from attrigraph import api

    opened = api.as_graph(graph, lines=True)
    found = api.check(opened)
    listed = [one for one in found if one.severity == "V" or (warnings and one.severity == "W")]
    if listed:
        print_table(_table(opened, listed))
    counts = {letter: sum(one.severity == letter for one in found) for letter in "VW"}
    print(f"{counts['V']} violations, {counts['W']} warnings")
    return 1 if counts["V"] else 0


def _table(graph: "Graph", found: "list[Violation]") -> Table:
    columns = ("constraint", "message", "node", "label", "quote")
    rows = ((one.constraint, _message(one), one.focus, _label(graph, one.focus), one.quote) for one in found)
    return Table(columns, tuple(rows))


def _message(violation: "Violation") -> str:
    return f"{violation.message} ({violation.value})" if violation.value else violation.message


def _label(graph: "Graph", node: str) -> str | None:
    if node.startswith("_:") or not node.partition(":")[1]:
        return None
    question = (
        f"SELECT ?label {{ <{node}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }} ORDER BY ?label LIMIT 1"
    )
    rows = graph.query(question).rows
    return rows[0][0] if rows else None
