"""`attrigraph spark` says in a line what it lacks; what it does is in tests/spark."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from attrigraph.cli import main

from .conftest import one_line

BUILD = ["spark", "build", "articles.jsonl", "-o", "out"]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert main(BUILD) == 2
    assert (
        one_line(capsys.readouterr().err).strip()
        == "attrigraph: pyspark is not installed; pip install 'attrigraph[spark]'"
    )


def test_without_java_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for name in ("pandas", "pyspark"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(BUILD) == 2
    assert one_line(capsys.readouterr().err).strip().startswith("attrigraph: Java is not installed; install Java 17")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert main(BUILD) == 2
    assert (
        one_line(capsys.readouterr().err)
        .strip()
        .startswith(f"attrigraph: no Java in JAVA_HOME ({tmp_path}); install Java 17")
    )


def test_a_property_without_a_value_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*BUILD, "--conf", "spark.executor.memory"]) == 2
    assert (
        one_line(capsys.readouterr().err).strip()
        == "attrigraph: --conf spark.executor.memory: no property with a value; write NAME=VALUE"
    )
