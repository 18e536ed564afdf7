"""What the check tells: which constraint, how grave, which node, which sentence."""

import pyoxigraph as ox
import pytest
import rdflib

import attrigraph
from attrigraph.model import Extraction
from attrigraph.rdf import Graph, Violation, check, complete, quads, write_nquads, write_store
from attrigraph.rdf.shacl import Compiler
from attrigraph.rdf.vocabulary import AG, OA, code

from .conftest import nation

UNKNOWN = "http://www.w3.org/ns/shacl#"


def test_a_violation_tells_the_node_the_value_and_the_sentence(document, act):
    one = act("attribution", agents=(nation("AL"),), perpetrators=(nation("IR"),), mode="by-magic")
    found = [one for one in check(Graph.of(quads(Extraction(document, (one,), ())))) if one.severity == "V"]
    assert [(one.constraint, one.value, one.quote) for one in found] == [
        ("C09", code("mode", "by-magic").value, "Albania accused Iran of the attack of 15 July.")
    ]
    assert str(found[0]).startswith("C09 V https://w3id.org/attrigraph/id/doc/")


def test_warnings_do_not_hide_among_violations(document, act):
    one = act("attribution", perpetrators=(nation("IR"),))
    found = check(Graph.of(quads(Extraction(document, (one,), ()))))
    assert {(one.constraint, one.severity) for one in found} == {("C03", "W")}


def test_codes_are_checked_where_the_file_holds_no_codes(document, act, tmp_path):
    """Terms and codes come from the ontology folder, whatever the file holds."""
    one = act("attribution", perpetrators=(nation("IR"),), mode="by-magic")
    write_nquads(quads(Extraction(document, (one,), ())), tmp_path / "graph.nq")
    assert "C09" in {one.constraint for one in check(Graph.open(tmp_path / "graph.nq"))}


def test_a_span_is_quoted_with_its_own_words(extraction):
    found = [quad for quad in complete(quads(extraction)) if quad.object != OA.SpecificResource]
    store = ox.Store()
    store.bulk_extend(found)
    span = next(quad.subject for quad in found if quad.predicate == OA.start)
    store.add(ox.Quad(span, OA.start, ox.Literal(3), ox.NamedNode("http://x/g")))
    told = [one for one in check(Graph(store)) if one.focus == span.value]
    assert told
    assert all(one.quote and one.quote in extraction.document.text for one in told)


@pytest.fixture
def folder(extraction, tmp_path):
    graph = Graph.of(quads(extraction))
    write_nquads(graph.quads(), tmp_path / "graph.nq")
    write_store(graph.store, tmp_path / "store")
    return tmp_path


def grave(folder):
    return [one for one in attrigraph.check(folder) if one.severity == "V"]


def test_an_edited_graph_file_is_checked_though_the_store_is_as_it_was(folder):
    assert grave(folder) == []
    text = (folder / "graph.nq").read_text(encoding="utf-8")
    (folder / "graph.nq").write_text(text.replace('"Albania cut its ties', '"Albania kept its ties'), encoding="utf-8")
    told = grave(folder)
    assert any(one.quote == "Albania kept its ties with Iran." for one in told)
    assert ("store", "quads that differ: 2") in [(one.constraint, one.value) for one in told]


def test_a_graph_file_that_lost_a_line_differs_from_the_store(folder):
    lines = (folder / "graph.nq").read_bytes().splitlines(keepends=True)
    labels = [line for line in lines if b"rdf-schema#label" in line]
    (folder / "graph.nq").write_bytes(b"".join(line for line in lines if line != labels[0]))
    assert ("store", "quads that differ: 1") in [(one.constraint, one.value) for one in grave(folder)]
    (folder / "graph.nq").unlink()
    assert grave(folder) == []


def test_violations_are_sorted_and_come_once(document, act):
    several = tuple(act("support", number) for number in range(4))
    found = check(Graph.of(quads(Extraction(document, several, ()))))
    assert found == sorted(set(found))
    assert all(isinstance(one, Violation) for one in found)


def test_a_stale_shortcut_is_found(extraction):
    found = complete(quads(extraction))
    stale = [quad for quad in found if quad.predicate != AG.agent]
    store = ox.Store()
    store.bulk_extend(stale)
    assert ("C17", "V") in {(one.constraint, one.severity) for one in check(Graph(store))}


def test_a_constraint_the_compiler_does_not_know_is_an_error():
    text = f"""@prefix sh: <{UNKNOWN}> .
        <http://x/s#S> a sh:NodeShape ; sh:targetClass <http://x/C> ; sh:message "X" ;
          sh:property [ sh:path <http://x/p> ; sh:uniqueLang true ] ."""
    shapes = rdflib.Graph().parse(data=text, format="turtle")
    with pytest.raises(ValueError, match="uniqueLang"):
        list(Compiler(shapes, rdflib.Graph()).selects())


def test_a_path_the_compiler_does_not_know_is_an_error():
    text = f"""@prefix sh: <{UNKNOWN}> .
        <http://x/s#S> a sh:NodeShape ; sh:targetClass <http://x/C> ; sh:message "X" ;
          sh:property [ sh:path [ sh:zeroOrMorePath <http://x/p> ] ; sh:minCount 1 ] ."""
    shapes = rdflib.Graph().parse(data=text, format="turtle")
    with pytest.raises(ValueError, match="zeroOrMorePath"):
        list(Compiler(shapes, rdflib.Graph()).selects())
