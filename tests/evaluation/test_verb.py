"""The verb `evaluate`, from the outside."""

import io
import json

import pytest

from attrigraph.cli import main

from .conftest import HIT, TEXT, write_lines

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def run(capsys):
    """Run the verb; return its exit code, standard output and standard error."""

    def verb(*arguments):
        capsys.readouterr()
        status = main(["evaluate", *map(str, arguments)])
        return (status, *capsys.readouterr())

    return verb


def test_tables_on_the_terminal(run, gold):
    status, out, err = run(gold)
    assert (status, err) == (0, "")
    for text in ("who-whom  0.500", "dates", "0.7 to 0.8", "cut-ties", "Brier score 0.531"):
        assert text in out
    assert "demand: AL > IR" not in out


def test_breakdowns_and_mistakes_on_request(run, gold):
    assert "severed-relations" in run(gold, "--by", "act")[1]
    assert "daily" in run(gold, "--by", "source")[1]
    assert "demand: AL > IR" in run(gold, "--errors")[1]


def test_files_are_written(run, gold, tmp_path):
    paths = [tmp_path / name for name in ("found.jsonl", "report.json", "report.html")]
    for _ in range(2):
        assert run(gold, "--predictions", paths[0], "--json", paths[1], "--html", paths[2])[0] == 0
    assert [json.loads(line)["id"] for line in paths[0].read_text().splitlines()] == ["daily-1", "daily-2"]
    assert json.loads(paths[1].read_text())["rows"]["claims"]["tp"] == 1
    assert paths[2].read_text().startswith("<!doctype html>")


@pytest.mark.parametrize("option", ["--predictions", "--json", "--html"])
def test_one_output_may_be_standard_output(option, run, gold):
    status, out, err = run(gold, option, "-")
    assert status == 0
    assert out.startswith(("{", "<!doctype html>"))
    assert "who-whom" in err


def test_standard_input(run, gold, monkeypatch):
    for arguments in (["-"], [gold, "--with", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gold.read_bytes())))
        assert run(*arguments)[0] == 0


def test_claims_of_another_file(run, gold, tmp_path):
    theirs = write_lines(tmp_path / "theirs.jsonl", {"id": "daily-1", "claims": []})
    assert "claims    0.000" in run(gold, "--with", theirs)[1]


def test_a_document_that_cannot_be_read_is_exit_1(run, tmp_path):
    records = ({"id": "a", "text": TEXT, "claims": [HIT]}, {"id": "b", "text": "", "claims": []})
    status, out, err = run(write_lines(tmp_path / "gold.jsonl", *records))
    assert (status, err.count("\n")) == (1, 1)
    assert f"{tmp_path}/gold.jsonl:2: text is empty; " in err
    assert "who-whom" in out


def test_floors(run, gold, tmp_path):
    floors = tmp_path / "floors.json"
    status, _, err = run(gold, "--floors", floors, "--set-floors")
    assert (status, err) == (0, "attrigraph: gold.jsonl: floors are claims 0.490, who-whom 0.490, culprit 0.990\n")
    assert run("--floors", floors)[::2] == (0, f"attrigraph: {gold}: every floor holds\n")
    assert run(gold, "--floors", floors)[0] == 0
    theirs = write_lines(tmp_path / "theirs.jsonl", {"id": "daily-1", "claims": []})
    status, _, err = run(gold, "--floors", floors, "--with", theirs)
    assert (status, err.count("\n"), err.count("is below the floor")) == (1, 3, 3)
    gold.write_bytes(gold.read_bytes() + b"\n")
    status, _, err = run("--floors", floors)
    assert (status, err.count("\n")) == (1, 1)
    assert run("--floors", floors, "--set-floors")[0] == 0
    assert run("--floors", floors)[0] == 0


def test_floors_are_not_lowered_silently(run, gold, tmp_path, monkeypatch):
    floors = tmp_path / "floors.json"
    run(gold, "--floors", floors, "--set-floors")
    monkeypatch.setattr("attrigraph.evaluation.run.extracted_claims", nothing)
    status, _, err = run("--floors", floors, "--set-floors")
    assert (status, err.count("\n")) == (2, 1)
    assert run("--floors", floors)[0] == 1
    assert run("--floors", floors, "--set-floors", "--allow-lower")[0] == 0
    assert run("--floors", floors)[0] == 0


def nothing(extraction):
    from attrigraph.evaluation import DocumentClaims

    return DocumentClaims(extraction.document.id, ())


WRONG = [
    [],
    ["no-such-file.jsonl"],
    ["bad.jsonl"],
    ["gold.jsonl", "--by", "day"],
    ["gold.jsonl", "--with", "no-such-file.jsonl"],
    ["gold.jsonl", "--predictions", "-", "--json", "-"],
    ["gold.jsonl", "--json", "x.json", "--predictions", "x.json"],
    ["gold.jsonl", "--json", "gold.jsonl"],
    ["gold.jsonl", "--predictions", "gold.jsonl"],
    ["gold.jsonl", "--html", "other.txt"],
    ["gold.jsonl", "--json", "no/such/folder.json"],
    ["gold.jsonl", "--set-floors"],
    ["gold.jsonl", "--allow-lower"],
    ["gold.jsonl", "--floors", "floors.json", "--allow-lower"],
    ["gold.jsonl", "--floors", "no-such-floors.json"],
    ["gold.jsonl", "--floors", "other.txt"],
    ["gold.jsonl", "--floors", "floors.json", "--set-floors", "--pipeline", "x"],
    ["gold.jsonl", "--floors", "floors.json", "--set-floors", "--with", "gold.jsonl"],
    ["gold.jsonl", "--floors", "floors.json", "--html", "floors.json"],
    ["-", "--floors", "floors.json"],
    ["--floors", "floors.json", "--html", "x.html"],
    ["--floors", "floors.json", "--with", "gold.jsonl"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_one_line_and_exit_2(arguments, run, gold, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "claims": [{"act": "blame"}]}\n')
    (tmp_path / "other.txt").write_text("mine")
    (tmp_path / "floors.json").write_text("[]")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    status, _, err = run(*arguments)
    assert status == 2
    assert err.startswith("attrigraph: ")
    assert (err.count("\n"), err.count("; ") >= 1) == (1, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_malformed_line_is_named(run, tmp_path):
    bad = write_lines(tmp_path / "bad.jsonl", {"id": "a", "claims": []}, {"id": "b", "claims": [{"act": "\x1b[2J"}]})
    status, out, err = run(bad)
    assert (status, out) == (2, "")
    assert err.startswith(f"attrigraph: {bad}:2: claim 1: act ")
    assert err.rstrip("\n").isprintable()
