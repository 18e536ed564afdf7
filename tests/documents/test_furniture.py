import csv
import re

import pytest

from attrigraph.documents.furniture import is_furniture
from attrigraph.folders import folder


@pytest.fixture(scope="module")
def rows():
    with (folder("seeds") / "furniture.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_is_sorted_unique_and_clean(rows):
    pairs = [(row["kind"], row["text"]) for row in rows]
    assert pairs == sorted(set(pairs))
    assert {kind for kind, _ in pairs} == {"line", "pattern", "start"}
    assert all(text == text.strip() and text for _, text in pairs)


def test_beginnings_end_in_a_letter(rows):
    """Outer punctuation does not count in matching: "Advertisement -" would match "Advertisement firms"."""
    assert [
        row["text"] for row in rows if row["kind"] == "start" and not (row["text"][-1].isalnum() or "©" in row["text"])
    ] == []


def test_plain_entries_are_found_and_patterns_compile(rows):
    assert [row["text"] for row in rows if row["kind"] != "pattern" and not is_furniture(row["text"])] == []
    assert all(re.compile(row["text"]) for row in rows)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "  ADVERTISEMENT  ",
        "— Advertisement —",
        "Advertisement Advertisement",
        "ADVERTISEMENT CONTINUES BELOW",
        "Article continues after the break",
        "Read more »",
        "Share",
        "Share this article:",
        "Facebook | Twitter | Email",
        "Subscribe to our newsletter!",
        "Editors’ picks",
        "Page 3 of 12",
        "page 4",
        "3 / 12",
        "TLP:CLEAR",
        "TLP: AMBER+STRICT",
        "5 min read",
        "1,204 comments",
        "We use cookies to improve your experience.",
        "© 2022 The Strelsau Courier",
        "All rights reserved.",
    ],
)
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "---",
        "Iran denied it.",
        "Iran shares the view.",
        "Advertisement firms were among the victims.",
        "Share prices of the bank fell after the attack.",
        "Read more about the attack than the ministry wanted you to?",
        "Russia",
        "Twitter said that it had removed the accounts.",
        "Page One was the name of the operation.",
        "TLP was not observed by the ministry.",
        "The report has 12 comments from states.",
        "2022",
        "Albania's statement:",
        "We use cookies" + ", said the minister of the interior" * 5,
    ],
)
def test_not_furniture(line):
    assert not is_furniture(line)
