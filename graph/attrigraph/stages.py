"""The stages before the graph in a row: sources are read, and each document is understood on its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from attrigraph import documents, extraction, language
from attrigraph.errors import SourceError
from attrigraph.model import Document, Extraction, Interval, Problem
from attrigraph.workers import Lost, batched, spread, spread_waiting

if TYPE_CHECKING:
    from spacy.language import Language

MOST, CHARACTERS = 16, 100_000  # documents that a process gets at once, and characters of them
PATIENCE, PACE = 60, 1_000  # seconds that any document may take, and characters that may take a second more

Read = Document | Problem
Item = TypeVar("Item", bound=Read)
Result = TypeVar("Result")


class Engine(Protocol):
    """Another reader of documents behind the same function as the rules; what it gives passes the same checks.

    It is one that waits for somebody else: several documents are read in threads of one process.
    """

    @property
    def name(self) -> str:
        """What reports and evaluations call it."""

    @property
    def version(self) -> str:
        """A digest of all that decides what it gives; what another version gave is made again."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What a report says of it, without secrets."""

    def read(self, document: Document) -> Extraction:
        """Return what a document gives; raise SourceError where that cannot be had, UsageError where nothing can."""


def extractions(
    sources: str | Path | Iterable[str | Path],
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    pipeline: str | Path | None = None,
    engine: Engine | None = None,
    jobs: int | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Extraction | Problem]:
    """Yield what each document gave, or why an input could not be read, in the order of the sources.

    `jobs` processes work at once, None works in this one; the order and the results do not depend on how many. In a
    process of its own, a document that makes the program fail or takes too long is a Problem. A script that asks for
    processes needs the usual `if __name__ == "__main__":` guard. Raises SourceError if there was no document at all: in
    place of the only problem, or after several. An `engine` reads in place of the rules, `jobs` documents at once.
    """
    inputs = some_readable(documents.read(sources, published=published, publisher=publisher, stdin=stdin))
    work = partial(_several, pipeline=pipeline, engine=engine)
    for result in worked(work, inputs, jobs, waits=engine is not None):
        yield lost_problem(result) if isinstance(result, Lost) else result


def worked(
    work: Callable[[Sequence[Item]], Sequence[Result]], inputs: Iterable[Item], jobs: int | None, *, waits: bool = False
) -> Iterator[Result | Lost[Item]]:
    """Yield what `work` makes of each input, in order; `jobs` is as in `extractions`, and of threads if it `waits`."""
    if jobs is None:
        for item in inputs:
            yield from work([item])
    elif waits:
        yield from spread_waiting(work, inputs, jobs=jobs)
    else:
        batches = batched(inputs, most=MOST, size=_size, limit=CHARACTERS)
        yield from spread(work, batches, jobs=jobs, seconds=_seconds)


def some_readable(inputs: Iterator[Read]) -> Iterator[Read]:
    """Yield the inputs; raise SourceError where none is a document."""
    start = list(islice(inputs, 2))
    if len(start) == 1 and isinstance(start[0], Problem):
        problem = start[0]
        raise SourceError(f"{problem.source}: {problem.what}", problem.todo, value=problem.source)
    documents_seen = 0
    for one in chain(start, inputs):
        documents_seen += isinstance(one, Document)
        yield one
    if not documents_seen:
        raise SourceError("nothing could be read", "name files, folders or globs with documents in them")


def lost_problem(lost: Lost[Read]) -> Problem:
    """Return the problem of a document that gave nothing."""
    source = lost.item.id if isinstance(lost.item, Document) else lost.item.source
    return Problem(source, lost.why, lost.todo or "left out: try it alone with attrigraph extract, and report it")


def extracted(document: Document, *, pipeline: str | Path | None = None) -> Extraction:
    """Return what the rules find in one document; a pipeline is loaded once."""
    return extraction.extract(document, nlp=_loaded(pipeline))


def read(document: Document, *, pipeline: str | Path | None = None, engine: Engine | None = None) -> Extraction:
    """Return what one document gave to the rules, or to an engine in their place; raise what the engine raises."""
    return engine.read(document) if engine else extracted(document, pipeline=pipeline)


def understood(
    document: Document, *, pipeline: str | Path | None, engine: Engine | None
) -> Extraction | Lost[Document]:
    """Return what one document gave, or that it could not be read and why."""
    try:
        return read(document, pipeline=pipeline, engine=engine)
    except SourceError as error:
        return Lost(document, error.what, error.todo)


def pipeline_name(pipeline: str | Path | None = None) -> str:
    """Return name and version of a pipeline, as its own meta data say."""
    meta = language.meta(pipeline)
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@cache
def _loaded(pipeline: str | Path | None) -> "Language":
    return language.load(pipeline)


def _several(
    items: Sequence[Read], *, pipeline: str | Path | None, engine: Engine | None
) -> list[Extraction | Lost[Document] | Problem]:
    return [item if isinstance(item, Problem) else understood(item, pipeline=pipeline, engine=engine) for item in items]


def _size(item: Read) -> int:
    return len(item.text) if isinstance(item, Document) else 0


def _seconds(items: Iterable[Read]) -> float:
    return PATIENCE + sum(map(_size, items)) / PACE
