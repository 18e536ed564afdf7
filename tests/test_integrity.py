"""check --integrity: whatever changes in a graph folder is found, and store/ is made again of graph.nq."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import attrigraph
from attrigraph import building, importing
from attrigraph.cli import main
from attrigraph.errors import UsageError
from attrigraph.folders import folder, tree_digest
from attrigraph.merging import merge
from attrigraph.model import Extraction
from attrigraph.rdf import Graph, admit, check, complete, quads
from attrigraph.rdf.derived import STAMP, is_of

from .conftest import understand
from .examples import ATTRIBUTION, DOCUMENT, EXTRACTION, INCIDENT

PROVENANCE = {
    "reportedIn": "C13",
    "rule": "C13",
    "score": "C13",
    "status": "C15",
    "evidence": "C14",
    "hasSource": "C18",
    "start": "C18",
    "end": "C18",
    "exact": "C18",
    "sha256": "C19",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    head = "---\ntitle: Ties cut\npublisher: Daily\npublished: 2022-09-07\nlanguage: en\n---\n"
    (folder / "rama.txt").write_text(head + DOCUMENT.text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("attrigraph.stages.extracted", understand)
        patch.setattr(building, "pipeline_name", lambda pipeline: "none 0")
        building.build(folder / "rama.txt", folder / "out")
    return folder / "out"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "out")


def found(place: Path) -> set[tuple[str, str]]:
    listed = attrigraph.check(place, integrity=True)
    return {(one.constraint, one.focus.rpartition("/")[2]) for one in listed if one.severity == "V"}


def test_a_folder_that_was_just_built_is_whole(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(out), "--integrity"]) == 0
    counted, vouches = capsys.readouterr().out.splitlines()
    assert counted.startswith("0 violations")
    digest = subprocess.run(["sha256sum", out / "report.json"], capture_output=True, text=True, check=True).stdout[:64]
    assert vouches.endswith(digest)


@pytest.mark.parametrize("name", ["graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html"])
def test_one_byte_more_or_a_missing_file_is_found(name: str, out: Path) -> None:
    whole = (out / name).read_bytes()
    (out / name).write_bytes(whole + b"\n")
    assert ("HASH", name) in found(out)
    (out / name).unlink()
    if name == "graph.nq":
        return  # without the graph there is nothing to check, and the store is no proof
    assert ("HASH", name) in found(out)
    (out / name).write_bytes(whole)
    assert not found(out)


def test_a_folder_without_its_graph_is_no_proof(out: Path) -> None:
    (out / "graph.nq").unlink()
    assert ("HASH", "graph.nq") in found(out)


def test_a_file_that_the_report_does_not_know_is_found(out: Path) -> None:
    (out / "matches.jsonl").write_text("")
    assert found(out) == {("HASH", "matches.jsonl")}


def edited(out: Path, name: str, old: str, new: str) -> None:
    """Edit a file, and the report so that the digest fits."""
    text = (out / name).read_text(encoding="utf-8")
    assert old in text
    (out / name).write_text(text.replace(old, new), encoding="utf-8")
    report = json.loads((out / "report.json").read_bytes())
    digest = subprocess.run(["sha256sum", out / name], capture_output=True, text=True, check=True).stdout[:64]
    report["sha256"]["outputs"][name] = digest
    (out / "report.json").write_text(json.dumps(report))


def test_a_forged_quote_is_found_though_all_digests_fit(out: Path) -> None:
    edited(out, "graph.nq", "Albania cut its ties with Iran.", "Albania kept its ties with Iran.")
    assert ("TEXT", DOCUMENT.key) in found(out)
    edited(out, "graph.nq", "Albania kept its ties with Iran.", "Albania mended its ties to Iran.")
    assert {"TEXT", "C18"} <= {constraint for constraint, _ in found(out)}


def test_an_act_that_is_taken_out_of_one_file_is_found(out: Path) -> None:
    first = (out / "acts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[0]
    edited(out, "acts.jsonl", first, "")
    assert found(out) == {("COUNT", json.loads(first)["id"].rpartition("/")[2])}


def test_an_act_that_no_graph_has_is_found(out: Path) -> None:
    first = (out / "acts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[0]
    edited(out, "acts.jsonl", first, first + json.dumps({"id": "x:<> \ud800"}) + "\n")
    assert ("COUNT", "x:%3C%3E%20%3F") in found(out)


def test_a_document_that_is_taken_out_is_found(out: Path) -> None:
    report = json.loads((out / "report.json").read_bytes())
    report["documents"].append({"key": "gone", "same_as": None})
    report["documents"].append({"key": "twice", "same_as": "rama.txt"})
    (out / "report.json").write_text(json.dumps(report))
    assert found(out) == {("COUNT", "gone")}


@pytest.mark.parametrize(
    "report",
    ["", "[]", "{}", "[" * 100_000, '{"generator": "x"}', "\x00"],
)
def test_a_report_that_is_none_is_refused(report: str, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "report.json").write_text(report)
    assert main(["check", str(out), "--integrity"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("sha256", [None, [], {"outputs": 1}, {"outputs": {"../../etc/passwd": "x", "graph.nq": 1}}])
def test_a_report_with_other_hashes_is_a_violation(sha256: object, out: Path) -> None:
    report = json.loads((out / "report.json").read_bytes())
    (out / "report.json").write_text(json.dumps({**report, "sha256": sha256, "documents": [1, {}, None]}))
    assert "HASH" in {constraint for constraint, _ in found(out)}


def test_only_a_folder_has_integrity(out: Path) -> None:
    with pytest.raises(UsageError):
        attrigraph.check(out / "graph.nq", integrity=True)
    with pytest.raises(UsageError):
        attrigraph.check(Graph.of([]), integrity=True)


def test_what_import_and_merge_write_is_whole(out: Path, tmp_path: Path) -> None:
    importing.import_("rdf", out / "graph.nq", tmp_path / "imported")
    merge(out, tmp_path / "imported", out=tmp_path / "merged")
    for name in ("imported", "merged"):
        assert not found(tmp_path / name)
    inputs = json.loads((tmp_path / "merged/report.json").read_bytes())["sha256"]["inputs"]
    assert set(inputs) == {str(out / "graph.nq"), str(tmp_path / "imported/graph.nq")}


def test_the_report_names_weights_and_ontology(out: Path) -> None:
    digests = json.loads((out / "report.json").read_bytes())["sha256"]
    command = "find . -type f | grep -v '/[._]' | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum"
    said = subprocess.run(["sh", "-c", command], cwd=folder("ontology"), capture_output=True, text=True, check=True)
    assert digests["ontology"] == said.stdout[:64] == tree_digest(folder("ontology"))
    assert len(digests["weights"]) == 64


def test_another_ontology_is_a_warning(out: Path) -> None:
    report = json.loads((out / "report.json").read_bytes())
    report["sha256"]["ontology"] = "0" * 64
    (out / "report.json").write_text(json.dumps(report))
    assert not found(out)
    assert "ONTOLOGY" in {one.constraint for one in attrigraph.check(out, integrity=True)}


@pytest.mark.parametrize(("name", "constraint"), PROVENANCE.items())
def test_an_act_without_its_whole_provenance_breaks_a_constraint(name: str, constraint: str) -> None:
    told = [quad for quad in complete(quads(EXTRACTION)) if quad.predicate.value.rpartition("#")[2] != name]
    told = [quad for quad in told if not quad.predicate.value.endswith(f"/{name}")]
    assert len(told) < len(list(complete(quads(EXTRACTION))))
    store = Graph.of([]).store
    store.bulk_extend(told)
    assert constraint in {one.constraint for one in check(Graph(store)) if one.severity == "V"}


@pytest.mark.parametrize(
    "broken",
    [
        replace(ATTRIBUTION, score=7.0),
        replace(ATTRIBUTION, evidence=(replace(ATTRIBUTION.evidence[0], quote="Rama denied it."),)),
        replace(ATTRIBUTION, evidence=(DOCUMENT.span(5, 5),)),
    ],
)
def test_an_act_with_a_broken_provenance_stays_outside(broken: attrigraph.Act) -> None:
    kept, quarantined = admit([Extraction(DOCUMENT, (broken,), (INCIDENT,))])
    assert not [quad for quad in kept if quad.predicate.value.endswith("#status")]
    assert len(quarantined) == 1


def test_an_absent_store_is_made_again(out: Path) -> None:
    before = attrigraph.ask(out, "acts").rows
    shutil.rmtree(out / "store")
    assert attrigraph.ask(out, "acts").rows == before
    assert is_of(out / "graph.nq", out / "store")
    assert not found(out)
    assert not list(out.glob(".store*"))


def test_a_stale_store_is_made_again(out: Path) -> None:
    lines = (out / "graph.nq").read_text(encoding="utf-8")
    (out / "graph.nq").write_text(lines.replace("Ties cut", "Ties kept"), encoding="utf-8")
    question = "SELECT ?t { ?d <http://purl.org/dc/terms/title> ?t ; a <https://w3id.org/attrigraph/ns#Document> }"
    assert attrigraph.ask(out, question).rows == (("Ties kept",),)
    assert is_of(out / "graph.nq", out / "store")


def test_a_copied_folder_keeps_its_store(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "copy", copy_function=shutil.copy)
    (tmp_path / "copy/graph.nq").touch()
    assert is_of(tmp_path / "copy/graph.nq", tmp_path / "copy/store")


@pytest.mark.parametrize("stamp", ["", "[]", "{}", "[" * 100_000])
def test_a_broken_stamp_counts_as_none(stamp: str, out: Path) -> None:
    (out / "store" / STAMP).write_text(stamp)
    assert not is_of(out / "graph.nq", out / "store")
    assert len(attrigraph.ask(out, "acts").rows) == 2


def test_a_folder_that_may_not_be_written_to_can_be_asked(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(out / "store")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert len(attrigraph.ask(out, "acts").rows) == 2
    assert not (out / "store").exists()


def test_no_file_is_looked_at_because_a_report_names_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = json.loads((out / "report.json").read_bytes())
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    for name in ("../secret.txt", "/etc/passwd", "notes.txt", "store/CURRENT"):
        report["sha256"]["outputs"][name] = "0" * 64
    (out / "report.json").write_text(json.dumps(report), encoding="utf-8")
    looked: list[Path] = []
    monkeypatch.setattr("attrigraph.outputs.digest", lambda file: str(looked.append(file)))
    assert found(out)
    assert {file.parent for file in looked} == {out}
    assert {file.name for file in looked} == {"graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html"}
