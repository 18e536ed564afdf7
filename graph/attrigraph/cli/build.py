"""attrigraph build."""

from pathlib import Path
from typing import Annotated

import typer

from attrigraph.cli.options import (
    EngineName,
    Engines,
    Jobs,
    LlmAnswers,
    LlmModel,
    LlmUrl,
    Pipeline,
    Published,
    Publisher,
    Sources,
    at_once,
    interval,
    language_model,
)
from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import say

Target = Annotated[
    Path, typer.Option("-o", "--out", metavar="DIR", help="The graph folder to write, or to bring up to date.")
]
Prune = Annotated[bool, typer.Option("--prune", help="Take documents out that the sources no longer have.")]


def build(  # noqa: PLR0913 - one argument an option
    sources: Sources,
    *,
    out: Target,
    published: Published = None,
    publisher: Publisher = None,
    pipeline: Pipeline = None,
    engine: EngineName = Engines.RULES,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_answers: LlmAnswers = None,
    jobs: Jobs = None,
    prune: Prune = False,
) -> int:
    """Build a graph folder from articles and statements.

    Example: attrigraph build seeds/ -o out
    """
    from attrigraph import building
    from attrigraph.documents.expected import expected
    from attrigraph.model import Problem

    problems: list[Problem] = []
    model = language_model(engine, llm_url, llm_model, llm_answers, pipeline=pipeline)

    with progress("building", expected(sources)) as step:

        def watch(result: building.Done | Problem) -> None:
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
            engine=model,
            jobs=at_once(jobs, waits=model is not None),
            prune=prune,
            watch=watch,
        )
    print(_summary(out))
    return 1 if problems else 0


def _summary(out: Path) -> str:
    from attrigraph.reporting import head

    report = head(out)
    counts, changes = report["counts"], report["changes"]
    named = ["documents", "incidents", "acts", "quarantined", *(["duplicates"] if counts["duplicates"] else [])]
    lines = [f"{out}: {', '.join(_counted(counts[what], what) for what in named)}"]
    if any(changes[what] for what in ("changed", "unchanged", "kept", "pruned")):
        lines.append("documents: " + ", ".join(f"{number} {what}" for what, number in changes.items() if number))
    if changes["kept"]:
        lines.append("kept: the sources no longer have them, and --prune takes them out")
    return "\n".join([*lines, f"look at {out}/index.html, or ask: attrigraph ask {out} attributions"])


def _counted(number: int, what: str) -> str:
    """Return "2 acts", "1 act", "1 quarantined"."""
    return f"{number} {what.removesuffix('s') if number == 1 else what}"
