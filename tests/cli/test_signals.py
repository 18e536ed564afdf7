"""What ends the program early, and how far it is."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from attrigraph.cli import main
from attrigraph.cli.progress import progress


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
