"""One process that answers queries over a database, one after the other: it can be ended, a query cannot.

It reads tasks on standard input and writes answers on standard output, see messages.py. Only what it does after its
first line is a query's own time.
"""

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from attrigraph.errors import QueryError
from attrigraph.rdf import Graph
from attrigraph.rdf import sparql as engine
from attrigraph.rdf.store import open_database
from attrigraph.serving.formats import ROWS, TRIPLES, offers, preferred
from attrigraph.serving.messages import Answer, Question, Task, refusal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

GRACE = 1  # the server ends a process in time; a process whose server is gone ends itself soon after


class _TooLargeError(Exception):
    """The answer has more bytes than allowed."""


class _Bounded(io.BytesIO):
    """Bytes in memory, up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: "ReadableBuffer", /) -> int:
        if self.tell() + memoryview(piece).nbytes > self._most:
            raise _TooLargeError
        return super().write(piece)


def answer(store: ox.Store, question: Question, *, most: int) -> Answer:
    """Return the answer of a question in the form it asks for, or the refusal that says why there is none."""
    try:
        engine.refuse_service(question.query)
    except QueryError as error:
        return refusal(403, str(error))
    try:
        return _written(engine.evaluate(store, question.query, _dataset(question)), question.accept, most)
    except _TooLargeError:
        return refusal(422, f"the answer is larger than {most:,} bytes; ask for less, for example with LIMIT")
    except (SyntaxError, ValueError, RuntimeError) as error:
        return refusal(400, f"not a query: {error}; mend the SPARQL (updates are not queries)")


def _dataset(question: Question) -> engine.Dataset | None:
    if not question.names_graphs:
        return None
    default, named = question.default_graphs or (), question.named_graphs or ()
    return [ox.NamedNode(iri) for iri in default], [ox.NamedNode(iri) for iri in named]


def _written(found: engine.Answer, accept: str, most: int) -> Answer:
    offered = offers(TRIPLES if isinstance(found, ox.QueryTriples) else ROWS)
    offer = preferred(accept, offered)
    if offer is None:
        return refusal(
            406, f"none of {accept[:200]} can be had; ask for {', '.join(one.media_type for one in offered)}"
        )
    out = _Bounded(most)
    if isinstance(found, ox.QueryTriples):
        found.serialize(out, format=offer.rdf)
    else:
        found.serialize(out, format=offer.results)
    return Answer(200, offer.media_type, out.getvalue())


@contextmanager
def _memory(most: int) -> Iterator[None]:
    """Let a query that would take more memory end this process, where the system can be told so."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def page(store: ox.Store) -> Answer:
    """Return the explorer of a graph, with the query editor."""
    from attrigraph.views import explorer_html

    return Answer(200, "text/html", explorer_html(Graph(store, on_disk=True), endpoint="sparql").encode())


def work(database: Path, tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Say with an empty line that the database is open, then answer tasks until there are no more."""
    store = open_database(database)
    answers.write(b"\n")
    answers.flush()
    for line in tasks:
        task = Task.read(line)
        signal.setitimer(signal.ITIMER_REAL, task.seconds + GRACE)
        if task.question is None:
            found = page(store)
        else:
            with _memory(task.memory_bytes):
                found = answer(store, task.question, most=task.answer_bytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(found.head() + found.body)
        answers.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        work(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
