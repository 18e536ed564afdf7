"""Acts that several documents report: one act, if class, measure, agents, object and time agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from attrigraph.merging.features import rank
from attrigraph.merging.values import Decision, Outcome

SCORE = 0.9  # of a merged pair of acts: the rule is the same for all


@dataclass(frozen=True, slots=True)
class Told:
    """An act as one document reports it: what has to agree, when it was, and who tells it."""

    iri: str
    document: str
    key: tuple[str, ...]
    when: tuple[date, date] | None
    rank: int


def told(acts: Iterable[Mapping[str, str]], canonical: Mapping[str, str]) -> list[Told]:
    """Return the acts with an agent, in order of their IRIs; `canonical` gives the representative of an incident.

    `acts` are the answers to the query of that name.
    """
    found = []
    for row in acts:
        about = sorted({canonical.get(one, one) for one in row["incidents"].split()}) or row["objects"].split()
        if row["agents"] and about:
            key = (row["cls"], row["measures"], row["agents"], *about)
            when = (date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])) if row["starts"] else None
            found.append(Told(row["iri"], row["document"], key, when, rank(row["type"], row["publisher"])))
    return sorted(found, key=lambda act: act.iri)


def same_acts(acts: Iterable[Told], apart: Iterable[tuple[str, str]] = ()) -> Iterator[tuple[str, list[Decision]]]:
    """Yield for each act that several documents report its representative and the decisions that tie the others to it.

    Acts whose days overlap are one; one without a day is joined where there is only one it can be.
    """
    kept_apart = {frozenset(pair) for pair in apart}
    by_key: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for act in acts:
        by_key[act.key].append(act)
    for key in sorted(by_key):
        for group in _groups(by_key[key]):
            first, *others = sorted(group, key=lambda act: (act.rank, act.iri))
            ties = [
                Decision(
                    min(first.iri, one.iri),
                    max(first.iri, one.iri),
                    Outcome.AUTO_ACCEPTED,
                    SCORE,
                    "content-key",
                    (),
                    _WHY,
                )
                for one in others
                if one.document != first.document and frozenset((first.iri, one.iri)) not in kept_apart
            ]
            if ties:
                yield first.iri, ties


_WHY = "the same kind of act by the same agents about the same, at the same time"


def _groups(acts: Iterable[Told]) -> list[list[Told]]:
    dated = sorted((act for act in acts if act.when), key=lambda act: (act.when or _NEVER, act.iri))
    groups: list[list[Told]] = []
    ends = date.min
    for act in dated:
        starts, last = act.when or _NEVER
        if not groups or starts > ends:
            groups.append([])
            ends = last
        groups[-1].append(act)
        ends = max(ends, last)
    undated = [act for act in acts if not act.when]
    if undated and len(groups) <= 1:
        groups = [[*(groups[0] if groups else []), *undated]]
    return groups


_NEVER = (date.min, date.min)
