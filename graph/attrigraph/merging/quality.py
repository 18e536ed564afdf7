"""How good the matching is, measured on pairs of reports that cite the same source.

The truth is silver: a report of one dataset and one of another that share an address, and neither shares one with
any other. The signal of addresses is switched off, so that the others have to find the pairs again. Precision counts
accepted pairs with a report that occurs in a silver pair.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from attrigraph.merging.decide import decide
from attrigraph.merging.features import Report, reports
from attrigraph.merging.linkage import pairs
from attrigraph.merging.values import Outcome
from attrigraph.rdf import Graph

NEAR = 30  # days within which the baseline takes dates to be the same

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Found pairs against silver pairs. `judged` are the found ones with a report that occurs in a silver pair."""

    name: str
    silver: int
    found: int
    judged: int
    right: int

    @property
    def precision(self) -> float:
        """The share of right pairs among the judged; 0 where nothing was judged."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def recall(self) -> float:
        """The share of silver pairs that were found."""
        return self.right / self.silver if self.silver else 0.0


def measure(graphs: Sequence[Graph]) -> list[Measured]:
    """Measure the policy without addresses, what it would have proposed, and the baseline, on the same silver pairs."""
    compared = [report for graph in graphs for report in reports(graph)]
    truth = silver(compared)
    sources = {report.iri: report.source for report in compared}
    decisions, _ = decide(pairs(compared, addresses=False), sources, said={})
    accepted = [(one.one, one.other) for one in decisions if one.merges]
    return [
        _measured("accepted", truth, accepted),
        _measured(
            "accepted or proposed",
            truth,
            [(one.one, one.other) for one in decisions if one.merges or one.outcome is Outcome.PROPOSED],
        ),
        _measured(f"same victim, dates within {NEAR} days", truth, list(baseline(compared))),
    ]


def silver(compared: Iterable[Report]) -> set[Key]:
    """Return the pairs of reports of different datasets that share an address, one to one."""
    bearers: defaultdict[str, list[Report]] = defaultdict(list)
    for report in compared:
        for address in report.addresses:
            bearers[address].append(report)
    shared = {_key(one, other) for several in bearers.values() for one, other in _pairs(several)}
    times = Counter(iri for key in shared for iri in key)
    return {key for key in shared if times[key[0]] == 1 == times[key[1]]}


def baseline(compared: Iterable[Report]) -> Iterator[Key]:
    """Yield the pairs of reports of different sources with a victim in common and dates within 30 days."""
    by_victim: defaultdict[str, list[Report]] = defaultdict(list)
    for report in compared:
        for victim in report.victims:
            by_victim[victim].append(report)
    near = {_key(one, other) for several in by_victim.values() for one, other in _pairs(several) if _near(one, other)}
    yield from sorted(near)


def _near(one: Report, other: Report) -> bool:
    first, second = _date(one), _date(other)
    return first is not None and second is not None and abs((first - second).days) <= NEAR


def _date(report: Report) -> date | None:
    return report.when[0] if report.when else min((days[0] for days in report.public), default=None)


def _pairs(several: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    for at, one in enumerate(several):
        yield from ((one, other) for other in several[at + 1 :] if other.source != one.source)


def _key(one: Report, other: Report) -> Key:
    return min(one.iri, other.iri), max(one.iri, other.iri)


def _measured(name: str, truth: Collection[Key], found: Collection[Key]) -> Measured:
    judged_on = {iri for key in truth for iri in key}
    judged = [key for key in found if key[0] in judged_on or key[1] in judged_on]
    return Measured(name, len(truth), len(found), len(judged), sum(key in truth for key in judged))
