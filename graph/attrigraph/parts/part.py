"""What one document adds to a graph folder: its lines in each file, which depend on no other document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from attrigraph import stages
from attrigraph.model import Document
from attrigraph.rdf import Admission, iris
from attrigraph.rdf.derive import followed
from attrigraph.rdf.quarantine import admit_each
from attrigraph.records import line, records
from attrigraph.reporting import Input, document_input
from attrigraph.stages import Engine
from attrigraph.workers import Lost


@dataclass(frozen=True, slots=True)
class Part:
    """The lines that a document adds to graph.nq, acts.jsonl and quarantine.jsonl, and what the report says of it.

    `quads` are its own, those that link its incidents and acts, and the shortcuts that its acts give; `kinds` and
    `statuses` count its acts.
    """

    entry: Input
    kinds: Mapping[str, int]
    statuses: Mapping[str, int]
    quads: bytes
    acts: bytes
    quarantined: bytes


def make(
    documents: Sequence[Document], *, pipeline: str | Path | None = None, engine: Engine | None = None
) -> list[Part | Lost[Document]]:
    """Read documents, check what they give, and return the part of each; none depends on its neighbours.

    A document that an `engine` could not read is Lost.
    """
    results = [stages.understood(document, pipeline=pipeline, engine=engine) for document in documents]
    extractions = [one for one in results if not isinstance(one, Lost)]
    names = (iris.acts(extraction) for extraction in extractions)
    admitted = zip(admit_each(extractions), names, strict=True)
    return [one if isinstance(one, Lost) else _part(*next(admitted)) for one in results]


def _part(admission: Admission, names: Iterable[ox.NamedNode]) -> Part:
    extraction = admission.extraction
    told = {quad.subject for quad in admission.quads}
    lines = records(extraction, names=[name for name in names if name in told])
    return Part(
        document_input(extraction, len(admission.quarantined)),
        Counter(act.kind.value for act in extraction.acts),
        Counter(act.status.value for act in extraction.acts),
        b"".join(_sorted(chain(admission.quads, followed(admission.quads)))),
        b"".join(map(line, lines)),
        b"".join(map(line, admission.quarantined)),
    )


def _sorted(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    yield from sorted(set(text.splitlines(keepends=True)))
