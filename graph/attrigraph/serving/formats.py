"""What an answer can be written as, and which of these a client would rather have (RFC 9110, section 12.5.1)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

ROWS, TRIPLES = "rows", "triples"


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type, and the name of the engine's format behind it."""

    media_type: str
    format: str

    @property
    def results(self) -> ox.QueryResultsFormat:
        """The format, of rows or of a truth value."""
        return getattr(ox.QueryResultsFormat, self.format)  # type: ignore[no-any-return]

    @property
    def rdf(self) -> ox.RdfFormat:
        """The format, of triples."""
        return getattr(ox.RdfFormat, self.format)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Range:
    """One part of an Accept header: `type/subtype` with stars, and how much it is wanted, 0 to 1."""

    pattern: str
    weight: float

    def rank(self, media_type: str) -> int:
        """Return how exactly it fits: 3 the same, 2 the same main type, 1 anything, 0 not at all."""
        main = media_type.partition("/")[0]
        return {media_type: 3, f"{main}/*": 2, "*/*": 1}.get(self.pattern, 0)


@cache
def offers(holds: str) -> tuple[Offer, ...]:
    """Return what "rows" or "triples" can be written as: the usual names first, then other names of the same.

    >>> [offer.media_type for offer in offers("triples")][:2]
    ['text/turtle', 'application/n-triples']
    """
    text = (files("attrigraph.serving") / "formats.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["holds"] == holds]
    usual = [Offer(row["media_type"], row["format"]) for row in rows]
    return (*usual, *(Offer(name, row["format"]) for row in rows for name in row["also"].split()))


def preferred(accept: str, offered: Sequence[Offer]) -> Offer | None:
    """Return the offer that an Accept header wants most, the earlier of equals; None where it wants none of them.

    An empty header wants anything; what is no media range in it is passed over.

    >>> preferred("text/*;q=0.5, application/sparql-results+xml", offers("rows")).format
    'XML'
    >>> preferred("image/png", offers("rows")) is None
    True
    """
    ranges = [found for part in accept.split(",") if (found := _range(part))] or [_Range("*/*", 1)]
    weights = [_weight(offer.media_type, ranges) for offer in offered]
    best = max(weights)
    return offered[weights.index(best)] if best > 0 else None


def _weight(media_type: str, ranges: Sequence[_Range]) -> float:
    """Return the weight of the range that fits most exactly."""
    rank, weight = max((one.rank(media_type), one.weight) for one in ranges)
    return weight if rank else 0


def _range(part: str) -> _Range | None:
    pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if pattern.count("/") != 1:
        return None
    given = dict(piece.partition("=")[::2] for piece in parameters)
    try:
        weight = float(given.get("q", "1"))
    except ValueError:
        return None
    return _Range(pattern, weight) if 0 <= weight <= 1 else None
