"""build and extract: what they say, and what a bad input gives."""

import io
import json
import re
from pathlib import Path

import pytest

from attrigraph.cli import main

from ..examples import TEXT  # noqa: TID252 - no package above
from .conftest import one_line


@pytest.mark.usefixtures("quick")
def test_build_says_what_it_made(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert "2 documents, 1 incident, 2 acts, 0 quarantined" in out
    assert f"{tmp_path / 'out'}/index.html" in out
    assert err == ""


@pytest.mark.usefixtures("quick")
def test_build_counts_documents_that_come_twice(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for copy in ("again.txt", "once-more.txt"):
        (articles / copy).write_bytes((articles / "rama.txt").read_bytes())
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 0
    assert "2 documents, 1 incident, 2 acts, 0 quarantined, 2 duplicates\n" in capsys.readouterr().out


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
    "endless.txt": b"Iran denied it. " * 63_000,
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


@pytest.mark.slow
def test_processes_go_on_after_a_text_that_is_too_long(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = bad_input("endless.txt", tmp_path / "bad")
    assert main(["extract", str(bad), str(articles), "--jobs", "2"]) == 1
    out, err = capsys.readouterr()
    assert (
        one_line(re.sub("attrigraph: extracting: .*\n", "", err))
        == f"attrigraph: {bad}: has 1,007,999 characters of text, more than 1,000,000; cut it into documents\n"
    )
    assert out.count("\n") == 2


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
