"""merge: what it says, and what wrong usage gives."""

from pathlib import Path

import pytest

from attrigraph.cli import main

from .conftest import one_line


def test_merge_says_what_it_made(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", str(graph), str(graph), "-o", str(tmp_path / "out")]) == 0
    said, error = capsys.readouterr()
    assert "1 documents, 1 reports of 1 incidents, 2 reports of 2 acts" in said
    assert "matches.jsonl" in said
    assert error == ""
    assert (tmp_path / "out/graph.nq").read_bytes() == (graph / "graph.nq").read_bytes()
    assert main(["ask", str(tmp_path / "out"), "same-incident"]) == 0


def test_the_records_are_those_of_the_build(graph: Path, tmp_path: Path) -> None:
    assert main(["merge", str(graph), "-o", str(tmp_path / "out")]) == 0
    built, merged = (
        (folder / "acts.jsonl").read_text(encoding="utf-8").splitlines() for folder in (graph, tmp_path / "out")
    )
    assert sorted(built) == sorted(merged)


def test_measuring_writes_nothing(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", str(graph), str(graph), "--measure"]) == 0
    assert "on 0 pairs of reports" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["missing", "-o", "out"], ["GRAPH"], ["GRAPH", "-o", "out", "--decisions", "no"]]
)
def test_wrong_usage_is_one_line_and_no_folder(
    arguments: list[str],
    graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["merge", *(str(graph) if one == "GRAPH" else one for one in arguments)]) == 2
    one_line(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []
