"""Base forms and word classes, and that the tables behind them are in order."""

import csv
from pathlib import Path

import pytest

from attrigraph.folders import folder
from attrigraph.language.words import bases, word_classes


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("accused", "accuse"), ("blames", "blame"), ("denies", "deny"), ("denied", "deny"), ("hacking", "hack"),
        ("stole", "steal"), ("expelled", "expel"), ("companies", "company"), ("attacks", "attack"), ("cut", "cut"),
    ],
)  # fmt: skip
def test_bases(form: str, base: str) -> None:
    assert base in bases(form)


@pytest.mark.parametrize(("form", "base"), [("this", "thi"), ("us", "u"), ("is", "i"), ("bed", "b")])
def test_short_words_are_left_alone(form: str, base: str) -> None:
    assert base not in bases(form) or len(base) > 2


def test_classes() -> None:
    assert "event" in word_classes()["cyberattack"]
    assert "event" not in word_classes()["government"]


@pytest.mark.parametrize("table", sorted((folder("seeds") / "frames").glob("*.csv")), ids=lambda p: p.name)
def test_tables_have_full_rows_without_stray_spaces(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert [cell for row in rows for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize("name", ["words", "status", "anaphora", "irregular"])
def test_word_tables_are_sorted_and_unique(name: str) -> None:
    with (folder("seeds") / "frames" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    assert rows == sorted(rows), f"sort seeds/frames/{name}.csv"
    assert len({tuple(row) for row in rows}) == len(rows)
