"""The program: its verbs, exit codes and one-line errors."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from attrigraph.cli import main
from attrigraph.cli.app import app
from attrigraph.cli.progress import progress

from .examples import TEXT

VERBS = sorted(command.callback.__name__ for command in app.registered_commands if command.callback)
HEAVY = {"spacy", "rdflib", "pyoxigraph", "pyvis", "networkx", "numpy", "trafilatura", "pypdf", "jinja2", "rich"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the example article."""
    from attrigraph import building, stages

    from .conftest import understand

    folder = tmp_path_factory.mktemp("graph")
    (folder / "rama.txt").write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "extracted", understand)
        patch.setattr(building, "pipeline_name", lambda pipeline: "none 0")
        building.build(folder / "rama.txt", folder / "out")
    return folder / "out"


def one_line(error: str) -> str:
    assert error.startswith("attrigraph: ")
    assert error.count("\n") == 1
    assert error.endswith("\n")
    assert "; " in error, "the line says what to do"
    return error


# --- usage -----------------------------------------------------------------------------------------------------------


def test_the_verbs_are_known() -> None:
    assert VERBS == ["ask", "build", "check", "evaluate", "extract", "show"]


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_a_sentence_an_example_and_options(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    paragraphs = capsys.readouterr().out.split("\n\n")
    assert paragraphs[0].startswith(f"Usage: attrigraph {verb} [OPTIONS]")
    assert paragraphs[1].strip().endswith(".")
    assert paragraphs[2].strip().startswith(f"Example: attrigraph {verb} ")
    assert "--help" in paragraphs[-1]


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [verb for verb in VERBS if f"\n  {verb} " not in shown] == []


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.count(".") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["build"],
        ["build", "x"],
        ["build", "x", "-o", "y", "--no-such-option"],
        ["build", "x", "-o", "y", "--jobs", "many"],
        ["build", "x", "-o", "y", "--jobs", "0"],
        ["build", "x", "-o", "y", "--published", "yesterday"],
        ["extract"],
        ["ask", "x"],
        ["ask", "no-such-folder", "attributions"],
        ["check", "no-such-folder"],
        ["show", "no-such-folder", "-o", "y.html"],
        ["evaluate"],
        ["evaluate", "no-such-file"],
        ["evaluate", "--set-floors"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    one_line(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


def test_nothing_heavy_is_imported_before_a_verb_runs() -> None:
    code = "import sys, attrigraph, attrigraph.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) & HEAVY == set()


# --- build and extract -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_build_says_what_it_made(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert "2 documents, 1 incident, 2 acts, 0 quarantined" in out
    assert f"{tmp_path / 'out'}/index.html" in out
    assert err == ""


@pytest.mark.usefixtures("quick")
def test_extract_writes_one_act_a_line(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(articles)]) == 0
    acts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [act["act"] for act in acts] == ["attribution", "severed-relations"]
    whole = (articles / "rama.txt").read_text(encoding="utf-8").partition("---\ntitle")[2].partition("---\n")[2]
    assert [whole.strip()[act["start"] : act["end"]] for act in acts] == [act["quote"] for act in acts]


@pytest.mark.usefixtures("quick")
def test_json_lines_come_on_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = json.dumps({"id": "a", "text": TEXT, "published": "2022-09-07"}).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
    assert main(["extract", "-"]) == 0
    assert [json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()] == ["a", "a"]


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "long.txt": b"x" * 50_000_000,
    "broken.jsonl": b'{"id": "a", "text": \n',
    "broken.pdf": b"%PDF-1.7\nnothing",
}
NAMES = [*BAD, "missing.txt", "folder"]


def bad_input(name: str, folder: Path) -> Path:
    """Make an input that cannot be read, or name one that is not there."""
    folder.mkdir()
    if name in BAD:
        (folder / name).write_bytes(BAD[name])
    if name == "folder":
        (folder / name).mkdir()
    return folder / name


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("verb", ["build", "extract"])
def test_a_bad_input_is_one_line_and_the_others_are_read(
    verb: str, name: str, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = bad_input(name, tmp_path / "bad")
    target = ["-o", str(tmp_path / "out")] if verb == "build" else []
    assert main([verb, str(bad), str(articles), *target]) == 1
    out, err = capsys.readouterr()
    assert name in one_line(err)
    assert out.count("\n") == 2
    assert (tmp_path / "out").exists() == (verb == "build")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", NAMES)
def test_nothing_readable_is_exit_2_and_no_folder(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = bad_input(name, tmp_path / "bad")
    assert main(["build", str(bad), "-o", str(tmp_path / "out")]) == 2
    assert name in one_line(capsys.readouterr().err)
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad"]


@pytest.mark.usefixtures("quick")
def test_several_unreadable_inputs_are_a_line_each_and_a_last_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = [str(tmp_path / name) for name in ("one.txt", "two.txt")]
    assert main(["build", *missing, "-o", str(tmp_path / "out")]) == 2
    *problems, last = capsys.readouterr().err.splitlines(keepends=True)
    assert ["no such file" in one_line(problem) for problem in problems] == [True, True]
    assert "nothing could be read" in one_line(last)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_an_output_folder_of_somebody_else_stays_as_it_is(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "thesis"
    theirs.mkdir()
    (theirs / "chapter.txt").write_text("mine", encoding="utf-8")
    for target in (theirs, theirs / "chapter.txt", theirs / "chapter.txt/out"):
        assert main(["build", str(articles), "-o", str(target)]) == 2
        one_line(capsys.readouterr().err)
    assert [(entry.name, entry.read_text(encoding="utf-8")) for entry in theirs.iterdir()] == [("chapter.txt", "mine")]


@pytest.mark.usefixtures("quick")
def test_file_names_reach_the_terminal_without_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b[2J\n.txt").write_bytes(b"")
    assert main(["extract", str(tmp_path)]) == 2
    for line in capsys.readouterr().err.splitlines():
        assert line.isprintable()


# --- ask -------------------------------------------------------------------------------------------------------------


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


# --- check and show --------------------------------------------------------------------------------------------------


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


# --- signals ---------------------------------------------------------------------------------------------------------


def test_ctrl_c_is_exit_130_and_leaves_nothing(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("attrigraph.stages.extracted", interrupt)
    monkeypatch.setattr("attrigraph.building.pipeline_name", lambda pipeline: "none 0")
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "attrigraph: interrupted\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["articles"]


def test_a_closed_pipe_ends_quietly(graph: Path) -> None:
    code = "import sys; from attrigraph.cli import main; sys.exit(main())"
    everything = "SELECT * { ?s ?p ?o }"
    program = subprocess.Popen(
        [sys.executable, "-c", code, "ask", str(graph), everything, "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert program.stdout
    assert program.stderr
    program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 141


# --- progress --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_long_work_says_how_far_it_is_in_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = "".join(json.dumps({"id": str(number), "text": f"Text {number}."}) + "\n" for number in range(250))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"))
    assert main(["extract", "-"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "attrigraph: extracting: 100 inputs",
        "attrigraph: extracting: 200 inputs",
    ]


def test_long_work_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress("building") as step:
        step()
        step()
    assert "2 inputs" in terminal.getvalue()
