"""What merging decides: pairs of reports, how alike they are, and what became of them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a pair; the first two merge. The names are those of agc:review."""

    ACCEPTED = "accepted"  # by a person
    AUTO_ACCEPTED = "auto-accepted"
    PROPOSED = "proposed"
    SUPERSEDED = "superseded"  # by a better pair of the same reports
    REJECTED = "rejected"  # by a person


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One signal: its name, what was found, and how many points it gave."""

    signal: str
    found: str
    points: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports by the IRIs of their nodes, in alphabetical order, with the points of all signals.

    `part` says that they cannot be one: what one is about is more than one attack.
    """

    one: str
    other: str
    points: float
    reasons: tuple[Reason, ...] = ()
    sources: tuple[str, str] = ("", "")
    part: bool = False

    def strong(self, least: Mapping[str, float]) -> set[str]:
        """Return the kinds of signal that speak for it with as many points as they need."""
        return {one.signal for one in self.reasons if one.points >= least.get(one.signal, math.inf)}


@dataclass(frozen=True, slots=True)
class Decision:
    """A pair and what became of it. `score` is in [0, 1], `method` a code of agc:match without its prefix.

    `whole` is the one of both that the other is a part of, where a person said so.
    """

    one: str
    other: str
    outcome: Outcome
    score: float
    method: str
    reasons: tuple[Reason, ...] = field(default=())
    why: str = ""
    whole: str = ""

    @property
    def merges(self) -> bool:
        """Say whether the two are taken to be one."""
        return self.outcome in (Outcome.ACCEPTED, Outcome.AUTO_ACCEPTED)
