"""ask: tables, formats, queries."""

import csv
import io
import json
from pathlib import Path

import pytest

from attrigraph.cli import main

from .conftest import one_line


def test_ask_lists_the_named_queries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--list"]) == 0
    assert "attributions" in capsys.readouterr().out


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["ask", *arguments]) == 0
    return capsys.readouterr().out


def test_ask_prints_a_table(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(capsys, str(graph), "attributions")
    assert "act/attribution-0-80" in out
    assert "https://w3id.org" not in out


def test_every_format_holds_the_same_cells(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(asked(capsys, str(graph), "attributions", "--format", "json"))
    comma = list(csv.DictReader(io.StringIO(asked(capsys, str(graph), "attributions", "--format", "csv"))))
    tab = list(
        csv.DictReader(io.StringIO(asked(capsys, str(graph), "attributions", "--format", "tsv")), dialect="excel-tab")
    )
    assert rows[0]["act"].startswith("https://w3id.org/attrigraph/id/doc/")
    assert [{name: cell or "" for name, cell in row.items()} for row in rows] == comma == tab


def test_ask_takes_sparql_a_file_and_standard_input(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sparql = "SELECT (COUNT(?a) AS ?n) { ?a a <https://w3id.org/attrigraph/ns#Attribution> }"
    (tmp_path / "count.rq").write_text(sparql, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(sparql))
    for query in (sparql, str(tmp_path / "count.rq"), "-"):
        assert json.loads(asked(capsys, str(graph), query, "--format", "json")) == [{"n": "1"}]


@pytest.mark.parametrize(
    "query", ["attribution", "no.rq", "SELECT nonsense", "SELECT * { SERVICE <http://x.example/> {} }"]
)
def test_a_wrong_query_is_one_line_and_exit_2(graph: Path, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(graph), query]) == 2
    one_line(capsys.readouterr().err)


def test_a_row_passes_no_terminal_command_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evil.ttl").write_text('<x:a> <x:b> "red \\u001B[31m \\u009B31m" .', encoding="utf-8")
    for form in ("table", "json"):
        out = asked(capsys, str(tmp_path / "evil.ttl"), "SELECT ?o { ?s <x:b> ?o }", "--format", form)
        assert "red" in out
        assert all(line.isprintable() for line in out.splitlines())
