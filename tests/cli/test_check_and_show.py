"""check and show: what is wrong with a graph, and a page of it."""

from pathlib import Path

import pytest

from attrigraph.cli import main

from .conftest import one_line


def test_a_good_graph_has_no_violations(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(graph)]) == 0
    assert capsys.readouterr().out.startswith("0 violations, ")


def test_warnings_are_counted_and_shown_on_request(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(graph)]) == 0
    counted = capsys.readouterr().out
    assert main(["check", str(graph), "--warnings"]) == 0
    shown = capsys.readouterr().out
    assert counted.count("\n") == 1
    assert not counted.startswith("0 violations, 0 warnings")
    assert "C19" in shown


def test_violations_are_listed_with_their_sentence(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = (graph / "graph.nq").read_text(encoding="utf-8")
    broken = broken.replace("code/status-asserted", "code/status-certain")
    (tmp_path / "broken.nq").write_text(broken, encoding="utf-8")
    assert main(["check", str(tmp_path / "broken.nq")]) == 1
    out = capsys.readouterr().out
    assert "C15" in out
    assert "Albania cut its ties with Iran." in out
    assert int(out.splitlines()[-1].split()[0]) > 0


def test_a_file_that_is_no_rdf_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.ttl").write_text("this is not turtle", encoding="utf-8")
    assert main(["check", str(tmp_path / "bad.ttl")]) == 2
    one_line(capsys.readouterr().err)


@pytest.mark.parametrize("options", [[], ["--focus", "Iran"], ["--title", "Ties"], ["--network"]])
def test_show_writes_one_page(options: list[str], graph: Path, tmp_path: Path) -> None:
    target = tmp_path / "view.html"
    for _ in range(2):
        assert main(["show", str(graph), "-o", str(target), *options]) == 0
    assert target.read_text(encoding="utf-8").lower().startswith(("<!doctype html", "<html"))


def test_show_writes_to_standard_output(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(graph), "-o", "-"]) == 0
    assert capsys.readouterr().out.lower().startswith("<!doctype html")


@pytest.mark.parametrize("options", [["--focus", "Atlantis"], ["--network", "--focus", "Iran"]])
def test_show_refuses_what_it_cannot_do(
    options: list[str], graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(graph), "-o", str(tmp_path / "view.html"), *options]) == 2
    one_line(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("network", [[], ["--network"]])
def test_show_does_not_overwrite_what_is_no_page_of_ours(
    network: list[str], graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {"notes.txt": "mine", "own.html": "<!doctype html><title>attrigraph</title>mine"}
    for name, text in mine.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for target in (*mine, "no/such/folder.html"):
        assert main(["show", str(graph), "-o", str(tmp_path / target), *network]) == 2
        one_line(capsys.readouterr().err)
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == mine
