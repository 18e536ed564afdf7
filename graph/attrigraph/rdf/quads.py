"""From an extraction to quads: the document's acts in its own named graph, the actors in the reference graph."""

from collections.abc import Iterable, Iterator, Set
from hashlib import sha256
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from attrigraph.model import Act, Actor, ActorKind, Document, Extraction, Incident, Interval, Participant, Span, Status
from attrigraph.rdf import iris, reference, terms
from attrigraph.rdf.labels import act_label
from attrigraph.rdf.tables import ActForm, act_form, document_types, known_code
from attrigraph.rdf.vocabulary import AG, DCTERMS, OA, RDF, RDFS, SCHEMA, SKOS, code

CLASSES = {
    ActorKind.STATE: AG.State,
    ActorKind.ORGANISATION: AG.Organisation,
    ActorKind.PERSON: AG.Person,
    ActorKind.GROUP: AG.ThreatActor,
}
WIKIDATA = "http://www.wikidata.org/entity/"

Term = NamedNode | Literal


class Statement(NamedTuple):
    """A triple on its way into the document's graph."""

    subject: NamedNode
    predicate: NamedNode
    value: Term


def quads(extraction: Extraction, *, without: Set[NamedNode] = frozenset()) -> list[Quad]:
    """Return the quads of one document, each once, in order of the text.

    Acts and incidents in `without` are left out, and no act that stays points at one; the names of the others do not
    change. With the document's own node in `without` nothing is left.
    """
    source = extraction.document
    if iris.document(source) in without:
        return []
    publisher = reference.publisher(source)
    said = list(_document(source, publisher))
    people = [publisher] if publisher else []
    for what in incidents_of(extraction):
        if iris.incident(source, what) not in without:
            said += _incident(source, what)
            people += [who.actor for who in what.victims]
    for name, act in zip(iris.acts(extraction), extraction.acts, strict=True):
        if name not in without:
            said += _act(name, act, source, without)
            people += [who.actor for who in _participants(act)]
    said += _profiles(extraction)
    people += [profile.actor for profile in extraction.profiles]
    graph = iris.document_graph(source)
    return list(dict.fromkeys([*(Quad(*triple, graph) for triple in said), *_actors(people, graph)]))


def _document(source: Document, publisher: Actor | None) -> Iterator[Statement]:
    name = iris.document(source)
    yield Statement(name, RDF.type, AG.Document)
    usual = document_types().get(publisher.org_kind or "") if publisher else None
    kind = "dataset-record" if source.record else usual or "unspecified"
    yield Statement(name, DCTERMS.type, code("doctype", kind))
    yield Statement(name, DCTERMS.identifier, terms.text(source.id))
    said = terms.text(source.text)
    yield Statement(name, SCHEMA.sha256, terms.text(sha256(said.value.encode()).hexdigest()))
    yield Statement(name, SCHEMA.text, said)
    if source.title:
        yield Statement(name, DCTERMS.title, terms.text(source.title))
    if publisher:
        yield Statement(name, DCTERMS.publisher, iris.actor(publisher))
    if source.published and source.published.earliest == source.published.latest:
        yield Statement(name, DCTERMS.issued, terms.day(source.published.earliest))
    if source.retrieved:
        yield Statement(name, DCTERMS.dateSubmitted, terms.day(source.retrieved))
    if source.language:
        yield Statement(name, DCTERMS.language, terms.text(source.language))
    if source.url:
        yield Statement(name, DCTERMS.source, terms.web_address(source.url))
    yield from (Statement(name, DCTERMS.references, terms.web_address(url)) for url in source.references)


def incidents_of(extraction: Extraction) -> Iterable[Incident]:
    """Return every incident of an extraction once: the extraction's own, then what only an act knows."""
    known = {what.number: what for what in extraction.incidents}
    for act in extraction.acts:
        if act.incident:
            known.setdefault(act.incident.number, act.incident)
    return known.values()


def _incident(source: Document, what: Incident) -> Iterator[Statement]:
    name = iris.incident(source, what)
    yield Statement(name, RDF.type, AG.Incident)
    yield Statement(name, RDFS.label, terms.text(what.label))
    yield from _reported(name, source, what.evidence, what.rule)
    yield from _dated(name, what.when)
    if what.reported:
        yield Statement(name, AG.publiclyReportedOn, terms.day(what.reported))
    yield from (Statement(name, AG.victim, iris.actor(who.actor)) for who in what.victims)
    yield from (Statement(name, AG.targetSystem, terms.text(system)) for system in what.systems)
    yield from (Statement(name, AG.incidentType, code("incident", kind)) for kind in what.types)
    yield from (Statement(name, AG.effect, code("effect", effect)) for effect in what.effects)
    yield from (Statement(name, AG.ruledOut, known_code(value, ("effect", "incident"))) for value in what.ruled_out)


def _act(name: NamedNode, act: Act, source: Document, without: Set[NamedNode]) -> Iterator[Statement]:
    form = act_form(act.kind)
    yield from _kind(name, act, form)
    yield Statement(name, RDFS.label, terms.text(act_label(act), "en"))
    yield from _reported(name, source, act.evidence, act.rule)
    yield Statement(name, AG.score, terms.score(act.score))
    yield from _dated(name, act.when)
    yield from _roles(name, act)
    if act.incident and (about := iris.incident(source, act.incident)) not in without:
        yield Statement(name, AG.concerns, about)
    yield from _content(name, act, form)


