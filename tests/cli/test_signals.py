"""What ends the program early, and how far it is."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attrigraph import Document, Extraction
from attrigraph.cli import main
from attrigraph.cli.progress import progress

from ..conftest import understand  # noqa: TID252 - no package above
from .conftest import one_line


@pytest.mark.usefixtures("quick")
def test_ctrl_c_before_anything_was_read_is_exit_130_and_leaves_nothing(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("attrigraph.stages.extracted", interrupt)
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "attrigraph: interrupted\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["articles"]


PROGRAM = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    ("sign", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks at processes through /proc")
def test_a_signal_ends_a_heavy_query_at_once(graph: Path, sign: int, code: int, word: str) -> None:
    program = subprocess.Popen([*PROGRAM, "ask", str(graph), ENDLESS], stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    wait_for(lambda: children.read_text(encoding="ascii").strip() != "")
    (child,) = children.read_text(encoding="ascii").split()
    wait_for(lambda: "pyoxigraph" in Path(f"/proc/{child}/maps").read_text(encoding="utf-8"))
    started = time.monotonic()
    program.send_signal(sign)
    assert program.communicate(timeout=20)[1] == f"attrigraph: {word}\n"
    assert program.returncode == code
    assert time.monotonic() - started < 5
    wait_for(lambda: not Path(f"/proc/{child}").exists())


def wait_for(so: Callable[[], bool]) -> None:
    for _ in range(600):
        if so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_heavy_query_has_a_time_limit(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(graph), ENDLESS, "--timeout", "2"]) == 2
    assert one_line(capsys.readouterr().err).startswith("attrigraph: no answer within 2 seconds; ")


@pytest.mark.usefixtures("quick")
def test_ctrl_c_keeps_what_was_read_for_the_next_run(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(document: Document, **options: Any) -> Extraction:
        if document.id == "weather.txt":
            raise KeyboardInterrupt
        return understand(document, **options)

    with monkeypatch.context() as patch:
        patch.setattr("attrigraph.stages.extracted", interrupt)
        assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 130
    kept, last = capsys.readouterr().err.splitlines()
    assert kept.endswith("1 document is kept as it was read; the same command goes on from there")
    assert last == "attrigraph: interrupted"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".out.work", "articles"]
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 0
    assert "documents: 1 new, 1 unchanged\n" in capsys.readouterr().out
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["articles", "out"]


@pytest.mark.usefixtures("quick")
def test_sigterm_leaves_nothing_of_a_build(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def terminate(*_: Any, **__: Any) -> None:
        assert [entry.name[:5] for entry in tmp_path.iterdir() if entry.name != "articles"] == [".out."]
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    monkeypatch.setattr("attrigraph.stages.extracted", terminate)
    before = signal.getsignal(signal.SIGTERM)
    assert main(["build", str(articles), "-o", str(tmp_path / "out")]) == 143
    assert capsys.readouterr().err == "attrigraph: terminated\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["articles"]
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_closed_pipe_ends_quietly(graph: Path) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    program = subprocess.Popen(
        [*PROGRAM, "ask", str(graph), everything, "--format", "csv"],
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


@pytest.mark.usefixtures("quick")
def test_long_work_says_how_far_it_is_in_plain_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": f"Text {number}."}) + "\n" for number in range(40))
    (tmp_path / "texts.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr("attrigraph.cli.progress.EVERY", 0.0)
    assert main(["extract", str(tmp_path / "texts.jsonl")]) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 40
    form = r"attrigraph: extracting: (\d+) of 40 inputs, [\d.]+ a second, 0:00:\d\d left"
    assert [re.fullmatch(form, line)[1] for line in said] == [str(number) for number in range(1, 41)]


def test_long_work_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress("building", 8) as step:
        step()
        step()
    assert "2 inputs" in terminal.getvalue()
    assert "a second" in terminal.getvalue()
    assert "left" in terminal.getvalue()
