"""What the tables of seeds/gazetteer know of actors beyond what an act says: States, publishers, aliases. Read once."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from attrigraph.folders import folder
from attrigraph.ids import name_id
from attrigraph.model import Actor, ActorKind, Document


def state(code: str) -> Actor:
    """Return the State with a code, under the name of states.csv; under its code where that has none.

    >>> state("ir").name, state("ZZ").name
    ('Iran', 'ZZ')
    """
    upper = code.upper()
    row = _states().get(upper)
    return Actor(ActorKind.STATE, f"state/{upper.lower()}", row["name"] if row else upper, code=upper)


def wikidata(who: Actor) -> str | None:
    """Return the Wikidata id of a State."""
    row = _states().get(who.code or "")
    return row["wikidata"] if row else None


def publisher(source: Document) -> Actor | None:
    """Return who published a document: the body or organisation of that name or alias, else one of its name alone.

    >>> publisher(Document("d", "x", publisher="reuters")).id, publisher(Document("d", "x", publisher="The Gazette")).id
    ('org/reuters', 'org/name/the-gazette')
    """
    name = " ".join((source.publisher or "").split())
    if not name:
        return None
    kind = ActorKind.ORGANISATION
    return organisation(name) or Actor(kind, name_id("org", name), name)


def organisation(name: str) -> Actor | None:
    """Return the body or organisation of that name or alias, in any case.

    >>> organisation("nato").id, organisation("The Gazette")
    ('org/nato', None)
    """
    return _organisations().get(name.casefold())


def official_names() -> Iterator[tuple[str, str]]:
    """Yield the official name and the code of every State."""
    yield from ((row["official_name"], code) for code, row in _states().items() if row["official_name"])


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return all names of threat groups, by the id of the actor, in the order of groups.csv."""
    found: dict[str, dict[str, None]] = {}
    for row in _rows("groups"):
        names = dict.fromkeys([row["name"], *filter(None, row["aliases"].split("|"))])
        found.setdefault(f"actor/{row['id']}", {}).update(names)
    return {name: tuple(several) for name, several in found.items()}


@cache
def _states() -> dict[str, Mapping[str, str]]:
    return {row["code"]: row for row in _rows("states")}


@cache
def _organisations() -> dict[str, Actor]:
    """Return bodies and organisations by their names and aliases; of several with one name the first."""
    found: dict[str, Actor] = {}
    for table in ("bodies", "organisations"):
        for row in _rows(table):
            who = Actor(
                ActorKind.ORGANISATION,
                f"org/{row['id']}",
                row["name"],
                organ_of=row.get("code") or None,
                org_kind=row["kind"],
            )
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(name.casefold(), who)
    return found


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (folder("seeds") / "gazetteer" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