def _profiles(extraction: Extraction) -> Iterator[Statement]:
    """Yield what a document says of actors, in its own graph: other names, and matches that it proposes."""
    source, number = extraction.document, 0
    for profile in extraction.profiles:
        name = iris.actor(profile.actor)
        yield from (Statement(name, SKOS.altLabel, terms.text(alias)) for alias in profile.aliases)
        for other in profile.similar:
            number += 1
            match = iris.stated_match(source, number)
            yield Statement(match, RDF.type, AG.Match)
            yield Statement(match, AG.matches, name)
            yield Statement(match, AG.matches, iris.node(other.id))
            yield Statement(match, AG.method, code("match", "stated"))
            yield Statement(match, AG.score, terms.score(other.score))
            yield Statement(match, AG.reviewStatus, code("review", "proposed"))
            yield Statement(match, AG.reportedIn, iris.document(source))


def _kind(name: NamedNode, act: Act, form: ActForm) -> Iterator[Statement]:
    yield Statement(name, AG.status, code("status", act.status.value))
    if act.status in (Status.ASSERTED, Status.HEDGED):
        yield Statement(name, RDF.type, form.cls)
    else:
        yield Statement(name, RDF.type, AG.UnrealisedAct)
        yield Statement(name, AG.wouldBe, form.cls)


def _roles(name: NamedNode, act: Act) -> Iterator[Statement]:
    by_role = (
        (AG.agent, act.agents),
        (AG.target, act.targets),
        (AG.allegedPerpetrator, act.perpetrators),
        (AG.via, act.via),
    )
    yield from (Statement(name, role, iris.actor(who.actor)) for role, several in by_role for who in several)
    if act.speaker:
        yield Statement(name, AG.speaker, iris.actor(act.speaker.actor))
    if act.capacity:
        yield Statement(name, AG.inCapacityOf, terms.text(act.capacity))


def _content(name: NamedNode, act: Act, form: ActForm) -> Iterator[Statement]:
    single = (
        (AG.measure, "measure", act.measure or form.measure),
        (AG.basis, "basis", act.basis),
        (AG.responsibilityMode, "mode", act.mode),
        (AG.statedConfidence, "confidence", act.confidence),
        (AG.statedLikelihood, "likelihood", act.likelihood),
    )
    yield from (Statement(name, prop, code(scheme, value)) for prop, scheme, value in single if value)
    yield from (Statement(name, AG.legalReference, code("legal", value)) for value in act.legal)
    yield from (
        Statement(name, AG.ruledOut, known_code(value, ("mode", "effect", "incident"))) for value in act.ruled_out
    )
    if act.deadline:
        yield Statement(name, AG.deadline, terms.duration(act.deadline))


def _reported(name: NamedNode, source: Document, evidence: Iterable[Span], rule: str) -> Iterator[Statement]:
    """Yield where a node comes from, and its evidence spans."""
    yield Statement(name, AG.reportedIn, iris.document(source))
    yield Statement(name, AG.rule, terms.text(rule))
    for number, stretch in enumerate(evidence):
        where = iris.span(source, stretch)
        yield Statement(name, AG.evidence, where)
        if number == 0:
            yield Statement(name, AG.mainEvidence, where)
        yield Statement(where, RDF.type, OA.SpecificResource)
        yield Statement(where, OA.hasSource, iris.document(source))
        yield Statement(where, OA.start, terms.integer(stretch.start))
        yield Statement(where, OA.end, terms.integer(stretch.end))
        yield Statement(where, OA.exact, terms.text(stretch.quote))


def _dated(name: NamedNode, when: Interval | None) -> Iterator[Statement]:
    if when:
        yield Statement(name, AG.earliest, terms.day(when.earliest))
        yield Statement(name, AG.latest, terms.day(when.latest))


def _participants(act: Act) -> tuple[Participant, ...]:
    speaker = (act.speaker,) if act.speaker else ()
    return act.agents + act.targets + act.perpetrators + act.via + speaker


def _actors(people: Iterable[Actor], document_graph: NamedNode) -> Iterator[Quad]:
    """Yield what is known of actors: named ones for all documents, unnamed ones for this document."""
    for who in dict.fromkeys(people):
        graph = iris.REFERENCE if who.is_named else document_graph
        yield from (Quad(*triple, graph) for triple in _actor(who))
        if who.organ_of:
            yield from (Quad(*triple, iris.REFERENCE) for triple in _actor(reference.state(who.organ_of)))


def _actor(who: Actor) -> Iterator[Statement]:
    name = iris.actor(who)
    yield Statement(name, RDF.type, CLASSES[who.kind])
    yield Statement(name, RDFS.label, terms.text(who.name))
    others = (alias for alias in reference.aliases().get(who.id, ()) if alias != who.name)
    yield from (Statement(name, SKOS.altLabel, terms.text(alias)) for alias in others)
    if who.code:
        yield Statement(name, AG.isoCode, terms.text(who.code))
    if known := reference.wikidata(who):
        yield Statement(name, SCHEMA.sameAs, NamedNode(WIKIDATA + known))
    if who.organ_of:
        yield Statement(name, AG.organOf, iris.state(who.organ_of))
    if who.org_kind:
        yield Statement(name, DCTERMS.type, code("orgkind", who.org_kind))
    if who.part_of:
        yield Statement(name, AG.partOf, iris.node(who.part_of))
