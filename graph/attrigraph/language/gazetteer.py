"""The gazetteer tables of seeds/gazetteer as one frozen lexicon: surface form -> entries."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from attrigraph.folders import folder
from attrigraph.model import Actor, ActorKind, Interval


class Form(StrEnum):
    """How a surface form names its actor; a place only lies in its State and never stands for it."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    PLACE = "place"
    PERSON = "person"
    BODY = "body"
    ORGANISATION = "organisation"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a surface form. `tenure` is the time in office of a person."""

    actor: Actor
    form: Form
    ambiguous: bool = False
    tenure: Interval | None = None
    office: str | None = None

    def in_office(self, when: Interval | None) -> bool:
        """Return whether a person may hold the office then; true where the time or the tenure is not known."""
        if self.tenure is None or when is None:
            return True
        return self.tenure.earliest <= when.latest and when.earliest <= self.tenure.latest


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names: actors and malware by surface form, the kinds of offices by lower-case title, States by code.

    `relative` are names that mean a State only where another word stands in the text: (form, code, word). `blockers`
    are names that contain the name of a State and do not mean it ("Paris Agreement"). `affiliations` gives the
    organisation of persons who hold office in one, by the person's id.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    offices: Mapping[str, str]
    malware: Mapping[str, str]
    states: Mapping[str, Actor]
    relative: tuple[tuple[str, str, str], ...]
    blockers: frozenset[str]
    affiliations: Mapping[str, Actor]


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of seeds/gazetteer/{table}.csv in file order."""
    with (folder("seeds") / "gazetteer" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the tables in seeds/gazetteer, read once."""
    states = {row["code"]: _state(row) for row in rows("states")}
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for form, entry in _all(states):
        if entry not in entries[form]:
            entries[form].append(entry)
    offices = {row["title"]: row["kind"] for row in rows("offices")}
    frozen = {form: tuple(found) for form, found in entries.items()}
    malware = {form: row["name"] for row in rows("malware") for form in _names(row)}
    relative = tuple((row["form"], row["code"], row["where"]) for row in rows("relative_names"))
    blockers = frozenset(row["form"] for row in rows("blockers"))
    proxy = MappingProxyType
    return Lexicon(
        proxy(frozen), proxy(offices), proxy(malware), proxy(states), relative, blockers, proxy(_affiliations())
    )


def _affiliations() -> dict[str, Actor]:
    bodies = {row["id"]: _organisation(row) for row in rows("organisations")}
    return {f"person/{row['id']}": bodies[row["org"]] for row in rows("people") if row["org"]}


def _organisation(row: Mapping[str, str]) -> Actor:
    return Actor(ActorKind.ORGANISATION, f"org/{row['id']}", row["name"], org_kind=row["kind"])


def _state(row: Mapping[str, str]) -> Actor:
    return Actor(ActorKind.STATE, f"state/{row['code'].lower()}", row["name"], code=row["code"])


def _all(states: Mapping[str, Actor]) -> Iterator[tuple[str, Entry]]:
    for row in rows("state_names"):
        yield row["form"], Entry(states[row["code"]], Form(row["kind"]), row["ambiguous"] == "yes")
    for row in rows("places"):
        yield row["form"], Entry(states[row["code"]], Form.PLACE, row["ambiguous"] == "yes")
    yield from _people()
    for row in rows("bodies"):
        actor = Actor(
            ActorKind.ORGANISATION, f"org/{row['id']}", row["name"], organ_of=row["code"], org_kind=row["kind"]
        )
        yield from _forms(row, Entry(actor, Form.BODY, row["ambiguous"] == "yes"))
    for row in rows("organisations"):
        yield from _forms(row, Entry(_organisation(row), Form.ORGANISATION, row["ambiguous"] == "yes"))
    for row in rows("groups"):
        actor = Actor(ActorKind.GROUP, f"actor/{row['id']}", row["name"])
        yield from _forms(row, Entry(actor, Form.GROUP, row["ambiguous"] == "yes"))


def _people() -> Iterator[tuple[str, Entry]]:
    for row in rows("people"):
        actor = Actor(ActorKind.PERSON, f"person/{row['id']}", row["name"], organ_of=row["code"] or None)
        entry = Entry(actor, Form.PERSON, tenure=_tenure(row["from"], row["to"]), office=row["office"])
        yield from _forms(row, entry)


def _tenure(first: str, last: str) -> Interval | None:
    if not first:
        return None
    until = Interval.parse(last).latest if last else Interval.parse("2100").latest
    return Interval(Interval.parse(first).earliest, until)


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([row["name"], *filter(None, row["aliases"].split("|"))]))


def _forms(row: Mapping[str, str], entry: Entry) -> Iterable[tuple[str, Entry]]:
    return [(name, entry) for name in _names(row)]
