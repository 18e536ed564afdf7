"""The values that are scored: claims in the gold form, and what a comparison of two sets of them gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from attrigraph.model import ActKind, Status


@dataclass(frozen=True, slots=True)
class Claim:
    """One act in the gold form.

    Actors are two-letter codes of States, or names after "org:", "group:" or "person:". `date` is YYYY, YYYY-MM or
    YYYY-MM-DD. `rule` and `score` say which frame found the claim and how sure it was; a gold claim has neither.
    """

    act: ActKind
    status: Status = Status.ASSERTED
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    date: str | None = None
    incident: str | None = None
    quote: str = ""
    rule: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentClaims:
    """The claims of one document, in their order."""

    id: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found and right (tp), found and wrong (fp), or not found (fn).

    >>> counts = Counts(tp=3, fp=1, fn=3)
    >>> counts.precision, counts.recall, counts.f1
    (0.75, 0.5, 0.6)
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 where nothing is there."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share in [0, 1]; 0 of nothing."""
        return _share(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Row:
    """One way to score, summed over all documents; groups are sorted by name and empty where the row has none."""

    name: str
    total: Counts
    by_act: Mapping[str, Counts]
    by_source: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Matched:
    """The claims of one document, compared: pairs of gold and found, gold without and found without a partner."""

    document: str
    hits: tuple[tuple[Claim, Claim], ...]
    missed: tuple[Claim, ...]
    extra: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a claim of one status was found with another or the same, all else being equal enough to match."""

    gold: Status
    found: Status
    count: int


@dataclass(frozen=True, slots=True)
class Scores:
    """What a comparison gives: rows in fixed order, shares over matched claims, and the matches themselves.

    `dates`, `quotes` and the roles are over claims that match, `status` over claims that match but for the status.
    A role is right where each actor of the one side is on the other.
    """

    rows: tuple[Row, ...]
    dates: Share
    quotes: Share
    status: Share
    agents: Share
    targets: Share
    victims: Share
    confusions: tuple[Confusion, ...]
    matched: tuple[Matched, ...]

    def row(self, name: str) -> Row:
        """Return a row by its name ("claims"); KeyError where there is none."""
        return {row.name: row for row in self.rows}[name]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
