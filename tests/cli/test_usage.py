"""The program: its verbs, its help, and what wrong usage gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from attrigraph.cli import main
from attrigraph.cli.app import app

from .conftest import one_line

VERBS = sorted(command.name for command in app.registered_commands if command.name)
HEAVY = {"spacy", "rdflib", "pyoxigraph", "pyvis", "networkx", "numpy", "trafilatura", "pypdf", "jinja2", "rich"} | {
    "pyarrow",
    "pyspark",
    "starlette",
    "stix2",
    "uvicorn",
}


def test_the_verbs_are_known() -> None:
    assert VERBS == [
        "ask",
        "build",
        "check",
        "conflicts",
        "evaluate",
        "export",
        "extract",
        "import",
        "merge",
        "serve",
        "show",
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_a_sentence_an_example_and_options(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*verb.split(), "--help"]) == 0
    paragraphs = capsys.readouterr().out.split("\n\n")
    assert paragraphs[0].startswith(f"Usage: attrigraph {verb} [OPTIONS]")
    assert paragraphs[1].strip().endswith(".")
    assert paragraphs[2].strip().startswith(f"Example: attrigraph {verb} ")
    assert "--help" in paragraphs[-1]


@pytest.mark.parametrize("verb", ["build", "merge"])
def test_help_of_the_verbs_on_a_cluster_is_alike(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    test_help_is_a_sentence_an_example_and_options(f"spark {verb}", capsys)


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
        ["serve", "no-such-folder"],
        ["serve", "x", "--port", "65536"],
        ["export", "no-such-folder", "--to", "trig", "-o", "y.trig"],
        ["export", "no-such-folder", "--to", "trig"],
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
