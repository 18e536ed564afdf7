import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.evaluation.calibration import calibrate, outcomes
from attrigraph.evaluation.values import Claim, Matched
from attrigraph.model import ActKind

judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50)


def test_nothing_to_calibrate():
    assert calibrate([]) is None


def test_a_score_that_promises_too_much():
    found = calibrate([(0.9, True), (0.9, False), (0.5, True), (0.5, False)])
    assert [(one.low, one.high, one.count, one.share_right) for one in found.bins] == [
        (0.5, 0.6, 2, 0.5),
        (0.9, 1, 2, 0.5),
    ]
    assert found.expected_error == pytest.approx(0.2)
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.25 + 0.25) / 4)


def test_the_ends_belong_to_the_first_and_the_last_bin():
    found = calibrate([(0.0, False), (1.0, True)])
    assert [(one.low, one.high, one.count) for one in found.bins] == [(0.0, 0.1, 1), (0.9, 1.0, 1)]
    assert (found.expected_error, found.brier) == (0, 0)


@given(judged)
def test_bins_hold_everything_once(pairs):
    found = calibrate(pairs)
    assert sum(one.count for one in found.bins) == found.count == len(pairs)
    assert 0 <= found.expected_error <= 1
    assert 0 <= found.brier <= 1
    assert all(one.low <= one.mean_score + 1e-9 and one.mean_score <= one.high + 1e-9 for one in found.bins)


@given(judged)
def test_the_order_does_not_matter(pairs):
    forth, back = calibrate(pairs), calibrate(pairs[::-1])
    assert forth.expected_error == pytest.approx(back.expected_error)
    assert forth.brier == pytest.approx(back.brier)


def test_claims_without_a_score_are_left_out():
    sure, unsure, unscored = (Claim(ActKind.DENIAL, score=score) for score in (0.9, 0.2, None))
    matched = Matched("a", ((unscored, sure), (unscored, unscored)), (), (unsure, unscored))
    assert list(outcomes([matched])) == [(0.9, True), (0.2, False)]
