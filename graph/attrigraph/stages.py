"""The stages before the graph in a row: sources are read, and each document is understood on its own."""

import signal
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrigraph import documents, extraction, language
from attrigraph.errors import SourceError, UsageError
from attrigraph.model import Document, Extraction, Interval, Problem

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 16  # documents a worker gets before the next are read, so that memory stays small


def extractions(
    sources: str | Path | Iterable[str | Path],
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    pipeline: str | Path | None = None,
    jobs: int = 1,
    stdin: BinaryIO | None = None,
) -> Iterator[Extraction | Problem]:
    """Yield what each document gave, or why an input could not be read, in the order of the sources.

    `jobs` processes work at once; the order and the results do not depend on how many. A script that asks for more
    than one needs the usual `if __name__ == "__main__":` guard. Raises SourceError if there was no document at all: in
    place of the only problem, or after several.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs: nobody would work", "ask for at least one", value=jobs)
    inputs = documents.read(sources, published=published, publisher=publisher, stdin=stdin)
    yield from _worked(_some_readable(inputs), pipeline, jobs)


def _some_readable(inputs: Iterator[Document | Problem]) -> Iterator[Document | Problem]:
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


def extracted(document: Document, *, pipeline: str | Path | None = None) -> Extraction:
    """Return what one document gave; a pipeline is loaded once."""
    return extraction.extract(document, nlp=_loaded(pipeline))


def pipeline_name(pipeline: str | Path | None = None) -> str:
    """Return name and version of a pipeline, as its own meta data say."""
    meta = _loaded(pipeline).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@cache
def _loaded(pipeline: str | Path | None) -> "Language":
    return language.load(pipeline)


def _worked(
    inputs: Iterator[Document | Problem], pipeline: str | Path | None, jobs: int
) -> Iterator[Extraction | Problem]:
    work = partial(_one, pipeline=pipeline)
    if jobs == 1:
        yield from map(work, inputs)
        return
    # Ctrl-C reaches every process of the terminal: this one ends the others
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with get_context("spawn").Pool(jobs, initializer=signal.signal, initargs=ignore) as pool:
        for batch in _batches(inputs, _BATCH * jobs):
            yield from pool.map(work, batch, chunksize=1)


def _one(item: Document | Problem, *, pipeline: str | Path | None) -> Extraction | Problem:
    return item if isinstance(item, Problem) else extracted(item, pipeline=pipeline)


def _batches(inputs: Iterable[Document | Problem], size: int) -> Iterator[list[Document | Problem]]:
    several = iter(inputs)
    while batch := list(islice(several, size)):
        yield batch
