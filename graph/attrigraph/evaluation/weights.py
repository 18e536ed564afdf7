"""How well two claims, or two atoms of claims, fit each other; 0 where they do not match."""

import re
from collections.abc import Sequence

from attrigraph.evaluation.names import keys, overlap, same
from attrigraph.evaluation.values import Claim

Atom = tuple[str, ...]


def atom_weight(gold: Atom, found: Atom) -> float:
    """Return 2 for equal atoms, 1 where each part agrees, else 0."""
    if gold == found:
        return 2
    return float(all(same(one, other) for one, other in zip(gold, found, strict=True)))


def claim_weight(gold: Claim, found: Claim) -> float:
    """Weigh two claims: same act, same status, agents and targets in common; more for the same date and words."""
    return _fit(gold, found) if gold.status == found.status and _same_roles(gold, found) else 0


def status_weight(gold: Claim, found: Claim) -> float:
    """Weigh two claims whatever their status; the same status counts more than date and words together."""
    return _fit(gold, found) + 4 * (gold.status == found.status) if _same_roles(gold, found) else 0


def same_date(gold: str, found: str | None) -> bool:
    """Say whether a date is the gold date, to the precision of the gold date.

    >>> same_date("2018-02", "2018-02-15"), same_date("2018-02-15", "2018-02")
    (True, False)
    """
    return found is not None and found.startswith(gold)


def shared_words(gold: str, found: str) -> float:
    """Return which share of the different words of the gold quote stands in the other one.

    >>> shared_words("Iran did it.", "Iran denied that")
    0.3333333333333333
    """
    mine = _words(gold)
    return len(mine & _words(found)) / (len(mine) or 1)


def roles_in_common(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Say whether two roles have an actor in common, or are both empty."""
    return overlap(keys(gold), keys(found))


def _same_roles(gold: Claim, found: Claim) -> bool:
    return (
        gold.act == found.act
        and roles_in_common(gold.agents, found.agents)
        and roles_in_common(gold.targets, found.targets)
    )


def _fit(gold: Claim, found: Claim) -> float:
    dated = gold.date is not None and same_date(gold.date, found.date)
    return 1 + 2 * dated + shared_words(gold.quote, found.quote)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
