"""Outputs appear whole or not at all, and never over something that is not ours."""

import json
import os
import stat
from pathlib import Path

import pytest

from attrigraph import outputs
from attrigraph.errors import OutputError


def fill(folder: Path, word: str) -> None:
    (folder / "report.json").write_text(json.dumps({"generator": "attrigraph", "word": word}), encoding="utf-8")
    (folder / "graph.nq").write_text(word, encoding="utf-8")


def build(target: Path, word: str = "new") -> None:
    with outputs.fresh_graph_folder(target) as new:
        fill(new, word)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_folder_and_its_parents_are_made(tmp_path: Path) -> None:
    build(tmp_path / "a/b/out")
    assert names(tmp_path / "a/b/out") == ["graph.nq", "report.json"]
    assert names(tmp_path) == ["a"]


def test_the_folder_is_as_readable_as_one_made_by_mkdir(tmp_path: Path) -> None:
    build(tmp_path / "out")
    (tmp_path / "plain").mkdir()
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    build(tmp_path / "out")
    assert names(tmp_path / "out") == ["graph.nq", "report.json"]


def test_a_graph_folder_is_replaced_and_other_files_in_it_stay(tmp_path: Path) -> None:
    build(tmp_path / "out", "old")
    (tmp_path / "out/acts.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "out/my-notes.txt").write_text("mine", encoding="utf-8")
    build(tmp_path / "out", "new")
    assert names(tmp_path / "out") == ["graph.nq", "my-notes.txt", "report.json"]
    assert (tmp_path / "out/graph.nq").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["out"]


def test_a_failed_build_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path / "out", "old")
    with pytest.raises(RuntimeError), outputs.fresh_graph_folder(tmp_path / "out") as new:
        fill(new, "half")
        raise RuntimeError
    assert (tmp_path / "out/graph.nq").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("report", [None, "not json", "[]", '{"generator": "another"}'])
def test_a_folder_that_is_not_ours_is_refused_untouched(tmp_path: Path, report: str | None) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("mine", encoding="utf-8")
    if report is not None:
        (theirs / "report.json").write_text(report, encoding="utf-8")
    before = names(theirs)
    with pytest.raises(OutputError, match="not a graph folder; name a new folder"):
        build(theirs)
    assert names(theirs) == before
    assert (theirs / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_and_the_current_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        build(tmp_path / "file")
    (tmp_path / "here/below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here/below")
    for target in (Path(), Path("..")):
        with pytest.raises(OutputError, match="the current folder"):
            build(target)


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path / "real") == ["graph.nq", "report.json"]


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot be written \(.+\); choose another place"):
        build(tmp_path / "file/out")
    with pytest.raises(OutputError, match=r"cannot be written \(.+\); choose another place"):
        outputs.write_file(tmp_path / "no/such/folder.html", "text")


def test_a_failed_swap_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "out", "old")
    rename = Path.rename

    def refuse_the_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(OutputError, match="No space left"):
        build(tmp_path / "out")
    assert (tmp_path / "out/graph.nq").read_text(encoding="utf-8") == "old"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    outputs.write_file(tmp_path / "view.html", "one")
    outputs.write_file(tmp_path / "view.html", "ü\n")
    assert (tmp_path / "view.html").read_bytes() == "ü\n".encode()
    assert names(tmp_path) == ["view.html"]


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    outputs.write_file(tmp_path / "view.html", "one")
    with pytest.raises(UnicodeEncodeError):
        outputs.write_file(tmp_path / "view.html", "\ud800")
    assert (tmp_path / "view.html").read_text(encoding="utf-8") == "one"
    assert names(tmp_path) == ["view.html"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    outputs.write_file(pipe, "text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert pipe.is_fifo()
