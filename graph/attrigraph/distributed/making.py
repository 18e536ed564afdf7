"""Documents into parts on a worker: in a process of their own, as a build on one machine does it."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from attrigraph.building import LOST
from attrigraph.distributed.arrow import Row, batches, rows
from attrigraph.errors import UsageError
from attrigraph.model import Document, Quarantined
from attrigraph.parts import Part, make, pipeline_version
from attrigraph.parts.cache import unpacked
from attrigraph.records import line
from attrigraph.stages import lost_problem, worked
from attrigraph.workers import Lost

if TYPE_CHECKING:
    import pyarrow as pa

# a part; or a document that was lost, without an entry; or another problem, without an id
PART = (
    "place string, id string, key string, entry string, counts string, "
    "quads binary, acts binary, quarantined binary, problem string"
)
Cells = tuple[str | bytes | None, ...]


def made(items: "Iterable[pa.RecordBatch]", *, pipeline: str | None, version: str) -> "Iterator[pa.RecordBatch]":
    """Yield rows of PART for rows of ITEM; problems go through.

    `version` is the pipeline's version where the build was begun: UsageError where the worker has another.
    """
    if pipeline_version(pipeline) != version:
        what = "the workers have another version of attrigraph, its model or its libraries than the driver"
        raise UsageError(what, "install the same everywhere")
    return batches(PART, _made(rows(items), pipeline))


def _made(items: Iterable[Row], pipeline: str | None) -> Iterator[Cells]:
    begun: deque[tuple[str, Document]] = deque()
    passed: deque[Cells] = deque()

    def documents() -> Iterator[Document]:
        for item in items:
            place, stored = str(item["place"]), item["document"]
            if isinstance(stored, bytes):
                begun.append((place, unpacked(stored)))
                yield begun[-1][1]
            else:
                passed.append((place, *(None,) * 7, str(item["problem"])))

    for result in worked(partial(make, pipeline=pipeline), documents(), 1):
        place, document = begun.popleft()
        yield _lost(place, document, result) if isinstance(result, Lost) else _cells(place, result)
        while passed:
            yield passed.popleft()
    yield from passed


def _cells(place: str, part: Part) -> Cells:
    entry, counts = json.dumps(asdict(part.entry)), json.dumps([part.kinds, part.statuses])
    return place, part.entry.id, part.entry.key, entry, counts, part.quads, part.acts, part.quarantined, None


def _lost(place: str, document: Document, lost: Lost[Document]) -> Cells:
    problem = lost_problem(lost)
    why = line(Quarantined(document.id, "", LOST, problem.what, ""))
    return place, document.id, document.key, None, None, None, None, why, json.dumps(asdict(problem))
