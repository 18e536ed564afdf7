"""attrigraph spark build and attrigraph spark merge."""

from pathlib import Path
from typing import Annotated

import typer

from attrigraph.cli.options import Pipeline, Published, Publisher, interval
from attrigraph.cli.terminal import say
from attrigraph.errors import UsageError

MOST = 20  # problems that are told; all are in problems/

app = typer.Typer(rich_markup_mode=None)
Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders or patterns of JSON Lines, Parquet or WARC."),
]
Graphs = Annotated[
    list[str], typer.Argument(metavar="DIR...", help="Folders that build, import, merge or spark wrote.")
]
Decisions = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="JSON Lines in which a person accepts and rejects; matches/ is the form."),
]
Target = Annotated[
    str, typer.Option("-o", "--out", metavar="DIR", help="The folder to write, an address of Hadoop too.")
]
Master = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The cluster: spark://HOST:PORT, yarn, local[4]; else as Spark is set up."),
]
Settings = Annotated[
    list[str] | None, typer.Option("--conf", metavar="NAME=VALUE", help="A property of Spark; may be repeated.")
]
Tasks = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Into how many pieces the work is cut: by its size, if not said."),
]


@app.callback()
def spark() -> None:
    """Build and merge on an Apache Spark cluster.

    Example: attrigraph spark build documents.jsonl -o out --master local[2]
    """


@app.command()
def build(
    sources: Sources,
    *,
    out: Target,
    master: Master = None,
    conf: Settings = None,
    tasks: Tasks = None,
    published: Published = None,
    publisher: Publisher = None,
    pipeline: Pipeline = None,
) -> int:
    """Build a graph in parts from documents on a Spark cluster.

    Example: attrigraph spark build documents.jsonl -o out --master local[2]
    """
    from attrigraph.distributed import build, problems, session

    with session(master, _settings(conf)) as cluster:
        counts = build(
            cluster,
            sources,
            out,
            published=interval(published),
            publisher=publisher,
            pipeline=pipeline,
            tasks=tasks,
        )["counts"]
        for problem in problems(cluster, out, most=MOST) if counts["problems"] else ():
            say(problem)
    print(", ".join(f"{counts[what]} {what}" for what in ("documents", "incidents", "acts", "quarantined", "problems")))
    print(f"look at {out}/graph (N-Quads) and {out}/acts (Parquet)")
    return 1 if counts["problems"] else 0


@app.command()
def merge(
    graphs: Graphs,
    *,
    out: Target,
    master: Master = None,
    conf: Settings = None,
    tasks: Tasks = None,
    decisions: Decisions = None,
) -> int:
    """Merge folders of graphs into one in parts on a Spark cluster.

    Example: attrigraph spark merge march april -o both --master local[2]
    """
    from attrigraph.distributed import merge, session

    with session(master, _settings(conf)) as cluster:
        counts = merge(cluster, graphs, out, decisions=decisions, tasks=tasks)["counts"]
    print(
        f"{counts['documents']} documents, {counts['incidents']} reports of {counts['merged_incidents']} incidents, "
        f"{counts['acts']} reports of {counts['merged_acts']} acts"
    )
    print(f"look at {out}/graph (N-Quads), {out}/acts (Parquet) and {out}/matches (JSON Lines)")
    return 0


def _settings(given: list[str] | None) -> dict[str, str]:
    settings = dict(one.partition("=")[::2] for one in given or ())
    if wrong := [name for name, value in settings.items() if not name or not value]:
        raise UsageError(f"--conf {wrong[0]}: no property with a value", "write NAME=VALUE", value=wrong)
    return settings
