"""From sources to a graph, and to the folder that holds it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import tee
from pathlib import Path

import pyoxigraph as ox

from attrigraph import documents
from attrigraph.model import Document, Interval, Problem, Quarantined
from attrigraph.outputs import CACHE, fresh_graph_folder, is_graph_folder
from attrigraph.parts import Cache, Part, assemble, make, pipeline_version
from attrigraph.rdf import Graph
from attrigraph.reporting import Report
from attrigraph.stages import Engine, lost_problem, pipeline_name, some_readable, worked
from attrigraph.workers import Lost
from attrigraph.writing import write_page


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read: its id, the number of its acts, and whether its part was there from before."""

    document: str
    acts: int = 0
    known: bool = False


Watch = Callable[[Done | Problem], None]
Work = Callable[[Sequence[Document]], list[Part | Lost[Document]]]
Reading = Callable[[Iterable[Document]], Iterable[tuple[Document, Part | Lost[Document]]]]
LOST = "read"  # the constraint that a document breaks whose reading failed
_log = logging.getLogger("attrigraph")


def log_problems(result: Done | Problem) -> None:
    """Log a problem as a warning, which Python prints on standard error unless told otherwise."""
    if isinstance(result, Problem):
        _log.warning("%s", result)


def build(  # noqa: PLR0913 - one argument an option
    sources: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    pipeline: str | Path | None = None,
    engine: Engine | None = None,
    jobs: int | None = None,
    prune: bool = False,
    watch: Watch = log_problems,
) -> Graph:
    """Build a graph from documents, in memory, or with `out` into a graph folder as well.

    The folder appears whole or not at all. Where there is one from before, only documents that are new or changed are
    read again, and so it is after a build that was killed; documents that the sources no longer have stay in the graph,
    unless `prune`. The files are those of a build from nothing over the same documents.

    `jobs` processes work at once, and a document that makes one fail, or takes too long, is left out with a Problem;
    None works in this process. A script that asks for processes needs the usual `if __name__ == "__main__":` guard. An
    `engine` reads in place of the rules; its jobs are threads.
    `watch` sees each document that is done, and why an input could not be read, as it comes. `published` and
    `publisher` stand in where a document names none. A document that comes twice counts once. Raises SourceError where
    nothing could be read, and OutputError where the folder cannot be written, holds something else or is being written.
    """
    listed = [str(source) for source in ([sources] if isinstance(sources, str | Path) else sources)]
    inputs = some_readable(documents.read(listed, published=published, publisher=publisher))
    work = partial(make, pipeline=pipeline, engine=engine)
    if out is None:
        return Graph.of(_in_memory(_worked(work, _documents(inputs, watch), jobs, engine), watch))
    settings = {
        "sources": listed,
        "published": published.partial if published else None,
        "publisher": publisher,
        "pipeline": str(pipeline) if pipeline else None,
        **({"engine": dict(engine.settings)} if engine else {}),
    }
    target = Path(out)
    if is_graph_folder(target) and not (target / CACHE).exists():
        _log.warning("%s: has no %s, so that only what the sources hold stays in the graph", target, CACHE)
    with (
        fresh_graph_folder(target, keeps=(CACHE,)) as folder,
        Cache.open(folder.parent / CACHE, pipeline_version(pipeline, engine.version if engine else "")) as cache,
        _kept(cache, target),
    ):
        run = _Run(cache, partial(_worked, work, jobs=jobs, engine=engine), watch, Report(settings))
        run.read(inputs, prune=prune)
        run.write(folder, None if engine else pipeline_name(pipeline), engine.name if engine else None)
    return Graph.open(target)


class _Run:
    """One build over a cache: reads what is new, and notes what became of each input."""

    def __init__(self, cache: Cache, read: Reading, watch: Watch, report: Report) -> None:
        self._cache = cache
        self._read = read
        self._watch = watch
        self._report = report
        self._lost: list[Quarantined] = []
        report.changes = dict.fromkeys(("new", "changed", "unchanged", "kept", "pruned"), 0)

    def read(self, inputs: Iterable[Document | Problem], *, prune: bool) -> None:
        """Make the parts that are missing, first those of the inputs, then those that another version made."""
        self._make(self._missing(inputs))
        changes = self._report.changes
        if prune:
            changes["pruned"] = self._cache.prune()
        changes["kept"] = self._cache.unseen()
        self._make(self._cache.outdated())
        self._report.lap("extract")

    def write(self, folder: Path, pipeline: str | None, engine: str | None) -> None:
        """Write the files of the graph folder, the report last."""
        quads = assemble(folder, self._cache.parts(), self._report, lost=self._lost)
        write_page(folder, Graph.open(folder), self._report)
        entries = self._cache.entries()
        self._report.write(folder, quads=quads, pipeline=pipeline, engine=engine, documents=entries)

    def _missing(self, inputs: Iterable[Document | Problem]) -> Iterator[Document]:
        for item in inputs:
            if isinstance(item, Problem):
                self._report.problems.append(item)
                self._watch(item)
            elif self._cache.known(item):
                self._report.changes["unchanged"] += 1
                self._watch(Done(item.id, known=True))
            else:
                self._report.changes["changed" if self._cache.has(item.id) else "new"] += 1
                yield item

    def _make(self, documents: Iterable[Document]) -> None:
        for document, result in self._read(documents):
            if isinstance(result, Lost):
                self._lose(document, lost_problem(result))
            else:
                self._cache.put(document, result)
                self._watch(Done(document.id, result.entry.acts))

    def _lose(self, document: Document, problem: Problem) -> None:
        """Leave a document out that cannot be read; what it once gave goes too, for it may say something else now."""
        self._cache.drop(document.id)
        self._lost.append(Quarantined(document.id, "", LOST, problem.what, ""))
        self._report.problems.append(problem)
        self._watch(problem)


def _worked(
    work: Work, documents: Iterable[Document], jobs: int | None, engine: Engine | None
) -> Iterator[tuple[Document, Part | Lost[Document]]]:
    """Yield each document with its part, or with why it has none."""
    ahead, behind = tee(documents)
    yield from zip(behind, worked(work, ahead, jobs, waits=engine is not None), strict=True)


def _in_memory(read: Iterable[tuple[Document, Part | Lost[Document]]], watch: Watch) -> Iterator[ox.Quad]:
    """Yield the quads of documents; of those that are one text, the one whose id is first."""
    found: dict[str, Part] = {}
    for document, result in read:
        if isinstance(result, Lost):
            watch(lost_problem(result))
            continue
        watch(Done(document.id, result.entry.acts))
        same = found.setdefault(document.key, result)
        found[document.key] = min(same, result, key=lambda part: part.entry.id)
    for part in found.values():
        yield from ox.parse(part.quads, format=ox.RdfFormat.N_QUADS)


def _documents(inputs: Iterable[Document | Problem], watch: Watch) -> Iterator[Document]:
    for item in inputs:
        if isinstance(item, Problem):
            watch(item)
        else:
            yield item


@contextmanager
def _kept(cache: Cache, target: Path) -> Iterator[None]:
    """Say, when a build ends early, that nothing of it is lost."""
    try:
        yield
    except BaseException:
        if done := len(cache):
            kept = "1 document is kept as it was read" if done == 1 else f"{done} documents are kept as they were read"
            _log.warning("%s: %s; the same command goes on from there", target, kept)
        raise
