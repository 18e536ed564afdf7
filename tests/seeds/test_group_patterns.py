"""The naming patterns of threat groups: each finds its example whole, and no table has a torn row."""

import csv
import re

import pytest

from attrigraph.folders import folder

TABLES = sorted(p.relative_to(folder("seeds")).as_posix() for p in folder("seeds").rglob("*.csv"))


def rows(table: str) -> list[list[str]]:
    with (folder("seeds") / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize(("pattern", "example"), rows("gazetteer/group_patterns.csv")[1:])
def test_a_pattern_finds_its_example_whole(pattern: str, example: str) -> None:
    assert re.search(pattern, f"The actor {example}, it said.")[0] == example


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_as_many_fields_as_the_head(table: str) -> None:
    head, *rest = rows(table)
    assert [row for row in rest if len(row) != len(head)] == []
