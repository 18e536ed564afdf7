"""Files of the graph: sorted, each quad once, whole or not there, the same bytes in every process."""

import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.errors import OutputError
from attrigraph.model import Act, ActKind, Actor, ActorKind, Document, Extraction, Incident, Participant, Status
from attrigraph.rdf import Graph, complete, lines, quads, read_quads, write_nquads, write_store
from attrigraph.rdf.check import quote
from attrigraph.rdf.derived import is_of, stamp
from attrigraph.rdf.lines import sorted_lines
from attrigraph.rdf.reference import state
from attrigraph.rdf.terms import web_address
from attrigraph.rdf.vocabulary import AG, OA, RDFS, SCHEMA

A, B, G = (ox.NamedNode(f"http://x/{name}") for name in "abg")
PROGRAM = """
import sys
from pathlib import Path
from attrigraph.model import Act, ActKind, Document, Extraction, Incident, Participant, Status
from attrigraph.rdf import complete, quads, write_nquads
from attrigraph.rdf.reference import state
text = "Albania accused Iran and Russia. Albania accused China."
source = Document("d", text, publisher="Reuters")
al, ir, ru, cn = (Participant(state(code), code) for code in ("AL", "IR", "RU", "CN"))
incident = Incident(1, "it", (source.span(0, 7),), (al, ir), types=("espionage", "data-theft"))
acts = tuple(
    Act(ActKind.ATTRIBUTION, Status.ASSERTED, (source.span(0, 32),), (al,), (), accused, incident=incident)
    for accused in ((ir, ru), (cn,))
)
write_nquads(complete(quads(Extraction(source, acts, (incident,)))), Path(sys.argv[1]))
"""


def test_lines_are_sorted_and_unique(tmp_path):
    several = [ox.Quad(A, B, ox.Literal(word), G) for word in ("b", "a", "ä", "b", "\n", "🙂")]
    write_nquads(several, tmp_path / "graph.nq")
    lines = (tmp_path / "graph.nq").read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == 5
    assert set(read_quads(tmp_path / "graph.nq")) == set(several)


def test_many_lines_are_sorted_through_files(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "_FILES", 3)
    several = [f"{number * 37 % 50}\n".encode() for number in range(100)]
    assert list(sorted_lines(several, tmp_path, chunk=7)) == sorted(set(several))
    assert list(tmp_path.iterdir()) == []


def test_no_quads_give_an_empty_file(tmp_path):
    write_nquads([], tmp_path / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes() == b""


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path):
    (tmp_path / "graph.nq").write_text("old")

    def broken():
        yield ox.Quad(A, B, A, G)
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_nquads(broken(), tmp_path / "graph.nq")
    assert [file.name for file in tmp_path.iterdir()] == ["graph.nq"]
    assert (tmp_path / "graph.nq").read_text() == "old"


def test_a_store_in_a_place_that_is_none_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_store([], tmp_path / "file" / "store")


def test_a_store_is_not_written_over(tmp_path):
    write_store([ox.Quad(A, B, A, G)], tmp_path / "store")
    with pytest.raises(OutputError, match="is there already"):
        write_store([], tmp_path / "store")


def test_asking_a_graph_loads_no_heavy_library():
    command = "import sys, attrigraph.rdf as r; r.Graph.of([]).ask('acts'); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout.split()
    assert not {"rdflib", "networkx", "pyshacl", "spacy", "pandas"} & set(loaded)


@pytest.mark.parametrize("seeds", [("0", "1", "4242")])
def test_every_process_writes_the_same_bytes(tmp_path, seeds):
    for seed in seeds:
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / f"{seed}.nq")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert len({(tmp_path / f"{seed}.nq").read_bytes() for seed in seeds}) == 1


def test_a_graph_that_went_through_a_store_is_written_the_same(extraction, tmp_path):
    """Oxigraph keeps values, not spellings: scores and deadlines are spelled its way from the start."""
    found = [quad for quad in complete(quads(extraction)) if "graph/ontology" not in quad.graph_name.value]
    write_nquads(found, tmp_path / "before.nq")
    write_store(found, tmp_path / "store")
    write_nquads(ox.Store.read_only(str(tmp_path / "store")), tmp_path / "after.nq")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()
    assert b'"0.8"^^' in (tmp_path / "after.nq").read_bytes()
    assert b'"P1D"^^' in (tmp_path / "after.nq").read_bytes()


anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(text=anything, label=anything, name=anything)
def test_any_text_survives_the_round_trip(tmp_path_factory, text, label, name):
    """Quotes, line breaks, controls, bidi and everything else; what XML cannot hold is replaced, one for one."""
    source = Document("d", text, publisher=name, title=label)
    who = Participant(Actor(ActorKind.PERSON, "person/name/x", name), name)
    incident = Incident(1, label, (source.span(0, len(text)),), (who,), systems=(label,))
    act = Act(
        ActKind.CONDEMNATION,
        Status.ASSERTED,
        (source.span(0, len(text)),),
        agents=(Participant(state("AL"), "Albania"),),
        speaker=who,
        capacity=label,
        incident=incident,
    )
    found = quads(Extraction(source, (act,), (incident,)))
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    write_nquads(found, path)
    assert set(read_quads(path)) == set(found)
    opened = Graph.open(path)
    for predicate, said in ((SCHEMA.text, text), (OA.exact, text), (AG.inCapacityOf, label), (AG.targetSystem, label)):
        (kept,) = {quad.object.value for quad in opened.store.quads_for_pattern(None, predicate, None)}
        assert len(kept) == len(said)
        assert all(one in (other, "\N{REPLACEMENT CHARACTER}") for one, other in zip(kept, said, strict=True))
    assert any(quad.predicate == RDFS.label for quad in found)


def test_a_database_knows_its_lines_again_after_they_were_copied(tmp_path):
    lines, database = tmp_path / "graph.nq", tmp_path / "store"
    lines.write_text("<http://x/a> <http://x/b> <http://x/c> .\n", encoding="utf-8")
    database.mkdir()
    stamp(lines, database)
    os.utime(lines, (0, 0))
    assert is_of(lines, database)
    lines.write_text("<http://x/a> <http://x/b> <http://x/d> .\n", encoding="utf-8")
    assert not is_of(lines, database)


def test_an_address_of_the_web_is_an_iri_with_or_without_a_certificate():
    assert [web_address(f"{scheme}://example.org/").value for scheme in ("http", "https")] == [
        "http://example.org/",
        "https://example.org/",
    ]
    assert isinstance(web_address("http://example.org/"), ox.NamedNode)


def test_behind_what_has_no_words_there_are_none():
    store = Graph.of([ox.Quad(A, RDFS.label, ox.Literal("a"), G)]).store
    assert (quote(store, A.value), quote(store, "no IRI")) == ("", "")
