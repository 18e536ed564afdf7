"""The yardstick: the article the project started from, where it is at hand."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.gold import project
from attrigraph.model import ActKind, Document, Extraction, Interval

SEED = Path(__file__).parents[2] / ".." / "shared" / "gold" / "seed.gold.jsonl"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEED.is_file(), reason="the article is not part of the repository"),
]


@pytest.fixture(scope="module")
def seed(nlp: Language) -> Extraction:
    row = json.loads(SEED.read_text(encoding="utf-8"))
    return extract(Document("seed", row["text"], published=Interval.parse(row["published"])), nlp=nlp)


def codes(participants) -> list[str | None]:
    return [p.actor.code for p in participants]


def one(seed: Extraction, kind: str):
    (act,) = [a for a in seed.acts if a.kind is ActKind(kind) and a.status == "asserted"]
    return act


def test_kosovo_condemned_iran(seed: Extraction) -> None:
    act = one(seed, "condemnation")
    assert (codes(act.agents), codes(act.targets)) == (["XK"], ["IR"])


def test_albania_severed_relations(seed: Extraction) -> None:
    act = one(seed, "severed-relations")
    assert (codes(act.agents), codes(act.targets)) == (["AL"], ["IR"])


def test_no_wrong_attribution(seed: Extraction) -> None:
    accused = {code for a in seed.acts if a.kind is ActKind.ATTRIBUTION for code in codes(a.perpetrators)}
    assert accused <= {"IR", None}


def test_iran_engaged_four_groups_for_this_attack(seed: Extraction) -> None:
    engaging = [a for a in seed.acts if any("four groups" in p.mention for p in a.via)]
    assert [codes(a.perpetrators)[0] for a in engaging] == ["IR"]
    assert codes(engaging[0].incident.victims) == ["AL"]


def test_six_earlier_victims_are_not_at_the_door_of_iran(seed: Extraction) -> None:
    (act,) = [a for a in seed.acts if a.incident and "IL" in codes(a.incident.victims)]
    assert set(codes(act.incident.victims)) == {"IL", "SA", "JO", "AE", "KW", "CY"}
    assert [p.actor.is_named for p in act.perpetrators] == [False]


def test_the_notorious_group_is_one_of_the_four(seed: Extraction) -> None:
    (four,) = {p.actor for a in seed.acts for p in a.via}
    (act,) = [a for a in seed.acts if a.incident and "IL" in codes(a.incident.victims)]
    assert [p.actor.part_of for p in act.perpetrators] == [four.id]


def test_acts_of_the_day_have_its_date_and_the_attack_has_its_own(seed: Extraction) -> None:
    for kind in ("condemnation", "severed-relations"):
        assert one(seed, kind).when == Interval.parse("2022-09-07")
    (when,) = {a.incident.when for a in seed.acts if a.incident and codes(a.incident.victims) == ["AL"]}
    assert when == Interval.parse("2022-07-15")


def test_the_measure_of_2018_is_dated_and_not_tied_to_the_attack(seed: Extraction) -> None:
    (act,) = [a for a in seed.acts if a.kind is ActKind.EXPULSION and a.when and a.when.partial == "2018"]
    assert act.incident is None


def test_every_quote_stands_at_its_offsets(seed: Extraction) -> None:
    text = seed.document.text
    assert all(text[s.start : s.end] == s.quote for a in seed.acts for s in a.evidence)


def test_eleven_claims_and_none_wrong(seed: Extraction) -> None:
    gold = json.loads(SEED.read_text(encoding="utf-8"))["claims"]
    found = project(seed)["claims"]
    known = {(c["act"], c["status"], *c["agents"], "->", *c["targets"]) for c in gold}
    mine = [(c["act"], c["status"], *c["agents"], "->", *c["targets"]) for c in found]
    assert [c for c in mine if c not in known] == []
    assert len(mine) >= 11
