from dataclasses import replace

from attrigraph.evaluation import Claim
from attrigraph.evaluation.mistakes import Frame, extras, frames, misses
from attrigraph.evaluation.values import Matched
from attrigraph.model import ActKind, Status

GOLD = Claim(ActKind.ATTRIBUTION, agents=("AL",), targets=("IR",), quote="Albania blamed Iran for the attack")
FOUND = replace(GOLD, rule="blame", score=0.7)


def only_miss(*extra):
    (miss,) = misses([Matched("a", (), (GOLD,), extra)])
    return miss


def test_a_miss_without_anything_near():
    far = replace(FOUND, quote="Kosovo stands with Albania", act=ActKind.SUPPORT)
    for miss in (only_miss(), only_miss(far)):
        assert (miss.document, miss.claim, miss.near, miss.differs) == ("a", GOLD, None, ())


def test_a_near_miss_says_what_differs():
    near = replace(FOUND, act=ActKind.DENIAL, status=Status.HEDGED, agents=("IR",), targets=("AL",))
    assert only_miss(near).differs == ("act", "status", "agents", "targets")
    assert only_miss(replace(FOUND, targets=("RU",), quote="blamed Iran for the attack")).differs == ("targets",)


def test_the_nearest_is_the_one_with_the_most_words_and_then_the_first():
    less, more = (
        replace(FOUND, rule=rule, targets=(), quote=GOLD.quote[start:]) for rule, start in (("a", 15), ("b", 0))
    )
    assert only_miss(less, more).near == more
    assert only_miss(more, replace(more, rule="c")).near == more


def test_extras_are_sorted_by_frame():
    first, second, third = (
        replace(FOUND, rule=rule, quote=quote) for rule, quote in (("b", "1"), ("a", "2"), ("b", "3"))
    )
    found = extras([Matched("x", (), (), (first, second)), Matched("y", (), (), (third,))])
    assert [(one.claim.rule, one.document) for one in found] == [("a", "x"), ("b", "x"), ("b", "y")]


def test_frames_are_counted():
    wrong = replace(FOUND, rule="accuse", targets=("RU",))
    matched = [Matched("a", ((GOLD, FOUND),), (GOLD,), (wrong, replace(FOUND, rule="z", quote="")))]
    assert frames(matched, misses(matched)) == (
        Frame("accuse", found=1, right=0, near_misses=1),
        Frame("z", found=1, right=0, near_misses=0),
        Frame("blame", found=1, right=1, near_misses=0),
    )


def test_claims_that_name_no_frame_have_none():
    matched = [Matched("a", ((GOLD, GOLD),), (), (GOLD,))]
    assert frames(matched, ()) == ()
