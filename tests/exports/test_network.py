"""GraphML and GEXF: the same nodes, edges and attributes in networkx, and no edge for what did not happen."""

import tempfile
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from lxml import etree

from attrigraph.exports import export
from attrigraph.exports.network import network
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import AG, RDF, RDFS

from .conftest import graph_of
from .strategies import quads as any_quads
from .strategies import texts

READERS = {"graphml": lambda path: nx.read_graphml(path, force_multigraph=True), "gexf": nx.read_gexf}
ACT, ALBANIA, IRAN = (
    ox.NamedNode(f"https://w3id.org/attrigraph/id/{name}") for name in ("act/1", "state/al", "state/ir")
)


def read_back(graph: Graph, to: str) -> "nx.MultiDiGraph[str]":
    with tempfile.TemporaryDirectory() as place:
        export(graph, Path(place) / "file", to=to)
        return READERS[to](Path(place) / "file")


@pytest.mark.parametrize("to", READERS)
def test_networkx_reads_as_many_nodes_and_edges(rich: Graph, to: str) -> None:
    found, expected = read_back(rich, to), network(rich)
    assert isinstance(found, nx.MultiDiGraph)
    assert set(found) == set(expected)
    assert sorted(found.edges()) == sorted(expected.edges())
    assert (len(found), found.number_of_edges()) == (19, 42)


@pytest.mark.parametrize("to", READERS)
def test_edges_keep_their_attributes(rich: Graph, to: str) -> None:
    found = {data["act"]: data for *_, data in read_back(rich, to).edges(data=True)}
    for *_, data in network(rich).edges(data=True):
        assert {name: found[data["act"]][name] for name in data} == data


@settings(max_examples=30, deadline=None)
@given(any_quads, texts)
def test_any_graph_can_be_read_again(quads: list[ox.Quad], name: str) -> None:
    act = [
        ox.Quad(ACT, RDF.type, AG.Condemnation),
        ox.Quad(ACT, AG.status, ox.NamedNode("https://w3id.org/attrigraph/code/status-asserted")),
        ox.Quad(ACT, AG.agent, ALBANIA),
        ox.Quad(ACT, AG.target, IRAN),
        ox.Quad(IRAN, RDFS.label, ox.Literal(name)),
    ]
    graph = graph_of([*quads, *act])
    for to in READERS:
        found = read_back(graph, to)
        assert found.number_of_edges() == network(graph).number_of_edges() >= 1


@pytest.mark.parametrize("to", READERS)
def test_ids_of_edges_are_unique(rich: Graph, to: str, tmp_path: Path) -> None:
    export(rich, tmp_path / "file", to=to)
    edges = list(etree.parse(tmp_path / "file").iter("{*}edge"))
    assert len({edge.attrib["id"] for edge in edges}) == len(edges) == 42


@pytest.mark.parametrize("to", READERS)
def test_what_did_not_happen_is_no_edge_but_is_counted(rich: Graph, to: str, tmp_path: Path) -> None:
    unrealised = {quad.subject.value for quad in rich.quads() if quad.object == AG.UnrealisedAct}
    report = export(rich, tmp_path / "file", to=to)
    assert report.left_out["act that did not happen"] == len(unrealised) == 3
    assert unrealised.isdisjoint(data["act"] for *_, data in read_back(rich, to).edges(data=True))


def test_an_edge_of_an_attribution_goes_from_the_accuser_and_says_its_status(rich: Graph) -> None:
    kinds = {(data["kind"], data["status"]) for _, _, data in read_back(rich, "gexf").edges(data=True)}
    assert {("Attribution", "asserted"), ("Attribution", "hedged"), ("Denial", "asserted")} <= kinds
    incidents = {name for name, data in network(rich).nodes(data=True) if data["kind"] == "Incident"}
    assert [source for source, _ in network(rich).edges() if source in incidents] == []


TIMES = {"start", "startopen", "end", "endopen"}
GEXF = {
    "gexf": {"version", "variant", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": {"lastmodifieddate"},
    "creator": set(),
    "graph": {"defaultedgetype", "idtype", "mode", "timeformat", *TIMES},
    "attributes": {"class", "mode", *TIMES},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label", "pid", "for", *TIMES},
    "edges": {"count"},
    "edge": {"id", "label", "source", "target", "type", "weight", *TIMES},
    "attvalues": set(),
    "attvalue": {"for", "value", *TIMES},
}


def test_gexf_has_only_elements_attributes_and_types_of_its_schema(rich: Graph, tmp_path: Path) -> None:
    export(rich, tmp_path / "file", to="gexf")
    tree = etree.parse(tmp_path / "file")
    for one in tree.iter():
        assert set(one.attrib) <= GEXF[etree.QName(one).localname], one.tag
    names = {"g": "http://www.gexf.net/1.2draft"}
    assert set(tree.xpath("//g:attribute/@type", namespaces=names)) == {"string", "double"}
    declared = {(place, name) for place in ("node", "edge") for name in declared_for(tree, place, names)}
    used = {(place, name) for place in ("node", "edge") for name in tree.xpath(f"//g:{place}//@for", namespaces=names)}
    assert used <= declared
    ids = tree.xpath("//g:edge/@id", namespaces=names)
    assert len(set(ids)) == len(ids) == 42


def declared_for(tree: etree._ElementTree, place: str, names: dict[str, str]) -> list[str]:
    return tree.xpath(f"//g:attributes[@class='{place}']/g:attribute/@id", namespaces=names)


def test_gexf_has_the_days_of_acts_for_a_timeline_and_none_of_the_export(rich: Graph, tmp_path: Path) -> None:
    export(rich, tmp_path / "file", to="gexf")
    text = (tmp_path / "file").read_text(encoding="utf-8")
    assert 'start="2022-09-07" end="2022-09-07"' in text
    assert 'timeformat="date"' in text
    assert "lastmodifieddate" not in text
