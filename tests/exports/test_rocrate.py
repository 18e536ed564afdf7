"""RO-Crate: a metadata file that the crates' own library reads, with sizes, hashes and counts that are so."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rocrate.rocrate import ROCrate

from attrigraph import export
from attrigraph.errors import UsageError
from attrigraph.rdf import Graph, iris, write_nquads
from attrigraph.rdf.vocabulary import AG, DCTERMS, RDF

NAME = "ro-crate-metadata.json"


@pytest.fixture
def folder(quads: list[ox.Quad], tmp_path: Path) -> Path:
    target = tmp_path / "out"
    target.mkdir()
    write_nquads(quads, target / "graph.nq")
    (target / "acts.jsonl").write_text("{}\n", encoding="utf-8")
    (target / "report.json").write_text(
        '{"generator": "attrigraph", "versions": {"attrigraph": "9.9"}}', encoding="utf-8"
    )
    return target


def test_the_library_reads_the_crate(folder: Path) -> None:
    export(folder, folder / NAME, to="rocrate")
    crate = ROCrate(folder)
    assert {entity.id for entity in crate.data_entities} == {"graph.nq", "store/", "acts.jsonl", "report.json"}
    assert crate.root_dataset["license"]["name"] == "As the sources ask"
    assert len(crate.root_dataset["datePublished"]) == 10
    assert crate.dereference("https://w3id.org/attrigraph")["softwareVersion"] == "9.9"


def test_sizes_and_hashes_are_those_of_the_files(folder: Path) -> None:
    export(folder, folder / NAME, to="rocrate")
    entities = {one["@id"]: one for one in json.loads((folder / NAME).read_text(encoding="utf-8"))["@graph"]}
    data = (folder / "graph.nq").read_bytes()
    assert entities["graph.nq"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert entities["graph.nq"]["contentSize"] == str(len(data))


def test_documents_have_their_licences_and_those_without_are_counted(folder: Path) -> None:
    report = export(folder, folder / NAME, to="rocrate")
    entities = json.loads((folder / NAME).read_text(encoding="utf-8"))["@graph"]
    documents = [one for one in entities if one["@id"].startswith("https://w3id.org/attrigraph/id/doc/")]
    assert len(documents) == 11
    crate = ROCrate(folder)
    named = Counter(crate.dereference(one["@id"])["license"]["name"] for one in documents)
    assert named == {"CC BY 4.0": 1, "CC BY-NC 4.0": 2, "No licence stated": 8}
    assert report.left_out["licence of a document: none is stated"] == 8


@pytest.mark.parametrize(("identifier", "licence"), [("eurepoc:1502", "CC BY-NC 4.0"), ("cfr:A", "No licence stated")])
def test_the_licence_of_a_dataset_is_known_where_it_states_one(identifier: str, licence: str, tmp_path: Path) -> None:
    document = ox.NamedNode(f"{iris.BASE}doc/a")
    quads = [
        ox.Quad(document, RDF.type, AG.Document, document),
        ox.Quad(document, DCTERMS.identifier, ox.Literal(identifier), document),
    ]
    write_nquads(quads, tmp_path / "graph.nq")
    export(tmp_path / "graph.nq", tmp_path / NAME, to="rocrate")
    assert ROCrate(tmp_path).dereference(document.value)["license"]["name"] == licence


def test_counts_are_those_of_the_graph(folder: Path) -> None:
    report = export(folder, folder / NAME, to="rocrate")
    entities = json.loads((folder / NAME).read_text(encoding="utf-8"))["@graph"]
    counts = {one["@id"]: one["value"] for one in entities if one["@type"] == "PropertyValue"}
    assert counts["#count-Attribution"] == report.read["Attribution"] == 18


def test_the_same_folder_gives_the_same_bytes(folder: Path) -> None:
    export(folder, folder / NAME, to="rocrate")
    before = (folder / NAME).read_bytes()
    export(folder, folder / NAME, to="rocrate")
    assert (folder / NAME).read_bytes() == before


def test_a_graph_in_memory_has_no_files_to_describe(rich: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="describes files"):
        export(rich, tmp_path / NAME, to="rocrate")
