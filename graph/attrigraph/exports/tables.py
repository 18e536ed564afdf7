"""CSV: nodes, edges and acts for spreadsheets and data frames, and in neo4j/ everything as Neo4j imports it.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrigraph.exports.formats import Order, Written
from attrigraph.exports.neo4j import ARRAY, neo4j_files
from attrigraph.exports.network import left_out, network
from attrigraph.exports.rows import columns, flat
from attrigraph.rdf import iris

PARTS = ("nodes.csv", "edges.csv", "acts.csv", "neo4j")
EDGE_COLUMNS = ("act", "kind", "status", "label", "quote", "date", "latest", "document", "incident", "measure", "score")
BETWEEN = " | "


class Guard:
    """Cells as text, safe to open in a spreadsheet; it counts those it had to alter."""

    def __init__(self) -> None:
        self.altered = 0

    def __call__(self, value: object, *, between: str = BETWEEN) -> str:
        """Return a cell: "" for None, lists joined, an apostrophe before what could be a formula (CWE-1236).

        >>> guard = Guard()
        >>> guard("=1+1"), guard(["a", "b"]), guard(None), guard.altered
        ("'=1+1", 'a | b', '', 1)
        """
        text = between.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r", "\n")):
            self.altered += 1
            return f"'{text}"
        return text


def write(order: Order, target: Path) -> Written:
    """Write the folder; the edges are those of the network, so acts that did not happen are in acts.csv only."""
    guard, found, facts = Guard(), network(order.graph), order.facts
    nodes = sorted([*facts.actors, *facts.incidents, *facts.documents], key=lambda node: node.id)
    edges = sorted(found.edges(keys=True, data=True), key=lambda edge: edge[2])
    write_table(target / "nodes.csv", _names("node_columns"), flat(facts, nodes, "node_columns"), guard)
    write_table(target / "acts.csv", _names("act_columns"), flat(facts, facts.acts, "act_columns"), guard)
    lines = (
        [key, _id(source), _id(target), *(_id(data[name]) for name in EDGE_COLUMNS)]
        for source, target, key, data in edges
    )
    write_table(target / "edges.csv", ["id", "source", "target", *EDGE_COLUMNS], lines, guard)
    imported = {"Neo4j node": 0, "Neo4j relationship": 0}
    for name, (head, body) in neo4j_files(facts).items():
        write_table(target / "neo4j" / f"{name}.csv", head, body, guard, between=ARRAY)
        imported["Neo4j relationship" if name == "relationships" else "Neo4j node"] += len(body)
    counts = {"node": len(nodes), "edge": len(edges), "act": len(facts.acts), **imported}
    altered = {"cell that begins with an apostrophe now": guard.altered}
    return Written(counts, {f"{what}, in edges.csv": count for what, count in left_out(facts, found).items()} | altered)


def write_table(
    path: Path, head: Sequence[str], lines: Iterable[Sequence[object]], guard: Guard, *, between: str = BETWEEN
) -> None:
    """Write one CSV file (RFC 4180, with the line ends of Unix), and the folder it lies in."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        plain = csv.writer(file, lineterminator="\n")
        quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)  # a lone \r is not quoted otherwise
        plain.writerow(head)
        for line in lines:
            cells = [guard(cell, between=between) for cell in line]
            (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)


def _names(table: str) -> list[str]:
    return [column.name for column in columns(table)]


def _id(value: object) -> object:
    return value.removeprefix(iris.BASE) if isinstance(value, str) else value
