"""attrigraph merge."""

import json
from pathlib import Path
from typing import Annotated

import typer

from attrigraph.cli.terminal import print_table
from attrigraph.errors import UsageError
from attrigraph.table import Table

Graphs = Annotated[list[str], typer.Argument(metavar="DIR...", help="Graph folders or RDF files.")]
Target = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="DIR", help="The graph folder to write; an older one is replaced.")
]
Decisions = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="JSON Lines in which a person accepts and rejects; matches.jsonl is the form."),
]


Measure = Annotated[
    bool,
    typer.Option("--measure", help="Write nothing; measure on pairs that cite the same source, without using that."),
]


def merge(graphs: Graphs, *, out: Target = None, decisions: Decisions = None, measure: Measure = False) -> int:
    """Merge graph folders into one: the same incidents and acts get one node, and each decision can be undone.

    Example: attrigraph merge out eurepoc cfr -o merged
    """
    from attrigraph import merging

    if measure:
        return _measured(graphs)
    if out is None:
        raise UsageError("no folder to write", "name one with -o, or ask with --measure how good the matching is")
    merging.merge(*graphs, out=out, decisions=decisions)
    print(_summary(out))
    return 0


def _measured(graphs: list[str]) -> int:
    from attrigraph.merging.quality import measure
    from attrigraph.rdf import Graph

    found = measure([Graph.open(one) for one in graphs])
    rows = (
        (one.name, str(one.found), str(one.judged), str(one.right), f"{one.precision:.3f}", f"{one.recall:.3f}")
        for one in found
    )
    print_table(Table(("pairs", "found", "judged", "right", "precision", "recall"), tuple(rows)))
    print(f"on {found[0].silver} pairs of reports that share the address of a source with each other and nobody else")
    return 0


def _summary(out: Path) -> str:
    report = json.loads((out / "report.json").read_bytes())
    counts, incidents = report["counts"], report["matches"]["incidents"]
    joined = incidents.get("accepted", 0) + incidents.get("auto-accepted", 0)
    return "\n".join(
        (
            f"{out}: {counts['documents']} documents, {counts['incidents']} reports of {counts['merged_incidents']} "
            f"incidents, {counts['acts']} reports of {counts['merged_acts']} acts",
            f"pairs of incidents: {joined} accepted, {incidents.get('proposed', 0)} proposed; "
            f"pairs of threat actors: {sum(report['matches']['actors'].values())}",
            f"look at {out}/matches.jsonl, write accept or reject into it, and merge again with --decisions",
        )
    )
