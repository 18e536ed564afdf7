"""A graph can be opened, asked and handed over; whatever is wrong is said in one line."""

from dataclasses import replace

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from attrigraph.errors import QueryError, SourceError, UsageError
from attrigraph.model import Extraction
from attrigraph.rdf import Graph, complete, iris, quads, write_nquads, write_store
from attrigraph.rdf.derived import STAMP
from attrigraph.rdf.vocabulary import AG

from .conftest import nation

IN_RDFLIB = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
PREFIX = "PREFIX ag: <https://w3id.org/attrigraph/ns#> "


@pytest.fixture
def graph(extraction) -> Graph:
    return Graph.of(quads(extraction))


@pytest.fixture
def saved(graph, tmp_path):
    """A graph folder with a store and with N-Quads."""
    folder = tmp_path / "graph"
    folder.mkdir()
    write_nquads(graph.quads(), folder / "graph.nq")
    write_store(graph.store, folder / "store", of=folder / "graph.nq")
    return folder


def test_a_graph_counts_its_own_quads(graph):
    assert len(graph) == len(list(graph.quads())) > 100
    assert repr(graph) == "<Graph: 6 acts, 1 documents, 1 incidents>"
    assert len(Graph.of([])) == 0


def test_a_folder_opens_with_and_without_its_store(saved, graph):
    with_store = Graph.open(saved)
    (saved / "store").rename(saved / "elsewhere")
    without = Graph.open(saved)
    for one in (with_store, without):
        assert len(one) == len(graph)
        assert all(one.ask(name).rows == graph.ask(name).rows for name in graph.named_queries())


def test_a_store_is_opened_to_be_read_only(saved):
    with pytest.raises(RuntimeError):
        Graph.open(saved).store.add(ox.Quad(AG.Act, AG.Act, AG.Act))


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "rdf", "jsonld"])
def test_any_rdf_file_opens(graph, tmp_path, suffix):
    path = tmp_path / f"graph.{suffix}"
    form = ox.RdfFormat.from_extension(suffix)
    flat = graph.quads() if form.supports_datasets else {quad.triple for quad in graph.quads()}
    ox.serialize(flat, str(path), format=form)
    assert Graph.open(path).ask("who-accused-whom").rows == graph.ask("who-accused-whom").rows


def test_named_queries_need_no_terms_in_the_file(graph, tmp_path):
    """Terms and codes are the reader's, also where the file holds those of another version."""
    stale = ox.Quad(AG.Act, AG.Act, AG.Act, iris.ONTOLOGY)
    write_nquads([*graph.quads(), stale], tmp_path / "graph.nq")
    opened = Graph.open(tmp_path / "graph.nq")
    assert stale not in opened.store
    assert opened.ask("network").rows == graph.ask("network").rows != ()


def test_a_store_with_the_terms_of_another_version_gives_way_to_the_file(graph, tmp_path):
    write_nquads(graph.quads(), tmp_path / "graph.nq")
    write_store(graph.quads(), tmp_path / "store")
    opened = Graph.open(tmp_path)
    assert opened.ask("network").rows == graph.ask("network").rows != ()
    assert next(opened.store.quads_for_pattern(None, None, None, iris.ONTOLOGY), None)


def test_select_construct_and_ask_all_give_tables(graph):
    assert graph.query(PREFIX + "SELECT ?x WHERE { ?x a ag:Denial }").columns == ("x",)
    triples = graph.query(PREFIX + "CONSTRUCT { ?x ag:agent ?y } WHERE { ?x a ag:Denial ; ag:agent ?y }")
    assert triples.columns == ("subject", "predicate", "object")
    assert [row[2] for row in triples.rows] == [iris.state("IR").value]
    assert graph.query(PREFIX + "ASK { ?x a ag:Denial }").rows == (("true",),)
    assert graph.query(PREFIX + "ASK { ?x a ag:Support }").rows == (("false",),)


