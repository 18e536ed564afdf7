"""The comparison: which signals count, and what a report that lacks something costs."""

from datetime import date

import pytest

from attrigraph.merging.features import Report, settings
from attrigraph.merging.linkage import pairs
from attrigraph.merging.quality import baseline, measure, silver

from .conftest import ONE, TWO, graph

SHARED = __import__("pathlib").Path(__file__).parents[2] / "../shared/data"
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
    assert pair.signals == 5
    assert pair.points == pytest.approx(sum(points(pair).values()), abs=0.05)


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
    assert points(compare(made("a", "A"), late))["dates"] < 0 < points(compare(made("a", "A"), early))["dates"]


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


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the datasets are not here: their terms forbid shipping them")
def test_the_policy_finds_the_pairs_of_eurepoc_and_cfr():
    from attrigraph.importing import import_

    tables = sorted((SHARED / "eurepoc-1.3").glob("*.csv"))
    cfr = SHARED / "cfr/cyber-operations-incidents_2005-2022-12.csv"
    accepted, _, victim_and_date = measure([import_("eurepoc", tables), import_("cfr", cfr)])
    assert accepted.silver > 90
    assert accepted.precision >= 0.90
    assert accepted.recall >= 0.60
    assert accepted.precision > victim_and_date.precision
    assert accepted.recall > victim_and_date.recall
