"""Turtle, TriG, N-Quads and JSON-LD: what is written is read again by other people's libraries."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from pyld import jsonld
from rdflib.compare import isomorphic

from attrigraph.exports import export
from attrigraph.exports.context import context, expanded, names
from attrigraph.exports.jsonld import can_be_told
from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.rdf.convert import to_rdflib
from attrigraph.rdf.vocabulary import AG

from .conftest import graph_of
from .strategies import quads as any_quads

FORMS = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}


def written(graph: Graph, to: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        export(graph, Path(place) / "file", to=to)
        return (Path(place) / "file").read_bytes()


def by_oxigraph(data: bytes, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, format=form))


def by_pyld(data: bytes) -> set[ox.Quad]:
    text = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    return by_oxigraph(text.encode(), ox.RdfFormat.N_QUADS)


def flat(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    return {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


@pytest.mark.parametrize("to", ["trig", "nquads"])
def test_oxigraph_reads_the_same_quads(rich: Graph, to: str) -> None:
    assert by_oxigraph(written(rich, to), FORMS[to]) == set(rich.quads())


def test_turtle_is_the_same_for_oxigraph_and_rdflib(rich: Graph) -> None:
    data = written(rich, "turtle")
    assert by_oxigraph(data, ox.RdfFormat.TURTLE) == flat(rich.quads())
    expected = rdflib.Graph()
    for triple in to_rdflib(rich.store):
        expected.add(triple[:3])
    assert isomorphic(rdflib.Graph().parse(data, format="turtle"), expected)


def test_jsonld_is_the_same_for_pyld_and_oxigraph(rich: Graph) -> None:
    data = written(rich, "jsonld")
    assert by_pyld(data) == by_oxigraph(data, ox.RdfFormat.JSON_LD) == set(rich.quads())


@settings(max_examples=60, deadline=None)
@given(any_quads)
def test_any_quads_come_back_from_every_format_of_rdf(quads: list[ox.Quad]) -> None:
    graph = graph_of(quads)
    held = set(graph.quads())
    for to in ("trig", "nquads"):
        assert by_oxigraph(written(graph, to), FORMS[to]) == held
    assert by_oxigraph(written(graph, "turtle"), ox.RdfFormat.TURTLE) == flat(held)
    assert by_pyld(written(graph, "jsonld")) == {quad for quad in held if can_be_told(quad)}


def test_blank_nodes_come_back_from_jsonld() -> None:
    blank = ox.BlankNode("b1")
    graph = graph_of([ox.Quad(blank, AG.agent, blank, blank), ox.Quad(blank, AG.agent, ox.Literal("x"))])
    found = ox.Dataset(by_pyld(written(graph, "jsonld")))
    expected = ox.Dataset(graph.quads())
    for dataset in (found, expected):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == expected


def test_what_jsonld_cannot_say_is_counted() -> None:
    iri = ox.NamedNode("https://example.org/a")
    told = ox.Quad(iri, AG.agent, iri)
    untold = [
        ox.Quad(iri, AG.agent, ox.NamedNode("agc:a")),  # a scheme that the context has as a prefix
        ox.Quad(iri, AG.agent, ox.Triple(iri, AG.agent, iri)),
        ox.Quad(iri, AG.agent, ox.Literal("x", language="en", direction=ox.BaseDirection.LTR)),
    ]
    graph = graph_of([told, *untold])
    assert by_pyld(written(graph, "jsonld")) == {told}
    with tempfile.TemporaryDirectory() as place:
        report = export(graph, Path(place) / "file", to="jsonld")
    assert report.left_out == {"quads that JSON-LD cannot say": 3}


def test_turtle_says_that_it_has_no_graph_names(rich: Graph, tmp_path: Path) -> None:
    report = export(rich, tmp_path / "graph.ttl", to="turtle")
    assert report.left_out == {"graph names of quads": len(rich)}
    assert report.written == {"triple": len(flat(rich.quads()))}


def test_the_context_names_every_term_of_the_ontology() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "terms.ttl")
    types = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    terms = {str(term) for kind in types for term in graph.subjects(rdflib.RDF.type, kind)}
    own = {iri for iri in names() if iri.startswith(AG.base)}
    assert own == {term for term in terms if term.startswith(AG.base)}
    assert [name for iri, name in names().items() if iri.startswith(AG.base) and iri != AG.base + name.name] == []


def test_the_context_gives_values_the_type_that_the_ontology_gives_them() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "terms.ttl")
    ranges = rdflib.URIRef("https://schema.org/rangeIncludes")
    for kind, expected in ((rdflib.OWL.ObjectProperty, "@id"), (rdflib.OWL.DatatypeProperty, None)):
        for term in graph.subjects(rdflib.RDF.type, kind):
            wanted = expected or str(graph.value(term, ranges))
            assert names()[str(term)].type == wanted.replace(expanded("xsd:string"), ""), term


def test_the_context_is_in_the_file_so_that_nothing_is_fetched(rich: Graph) -> None:
    assert json.loads(written(rich, "jsonld"))["@context"] == context()
