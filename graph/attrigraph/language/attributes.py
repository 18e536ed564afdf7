"""What the language stage writes on a Doc: its own attributes `doc._.x`, and the frozen values they hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TypeVar

from spacy.tokens import Doc

from attrigraph.language.gazetteer import Form
from attrigraph.model import Actor


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) that name an actor; `head` is the token the rest of the sentence hangs on."""

    start: int
    end: int
    head: int
    actor: Actor
    form: Form
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens [start, end) that are an office, body or staff of a State: "prime minister", "foreign ministry"."""

    start: int
    end: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Malware:
    """Tokens [start, end) that name a malware or a campaign."""

    start: int
    end: int
    name: str


class Placed(Protocol):
    """Anything at [start, end): mentions, titles and malware count in tokens, quotations and dates in characters."""

    @property
    def start(self) -> int:
        """Its first token or character."""

    @property
    def end(self) -> int:
        """What comes after its last one."""


_P = TypeVar("_P", bound=Placed)
_start = attrgetter("start")


def starting_in(found: Sequence[_P], start: int, end: int) -> Sequence[_P]:
    """Return those that start in [start, end), of a sequence in order of start; in logarithmic time."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def covering(found: Sequence[_P], place: int) -> _P | None:
    """Return the one that covers a place, of a sequence in order of start without overlaps; in logarithmic time.

    >>> covering([Malware(2, 4, "Olympic Destroyer")], 3).name
    'Olympic Destroyer'
    """
    before = bisect_right(found, place, key=_start)
    return found[before - 1] if before and place < found[before - 1].end else None


def register() -> None:
    """Register the Doc attributes; safe to call again.

    `mentions`, `titles`, `malware`, `quotations`, `dates`: tuples in order of start. `coreference`: token index ->
    indices of its likely antecedents, the best first. `published`: the Interval the caller gives, or None.
    """
    for name in ("mentions", "titles", "malware", "quotations", "dates"):
        Doc.set_extension(name, default=(), force=True)
    Doc.set_extension("coreference", default=None, force=True)
    Doc.set_extension("published", default=None, force=True)
