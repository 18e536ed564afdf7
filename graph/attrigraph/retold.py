"""The acts of a graph as records, read back from the graph: for what was not extracted here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from attrigraph.rdf import Graph, iris
from attrigraph.rdf.tables import act_forms
from attrigraph.rdf.vocabulary import AG, AGC, DCTERMS, OA, RDF, RDFS
from attrigraph.records import ActRecord

_Values = Mapping[str, list[str]]


def retold(graph: Graph) -> Iterator[ActRecord]:
    """Yield the records of all acts of a graph in order of their ids, equal to those that extraction gives.

    What the graph does not hold is None. Lists are in alphabetical order of the ids.
    """
    things = _things(graph)
    acts = sorted(name for name, values in things.items() if AG.status.value in values)
    for name in acts:
        yield _record(name, things[name], things)


def _things(graph: Graph) -> Mapping[str, _Values]:
    """Return the values of every node by its IRI and the property's, sorted."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in graph.quads():
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found[quad.subject.value][quad.predicate.value].add(quad.object.value)
    return {name: {prop: sorted(values) for prop, values in several.items()} for name, several in found.items()}


def _record(name: str, act: _Values, things: Mapping[str, _Values]) -> ActRecord:
    document = things.get(_first(act, AG.reportedIn) or "", {})
    concerns = _first(act, AG.concerns)
    incident = things.get(concerns or "", {})
    span = things.get(_first(act, AG.mainEvidence) or _first(act, AG.evidence) or "", {})
    speaker = _first(act, AG.speaker)
    measure = _code(act, AG.measure, "measure-")
    return ActRecord(
        id=_path(name),
        document=_first(document, DCTERMS.identifier) or "",
        document_key=_path(_first(act, AG.reportedIn) or "").removeprefix("doc/"),
        title=_first(document, DCTERMS.title),
        publisher=_label(things, _first(document, DCTERMS.publisher)),
        published=_first(document, DCTERMS.issued),
        url=_first(document, DCTERMS.source),
        act=_kind(act, measure),
        status=_code(act, AG.status, "status-") or "",
        agents=_ids(act, AG.agent),
        agent_names=_names(things, act, AG.agent),
        speaker=_path(speaker) if speaker else None,
        speaker_name=_label(things, speaker),
        capacity=_first(act, AG.inCapacityOf),
        targets=_ids(act, AG.target),
        target_names=_names(things, act, AG.target),
        perpetrators=_ids(act, AG.allegedPerpetrator),
        perpetrator_names=_names(things, act, AG.allegedPerpetrator),
        via=_ids(act, AG.via),
        via_names=_names(things, act, AG.via),
        incident=_number(concerns),
        incident_label=_first(incident, RDFS.label),
        victims=_ids(incident, AG.victim),
        victim_names=_names(things, incident, AG.victim),
        earliest=_first(act, AG.earliest),
        latest=_first(act, AG.latest),
        measure=measure,
        basis=_code(act, AG.basis, "basis-"),
        mode=_code(act, AG.responsibilityMode, "mode-"),
        confidence=_code(act, AG.statedConfidence, "confidence-"),
        likelihood=_code(act, AG.statedLikelihood, "likelihood-"),
        legal=[one.removeprefix(f"{AGC}legal-") for one in act.get(AG.legalReference.value, [])],
        ruled_out=[one.removeprefix(AGC).partition("-")[2] for one in act.get(AG.ruledOut.value, [])],
        deadline=_first(act, AG.deadline),
        quote=_first(span, OA.exact) or "",
        start=int(_first(span, OA.start) or 0),
        end=int(_first(span, OA.end) or 0),
        rule=_first(act, AG.rule) or "",
        score=float(_first(act, AG.score) or 1),
    )


def _kind(act: _Values, measure: str | None) -> str:
    """Return the kind in the gold form: of the class and measure, else the first kind of the class."""
    cls = _first(act, AG.wouldBe) or next((one for one in act.get(RDF.type.value, []) if one.startswith(AG.base)), "")
    kinds = [(kind.value, form.measure) for kind, form in act_forms().items() if form.cls.value == cls]
    exact = next((kind for kind, implied in kinds if implied and implied == measure), None)
    usual = next((kind for kind, implied in kinds if not implied), kinds[0][0] if kinds else "act")
    return exact or usual


def _first(values: _Values, prop: ox.NamedNode) -> str | None:
    return next(iter(values.get(prop.value, [])), None)


def _code(values: _Values, prop: ox.NamedNode, prefix: str) -> str | None:
    found = _first(values, prop)
    return found.removeprefix(AGC + prefix) if found else None


def _ids(values: _Values, prop: ox.NamedNode) -> list[str]:
    return [_path(one) for one in values.get(prop.value, [])]


def _names(things: Mapping[str, _Values], values: _Values, prop: ox.NamedNode) -> list[str]:
    return [_label(things, one) or _path(one) for one in values.get(prop.value, [])]


def _label(things: Mapping[str, _Values], iri: str | None) -> str | None:
    return _first(things.get(iri or "", {}), RDFS.label)


def _path(iri: str) -> str:
    return iri.removeprefix(iris.BASE)


def _number(incident: str | None) -> int | None:
    last = (incident or "").rpartition("/")[2]
    return int(last) if last.isdecimal() else None