def test_what_is_not_bound_is_none(graph):
    assert graph.query("SELECT ?a ?b WHERE { BIND(1 AS ?a) }").rows == (("1", None),)


def test_ask_takes_a_name_a_file_or_sparql(graph, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text(PREFIX + "SELECT ?x WHERE { ?x a ag:Denial }", encoding="utf-8")
    assert len(graph.ask(file).rows) == len(graph.ask(str(file)).rows) == 1
    assert graph.ask(file.read_text(encoding="utf-8")).rows == graph.ask(file).rows
    assert len(graph.ask("acts").rows) == 6


def test_a_document_without_a_title_is_shown_by_its_name(extraction):
    """A reader cannot find "20220907-9daf6b37f7efea0f" again, but can find "ties.txt"."""
    graph = Graph.of(quads(replace(extraction, document=replace(extraction.document, title=None))))
    tables = {name: graph.ask(name) for name in graph.named_queries()}
    columns = {name: table.columns.index("document") for name, table in tables.items() if "document" in table.columns}
    shown = {name: {row[at] for row in tables[name].rows} for name, at in columns.items() if tables[name].rows}
    assert set(shown) >= {"who-accused-whom", "acts", "timeline", "documents", "ruled-out", "law-and-norms"}
    assert set().union(*shown.values()) == {"ties.txt"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("whoaccusedwhom", "did you mean 'who-accused-whom'?"),
        ("qqqq", "no named query 'qqqq'"),
        ("no-such-file.rq", "cannot be read as a query"),
        ("SELECT ?x WHERE { ?x", "not a query"),
        ("DELETE WHERE { ?s ?p ?o }", "not a query"),
        ("SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * WHERE { ?s <relative> ?o }", "not a query"),
    ],
)
def test_a_query_that_is_none_is_refused_in_one_line(graph, query, says):
    with pytest.raises(QueryError) as caught:
        graph.ask(query)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("graph.ttl", b"<a> <b> ", SourceError),
        ("graph.nq", b"\xff\xfe\x00", SourceError),
        ("graph.nq", b"garbage", SourceError),
        ("graph.rdf", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rdf:RDF/>", SourceError),
        ("graph.jsonld", b'{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://x/y"}', SourceError),
        ("graph.jsonld", b"{", SourceError),
        ("graph.docx", b"", UsageError),
        ("graph", b"", UsageError),
    ],
)
def test_a_broken_or_foreign_file_is_refused_in_one_line(tmp_path, name, content, error):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as caught:
        Graph.open(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)


def test_a_context_on_the_web_is_called_that(tmp_path):
    (tmp_path / "graph.jsonld").write_text('{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://x/y"}')
    with pytest.raises(SourceError, match="nothing is fetched; write the context into the file"):
        Graph.open(tmp_path / "graph.jsonld")


def test_a_folder_that_is_no_graph_folder_is_refused(tmp_path):
    with pytest.raises(UsageError, match="not a graph folder"):
        Graph.open(tmp_path)
    with pytest.raises(UsageError, match="no such file"):
        Graph.open(tmp_path / "nothing")


def test_a_broken_store_is_left_for_the_lines_beside_it(saved, graph):
    for file in (saved / "store").iterdir():
        if file.name != STAMP:
            file.write_bytes(b"junk")
    assert len(Graph.open(saved)) == len(graph)


def test_a_broken_store_without_its_lines_is_refused_and_the_way_out_is_told(saved):
    for file in (saved / "store").iterdir():
        file.write_bytes(b"junk")
    (saved / "graph.nq").unlink()
    with pytest.raises(SourceError, match=r"graph\.nq holds the same graph"):
        Graph.open(saved)


def test_a_file_with_xml_entities_is_refused(tmp_path):
    """Nine lines of nested entities are a gigabyte when expanded."""
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
    text = f"""<?xml version="1.0"?><!DOCTYPE rdf:RDF [{nested}]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="http://x/y"><p xmlns="http://x/">&e8;</p></rdf:Description></rdf:RDF>"""
    (tmp_path / "nested.rdf").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="XML entities"):
        Graph.open(tmp_path / "nested.rdf")


