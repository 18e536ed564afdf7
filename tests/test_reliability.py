"""What docs/threats.md and docs/reliability.md say: each test that they name exists, each figure is of a record."""

import ast
import inspect
import json
import re
from functools import cache
from pathlib import Path

import pytest

from attrigraph import serving
from attrigraph.cli import main

ROOT = Path(__file__).parents[1]
PAGES = ("threats.md", "reliability.md")
RECORDS = ROOT / "docs/records"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def text(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_exists(page: str) -> None:
    named = NAMED.findall(text(page))
    assert len(named) > 5
    assert [f"{file}::{test}" for file, test in named if test and test not in names_in(file)] == []
    assert [file for file, _ in named if not (ROOT / file).is_file()] == []


def test_every_line_of_the_threats_has_a_test_or_says_that_it_has_none() -> None:
    rows = [line for line in text("threats.md").splitlines() if line.startswith("| ") and "---" not in line]
    threats = [row for row in rows if not row.startswith("| threat")]
    assert len(threats) > 40
    assert [row for row in threats if not NAMED.search(row) and not row.endswith("| not covered |")] == []


def test_the_records_say_what_they_promise() -> None:
    malformed, soak = (json.loads((RECORDS / f"{name}.json").read_bytes()) for name in ("malformed", "soak"))
    assert malformed["requests"] == sum(malformed["answers"].values()) == 10_000
    assert malformed["wrong"] == 0
    assert not [status for status in malformed["answers"] if status != "closed" and not status.startswith("4")]
    assert soak["minutes"] >= 30
    assert soak["flat"] is True
    assert soak["requests"] == sum(soak["answers"].values())
    assert not [status for status in soak["answers"] if status >= "500"]


def test_every_find_of_a_campaign_is_a_regression_test() -> None:
    records = [json.loads(file.read_bytes()) for file in sorted(RECORDS.glob("fuzzing-*.json"))]
    assert len({record["seed"] for record in records}) == len(records), "the same cases must not count twice"
    for record in records:
        assert record["cases"] == sum(tally["cases"] for tally in record["targets"].values())
        for name, tally in record["targets"].items():
            for file in tally["finds"].values():
                assert (ROOT / "tests/fuzzing/regressions" / name / file).is_file()


def test_the_server_listens_on_loopback_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert inspect.signature(serving.serve).parameters["host"].default == "127.0.0.1"
    asked: list[str] = []
    monkeypatch.setattr(serving, "serve", lambda _, *, host, **__: asked.append(host))
    assert main(["serve", str(tmp_path)]) == 0
    assert (asked, capsys.readouterr().err) == (["127.0.0.1"], "")
    assert main(["serve", str(tmp_path), "--host", "0.0.0.0"]) == 0  # noqa: S104
    assert "warning: whoever reaches 0.0.0.0 can read all of" in capsys.readouterr().err


def test_every_change_that_no_test_saw_is_named() -> None:
    for area in json.loads((RECORDS / "mutants.json").read_bytes()).values():
        assert area["tried"] == area["killed"] + area["survived"] + area["not reached"]
        assert len(area["left"]) == area["survived"] + area["not reached"]
        assert {said.partition(":")[0] for said in area["left"].values()} <= {"survived", "not reached", "equivalent"}
