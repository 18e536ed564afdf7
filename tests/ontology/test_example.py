"""The worked example keeps to its own ontology, and is what attrigraph would derive from its documents."""

import hashlib
import re

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from attrigraph.folders import folder
from attrigraph.rdf import Graph, check, complete, iris
from attrigraph.rdf.vocabulary import AG, OA, RDF, SCHEMA

ONTOLOGY = folder("ontology")


def test_the_example_conforms_without_a_warning(example):
    assert check(example) == []


@pytest.mark.slow
def test_the_example_conforms_for_pyshacl_with_all_shapes(example):
    data = rdflib.Graph()
    for triple in example.to_rdflib():
        data.add(triple[:3])
    conforms, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(ONTOLOGY / "shapes.ttl"))
    assert conforms, text


def test_links_and_shortcuts_are_what_follows_from_the_documents(example):
    links = [quad for quad in example.quads() if quad.graph_name == iris.LINKS]
    again = complete(example.quads(), links=links)
    assert {quad for quad in again if quad.graph_name != iris.ONTOLOGY} == set(example.quads())


def test_hashes_are_those_of_the_texts_and_name_the_documents(example_quads):
    texts = {quad.subject: quad.object.value for quad in example_quads if quad.predicate == SCHEMA.text}
    hashes = {quad.subject: quad.object.value for quad in example_quads if quad.predicate == SCHEMA.sha256}
    assert len(texts) == 8
    for name, text in texts.items():
        assert hashes[name] == hashlib.sha256(text.encode()).hexdigest()
        assert name.value.endswith(f"-{hashes[name][:16]}")


def test_every_quote_stands_at_its_offsets(example_quads):
    facts = {(quad.subject, quad.predicate): quad.object.value for quad in example_quads}
    spans = [quad.subject for quad in example_quads if quad.object == OA.SpecificResource]
    for span in spans:
        source, start, end = re.fullmatch(r"(.*)#char=(\d+),(\d+)", span.value).groups()
        text = facts[ox.NamedNode(source), SCHEMA.text]
        assert facts[span, OA.exact] == text[int(start) : int(end)]
        assert (facts[span, OA.start], facts[span, OA.end]) == (start, end)


def test_matches_are_named_after_what_they_match(example_quads):
    pairs: dict[ox.NamedNode, list[ox.NamedNode]] = {}
    for quad in example_quads:
        if quad.predicate == AG.matches:
            pairs.setdefault(quad.subject, []).append(quad.object)
    assert pairs
    assert all(name == iris.match(*pair) for name, pair in pairs.items())


def test_there_are_no_blank_nodes_and_nothing_lies_in_the_default_graph(example_quads):
    for quad in example_quads:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.graph_name != ox.DefaultGraph()


def test_a_sanctioned_minister_is_the_target_alone(example):
    rows = example.query(
        """PREFIX ag: <https://w3id.org/attrigraph/ns#>
        SELECT ?act WHERE { ?act a ag:Sanction ; ag:target <https://w3id.org/attrigraph/id/person/esmail-khatib> }"""
    ).rows
    (act,) = rows[0]
    targets = {quad.object.value for quad in example.store.quads_for_pattern(ox.NamedNode(act), AG.target, None)}
    assert not any("/state/" in target for target in targets)


def test_the_flat_form_loses_nothing_that_a_constraint_or_query_sees(example, example_quads, tmp_path):
    """Graph names are redundant: ag:reportedIn says the same."""
    flat = tmp_path / "flat.nt"
    ox.serialize((quad.triple for quad in example_quads), str(flat), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph.open(flat)
    assert check(graph) == []
    for name in graph.named_queries():
        assert sorted(graph.ask(name).rows, key=str) == sorted(example.ask(name).rows, key=str), name


def test_acts_and_incidents_are_typed_once(example_quads):
    kinds: dict[str, set[str]] = {}
    for quad in example_quads:
        if quad.predicate == RDF.type and quad.object.value.startswith(AG.base):
            kinds.setdefault(quad.subject.value, set()).add(quad.object.value)
    assert all(len(several) == 1 for several in kinds.values())
