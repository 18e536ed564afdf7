"""Clients that others wrote: SPARQLWrapper and rdflib's SPARQLStore."""

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, XML, SPARQLWrapper

from .conftest import IN

EX = rdflib.Namespace("http://example.org/")


@pytest.fixture
def wrapper(server) -> SPARQLWrapper:
    made = SPARQLWrapper(server.endpoint)
    made.setQuery(IN + "SELECT ?x { ?s ex:in ?x } ORDER BY ?x")
    return made


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_gets_rows(wrapper, method, way):
    wrapper.setReturnFormat(JSON)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["x"]["value"] for row in rows] == ["one", "three", "two"]


def test_sparqlwrapper_gets_xml_csv_and_tsv(wrapper):
    wrapper.setReturnFormat(XML)
    assert wrapper.queryAndConvert().getElementsByTagName("literal")[0].firstChild.data == "one"
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().split() == [b"x", b"one", b"three", b"two"]
    wrapper.setReturnFormat(TSV)
    assert wrapper.queryAndConvert().split() == [b"?x", b'"one"', b'"three"', b'"two"']


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's own
def test_sparqlwrapper_gets_a_graph(wrapper):
    wrapper.setQuery(IN + "CONSTRUCT { ?s ex:at ?x } WHERE { ?s ex:in ?x }")
    for form in (TURTLE, XML):
        wrapper.setReturnFormat(form)
        found = wrapper.queryAndConvert()
        graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
        assert set(graph.objects(EX.a, EX["at"])) == {rdflib.Literal("one")}


def test_sparqlwrapper_names_a_graph(wrapper):
    wrapper.setReturnFormat(JSON)
    wrapper.addDefaultGraph(str(EX.two))
    assert [row["x"]["value"] for row in wrapper.queryAndConvert()["results"]["bindings"]] == ["two"]


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_as_if_the_graph_were_here(server, form, method):
    graph = rdflib.Graph(SPARQLStore(server.endpoint, returnFormat=form, method=method))
    assert {str(row.x) for row in graph.query(IN + "SELECT ?x { ?s ex:in ?x }")} == {"one", "two", "three"}


def test_rdflib_reads_triples_with_all_their_characters(server):
    graph = rdflib.Graph(SPARQLStore(server.endpoint))
    assert {str(text) for text in graph.objects(EX.a, EX.says)} == {"cut its ties", "Ἀλβανία", '🛡️ "quoted"\n<b>'}
    assert (EX.a, EX.knows, EX.b) in graph
    assert bool(graph.query("ASK { ?s ?p ?o }"))
    made = graph.query(IN + "CONSTRUCT { ?s ex:at ?x } WHERE { ?s ex:in ?x }").graph
    assert {(s, str(o)) for s, o in made.subject_objects(EX["at"])} == {(EX.a, "one"), (EX.b, "two"), (EX.c, "three")}
