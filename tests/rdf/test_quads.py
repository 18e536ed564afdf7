"""Each value of an extraction has its place in the graph."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from attrigraph.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Document,
    Extraction,
    Incident,
    Interval,
    Participant,
    Status,
)
from attrigraph.rdf import iris, quads
from attrigraph.rdf.vocabulary import AG, DCTERMS, OA, RDF, RDFS, SCHEMA, SKOS, XSD, code

from .conftest import nation, participant


def values(found, subject, predicate, graph=None):
    graphs = {graph} if graph else {quad.graph_name for quad in found}
    return {
        quad.object
        for quad in found
        if (quad.subject, quad.predicate) == (subject, predicate) and quad.graph_name in graphs
    }


def words(found, subject, predicate):
    return {term.value for term in values(found, subject, predicate)}


@pytest.fixture
def found(extraction):
    return quads(extraction)


def test_each_quad_comes_once_and_none_is_in_the_default_graph(found):
    assert len(found) == len(set(found))
    assert {quad.graph_name for quad in found} == {iris.REFERENCE, *(q.graph_name for q in found if "doc" in str(q))}
    assert not any(isinstance(term, ox.BlankNode) for quad in found for term in (quad.subject, quad.object))


def test_a_document_keeps_what_is_known_of_it(found, document):
    name = iris.document(document)
    assert words(found, name, DCTERMS.identifier) == {"ties.txt"}
    assert words(found, name, DCTERMS.title) == {"Ties cut"}
    assert words(found, name, SCHEMA.sha256) == {document.sha256}
    assert words(found, name, SCHEMA.text) == {document.text}
    assert words(found, name, DCTERMS.language) == {"en"}
    assert values(found, name, DCTERMS.issued) == {ox.Literal("2022-09-07", datatype=XSD.date)}
    assert values(found, name, DCTERMS.source) == {ox.NamedNode("https://news.example.org/ties")}
    assert values(found, name, DCTERMS.references) == {
        ox.NamedNode("https://example.org/statement"),
        ox.Literal("not a url"),
    }
    assert values(found, name, DCTERMS.dateSubmitted) == set()


def test_the_day_of_retrieval_is_there_where_the_caller_gives_it(document):
    retrieved = replace(document, retrieved=Interval.parse("2024-02-03").earliest)
    found = quads(Extraction(retrieved, (), ()))
    assert words(found, iris.document(retrieved), DCTERMS.dateSubmitted) == {"2024-02-03"}


def test_a_month_is_no_issue_date(document):
    vague = replace(document, published=Interval.parse("2022-09"))
    assert values(quads(Extraction(vague, (), ())), iris.document(vague), DCTERMS.issued) == set()


def test_a_publisher_that_no_table_knows_is_named_after_its_name(found, document):
    (publisher,) = values(found, iris.document(document), DCTERMS.publisher)
    assert publisher == iris.node("org/name/the-adriatic-wire")
    assert values(found, publisher, RDF.type) == {AG.Organisation}
    assert values(found, iris.document(document), DCTERMS.type) == {code("doctype", "unspecified")}


def test_a_known_publisher_brings_its_kind_and_the_type_of_the_document(document):
    known = replace(document, publisher="Reuters")
    found = quads(Extraction(known, (), ()))
    assert values(found, iris.document(known), DCTERMS.publisher) == {iris.node("org/reuters")}
    assert values(found, iris.node("org/reuters"), DCTERMS.type) == {code("orgkind", "media")}
    assert values(found, iris.document(known), DCTERMS.type) == {code("doctype", "news-article")}


def test_roles_of_an_attribution(found, extraction):
    name = iris.acts(extraction)[0]
    assert name.value.endswith("/act/attribution-0-46")
    assert values(found, name, RDF.type) == {AG.Attribution}
    assert values(found, name, AG.agent) == {iris.state("AL")}
    assert values(found, name, AG.allegedPerpetrator) == {iris.state("IR"), iris.node("actor/name/homeland-justice")}
    assert values(found, name, AG.via) == {iris.node("actor/name/homeland-justice")}
    assert values(found, name, AG.target) == set()
    assert values(found, name, AG.speaker) == {iris.node("person/edi-rama")}
    assert words(found, name, AG.inCapacityOf) == {"Prime Minister"}
    assert values(found, name, AG.concerns) == {iris.node(f"doc/{extraction.document.key}/incident/1")}


def test_content_and_bookkeeping_of_an_attribution(found, extraction):
    name = iris.acts(extraction)[0]
    assert values(found, name, AG.basis) == {code("basis", "receiver-government")}
    assert values(found, name, AG.responsibilityMode) == {code("mode", "state-ordered")}
    assert values(found, name, AG.statedConfidence) == {code("confidence", "categorical")}
    assert values(found, name, AG.ruledOut) == {code("mode", "independent")}
    assert values(found, name, AG.score) == {ox.Literal("0.8", datatype=XSD.decimal)}
    assert words(found, name, AG.rule) == {"by-hand"}
    assert words(found, name, AG.earliest) == words(found, name, AG.latest) == {"2022-09-07"}
    label = ox.Literal("Albania attributes the attack to Iran and HomeLand Justice", language="en")
    assert values(found, name, RDFS.label) == {label}


def test_evidence_is_the_quote_at_its_offsets(found, extraction):
    name = iris.acts(extraction)[0]
    (span,) = values(found, name, AG.evidence)
    assert values(found, name, AG.mainEvidence) == {span}
    assert span.value.endswith("#char=0,46")
    assert values(found, span, OA.start) == {ox.Literal("0", datatype=XSD.integer)}
    assert words(found, span, OA.exact) == {extraction.document.text[:46]}


def test_a_negated_act_is_no_act(found, extraction):
    name = iris.acts(extraction)[2]
    assert values(found, name, RDF.type) == {AG.UnrealisedAct}
    assert values(found, name, AG.wouldBe) == {AG.Attribution}
    assert words(found, name, RDFS.label) == {"Germany does not attribute the attack to anyone"}


def test_a_hedged_act_keeps_its_class(found, extraction):
    name = iris.acts(extraction)[5]
    assert values(found, name, RDF.type) == {AG.Condemnation}
    assert words(found, name, RDFS.label) == {"Kosovo condemns the attack (hedged)"}


@pytest.mark.parametrize(
    ("kind", "measure", "cls", "code_name"),
    [
        ("severed-relations", None, "DiplomaticMeasure", "severed-relations"),
        ("expulsion", None, "DiplomaticMeasure", "expulsion"),
        ("expulsion", "persona-non-grata", "DiplomaticMeasure", "persona-non-grata"),
        ("summons", "protest-note", "DiplomaticMeasure", "protest-note"),
        ("recall", "recall", "DiplomaticMeasure", "recall"),
        ("indictment", None, "LegalAction", "indictment"),
        ("sanction", None, "Sanction", None),
        ("sanction", "asset-freeze", "Sanction", "asset-freeze"),
        ("counter-operation", None, "CounterOperation", None),
        ("support", None, "Support", None),
    ],
)
def test_class_and_measure_of_a_kind(document, act, kind, measure, cls, code_name):
    one = act(kind, agents=(nation("AL"),), targets=(nation("IR"),), measure=measure)
    found = quads(Extraction(document, (one,), ()))
    (name,) = iris.acts(Extraction(document, (one,), ()))
    assert values(found, name, RDF.type) == {getattr(AG, cls)}
    assert values(found, name, AG.measure) == ({code("measure", code_name)} if code_name else set())


def test_an_official_is_tied_to_the_state_but_the_state_is_no_target(found, extraction):
    name = iris.acts(extraction)[3]
    assert values(found, name, AG.target) == {iris.node("person/esmail-khatib")}
    assert values(found, iris.node("person/esmail-khatib"), AG.organOf) == {iris.state("IR")}
    assert values(found, iris.state("IR"), RDF.type, iris.REFERENCE) == {AG.State}


def test_states_have_code_name_and_wikidata_id(found):
    assert words(found, iris.state("IR"), AG.isoCode) == {"IR"}
    assert words(found, iris.state("IR"), RDFS.label) == {"Iran"}
    assert words(found, iris.state("IR"), SCHEMA.sameAs) == {"http://www.wikidata.org/entity/Q794"}


def test_a_group_brings_the_names_the_gazetteer_knows(document, act):
    apt28 = participant(Actor(ActorKind.GROUP, "actor/attack/G0007", "APT28"))
    found = quads(Extraction(document, (act("attribution", perpetrators=(apt28,)),), ()))
    assert "Fancy Bear" in words(found, iris.node("actor/attack/G0007"), SKOS.altLabel)


def test_unnamed_actors_stay_in_their_document(document, act):
    group = participant(Actor(ActorKind.GROUP, f"doc/{document.key}/actor/1", "four groups"))
    found = quads(Extraction(document, (act("attribution", perpetrators=(group,)),), ()))
    graphs = {quad.graph_name for quad in found if quad.subject == iris.actor(group.actor)}
    assert graphs == {iris.document_graph(document)}


def test_an_incident_without_an_act_is_there(document, incident):
    found = quads(Extraction(document, (), (incident,)))
    name = iris.incident(document, incident)
    assert values(found, name, RDF.type) == {AG.Incident}
    assert values(found, name, AG.victim) == {iris.state("AL")}
    assert values(found, name, AG.incidentType) == {code("incident", "disruption")}


def test_an_incident_that_only_an_act_knows_is_there(document, incident, act):
    one = act("attribution", perpetrators=(nation("IR"),), incident=incident)
    found = quads(Extraction(document, (one,), ()))
    assert values(found, iris.incident(document, incident), RDF.type) == {AG.Incident}


def test_what_is_ruled_out_of_an_incident_finds_its_list(document, incident):
    found = quads(Extraction(document, (), (replace(incident, ruled_out=("data-destroyed", "ransomware")),)))
    assert values(found, iris.incident(document, incident), AG.ruledOut) == {
        code("effect", "data-destroyed"),
        code("incident", "ransomware"),
    }


def test_the_second_act_on_the_same_words_gets_a_number(document, act):
    several = Extraction(document, tuple(act("attribution", perpetrators=(nation(c),)) for c in ("IR", "RU", "CN")), ())
    assert [name.value.rpartition("-")[2] for name in iris.acts(several)] == ["46", "2", "3"]


def test_leaving_out_an_act_does_not_rename_the_others(document, act):
    several = Extraction(document, tuple(act("attribution", perpetrators=(nation(c),)) for c in ("IR", "RU")), ())
    first, second = iris.acts(several)
    found = quads(several, without={first})
    assert {quad.subject for quad in found if quad.predicate == AG.status} == {second}
    assert quads(several, without={iris.document(document)}) == []


def test_an_act_stays_without_the_incident_that_is_left_out(extraction, incident):
    name = iris.incident(extraction.document, incident)
    found = quads(extraction, without={name})
    assert not any(name in (quad.subject, quad.object) for quad in found)
    assert values(found, iris.acts(extraction)[0], RDF.type) == {AG.Attribution}


def test_hostile_values_give_well_formed_quads():
    text = 'He said "it\x00 was\x0b <them>".\r\n\u202eevil\u2028'
    source = Document(
        'a "b" <c>\x01', text, title="\x07", publisher="<script>", url="javascript:alert(1)", language="e n"
    )
    who = Participant(Actor(ActorKind.ORGANISATION, "org/name/<x> y", "\x00"), "x")
    incident = Incident(1, "\x1b[31m", (source.span(0, 5),), (who,), systems=("\ud800",), types=("no such type",))
    one = Act(ActKind.DEMAND, Status.ASSERTED, (source.span(0, 9),), (who,), (who,), incident=incident, measure="a b")
    found = quads(Extraction(source, (one,), (incident,)))
    again = ox.parse(ox.serialize(found, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    assert set(again) == set(found)
    controls = {chr(number) for number in range(32)} - set("\t\n\r")
    assert not [quad for quad in found if isinstance(quad.object, ox.Literal) and controls & set(quad.object.value)]


def test_a_hostile_character_moves_no_offset():
    source = Document("d", "a\x00b accused c")
    one = Act(ActKind.ATTRIBUTION, Status.ASSERTED, (source.span(2, 9),), perpetrators=(nation("IR"),))
    found = quads(Extraction(source, (one,), ()))
    (text,) = words(found, iris.document(source), SCHEMA.text)
    (span,) = values(found, iris.acts(Extraction(source, (one,), ()))[0], AG.evidence)
    assert words(found, span, OA.exact) == {text[2:9]} == {source.text[2:9]}
