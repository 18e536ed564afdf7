"""What may enter the graph: acts that break a constraint stay outside, one by one, and are reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.model import Document, Extraction, Quarantined
from attrigraph.rdf import iris
from attrigraph.rdf.check import Violation, violations
from attrigraph.rdf.derive import ontology_graph
from attrigraph.rdf.quads import incidents_of, quads

BATCH = 20

Faults = dict[NamedNode, list[Violation]]


@dataclass(frozen=True, slots=True)
class Admission:
    """What one document may add to the graph: the extraction without what broke a constraint, and its quads."""

    extraction: Extraction
    quads: tuple[Quad, ...]
    quarantined: tuple[Quarantined, ...]


def admit(extractions: Iterable[Extraction]) -> tuple[list[Quad], list[Quarantined]]:
    """Return the quads of all that conforms, and what was kept out, both in the order of the extractions."""
    admissions = list(sieve(extractions))
    return [*chain.from_iterable(one.quads for one in admissions)], [
        *chain.from_iterable(one.quarantined for one in admissions)
    ]


def sieve(extractions: Iterable[Extraction], *, batch: int = BATCH) -> Iterator[Admission]:
    """Check extractions, `batch` at a time, and yield for each, in order, what may enter the graph.

    An act with a violation leaves. An incident with one leaves, and its acts stay without it where they can. What is
    wrong with an actor falls on the acts and incidents that name it; what is wrong with a document, on all of it.
    """
    waiting = iter(extractions)
    while some := list(islice(waiting, batch)):
        yield from _sieved(some)


def admit_each(extractions: Sequence[Extraction]) -> list[Admission]:
    """Check extractions and return for each, in order, what may enter the graph, whatever stands beside it.

    What conforms together conforms alone: they are checked together, and by halves where something breaks.
    """
    if len(extractions) < 2:
        return list(_sieved(extractions))
    parts = [quads(one) for one in extractions]
    if not _violations(parts):
        return [_admission(one, part, {}) for one, part in zip(extractions, parts, strict=True)]
    half = len(extractions) // 2
    return admit_each(extractions[:half]) + admit_each(extractions[half:])


def _sieved(some: Sequence[Extraction]) -> Iterator[Admission]:
    faults: list[Faults] = [{} for _ in some]
    parts: list[list[Quad]] = [[] for _ in some]
    todo: Iterable[int] = range(len(some))
    while todo := list(todo):
        for one in todo:
            parts[one] = quads(some[one], without=faults[one].keys())
        found = _violations([parts[one] for one in todo])
        todo = [one for one in todo if _blame(some[one], parts[one], found, faults[one])]
    for extraction, part, blamed in zip(some, parts, faults, strict=True):
        yield _admission(extraction, part, blamed)


def _violations(parts: Iterable[Sequence[Quad]]) -> list[Violation]:
    """Check the quads of several documents in one go."""
    store = ox.Store()
    store.bulk_extend(chain.from_iterable(parts))
    store.bulk_extend(ontology_graph())
    return sorted(set(violations(store, severities="V")))


def _blame(extraction: Extraction, part: Sequence[Quad], found: Iterable[Violation], faults: Faults) -> bool:
    """Add the nodes that answer for the violations of a document to its faults; say whether there were any."""
    own = _own_nodes(extraction)
    document = iris.document(extraction.document)
    pointing: dict[str, set[NamedNode]] = {}
    for quad in part:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            pointing.setdefault(quad.object.value, set()).add(quad.subject)
    before = len(faults)
    for violation in found:
        answerable = _answerable(violation.focus, own, pointing)
        if not answerable and (violation.focus == document.value or document in pointing.get(violation.focus, ())):
            answerable = {document}
        for node in answerable:
            faults.setdefault(node, []).append(violation)
    return len(faults) > before


def _own_nodes(extraction: Extraction) -> dict[str, NamedNode]:
    """Return the nodes of the acts and incidents by their IRIs."""
    incidents = (iris.incident(extraction.document, what) for what in incidents_of(extraction))
    return {node.value: node for node in (*iris.acts(extraction), *incidents)}


def _answerable(focus: str, own: Mapping[str, NamedNode], pointing: Mapping[str, set[NamedNode]]) -> set[NamedNode]:
    """Return the acts and incidents behind a node: itself, or what points to it at one or two removes."""
    if focus in own:
        return {own[focus]}
    near = pointing.get(focus, set())
    far = {node for middle in near for node in pointing.get(middle.value, ())}
    return {node for node in near if node.value in own} or {node for node in far if node.value in own}


def _admission(extraction: Extraction, part: Sequence[Quad], faults: Faults) -> Admission:
    source, rejected = extraction.document, extraction.rejected
    if iris.document(source) in faults:
        extraction = Extraction(source, (), ())
    named = list(zip(iris.acts(extraction), extraction.acts, strict=True))
    incidents = {iris.incident(source, what): what for what in incidents_of(extraction)}
    left = {what.number for node, what in incidents.items() if node in faults}
    stay = [
        replace(act, incident=None) if act.incident and act.incident.number in left else act
        for node, act in named
        if node not in faults
    ]
    kept = tuple(what for what in extraction.incidents if what.number not in left)
    quotes = {node: act.evidence[0].quote for node, act in named}
    quotes |= {node: what.evidence[0].quote for node, what in incidents.items() if what.evidence}
    out = tuple(_quarantined(source, node, faults[node], quotes.get(node, "")) for node in sorted(faults, key=str))
    return Admission(Extraction(source, tuple(stay), kept), tuple(part), rejected + out)


def _quarantined(source: Document, node: NamedNode, broken: Sequence[Violation], quote: str) -> Quarantined:
    first = min(broken)
    messages = dict.fromkeys(f"{one.message} ({one.value})" if one.value else one.message for one in sorted(broken))
    return Quarantined(source.id, node.value, first.constraint, "; ".join(messages), quote)
