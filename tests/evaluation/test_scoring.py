from dataclasses import replace

import pytest
from hypothesis import given

from attrigraph.evaluation import Claim, Counts, DocumentClaims, score
from attrigraph.evaluation.values import Share
from attrigraph.model import ActKind, Status

from .conftest import documents

SAID = Claim(ActKind.ATTRIBUTION, agents=("AL",), targets=("IR", "org:MOIS"), victims=("AL",))


def counts(gold, found, row="claims"):
    return score([DocumentClaims("a", tuple(gold))], [DocumentClaims("a", tuple(found))]).row(row).total


def test_every_row_of_a_claim_found_in_part():
    found = replace(SAID, targets=("IR",), victims=("XK",))
    rows = {row.name: row.total for row in score([DocumentClaims("a", (SAID,))], [DocumentClaims("a", (found,))]).rows}
    assert rows == {
        "who-whom": Counts(tp=1, fn=1),
        "culprit": Counts(tp=1, fn=1),
        "victim": Counts(fp=1, fn=1),
        "status": Counts(tp=1, fn=1),
        "claims": Counts(tp=1),
    }


@pytest.mark.parametrize("status", [Status.NEGATED, Status.PLANNED])
def test_what_did_not_happen_has_no_who_whom_and_no_culprit(status):
    claim = replace(SAID, status=status)
    assert [counts([claim], [claim], row).tp for row in ("who-whom", "culprit", "status", "claims")] == [0, 0, 2, 1]


@pytest.mark.parametrize(
    "other",
    [
        replace(SAID, act=ActKind.DENIAL),
        replace(SAID, status=Status.HEDGED),
        replace(SAID, agents=("XK",)),
        replace(SAID, agents=()),
        replace(SAID, targets=("RU",)),
    ],
)
def test_claims_that_differ_do_not_match(other):
    assert counts([SAID], [other]) == Counts(fp=1, fn=1)


def test_a_claim_counts_once_and_an_atom_once():
    assert counts([SAID], [SAID, SAID]) == Counts(tp=1, fp=1)
    assert counts([SAID], [SAID, SAID], "who-whom") == Counts(tp=2)


def test_only_an_attribution_has_culprits():
    denial = replace(SAID, act=ActKind.DENIAL)
    assert counts([denial], [denial], "culprit") == Counts()


def test_documents_of_the_gold_set_count_and_no_others():
    scores = score([DocumentClaims("a", (SAID,))], [DocumentClaims("b", (SAID,))])
    assert scores.row("claims").total == Counts(fn=1)


def test_groups_by_act_and_by_source():
    gold = [DocumentClaims("voa-1", (SAID,)), DocumentClaims("cfr-2", (replace(SAID, act=ActKind.DENIAL),))]
    scores = score(gold, gold[:1])
    for row in ("claims", "who-whom", "status"):
        assert list(scores.row(row).by_act) == ["attribution", "denial"]
    assert scores.row("claims").by_source == {"cfr": Counts(fn=1), "voa": Counts(tp=1)}
    assert scores.row("culprit").by_act == {}


def test_a_date_is_right_to_the_precision_of_the_gold_date():
    def dates(gold, found):
        pair = [DocumentClaims("a", (replace(SAID, date=date),)) for date in (gold, found)]
        return score(pair[:1], pair[1:]).dates

    assert dates("2022-09", "2022-09-07") == Share(1, 1)
    assert dates("2022-09-07", "2022-09") == dates("2022", None) == Share(0, 1)
    assert dates(None, "2022") == Share(0, 0)


def test_the_claim_with_the_date_and_the_words_is_preferred():
    early, late = (replace(SAID, date=date, quote=quote) for date, quote in (("2021", "one"), ("2022", "two")))
    scores = score([DocumentClaims("a", (early, late))], [DocumentClaims("a", (late, early))])
    assert (scores.dates, scores.quotes) == (Share(2, 2), Share(2, 2))


def test_the_date_counts_more_than_the_words():
    gold = replace(SAID, date="2022", quote="Iran did it")
    found = (replace(gold, quote=""), replace(gold, date="2021"))
    for side in (found, found[::-1]):
        assert score([DocumentClaims("a", (gold,))], [DocumentClaims("a", side)]).dates == Share(1, 1)


def test_status_is_judged_over_claims_that_match_but_for_it():
    found = (replace(SAID, status=Status.HEDGED), replace(SAID, act=ActKind.DENIAL))
    scores = score([DocumentClaims("a", (SAID, found[1]))], [DocumentClaims("a", found)])
    assert scores.status == Share(1, 2)
    assert [(one.gold, one.found, one.count) for one in scores.confusions] == [
        ("asserted", "asserted", 1),
        ("asserted", "hedged", 1),
    ]


def test_the_same_status_is_preferred_to_the_same_words():
    hedged = replace(SAID, status=Status.HEDGED, quote="Iran did it")
    gold = DocumentClaims("a", (replace(SAID, quote="Iran did it"),))
    assert score([gold], [DocumentClaims("a", (SAID, hedged))]).status == Share(1, 1)


def test_roles_are_right_as_a_whole():
    found = replace(SAID, targets=("IR",), victims=("AL", "XK"))
    scores = score([DocumentClaims("a", (SAID,))], [DocumentClaims("a", (found,))])
    assert (scores.agents, scores.targets, scores.victims) == (Share(1, 1), Share(0, 1), Share(0, 1))


@given(documents)
def test_a_gold_set_agrees_with_itself(gold):
    scores = score(gold, gold)
    assert all(row.total.fp == row.total.fn == 0 for row in scores.rows)
    shares = (scores.status, scores.agents, scores.targets, scores.victims)
    assert {share.total for share in shares} == {sum(len(one.claims) for one in gold)}


@given(documents, documents)
def test_exchanging_the_sides_exchanges_the_faults(some, others):
    shared = {one.id for one in some} & {one.id for one in others}
    one_side, other_side = ([one for one in side if one.id in shared] for side in (some, others))
    forth, back = score(one_side, other_side), score(other_side, one_side)
    for mine, theirs in zip(forth.rows, back.rows, strict=True):
        assert (mine.total.tp, mine.total.fp, mine.total.fn) == (theirs.total.tp, theirs.total.fn, theirs.total.fp)


@given(documents, documents)
def test_groups_add_up(gold, found):
    for row in score(gold, found).rows:
        for groups in (row.by_act, row.by_source):
            if groups:
                assert Counts(*(sum(getattr(one, what) for one in groups.values()) for what in ("tp", "fp", "fn"))) == (
                    row.total
                )


@given(documents, documents)
def test_every_claim_is_a_hit_or_a_mistake(gold, found):
    known = {one.id: one.claims for one in found}
    for before, after in zip(gold, score(gold, found).matched, strict=True):
        assert sorted([hit for hit, _ in after.hits] + [*after.missed], key=repr) == sorted(before.claims, key=repr)
        met = [hit for _, hit in after.hits] + [*after.extra]
        assert sorted(met, key=repr) == sorted(known.get(before.id, ()), key=repr)
