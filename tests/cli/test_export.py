"""export: a graph in the formats of other tools, and what each could not carry."""

import json
import sys
from pathlib import Path

import pytest

from attrigraph.cli import main
from attrigraph.exports import formats

from .conftest import one_line


@pytest.mark.parametrize("to", ["turtle", "jsonld", "graphml", "csv"])
def test_export_writes_and_reports(to: str, graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "export"
    for _ in range(2):
        assert main(["export", str(graph), "--to", to, "-o", str(target)]) == 0
        out = capsys.readouterr().out
    assert target.exists()
    assert "in the graph" in out
    assert "written" in out
    assert len(list(tmp_path.iterdir())) == 1


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name in formats() if name not in shown] == []


def test_the_report_can_be_a_file(graph: Path, tmp_path: Path) -> None:
    arguments = ["--to", "gexf", "-o", str(tmp_path / "x.gexf"), "--report", str(tmp_path / "report.json")]
    assert main(["export", str(graph), *arguments]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["written"] == {"node": 2, "edge": 2}
    assert report["left_out"]["Act ag:rule"] == 2


def test_standard_output_gets_the_file_and_standard_error_the_report(
    graph: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", str(graph), "--to", "nquads", "-o", "-"]) == 0
    shown = capsysbinary.readouterr()
    assert shown.out == (graph / "graph.nq").read_bytes()
    assert b"in the graph" in shown.err


@pytest.mark.parametrize(
    "arguments", [["--to", "xls", "-o", "x"], ["--to", "csv", "-o", "-"], ["--to", "trig", "-o", "a/b/c"]]
)
def test_what_cannot_be_is_one_line(
    arguments: list[str],
    graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(graph), *arguments]) == 2
    one_line(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


def test_the_graph_itself_is_not_overwritten(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (graph / "graph.nq").read_bytes()
    for target in (graph, graph / "graph.nq", graph / "acts.jsonl"):
        assert main(["export", str(graph), "--to", "nquads", "-o", str(target)]) == 2
        one_line(capsys.readouterr().err)
    assert (graph / "graph.nq").read_bytes() == before


def test_a_missing_library_is_one_line_with_the_extra(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "attrigraph.exports.parquet", raising=False)
    assert main(["export", str(graph), "--to", "parquet", "-o", str(tmp_path / "x")]) == 2
    assert "pip install 'attrigraph[parquet]'" in one_line(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []
