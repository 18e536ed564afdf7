"""import: what it says, what it writes, and what a bad input gives."""

import csv
import json
from pathlib import Path

import pytest

import attrigraph
from attrigraph.cli import main

from ..sources.conftest import CFR  # noqa: TID252 - no package above
from .conftest import one_line


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """Three rows: one is fine, one lost characters, one is shifted."""
    path = tmp_path / "tracker.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(CFR))
        writer.writeheader()
        writer.writerows([CFR, {**CFR, "Victims": "Poland?? harbours"}, {**CFR, "Type": "Government"}])
    return path


def test_a_graph_folder_as_build_makes_it(tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["import", "cfr", str(tracker), "-o", str(out)]) == 1
    said, error = capsys.readouterr()
    assert "2 documents, 2 incidents, 2 acts" in said
    assert "rows: 3, of these 1 not imported, and 1 cell of rows that are" in said
    assert "quarantine.jsonl" in error.splitlines()[-1]  # after the progress, where a busy machine shows some
    names = {"graph.nq", "store", "acts.jsonl", "quarantine.jsonl", "report.json", "index.html"}
    assert {entry.name for entry in out.iterdir()} == names
    assert main(["check", str(out)]) == 0
    assert main(["ask", str(out), "attributions"]) == 0


def test_every_row_is_counted_and_the_rejected_have_their_number(tracker: Path, tmp_path: Path) -> None:
    attrigraph.import_("cfr", tracker, tmp_path / "out")
    counts = json.loads((tmp_path / "out/report.json").read_bytes())["counts"]
    assert (counts["rows"], counts["rows_imported"], counts["rows_quarantined"]) == (3, 2, 1)
    lines = (tmp_path / "out/quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert [(one["document"], one["constraint"]) for one in found] == [
        ("tracker.csv:3", "CELL"),
        ("tracker.csv:4", "ROW"),
    ]


def test_the_same_file_gives_the_same_bytes(tracker: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        attrigraph.import_("cfr", tracker, tmp_path / name)
    for file in ("graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_describe_writes_nothing(tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "cfr", str(tracker), "--describe"]) == 1
    said, error = capsys.readouterr()
    assert "2 documents, 2 incidents, 2031-08-04 to 2031-08-04" in said
    assert "incidents with a victim: 1 of 2 (50%)" in said
    assert "tracker.csv:4: shifted cells" in error
    assert [entry.name for entry in tmp_path.iterdir()] == ["tracker.csv"]


@pytest.fixture
def folder_of_groups(tmp_path: Path) -> Path:
    """A folder with a file for each of thirty groups, as ATT&CK comes."""
    folder = tmp_path / "groups"
    folder.mkdir()
    for number in range(30):
        id = f"intrusion-set--00000000-0000-4000-8000-{number:012}"
        group = {"type": "intrusion-set", "id": id, "name": f"Otter {number}", "revoked": number == 3}
        (folder / f"{id}.json").write_text(json.dumps({"type": "bundle", "objects": [group]}), encoding="utf-8")
    return folder


def test_a_folder_of_many_files_is_described_in_one_row(
    folder_of_groups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "attack", str(folder_of_groups), "--describe"]) == 1
    said, error = capsys.readouterr()
    assert [line.split() for line in said.splitlines()[:2]] == [
        ["file", "rows", "importable", "not"],
        ["30", "files", "30", "29", "1"],
    ]
    assert error.endswith("000003.json:1: Otter 3 is revoked\n")


def test_every_file_of_a_folder_has_its_hash_in_the_report(folder_of_groups: Path, tmp_path: Path) -> None:
    attrigraph.import_("attack", folder_of_groups, tmp_path / "out")
    files = json.loads((tmp_path / "out/report.json").read_bytes())["files"]
    assert len({file["sha256"] for file in files if file["sha256"]}) == 30


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "kinds"]) == 0
    assert "eurepoc" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing", "tracker.csv", "-o", "out"],
        ["cfr", "-o", "out"],
        ["cfr", "tracker.csv"],
        ["cfr", "missing.csv", "-o", "out"],
        ["eurepoc", "tracker.csv", "-o", "out"],
    ],
)
def test_wrong_usage_is_one_line_and_no_folder(
    arguments: list[str], tracker: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tracker.parent)
    assert main(["import", *arguments]) == 2
    one_line(capsys.readouterr().err)
    assert [entry.name for entry in tracker.parent.iterdir()] == ["tracker.csv"]
