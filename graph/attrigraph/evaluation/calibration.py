"""Whether the machine score says how often a claim is right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from attrigraph.evaluation.values import Matched

Outcome = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims with a score in [low, high): how many, their mean score, the share of them that is right."""

    low: float
    high: float
    count: int
    mean_score: float
    share_right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability table without its empty bins, and two summaries of it: 0 is best in both.

    `expected_error` is the mean distance of score and share over the bins, weighted by their counts; `brier` is the
    mean square of the distance of each score from 1 for a right claim and from 0 for a wrong one.
    """

    count: int
    bins: tuple[Bin, ...]
    expected_error: float
    brier: float


def calibrate(judged: Iterable[Outcome], *, bins: int = 10) -> Calibration | None:
    """Return the calibration of scores in [0, 1], each with whether its claim is right; None where there is none.

    >>> found = calibrate([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    >>> found.expected_error, found.brier, [(bin.low, bin.count, bin.share_right) for bin in found.bins]
    (0.0, 0.1875, [(0.7, 4, 0.75)])
    """
    listed = list(judged)
    if not listed:
        return None
    filled = [(number, _in_bin(listed, number, bins)) for number in range(bins)]
    table = tuple(_bin(number / bins, (number + 1) / bins, inside) for number, inside in filled if inside)
    return Calibration(
        count=len(listed),
        bins=table,
        expected_error=sum(one.count * abs(one.mean_score - one.share_right) for one in table) / len(listed),
        brier=fmean((score - right) ** 2 for score, right in listed),
    )


def outcomes(matched: Iterable[Matched]) -> Iterator[Outcome]:
    """Yield the score of each found claim that has one, and whether the gold set has the claim."""
    for document in matched:
        judged = [(found, True) for _, found in document.hits] + [(found, False) for found in document.extra]
        yield from ((claim.score, right) for claim, right in judged if claim.score is not None)


def _in_bin(judged: Iterable[Outcome], number: int, bins: int) -> list[Outcome]:
    """Return the outcomes of one bin; a score of 1 belongs to the last."""
    return [outcome for outcome in judged if min(int(outcome[0] * bins), bins - 1) == number]


def _bin(low: float, high: float, inside: list[Outcome]) -> Bin:
    return Bin(low, high, len(inside), fmean(score for score, _ in inside), fmean(right for _, right in inside))
