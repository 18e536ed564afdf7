"""The comparison: which signals count, and what a report that lacks something costs."""

import csv
from datetime import date
from pathlib import Path

import pytest

from attrigraph import UsageError
from attrigraph.importing import import_
from attrigraph.merging import features
from attrigraph.merging.decide import decide
from attrigraph.merging.features import Report, reports, whole
from attrigraph.merging.linkage import pairs
from attrigraph.merging.quality import baseline, measure, silver
from attrigraph.merging.settings import settings
from attrigraph.sources.forms import key

from .conftest import ONE, TWO, graph

TOP = Path(__file__).parents[2]
SHARED = TOP / "../shared/data"
JUDGEMENTS = TOP / "docs/linkage-judgements.csv"
WORDS = "Wiper in the harbour portal of Vlora deletes the manifests of ships"


def made(name: str, source: str, text: str = WORDS, **fields: object) -> Report:
    fields = {"public": {(date(2031, 8, 4), date(2031, 8, 4))}, "victims": {"state/al": True}, **fields}
    return Report(name, source, text, **fields)


OTHERS = [made(f"z{n}", "C", f"Something else {n} happened to river {n * 7} in spring", victims={}) for n in range(20)]


def compare(one: Report, other: Report, **options: bool):
    found = [pair for pair in pairs([one, other, *OTHERS], **options) if {pair.one, pair.other} == {one.iri, other.iri}]
    return found[0] if found else None


def points(pair) -> dict[str, float]:
    return {reason.signal: reason.points for reason in pair.reasons}


def test_each_signal_speaks_for_itself():
    accused = {"state/ir": True, "actor/name/otter": False}
    one = made("a", "A", addresses={"example.org/a"}, accused=accused)
    pair = compare(one, made("b", "B", addresses={"example.org/a"}, accused=accused))
    assert set(points(pair)) == {"address", "words", "victim", "dates", "accused"}
    assert pair.strong({"words": 99, "victim": 0.1}) == {"victim"}
    assert pair.points == pytest.approx(sum(points(pair).values()), abs=0.05)


def test_of_words_that_are_as_rare_the_first_of_the_alphabet_is_named():
    words = [f"word{chr(ord('a') + n)}" for n in range(20)]
    pairs_found = [compare(*(made(name, name, " ".join(some)) for name in "ab")) for some in (words, words[::-1])]
    named = {reason.found for pair in pairs_found for reason in pair.reasons if reason.signal == "words"}
    assert named == {"worda"}


def test_without_addresses_that_signal_is_off():
    one, other = (made(name, name, addresses={"example.org/a"}) for name in "ab")
    assert "address" in points(compare(one, other))
    assert "address" not in points(compare(one, other, addresses=False))


def test_the_order_makes_no_difference():
    reports = [made("a", "A"), made("b", "B"), *OTHERS]
    assert list(pairs(reports)) == list(pairs(reports[::-1]))


def test_reports_of_one_source_are_not_compared():
    assert compare(made("a", "A"), made("b", "A")) is None


def test_what_one_side_lacks_counts_neither_way():
    bare = made("b", "B", victims={}, public=set())
    assert set(points(compare(made("a", "A"), bare))) == {"words"}


@pytest.mark.parametrize(("day", "sign"), [(date(2031, 8, 6), 1), (date(2031, 9, 20), 1), (date(2034, 1, 1), -1)])
def test_far_days_of_publication_speak_against_it(day, sign):
    found = points(compare(made("a", "A"), made("b", "B", public={(day, day)})))["dates"]
    assert found * sign > 0


def test_an_attack_cannot_begin_after_it_became_public():
    late = made("b", "B", public=set(), when=(date(2032, 1, 1), date(2032, 2, 1)))
    early = made("b", "B", public=set(), when=(date(2031, 5, 1), date(2031, 7, 1)))
    assert points(compare(made("a", "A"), late))["order"] < 0 < points(compare(made("a", "A"), early))["dates"]


@pytest.mark.parametrize("label", ["APT 34", "Indictment of officers of a harbour"])
def test_a_report_about_a_group_or_a_case_is_no_single_attack(label):
    about = made("a", "A", label=key(label), whole=whole(label))
    attack, own = made("b", "B", label="wiperinvlora"), made("b", "B", label=key(f"{label}, part one"))
    assert (compare(about, attack).part, compare(about, own).part) == (True, False)
    decisions, _ = decide([compare(about, attack)], {"a": "A", "b": "B"}, said={})
    assert [(one.outcome, "a part of it" in one.why) for one in decisions] == [("proposed", True)]


