"""One writer at a time, and whatever ends it, the next one finds a whole folder and every file of the user."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attrigraph import outputs
from attrigraph.errors import OutputError

WRITER = """
import sys, time
from pathlib import Path
from attrigraph.outputs import fresh_graph_folder
with fresh_graph_folder(Path(sys.argv[1])) as new:
    print("writing", flush=True)
    sys.stdin.readline()
"""


def fill(folder: Path, word: str) -> None:
    for name in ("report.json", "graph.nq"):
        (folder / name).write_text(json.dumps({"generator": "attrigraph", "word": word}), encoding="utf-8")


def build(target: Path, word: str) -> None:
    with outputs.fresh_graph_folder(target, keeps=("cache.sqlite",)) as new:
        (new.parent / "cache.sqlite").write_text(word, encoding="utf-8")
        fill(new, word)


def words(target: Path) -> set[str]:
    return {json.loads((target / name).read_bytes())["word"] for name in ("report.json", "graph.nq")}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is writing out/."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path, writer: subprocess.Popen[str]) -> None:
    with pytest.raises(OutputError, match=rf"is being written by process {writer.pid} on .+; wait for it or end it"):
        build(tmp_path / "out", "mine")
    assert not (tmp_path / "out").exists()


def test_after_a_writer_was_killed_the_next_one_says_so_and_goes_on(
    tmp_path: Path, writer: subprocess.Popen[str], caplog: pytest.LogCaptureFixture
) -> None:
    writer.kill()
    writer.wait()
    build(tmp_path / "out", "mine")
    assert f"process {writer.pid} on " in caplog.text
    assert "ended without finishing" in caplog.text
    assert words(tmp_path / "out") == {"mine"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


class Killed(BaseException):
    """Stands in for kill -9: nothing that would tidy up runs after it."""


STEPS = range(40)


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_between_any_two_steps_leaves_the_old_or_the_new_folder_to_the_next_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each change of the file system is a step; after the kill no other is made."""
    build(tmp_path / "out", "old")
    (tmp_path / "out/notes.txt").write_text("mine", encoding="utf-8")
    left = step

    def counted(change):
        def changed(*arguments, **options):
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return change(*arguments, **options)

        return changed

    with monkeypatch.context() as patch:
        for name in ("rename", "rmdir", "unlink", "mkdir"):
            patch.setattr(os, name, counted(getattr(os, name)))
        try:
            build(tmp_path / "out", "new")
        except Killed:
            ended = False
        else:
            ended = True
    assert ended or not (tmp_path / "out").exists() or words(tmp_path / "out") in ({"old"}, {"new"})
    build(tmp_path / "out", "next")
    assert words(tmp_path / "out") == {"next"}
    assert (tmp_path / "out/notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "out/cache.sqlite").read_text(encoding="utf-8") == "next"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_the_steps_reach_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "out", "old")
    steps = 0

    def counted(change):
        def changed(*arguments, **options):
            nonlocal steps
            steps += 1
            return change(*arguments, **options)

        return changed

    with monkeypatch.context() as patch:
        for name in ("rename", "rmdir", "unlink", "mkdir"):
            patch.setattr(os, name, counted(getattr(os, name)))
        build(tmp_path / "out", "new")
    assert 10 < steps < len(STEPS)


def test_what_is_kept_survives_a_failure_and_comes_home(tmp_path: Path) -> None:
    for attempt in ("first", "second"):
        with (
            pytest.raises(RuntimeError),
            outputs.fresh_graph_folder(tmp_path / "out", keeps=("cache.sqlite",)) as new,
        ):
            kept = new.parent / "cache.sqlite"
            assert kept.exists() == (attempt == "second")
            kept.write_text(attempt, encoding="utf-8")
            raise RuntimeError
    assert [entry.name for entry in tmp_path.iterdir()] == [".out.work"]
    build(tmp_path / "out", "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
