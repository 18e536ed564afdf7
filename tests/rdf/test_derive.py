"""What is added to the quads of documents."""

import pyoxigraph as ox

from attrigraph.model import Actor, ActorKind, Extraction
from attrigraph.rdf import Graph, check, complete, iris, quads
from attrigraph.rdf.derive import followed, settled
from attrigraph.rdf.vocabulary import AG, RDFS, SKOS

from .conftest import nation, participant


def test_an_actor_that_documents_name_differently_has_one_label(document, act):
    names = ("Check point", "Check Point", "CHECK POINT")
    found = []
    for number, name in enumerate(names):
        who = participant(
            Actor(ActorKind.ORGANISATION, "org/name/check-point", name, org_kind=("company", "media")[number % 2])
        )
        one = act("attribution", number, agents=(who,), perpetrators=(nation("IR"),))
        found += quads(Extraction(document, (one,), ()))
    graph = Graph.of(found)
    actor = iris.node("org/name/check-point")
    labels = [quad.object.value for quad in graph.store.quads_for_pattern(actor, RDFS.label, None)]
    others = {quad.object.value for quad in graph.store.quads_for_pattern(actor, SKOS.altLabel, None)}
    assert labels == ["CHECK POINT"]
    assert others == {"Check Point", "Check point"}
    assert [one for one in check(graph) if one.severity == "V"] == []


def test_settling_twice_changes_nothing(extraction):
    once = settled(quads(extraction))
    assert settled(once) == once


def test_completing_twice_changes_nothing(extraction):
    once = complete(quads(extraction))
    assert set(complete(once)) == set(once)


def test_decided_links_are_kept_and_the_rest_point_to_themselves(document, act, incident):
    from dataclasses import replace

    other = replace(incident, number=2)
    found = quads(Extraction(document, (), (incident, other)))
    first, second = iris.incident(document, incident), iris.incident(document, other)
    whole = complete(found, links=[ox.Quad(second, AG.canonical, first, iris.LINKS)])
    canonical = {quad.subject: quad.object for quad in whole if quad.predicate == AG.canonical}
    assert canonical == {first: first, second: first}


def test_no_blank_node_comes_with_the_terms():
    assert not any(isinstance(term, ox.BlankNode) for quad in complete([]) for term in (quad.subject, quad.object))


def test_what_follows_from_one_document_is_what_it_adds_to_a_whole_graph(extraction):
    own = quads(extraction)
    computed = {quad for quad in complete(own) if quad.graph_name in (iris.LINKS, iris.DERIVED)}
    assert any(quad.graph_name == iris.DERIVED for quad in computed)
    assert set(followed(own)) == computed
    assert followed(own) == followed(own)