@IN_RDFLIB
def test_rdflib_gets_every_quad_and_the_union(graph):
    dataset = graph.to_rdflib()
    assert len(list(dataset.quads())) == len(graph.store)
    acts = set(dataset.subjects(rdflib.URIRef(AG.status.value)))
    assert len(acts) == 6


@IN_RDFLIB
def test_rdflib_keeps_spellings_that_do_not_fit_their_type(tmp_path):
    text = '<http://x/a> <http://x/b> "2022-13-45"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    (tmp_path / "odd.nt").write_text(text, encoding="utf-8")
    dataset = Graph.open(tmp_path / "odd.nt").to_rdflib()
    assert str(dataset.value(rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/b"))) == "2022-13-45"


def test_networkx_has_one_edge_for_each_act_and_pair(graph):
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    edges = {
        (data["kind"], source.rpartition("id/")[2], target.rpartition("id/")[2])
        for source, target, data in network.edges(data=True)
    }
    document = next(iri for iri, data in network.nodes(data=True) if data["kind"] == "Incident").rpartition("id/")[2]
    assert edges == {
        ("Attribution", "state/al", "state/ir"),
        ("Attribution", "state/al", "actor/name/homeland-justice"),
        ("DiplomaticMeasure", "state/al", "state/ir"),
        ("Sanction", "state/us", "person/esmail-khatib"),
        ("Denial", "state/ir", "state/ir"),
        ("Condemnation", "state/xk", document),
    }


def test_networkx_edges_tell_what_a_reader_wants(graph):
    network = graph.to_networkx()
    (data,) = network.get_edge_data(iris.state("US").value, iris.node("person/esmail-khatib").value).values()
    assert data["label"] == "United States puts Esmail Khatib on a sanctions list"
    assert {"act", "kind", "quote", "date", "latest", "document", "incident", "measure", "score"} <= data.keys()
    assert data["status"] == "asserted"
    assert data["measure"] == "listing"
    assert data["quote"].startswith("The United States put")
    assert data["score"] == 0.8
    assert network.nodes[iris.state("US").value] == {"label": "United States", "kind": "State"}


def test_networkx_leaves_out_what_did_not_happen(graph):
    assert iris.state("DE").value not in graph.to_networkx()
    assert iris.state("DE").value in graph.to_networkx(unrealised=True)


def test_an_act_without_an_agent_comes_from_its_document(document, act):
    network = Graph.of(
        quads(Extraction(document, (act("attribution", perpetrators=(nation("IR"),)),), ()))
    ).to_networkx()
    assert list(network.edges()) == [(iris.document(document).value, iris.state("IR").value)]


def test_networkx_names_a_document_without_a_title(document, act):
    accusation = act("attribution", perpetrators=(nation("IR"),))
    drawn = Graph.of(quads(Extraction(replace(document, title=None), (accusation,), ()))).to_networkx()
    assert {data["label"] for _, data in drawn.nodes(data=True)} == {"ties.txt", "Iran"}


def test_networkx_survives_graphml(graph, tmp_path):
    network = graph.to_networkx()
    nx.write_graphml(network, tmp_path / "network.graphml")
    again = nx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    assert again.number_of_edges() == network.number_of_edges()


def test_a_notebook_shows_counts_and_queries(graph):
    html = graph._repr_html_()
    assert "6 acts" in html
    assert "who-accused-whom" in html
    assert "<Graph" not in html


def test_a_graph_is_complete_without_merging(extraction):
    """Every act and incident is its own canonical node, so that each named query answers before any merge."""
    found = complete(quads(extraction))
    canonical = {quad.subject: quad.object for quad in found if quad.predicate == AG.canonical}
    assert len(canonical) == 6
    assert all(subject == value for subject, value in canonical.items())
    assert {quad for quad in found if quad.graph_name == iris.DERIVED}