def test_a_year_in_which_the_other_day_does_not_lie_is_farther_away():
    year = made("b", "B", public={(date(2030, 1, 1), date(2030, 12, 31))})
    near = made("b", "B", public={(date(2030, 12, 20), date(2030, 12, 31))})
    found = [points(compare(made("a", "A", public={(date(2031, 1, 15),) * 2}), one))["dates"] for one in (year, near)]
    assert found[0] < found[1]


def test_what_began_after_it_was_public_is_never_accepted():
    address = {"addresses": {"example.org/a"}, "accused": {"actor/name/otter": False}}
    late = made("b", "B", public={(date(2031, 8, 4), date(2031, 8, 4))}, when=(date(2031, 9, 1), date(2031, 9, 1)))
    late.addresses, late.accused = address["addresses"], address["accused"]
    pair = compare(made("a", "A", **address), late)
    decisions, _ = decide([pair], {"a": "A", "b": "B"}, said={})
    assert points(pair)["order"] < 0 < points(pair)["dates"]
    assert [one.outcome for one in decisions] == ["proposed"]


def test_a_rival_accused_costs_little():
    one, other = made("a", "A", accused={"state/ir": True}), made("b", "B", accused={"state/ru": True})
    assert -0.5 < points(compare(one, other))["accused"] < 0


def test_a_key_that_too_many_have_is_not_looked_at():
    largest = settings()["blocking"]["address"]
    crowd = [Report(f"r{n}", f"S{n}", f"unique{n}", addresses={"example.org/front"}) for n in range(largest + 1)]
    assert list(pairs(crowd)) == []


def test_silver_pairs_are_one_to_one():
    both = {"x", "y"}
    reports = [
        *(Report("a", "A", addresses={"x"}), Report("b", "B", addresses={"x"})),
        *(Report("c", "A", addresses={"p"}), Report("d", "B", addresses={"p"}), Report("e", "B", addresses={"p"})),
        Report("f", "A", addresses=both - {"x"}),
    ]
    assert silver(reports) == {("a", "b")}


def test_the_baseline_is_victim_and_date():
    far = made("c", "C", public={(date(2033, 1, 1), date(2033, 1, 1))})
    assert list(baseline([made("a", "A"), made("b", "B"), far])) == [("a", "b")]


def test_measuring_counts_on_the_same_pairs():
    found = measure([graph(*ONE), graph(*TWO)])
    assert [one.name for one in found] == ["accepted", "accepted or proposed", "same victim, dates within 30 days"]
    assert {one.silver for one in found} == {0}


@pytest.fixture(scope="module")
def eurepoc_and_cfr():
    if not SHARED.is_dir():
        pytest.skip("the datasets are not here: their terms forbid shipping them")
    tables = sorted((SHARED / "eurepoc-1.3").glob("*.csv"))
    return [
        import_("eurepoc", tables),
        import_("cfr", SHARED / "cfr/cyber-operations-incidents_2005-2022-12.csv"),
    ]


@pytest.mark.slow
def test_the_policy_finds_the_pairs_of_eurepoc_and_cfr(eurepoc_and_cfr):
    accepted, _, victim_and_date = measure(eurepoc_and_cfr)
    assert accepted.silver > 90
    assert accepted.precision >= 0.90
    assert accepted.recall >= 0.60
    assert accepted.precision > victim_and_date.precision
    assert accepted.recall > victim_and_date.recall


@pytest.mark.slow
def test_what_is_accepted_with_all_signals_was_read_and_is_right(eurepoc_and_cfr):
    compared = [report for one in eurepoc_and_cfr for report in reports(one)]
    decisions, _ = decide(pairs(compared), {report.iri: report.source for report in compared}, said={})
    accepted = [f"{one.one} {one.other}" for one in decisions if one.merges]
    read = [
        line["judgement"]
        for line in csv.DictReader(JUDGEMENTS.read_text(encoding="utf-8").splitlines())
        for pair in accepted
        if f"-{line['cfr']}/" in pair and f"/eurepoc-{line['eurepoc']}/" in pair
    ]
    assert len(read) >= 0.95 * len(accepted) > 100
    assert read.count("same") >= 0.95 * len(read)


def test_too_many_reports_for_the_memory_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "settings", lambda: {**settings(), "memory": "1MB"})
    with pytest.raises(UsageError, match="more than 1MB of memory; merge fewer graph folders at once"):
        list(pairs(OTHERS))
