"""Which pairs are one incident: a person's word first, then the best of both sides by a clear margin."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from attrigraph.merging.settings import settings
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
    whole = {key: pair for key, pair in known.items() if not pair.part}
    best = _best(pair for key, pair in whole.items() if said.get(key) is not False)
    taken: set[Key] = {side for key, same in said.items() if same for side in _sides(key, sources)}
    for key, pair in sorted(whole.items(), key=lambda item: (-item[1].points, item[0])):
        if key not in decided and (decision := _by_policy(pair, best, clusters, taken)):
            decided[key] = decision
    for decision in _parts([pair for pair in known.values() if pair.part]):
        decided.setdefault((decision.one, decision.other), decision)
    return [_followed(decided[key], clusters) for key in sorted(decided)], clusters


def score(points: float) -> float:
    """Return points as a score in [0, 1]; it ranks pairs and is no probability."""
    return round(1 / (1 + math.exp(settings()["propose"]["middle"] - points)), 2)


def _by_policy(pair: Pair, best: Mapping[Key, list[Pair]], clusters: Clusters, taken: set[Key]) -> Decision | None:
    sides = _sides_of(pair)
    first = [best[side][0] is pair for side in sides]
    if taken.isdisjoint(sides) and all(first) and _is_clear(pair, best) and _is_enough(pair):
        if clusters.join(pair.one, pair.other):
            taken.update(sides)
            return _decision(pair, Outcome.AUTO_ACCEPTED, "best on both sides by a clear margin")
        return _decision(pair, Outcome.PROPOSED, "would join reports that are told apart")
    if pair.points < settings()["propose"]["points"]:
        return None
    if not taken.isdisjoint(sides):
        return _decision(pair, Outcome.SUPERSEDED, "one of both has a better partner")
    return _decision(pair, Outcome.PROPOSED, _lack(pair, best)) if any(first) else None


def _is_clear(pair: Pair, best: Mapping[Key, list[Pair]]) -> bool:
    """Say whether the second best of both sides is far behind."""
    seconds = (best[side][1].points if len(best[side]) > 1 else 0 for side in _sides_of(pair))
    margin: float = settings()["accept"]["margin"]
    return pair.points - max(seconds) >= margin


def _is_enough(pair: Pair) -> bool:
    """Say whether enough kinds of signal speak for a pair, and none that must not speaks against it."""
    accept = settings()["accept"]
    against = any(reason.points < 0 and reason.signal in accept["never_against"] for reason in pair.reasons)
    strong = pair.strong(accept["least"])
    lacking = accept["signals"] - len(strong)
    needed = {0: accept["points"], 1: accept["alone"]}.get(max(lacking, 0), math.inf)
    return not against and not strong.isdisjoint(accept["anchors"]) and pair.points >= needed


def _lack(pair: Pair, best: Mapping[Key, list[Pair]]) -> str:
    """Say why a proposed pair is not accepted."""
    if not all(best[side][0] is pair for side in _sides_of(pair)):
        return "best on one side only"
    return "too little speaks for it" if _is_clear(pair, best) else "no clear margin"


def _parts(pairs: Collection[Pair]) -> Iterator[Decision]:
    """Yield of the pairs whose one side is about more than one attack the best of each side that has enough signals."""
    best = _best(pairs)
    for pair in pairs:
        if _is_enough(pair) and any(best[side][0] is pair for side in _sides_of(pair)):
            yield _decision(pair, Outcome.PROPOSED, "one is about a group or a case; the other may be a part of it")


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
        for side in _sides_of(pair):
            if len(found[side]) < 2:
                found[side].append(pair)
    return found


def _sides_of(pair: Pair) -> tuple[Key, Key]:
    """Return both reports, each with the source of the other."""
    return (pair.one, pair.sources[1]), (pair.other, pair.sources[0])


def _sides(key: Key, sources: Mapping[str, str]) -> tuple[Key, Key]:
    return (key[0], sources.get(key[1], "")), (key[1], sources.get(key[0], ""))
