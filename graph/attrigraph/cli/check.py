"""attrigraph check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.cli.options import GraphArgument
from attrigraph.cli.terminal import print_table
from attrigraph.outputs import REPORT, digest
from attrigraph.table import Table

if TYPE_CHECKING:
    from attrigraph.rdf import Graph, Violation

Warnings = Annotated[bool, typer.Option("--warnings", help="List warnings too; they never change the exit code.")]

Integrity = Annotated[
    bool, typer.Option("--integrity", help="Check too that every file and text of a graph folder is as it was written.")
]


def check(graph: GraphArgument, *, warnings: Warnings = False, integrity: Integrity = False) -> int:
    """Check a graph against the ontology and list what breaks it; of a graph folder, graph.nq is read.

    Example: attrigraph check out --integrity
    """
    from attrigraph import api

    found = api.check(graph, integrity=integrity)
    listed = [one for one in found if one.severity == "V" or (warnings and one.severity == "W")]
    if listed:
        print_table(_table(api.as_graph(graph, lines=True), listed))
    counts = {letter: sum(one.severity == letter for one in found) for letter in "VW"}
    print(f"{counts['V']} violations, {counts['W']} warnings")
    if integrity:
        print(f"SHA-256 of report.json, which vouches for the rest: {digest(Path(graph) / REPORT)}")
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
