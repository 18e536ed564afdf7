"""The documents written for this project, and their gold annotations, are data that is tested like code."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from attrigraph.documents import normalise, read
from attrigraph.folders import folder
from attrigraph.model import ActKind, Document, Interval, Status

SEEDS = folder("seeds")
SHARED = Path(__file__).parents[2] / "../shared/gold"
ACTOR = re.compile(r"[A-Z]{2}|(org|group|person):\S.*")
CLAIM_KEYS = {"act", "agents", "targets", "victims", "status", "date", "incident", "quote"}
ROLES = ("agents", "targets", "victims")
OF_AN_INCIDENT = {"attribution", "denial", "condemnation", "support"}

Record = dict[str, Any]


def _records(name: str) -> list[Record]:
    lines = (SEEDS / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _front(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


FILES = sorted((SEEDS / "documents").iterdir())
TEXTS = {item.id: item.text for item in read(SEEDS / "documents") if isinstance(item, Document)}
DOCUMENTS = _records("documents.jsonl")
SENTENCES = _records("sentences.jsonl")
ALL = [*({**record, "text": TEXTS.get(record["id"], "")} for record in DOCUMENTS), *SENTENCES]
each_record = pytest.mark.parametrize("record", ALL, ids=lambda record: record["id"])
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def _claims(records: list[Record]) -> list[Record]:
    return [claim for record in records for claim in record["claims"]]


@each_file
def test_front_matter_is_complete(path):
    front, body = _front(path)
    assert set(front) == {"title", "published", "publisher", "language", "references"}
    assert front["title"].strip() == front["title"] != ""
    assert isinstance(front["published"], date)
    assert (front["publisher"], front["language"]) == ("attrigraph seeds", "en")
    assert body.startswith("\n")
    assert body.endswith(".\n")


@each_file
def test_sources_are_dated_and_not_later_than_the_report(path):
    front, _ = _front(path)
    assert len(front["references"]) == len(set(front["references"])) >= 1
    days = [date.fromisoformat(source.rsplit(", ", 1)[1]) for source in front["references"]]
    assert max(days) <= front["published"]


@each_file
def test_document_is_short_and_already_normal(path):
    _, body = _front(path)
    assert 150 <= len(body.split()) <= 350
    assert TEXTS[path.name] == normalise(body) == body.strip()


def test_gold_has_every_document_once_in_order():
    assert [record["id"] for record in DOCUMENTS] == [path.name for path in FILES]
    assert len(FILES) >= 12
    assert [record["published"] for record in DOCUMENTS] == [str(_front(path)[0]["published"]) for path in FILES]


def test_sentences_are_numbered_and_different():
    assert [record["id"] for record in SENTENCES] == [f"sentence-{n:03d}" for n in range(1, len(SENTENCES) + 1)]
    assert len({record["text"] for record in SENTENCES}) == len(SENTENCES) >= 80
    assert all(record["text"] == normalise(record["text"]) for record in SENTENCES)


@each_record
def test_record_is_well_formed(record):
    assert set(record) == {"id", "published", "text", "claims"}
    published = Interval.parse(record["published"])
    for claim in record["claims"]:
        assert set(claim) == CLAIM_KEYS
        assert claim["act"] in set(ActKind)
        assert claim["status"] in set(Status)
        acted = Interval.parse(claim["date"]) if claim["date"] else None
        assert acted is None or claim["status"] == "planned" or acted.earliest <= published.latest


@each_record
def test_quotes_are_exact_and_say_where_they_are(record):
    for claim in record["claims"]:
        assert record["text"].count(claim["quote"]) == 1, claim["quote"]


@each_record
def test_actors_are_well_formed(record):
    for claim in record["claims"]:
        for role in ROLES:
            assert all(ACTOR.fullmatch(actor) for actor in claim[role]), claim
            assert len(set(claim[role])) == len(claim[role]), claim
        assert claim["act"] in OF_AN_INCIDENT or not claim["victims"], claim


@each_record
def test_incidents_are_numbered_in_order_of_mention(record):
    claims = sorted(record["claims"], key=lambda claim: record["text"].index(claim["quote"]))
    incidents = list(dict.fromkeys(claim["incident"] for claim in claims if claim["incident"]))
    assert incidents == [f"i{n}" for n in range(1, len(incidents) + 1)]


@each_record
def test_no_claim_stands_twice(record):
    seen = [json.dumps({**claim, "quote": ""}, sort_keys=True) for claim in record["claims"]]
    assert len(set(seen)) == len(seen)


def test_every_kind_of_act_and_every_status_is_covered():
    assert {claim["act"] for claim in _claims(DOCUMENTS)} == set(ActKind)
    counts = Counter(claim["act"] for claim in _claims(SENTENCES))
    assert min(counts[kind] for kind in ActKind) >= 3, counts
    for records in (DOCUMENTS, SENTENCES):
        assert {claim["status"] for claim in _claims(records)} == set(Status)


def test_more_than_a_quarter_of_the_sentences_hold_no_act():
    empty = sum(not record["claims"] for record in SENTENCES)
    assert 0.25 <= empty / len(SENTENCES) <= 0.4


def test_one_document_blames_nobody():
    silent = [r["id"] for r in DOCUMENTS if all(claim["act"] != "attribution" for claim in r["claims"])]
    assert silent == ["norway-2023.md"]


def test_readme_tells_the_counts():
    readme = (SEEDS / "gold" / "README.md").read_text(encoding="utf-8")
    for name in (*ActKind, *Status):
        mine = [sum(name in (c["act"], c["status"]) for c in _claims(rs)) for rs in (DOCUMENTS, SENTENCES)]
        assert f"| {name} | {mine[0]} | {mine[1]} |" in readme
    totals = [(len(rs), len(_claims(rs))) for rs in (DOCUMENTS, SENTENCES)]
    assert f"| records | {totals[0][0]} | {totals[1][0]} |" in readme
    assert f"| claims | {totals[0][1]} | {totals[1][1]} |" in readme


def _shingles(text: str, size: int = 9) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development gold sets are not on this machine")
def test_no_wording_is_taken_from_the_development_sets():
    lines = [line for path in SHARED.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    theirs = set().union(*(_shingles(json.loads(line).get("text") or "") for line in lines))
    assert theirs
    shared = {record["id"]: _shingles(record["text"]) & theirs for record in ALL}
    assert not {name: words for name, words in shared.items() if words}
