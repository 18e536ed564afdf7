"""attrigraph build."""

import json
from pathlib import Path
from typing import Annotated

import typer

from attrigraph.cli.options import Jobs, Pipeline, Published, Publisher, Sources, interval
from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import say

Target = Annotated[
    Path, typer.Option("-o", "--out", metavar="DIR", help="The graph folder to write; an older one is replaced.")
]


def build(
    sources: Sources,
    *,
    out: Target,
    published: Published = None,
    publisher: Publisher = None,
    pipeline: Pipeline = None,
    jobs: Jobs = 1,
) -> int:
    """Build a graph folder from articles and statements.

    Example: attrigraph build seeds/ -o out
    """
    from attrigraph import building
    from attrigraph.model import Extraction, Problem

    problems: list[Problem] = []

    with progress("building") as step:

        def watch(result: Extraction | Problem) -> None:
            step()
            if isinstance(result, Problem):
                problems.append(result)
                say(result)

        building.build(
            sources,
            out,
            published=interval(published),
            publisher=publisher,
            pipeline=pipeline,
            jobs=jobs,
            watch=watch,
        )
    print(_summary(out))
    return 1 if problems else 0


def _summary(out: Path) -> str:
    counts = json.loads((out / "report.json").read_bytes())["counts"]
    named = ["documents", "incidents", "acts", "quarantined", *(["duplicates"] if counts["duplicates"] else [])]
    inside = ", ".join(_counted(counts[what], what) for what in named)
    return f"{out}: {inside}\nlook at {out}/index.html, or ask: attrigraph ask {out} attributions"


def _counted(number: int, what: str) -> str:
    """Return "2 acts", "1 act", "1 quarantined"."""
    return f"{number} {what.removesuffix('s') if number == 1 else what}"
