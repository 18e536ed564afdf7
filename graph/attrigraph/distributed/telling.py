"""What documents tell, on a worker: the graphs of some documents at a time, beside what is known of actors."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.distributed.arrow import batches, rows
from attrigraph.merging.features import Report, families, reports, words
from attrigraph.merging.features import rows as answers
from attrigraph.merging.unite import labels, without
from attrigraph.rdf import Graph
from attrigraph.rdf.derive import linking, ontology_graph, shortcuts
from attrigraph.rdf.vocabulary import AG
from attrigraph.records import json_line
from attrigraph.retold import retold
from attrigraph.workers import batched

if TYPE_CHECKING:
    import pyarrow as pa

FEATURE = "iri string, report string, act string"
COMPLETED = "line string, act string"
_SOME, _LINES = 500, 100_000  # documents whose graphs are looked at together, and quads of them


@dataclass(frozen=True)
class Known:
    """What every worker knows: the reference graph as N-Quads, rejected acts, and representatives by their reports."""

    reference: str
    rejected: frozenset[str] = frozenset()
    canonical: Mapping[str, str] = field(default_factory=dict)


def features(found: "Iterable[pa.RecordBatch]", known: Known) -> "Iterator[pa.RecordBatch]":
    """Yield rows of FEATURE, in JSON: of each incident what merging compares, of each act what has to agree.

    Rows that come are of columns `graph` and `line`, those of a graph one after the other.
    """

    def each() -> Iterator[tuple[str, str | None, str | None]]:
        for store, _ in _graphs(found, known):
            graph = Graph(store)
            named = labels(graph)
            for report in reports(graph):
                yield report.iri, json.dumps(_features(report, named.get(report.iri))), None
            for act in answers(graph, "acts"):
                yield act["iri"], None, json.dumps(act)

    return batches(FEATURE, each())


def completed(found: "Iterable[pa.RecordBatch]", known: Known) -> "Iterator[pa.RecordBatch]":
    """Yield rows of COMPLETED: the quads of documents with links and shortcuts, and their acts as acts.jsonl has them.

    Rows that come are as for `features`.
    """

    def each() -> Iterator[tuple[str | None, str | None]]:
        for store, quads in _graphs(found, known, ontology_graph()):
            nodes = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
            decided = [_canonical(node, known.canonical[node]) for node in sorted(nodes & known.canonical.keys())]
            store.extend(linked := list(linking(store, decided)))
            text = ox.serialize([*quads, *linked, *shortcuts(store)], format=ox.RdfFormat.N_QUADS) or b""
            yield from ((line, None) for line in text.decode().split("\n") if line)
            yield from ((None, json_line(act)) for act in retold(Graph(store)))
            _remove(store, linked)

    return batches(COMPLETED, each())


def _graphs(
    found: "Iterable[pa.RecordBatch]", known: Known, terms: Iterable[Quad] = ()
) -> Iterator[tuple[ox.Store, list[Quad]]]:
    """Yield a store with the reference graph, terms and the graphs of some documents, and the quads of these."""
    store = ox.Store()
    store.bulk_extend(_parsed(known.reference))
    store.bulk_extend(terms)
    of_graphs = ([str(row["line"]) for row in several] for _, several in groupby(rows(found), itemgetter("graph")))
    for some in batched(of_graphs, most=_SOME, size=len, limit=_LINES):
        quads = without(_parsed("\n".join(chain.from_iterable(some))), known.rejected)
        store.extend(quads)
        yield store, quads
        _remove(store, quads)


def _parsed(lines: str) -> Iterator[Quad]:
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def _remove(store: ox.Store, quads: Iterable[Quad]) -> None:
    for quad in quads:
        store.remove(quad)


def _canonical(node: str, representative: str) -> Quad:
    return Quad(NamedNode(node), AG.canonical, NamedNode(representative))


def _features(report: Report, title: str | None) -> dict[str, object]:
    """Return what merging compares of a report, as the tables of features.database hold it."""
    starts, ends = report.when or (None, None)
    return {
        "source": report.source,
        "record": report.is_record,
        "starts": starts and starts.isoformat(),
        "ends": ends and ends.isoformat(),
        "label": report.label,
        "whole": report.whole,
        "rank": report.rank,
        "title": title,
        "words": words(report.text),
        "addresses": sorted(report.addresses),
        "victims": report.victims,
        "accused": report.accused,
        "families": families(report.types),
        "public": [{"starts": first.isoformat(), "ends": last.isoformat()} for first, last in sorted(report.public)],
    }
