"""The CFR tracker: one record a row; rows with shifted cells stay out, cells that lost characters name nobody."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrigraph.model import Act, ActKind, Actor, ActorKind, Extraction, Incident, Participant, Profile, Status
from attrigraph.sources import names
from attrigraph.sources.dates import interval
from attrigraph.sources.mapping import code, codes, mapping, read
from attrigraph.sources.record import Record, key, record, repeats
from attrigraph.sources.values import Imported, Item, Rejected, Row
from attrigraph.sources.words import urls

KIND = "cfr"


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each row, in order, after the cells of it that lost characters, or why it is none."""
    seen: dict[str, Row] = {}
    for row in read(KIND, paths):
        if isinstance(row, Rejected):
            yield row
        elif why := _shifted(row) or repeats(row, seen):
            yield Rejected(row.file, row.number, why, "; ".join(row.cells.values())[:300])
        else:
            lost = [column for column in mapping(KIND)["lost"]["columns"] if _has_lost(row[column])]
            yield from (_lost(row, column) for column in lost)
            yield _imported(row, frozenset(lost))


def _shifted(row: Row) -> str | None:
    """Say which cell shows that the cells of a row are not under their columns."""
    if not row["Title"] or not row["Description"]:
        return "no title or no description"
    fits = {
        "Date": interval(row["Date"]) is not None,
        "Type": row["Type"].casefold() in codes(KIND, "incident"),
        "Category": {part.strip() for part in row["Category"].split(",")} <= {"", *_closed("categories")},
        "Sponsor": bool(names.countries(row["Sponsor"])) or _has_lost(row["Sponsor"]),
        "Response": row["Response"].startswith(_closed("responses")),
    }
    wrong = next((column for column, well in fits.items() if row[column] and not well), None)
    return f"shifted cells: {wrong} holds {row[wrong][:60]!r}" if wrong else None


def _closed(what: str) -> tuple[str, ...]:
    return tuple(mapping(KIND)["closed"][what])


def _has_lost(cell: str) -> bool:
    return bool(re.search(mapping(KIND)["lost"]["mark"], cell))


def _lost(row: Row, column: str) -> Rejected:
    return Rejected(row.file, row.number, "lost characters (??): no names are read from it", row[column], column)


def _imported(row: Row, lost: frozenset[str]) -> Imported:
    made = _record(row)
    sure = Row(row.file, row.number, {name: cell for name, cell in row.cells.items() if name not in lost}, row.table)
    victims, systems = _victims(sure["Victims"])
    kind = code(sure["Type"], codes(KIND, "incident"))
    days = interval(sure["Date"])
    incident = Incident(
        1,
        row["Title"],
        made.spans("Title", "Description"),
        victims=victims,
        systems=systems,
        types=(kind,) if kind else (),
        rule=KIND,
        reported=days.earliest if days and days.earliest == days.latest else None,
    )
    groups, profiles = _groups(sure)
    act = _sponsor(made, sure, groups, incident)
    return Imported(Extraction(made.document, (act,) if act else (), (incident,), profiles), (row,))


def _record(row: Row) -> Record:
    found = (url for column in ("Sources_1", "Sources_2", "Sources_3", "Response") for url in urls(row[column]))
    return record(
        key(KIND, row["Title"], row),
        f"cfr:{row['Title']} ({row['Date']})",
        row.cells,
        publisher=mapping(KIND)["publisher"],
        title=row["Title"],
        references=found,
    )


def _victims(cell: str) -> tuple[tuple[Participant, ...], tuple[str, ...]]:
    """Return the States and organisations that a list of victims names, and those that no table knows."""
    victims: dict[str, Participant] = {}
    systems: dict[str, None] = {}
    settings = mapping(KIND)["victims"]
    for piece in filter(None, (re.sub(settings["before"], "", part.strip()).strip(" .") for part in cell.split(","))):
        known = names.country(piece) or names.organisation(piece)
        for actor in (known,) if known else names.states_in(piece):
            victims.setdefault(actor.id, Participant(actor, piece))
        if not known and piece.casefold() not in settings["nothing"]:
            systems[piece] = None
    for actor in names.countries(cell):
        victims.setdefault(actor.id, Participant(actor, actor.name))
    return tuple(victims.values()), tuple(systems)


def _groups(row: Row) -> tuple[tuple[Actor, ...], tuple[Profile, ...]]:
    """Return the groups that are said to be behind it, and the other names of a group that a row is about."""
    cell, settings = row["Affiliations"], mapping(KIND)["affiliations"]
    rest = re.sub(settings["names"], "", cell).strip(" .?")
    pieces = [piece.strip(" .?") for piece in re.split(r",\s*(?:and )?| and |;", rest) if piece.strip(" .?")]
    plain = [piece for piece in pieces if _is_name(piece)]
    found = dict.fromkeys([*names.groups_in(cell), *(actor for piece in plain if (actor := names.known_group(piece)))])
    if cell.startswith(settings["also"]) and _is_name(row["Title"]):
        own = names.group(row["Title"])
        return (own,), (Profile(own, tuple(piece for piece in plain if piece != own.name)),)
    if not found and len(pieces) == 1 and plain:
        found[names.group(plain[0])] = None
    return tuple(found), ()


def _is_name(piece: str) -> bool:
    settings = mapping(KIND)["affiliations"]
    known = names.country(piece) or names.organisation(piece)
    short = len(piece.split()) <= settings["longest"] and piece[:1].isupper()
    return short and not known and not re.search(settings["words"], piece, re.IGNORECASE)


def _sponsor(made: Record, row: Row, groups: Sequence[Actor], incident: Incident) -> Act | None:
    states = [one for one in names.countries(row["Sponsor"]) if one.kind is ActorKind.STATE]
    accused = tuple(Participant(actor, actor.name) for actor in (*states, *groups))
    if not accused:
        return None
    curator = names.curator(mapping(KIND)["publisher"])
    return Act(
        ActKind.ATTRIBUTION,
        Status.HEDGED,
        made.spans("Sponsor", "Affiliations"),
        agents=(Participant(curator, curator.name),),
        perpetrators=accused,
        via=tuple(one for one in accused if states and one.actor.kind is ActorKind.GROUP),
        incident=incident,
        basis="dataset-coding",
        rule=KIND,
        id="sponsor",
    )
