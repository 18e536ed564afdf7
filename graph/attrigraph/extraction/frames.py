"""The frames: which words report which act, and where its roles stand. All rows are in seeds/frames/*.csv."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from attrigraph.folders import folder
from attrigraph.model import ActKind

NEEDS_CULPRIT = frozenset({"target", "perp", "hacker"})
_OWN_VOICE = "speech"  # as an agent: whoever the sentence quotes; nobody where the document says it itself


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.csv.

    Roles are slot expressions (slots.py). `needs` are conditions that must all hold (conditions.py): a role that must
    name an actor (`target`), or `slot~class` (the slot's head is a word of that class of words.csv). `status` is what
    the trigger itself makes of an asserted act ("propose" plans), or "asserted" where a future makes the act ("will
    face consequences" warns now); `incident` marks frames that tell an incident even
    where nobody is accused.
    """

    id: str
    act: ActKind
    pos: str
    triggers: tuple[str, ...]
    agent: str
    target: str
    event: str
    victim: str
    via: str
    measure: str
    needs: tuple[str, ...]
    status: str
    incident: bool
    positive: str
    negative: str

    @property
    def is_claim(self) -> bool:
        """Whether somebody claims a deed for himself: who accuses is the accused."""
        return self.agent == self.target

    def denied(self) -> "Frame":
        """Return the frame of who says that he himself has not done it."""
        needs = tuple(need for need in self.needs if need not in NEEDS_CULPRIT)
        return replace(self, act=ActKind.DENIAL, needs=("agent", "negated", *needs), status="", incident=False)

    @property
    def is_own_voice(self) -> bool:
        """Whether the sentence states it itself; then the agent is whom it quotes, or nobody."""
        return self.agent == _OWN_VOICE


@cache
def frames() -> tuple[Frame, ...]:
    """Return all frames in the order of the table: where two fit one word, the first wins."""
    with (folder("seeds") / "frames" / "frames.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_frame(row) for row in csv.DictReader(lines))


def _frame(row: Mapping[str, str]) -> Frame:
    lists = {"triggers": tuple(row["triggers"].split("|")), "needs": tuple(row["needs"].split())}
    return Frame(**{**row, **lists, "act": ActKind(row["act"]), "incident": row["incident"] == "yes"})  # type: ignore[arg-type]


@cache
def by_trigger() -> Mapping[tuple[str, str], tuple[Frame, ...]]:
    """Return (part of speech, base form) -> frames in table order."""
    index: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames():
        for trigger in frame.triggers:
            index.setdefault((frame.pos, trigger), []).append(frame)
    return MappingProxyType({key: tuple(found) for key, found in index.items()})


def status_words() -> Iterator[tuple[str, str]]:
    """Yield (word, effect) of seeds/frames/status.csv."""
    with (folder("seeds") / "frames" / "status.csv").open(encoding="utf-8", newline="") as lines:
        yield from ((row["word"], row["effect"]) for row in csv.DictReader(lines))
