"""attrigraph export."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.cli.options import GraphArgument
from attrigraph.cli.terminal import print_table
from attrigraph.errors import UsageError

if TYPE_CHECKING:
    from attrigraph.exports import ExportReport

Target = Annotated[
    str, typer.Option("-o", "--out", metavar="FILE", help="The file to write, for csv a folder; - is standard output.")
]
To = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        help="turtle, trig, nquads, jsonld, graphml, gexf, csv, parquet, stix, nanopub or rocrate.",
    ),
]
Report = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Write the report as JSON too: counts in, counts out, what is left out."),
]


def export(graph: GraphArgument, *, to: To, out: Target, report: Report = None) -> int:
    """Write a graph in a format of other tools, and say what that format could not carry.

    Example: attrigraph export out --to graphml -o out.graphml
    """
    from attrigraph import api

    done = _to_standard_output(graph, to) if out == "-" else api.export(graph, out, to=to)
    print_table(done.table, file=sys.stderr if out == "-" else sys.stdout)
    if report:
        _write_report(done, report)
    return 0


def _to_standard_output(graph: str, to: str) -> "ExportReport":
    from attrigraph import api
    from attrigraph.exports import formats

    if to in formats() and formats()[to].is_folder:
        raise UsageError(f"{to} is a folder", "name one with -o")
    with tempfile.TemporaryDirectory() as folder:
        done = api.export(graph, Path(folder) / "export", to=to)
        sys.stdout.flush()
        with (Path(folder) / "export").open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
    return done


def _write_report(done: "ExportReport", target: str) -> None:
    from attrigraph.outputs import write_file

    if target == "-":
        print(done.json(), end="")
    else:
        write_file(Path(target), done.json())
