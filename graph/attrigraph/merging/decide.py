"""Which pairs are one incident: a person's word first, then the best of both sides by a clear margin."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from attrigraph.merging.features import settings
from attrigraph.merging.values import Decision, Outcome, Pair

Key = tuple[str, str]


class Clusters:
    """Groups of nodes that are taken to be one; sets that must stay apart are never joined.

    >>> groups = Clusters([("a", "z")], {"a": "one", "b": "two", "c": "one"})
    >>> groups.join("a", "b"), groups.join("b", "z"), groups.join("b", "c")
    (True, False, False)
    >>> groups.members("a")
    ['a', 'b']
    """

    def __init__(self, apart: Iterable[Key], sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._of: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join(self, one: str, other: str, *, force: bool = False) -> bool:
        """Join the groups of two nodes; False where two reports of one source or a rejected pair would meet."""
        ours, theirs = self._group(one), self._group(other)
        if ours is theirs:
            return True
        small, large = sorted((ours, theirs), key=len)
        if not force and not self._may_meet(small, large):
            return False
        large |= small
        self._of.update(dict.fromkeys(small, large))
        return True

    def together(self, one: str, other: str) -> bool:
        """Say whether two nodes are in one group."""
        return self._group(one) is self._group(other)

    def members(self, one: str) -> list[str]:
        """Return the group of a node in alphabetical order."""
        return sorted(self._group(one))

    def __iter__(self) -> Iterator[list[str]]:
        groups = {id(group): group for group in self._of.values() if len(group) > 1}
        yield from sorted(sorted(group) for group in groups.values())

    def _group(self, node: str) -> set[str]:
        return self._of.setdefault(node, {node})

    def _may_meet(self, small: Collection[str], large: Collection[str]) -> bool:
        sources = {self._sources.get(node) for node in large} - {None}
        return not any(self._sources.get(node) in sources or self._apart[node] & set(large) for node in small)


def decide(
    pairs: Iterable[Pair], sources: Mapping[str, str], *, said: Mapping[Key, bool]
) -> tuple[list[Decision], Clusters]:
    """Return what becomes of each pair worth a line, in order of the IRIs, and the groups that follow.

    `said` is what people decided: True for one incident, False for two. `sources` gives the source of each report;
    two of one source are joined only by a person.
    """
    known = {(pair.one, pair.other): pair for pair in pairs}
    clusters = Clusters((key for key, same in said.items() if not same), sources)
    decided = {key: _by_a_person(key, known.get(key), same=same) for key, same in said.items()}
    for one, other in sorted(key for key, same in said.items() if same):
        clusters.join(one, other, force=True)
    best = _best(pair for key, pair in known.items() if said.get(key) is not False)
    taken: set[Key] = {side for key, same in said.items() if same for side in _sides(key, sources)}
    for key, pair in sorted(known.items(), key=lambda item: (-item[1].points, item[0])):
        if key not in decided and (decision := _by_policy(pair, best, clusters, taken)):
            decided[key] = decision
    return [_followed(decided[key], clusters) for key in sorted(decided)], clusters


def score(points: float) -> float:
    """Return points as a score in [0, 1]; it ranks pairs and is no probability."""
    return round(1 / (1 + math.exp(settings()["propose"]["middle"] - points)), 2)


def _by_policy(pair: Pair, best: Mapping[Key, list[Pair]], clusters: Clusters, taken: set[Key]) -> Decision | None:
    accept, propose = settings()["accept"], settings()["propose"]
    sides = ((pair.one, pair.sources[1]), (pair.other, pair.sources[0]))
    first = [best[side][0] is pair for side in sides]
    margins = [pair.points - (best[side][1].points if len(best[side]) > 1 else 0) for side in sides]
    against = [
        reason.signal for reason in pair.reasons if reason.points < 0 and reason.signal in accept["never_against"]
    ]
    clear = all(first) and min(margins) >= accept["margin"] and pair.signals >= accept["signals"] and not against
    if pair.points >= accept["points"] and clear and taken.isdisjoint(sides):
        if clusters.join(pair.one, pair.other):
            taken.update(sides)
            return _decision(pair, Outcome.AUTO_ACCEPTED, "best on both sides by a clear margin")
        return _decision(pair, Outcome.PROPOSED, "would join reports that are told apart")
    if pair.points < propose["points"]:
        return None
    if taken.isdisjoint(sides) and any(first):
        return _decision(pair, Outcome.PROPOSED, "no clear margin" if all(first) else "best on one side only")
    return None if taken.isdisjoint(sides) else _decision(pair, Outcome.SUPERSEDED, "one of both has a better partner")


def _followed(decision: Decision, clusters: Clusters) -> Decision:
    """A pair that nobody has to decide any more, because both were joined with the same others, is accepted."""
    undecided = decision.outcome in (Outcome.PROPOSED, Outcome.SUPERSEDED)
    if undecided and clusters.together(decision.one, decision.other):
        return replace(decision, outcome=Outcome.AUTO_ACCEPTED, why="follows from other pairs")
    return decision


def _by_a_person(key: Key, pair: Pair | None, *, same: bool) -> Decision:
    outcome = Outcome.ACCEPTED if same else Outcome.REJECTED
    return Decision(*key, outcome, 1.0 if same else 0.0, "manual", pair.reasons if pair else (), "decided by a person")


def _decision(pair: Pair, outcome: Outcome, why: str) -> Decision:
    cited = any(reason.signal == "address" and reason.points > 0 for reason in pair.reasons)
    method = "shared-source-url" if cited else "content-key"
    return Decision(pair.one, pair.other, outcome, score(pair.points), method, pair.reasons, why)


def _best(pairs: Iterable[Pair]) -> dict[Key, list[Pair]]:
    """Return the two best pairs of each report in each other source, the better first."""
    found: dict[Key, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: (-one.points, one.one, one.other)):
        for side in ((pair.one, pair.sources[1]), (pair.other, pair.sources[0])):
            if len(found[side]) < 2:
                found[side].append(pair)
    return found


def _sides(key: Key, sources: Mapping[str, str]) -> tuple[Key, Key]:
    return (key[0], sources.get(key[1], "")), (key[1], sources.get(key[0], ""))
