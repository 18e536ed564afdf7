"""From sources to a graph, and to the folder that holds it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from attrigraph.model import Extraction, Interval, Problem
from attrigraph.outputs import fresh_graph_folder
from attrigraph.rdf import Graph, sieve
from attrigraph.reporting import Report
from attrigraph.stages import extractions, pipeline_name
from attrigraph.writing import fill

Result = Extraction | Problem
Watch = Callable[[Result], None]
_log = logging.getLogger("attrigraph")


def log_problems(result: Result) -> None:
    """Log a problem as a warning, which Python prints on standard error unless told otherwise."""
    if isinstance(result, Problem):
        _log.warning("%s", result)


def build(
    sources: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    pipeline: str | Path | None = None,
    jobs: int = 1,
    watch: Watch = log_problems,
) -> Graph:
    """Build a graph from documents, in memory, or with `out` into a graph folder as well.

    The folder appears whole or not at all. `watch` sees what each input gave, or why it could not be read, as it comes.
    `published` and `publisher` stand in where a document names none. A document that comes twice counts once. Raises
    SourceError where nothing could be read, and OutputError where the folder cannot be written or holds something else.
    """
    listed = [str(source) for source in ([sources] if isinstance(sources, str | Path) else sources)]
    settings = {
        "sources": listed,
        "published": published.partial if published else None,
        "publisher": publisher,
        "pipeline": str(pipeline) if pipeline else None,
    }
    report = Report(settings)
    results = extractions(listed, published=published, publisher=publisher, pipeline=pipeline, jobs=jobs)
    understood = _new(results, report, watch)
    if out is None:
        return Graph.of(chain.from_iterable(one.quads for one in sieve(understood)))
    with fresh_graph_folder(Path(out)) as folder:
        graph = fill(folder, understood, report)
        report.write(folder, quads=len(graph), pipeline=pipeline_name(pipeline))
        return graph


def _new(results: Iterable[Result], report: Report, watch: Watch) -> Iterator[Extraction]:
    """Yield the extractions of documents that did not come before; note the rest in the report."""
    first: dict[str, str] = {}
    for result in results:
        watch(result)
        if isinstance(result, Problem):
            report.problems.append(result)
        elif result.document.key in first:
            report.add_duplicate(result.document, first[result.document.key])
        else:
            first[result.document.key] = result.document.id
            yield result
