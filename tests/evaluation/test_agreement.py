"""The second annotation of a third of the gold, and how far it agrees with the first."""

import csv
import json
import re
from pathlib import Path

import pytest

from attrigraph.documents import read
from attrigraph.evaluation import score
from attrigraph.evaluation.reading import read_gold
from attrigraph.folders import folder

from ..benchmarks.agreement import FILES, kappa, table  # noqa: TID252 - no package above

GOLD = folder("seeds") / "gold"
SECOND = GOLD / "second"
DOCS = Path(__file__).parents[2] / "docs"
TEXTS = {item.id: item.text for item in read(GOLD.parent / "documents")}


def _records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_a_third_was_annotated_twice_with_its_share_of_texts_without_acts(name):
    first, second = (_records(folder / name) for folder in (GOLD, SECOND))
    assert len(second) == round(len(first) / 3)
    known = {record["id"]: record for record in first}
    assert all(record.get("text") == known[record["id"]].get("text") for record in second)
    silent = [sum(not known[r["id"]]["claims"] for r in records) for records in (first, second)]
    assert silent[1] == round(silent[0] / 3)


@pytest.mark.parametrize("name", FILES)
def test_quotes_of_the_second_annotation_are_exact(name):
    for record in _records(SECOND / name):
        text = record.get("text") or TEXTS[record["id"]]
        assert all(text.count(claim["quote"]) == 1 for claim in record["claims"])


def test_every_claim_that_only_one_has_is_judged():
    with (SECOND / "disagreements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["wrong"] for row in rows} == {"first", "second", "open"}
    judged = {(row["id"], row[column]) for row in rows for column in ("act", "second")}  # the kind itself may differ
    for name in FILES:
        compared = score(*(read_gold(folder / name).documents for folder in (SECOND, GOLD)))
        alone = {(d.document, claim.act.value) for d in compared.matched for claim in (*d.missed, *d.extra)}
        assert alone <= judged


def test_the_page_tells_the_agreement_of_now():
    page = (DOCS / "quality.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(46 texts.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    assert shown.splitlines() == list(table(GOLD))


def test_kappa_is_agreement_beyond_chance():
    half = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(half) == pytest.approx(0.4)  # a textbook table: seen .7, by chance .5
    assert kappa([("a", "a"), ("b", "b")]) == kappa([("a", "a")]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
