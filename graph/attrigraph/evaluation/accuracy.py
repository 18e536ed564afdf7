"""What is right about claims that match: date, words, roles, status."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from attrigraph.evaluation.matching import match
from attrigraph.evaluation.names import covers, keys
from attrigraph.evaluation.values import Claim, Confusion, DocumentClaims, Share
from attrigraph.evaluation.weights import same_date, shared_words, status_weight
from attrigraph.model import Status

Pair = tuple[Claim, Claim]


def dates(pairs: Iterable[Pair]) -> Share:
    """Return how many gold dates were found, to their precision."""
    return _share(same_date(gold.date, found.date) for gold, found in pairs if gold.date)


def quotes(pairs: Iterable[Pair]) -> Share:
    """Return how many gold quotes share a word with what was found."""
    return _share(shared_words(gold.quote, found.quote) > 0 for gold, found in pairs if gold.quote)


def role(pairs: Iterable[Pair], of: Callable[[Claim], Sequence[str]]) -> Share:
    """Return how often a role has the same actors on both sides."""
    return _share(_same_actors(of(gold), of(found)) for gold, found in pairs)


def confusions(documents: Iterable[tuple[DocumentClaims, DocumentClaims]]) -> tuple[Confusion, ...]:
    """Match claims whatever their status and count the statuses that meet, sorted."""
    counted: Counter[tuple[Status, Status]] = Counter()
    for gold, found in documents:
        for i, j in match(gold.claims, found.claims, status_weight):
            counted[gold.claims[i].status, found.claims[j].status] += 1
    return tuple(Confusion(gold, found, count) for (gold, found), count in sorted(counted.items()))


def statuses(counted: Iterable[Confusion]) -> Share:
    """Return how often the status was right."""
    listed = tuple(counted)
    return Share(sum(one.count for one in listed if one.gold == one.found), sum(one.count for one in listed))


def _same_actors(some: Sequence[str], others: Sequence[str]) -> bool:
    return covers(keys(some), keys(others)) and covers(keys(others), keys(some))


def _share(outcomes: Iterable[bool]) -> Share:
    listed = list(outcomes)
    return Share(sum(listed), len(listed))
