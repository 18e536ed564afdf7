"""RDF in our ontology from elsewhere: it finds its graphs, and what breaks a constraint stays outside by itself."""

import json
from pathlib import Path

import pytest
import rdflib

import attrigraph
from attrigraph.importing import describe, import_
from attrigraph.rdf import Graph, check
from attrigraph.rdf.convert import rdflib_term
from attrigraph.rdf.store import read_quads

EXAMPLE = Path(__file__).parents[2] / "ontology/example-albania.trig"
AG = rdflib.Namespace("https://w3id.org/attrigraph/ns#")
AGC = rdflib.Namespace("https://w3id.org/attrigraph/code/")


@pytest.fixture
def flat(tmp_path: Path) -> rdflib.Graph:
    """The worked example without its named graphs, matches and shortcuts."""
    graph = rdflib.Graph()
    for quad in read_quads(EXAMPLE):
        if not quad.graph_name.value.endswith(("/links", "/derived", "/ontology")):
            graph.add(tuple(rdflib_term(term) for term in quad.triple))
    return graph


def saved(graph: rdflib.Graph, tmp_path: Path) -> Path:
    graph.serialize(tmp_path / "flat.ttl")
    return tmp_path / "flat.ttl"


def test_a_graph_in_named_graphs_stays_as_it_is() -> None:
    graph = import_("rdf", EXAMPLE)
    assert [one for one in check(graph) if one.severity == "V"] == []
    assert "43 acts, 11 documents" in repr(graph)


def test_flat_triples_find_the_graphs_of_their_documents(flat: rdflib.Graph, tmp_path: Path) -> None:
    graph = import_("rdf", saved(flat, tmp_path))
    assert set(graph.quads()) == set(import_("rdf", EXAMPLE).quads())


def test_what_breaks_a_constraint_stays_outside_and_the_rest_is_read(flat: rdflib.Graph, tmp_path: Path) -> None:
    act = next(flat.subjects(rdflib.RDF.type, AG.Attribution))
    flat.set((act, AG.status, AGC["status-sure"]))
    flat.add((rdflib.BNode(), rdflib.RDFS.label, rdflib.Literal("nobody")))
    flat.add((rdflib.URIRef("https://example.org/x"), rdflib.RDFS.label, rdflib.Literal("a stranger")))
    attrigraph.import_("rdf", saved(flat, tmp_path), tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out/quarantine.jsonl").read_text().splitlines()]
    assert {str(act), "https://example.org/x"} <= {one["document"] for one in lines}
    assert {one["constraint"] for one in lines} >= {"NODE"}
    counts = json.loads((tmp_path / "out/report.json").read_bytes())["counts"]
    assert counts["rows"] == counts["rows_imported"] + counts["rows_quarantined"]
    assert (counts["acts"], counts["documents"]) == (42, 11)
    assert [one for one in check(Graph.open(tmp_path / "out", lines=True)) if one.severity == "V"] == []


def test_it_is_described_first(flat: rdflib.Graph, tmp_path: Path) -> None:
    found = describe("rdf", saved(flat, tmp_path))
    assert (found.documents, found.incidents, found.rejected) == (11, 19, ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<a> <b> <c> ."),
        ("a.jsonld", '{"@context": "https://example.org/context.jsonld", "@id": "https://example.org/a", "name": "x"}'),
        (
            "a.rdf",
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        ),
        ("a.txt", "text"),
        ("a.nq", "broken"),
    ],
)
def test_nothing_is_fetched_and_a_bad_file_is_one_clear_error(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(attrigraph.AttrigraphError, match=name):
        import_("rdf", tmp_path / name)
