"""DCID: one record a row. The initiator is one State of the pair, the victim the other; both are codings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrigraph.model import Act, ActKind, Actor, Extraction, Incident, Interval, Participant, Status
from attrigraph.sources import names
from attrigraph.sources.dates import interval
from attrigraph.sources.mapping import mapping, read
from attrigraph.sources.record import Record, key, record, repeats
from attrigraph.sources.values import Imported, Item, Rejected, Row
from attrigraph.sources.words import urls

KIND = "dcid"


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each row, in order, or why it is none."""
    seen: dict[str, Row] = {}
    for row in read(KIND, paths):
        if isinstance(row, Rejected):
            yield row
            continue
        sides = _sides(row)
        why = repeats(row, seen)
        if sides is None or why:
            pair = f"{row['initiator']!r} is neither State of {row['StateA']!r} and {row['StateB']!r}"
            yield Rejected(row.file, row.number, why or pair, "; ".join(row.cells.values())[:300])
        else:
            yield _imported(row, *sides)


def _sides(row: Row) -> tuple[Actor, Actor] | None:
    """Return initiator and victim: the pair's number is the two States' numbers, one after the other."""
    one, other = names.country(row["StateA"]), names.country(row["StateB"])
    pair, initiator = row["Dyadpair"], row["initiator"]
    if not one or not other or not initiator:
        return None
    if pair.startswith(initiator):
        return one, other
    return (other, one) if pair.endswith(initiator) else None


def _imported(row: Row, initiator: Actor, victim: Actor) -> Imported:
    made = _record(row)
    incident = Incident(
        1,
        row["Name"] or f"DCID incident {row['Cyberincidentnum']}",
        made.spans("Name", "Political Objective"),
        victims=(Participant(victim, victim.name),),
        types=tuple(dict.fromkeys(_types(row))),
        when=_when(row),
        rule=KIND,
    )
    curator = names.curator(mapping(KIND)["publisher"])
    act = Act(
        ActKind.ATTRIBUTION,
        Status.HEDGED,
        made.spans("initiator", "StateA", "StateB"),
        agents=(Participant(curator, curator.name),),
        perpetrators=(Participant(initiator, initiator.name),),
        incident=incident,
        basis="dataset-coding",
        rule=KIND,
        id="initiator",
    )
    return Imported(Extraction(made.document, (act,), (incident,)), (row,))


def _record(row: Row) -> Record:
    return record(
        key(KIND, row["Name"], row),
        f"dcid:{row['Cyberincidentnum']} {row['Name']}",
        row.cells,
        publisher=mapping(KIND)["publisher"],
        title=row["Name"],
        references=(url for column, cell in row.cells.items() if column.startswith("Sources") for url in urls(cell)),
    )


def _types(row: Row) -> Iterator[str]:
    settings = mapping(KIND)
    for column in ("method", "cyber_objective"):
        cell = row[column].removesuffix(".0")
        if kind := settings[column].get(cell) or settings[column].get(cell.partition(".")[0]):
            yield kind
    yield from (kind for column, kind in settings["flags"].items() if row[column] == "1")


def _when(row: Row) -> Interval | None:
    start, end = interval(row["interactionstartdate"]), interval(row["interactionenddate"])
    if start is None:
        return end
    return Interval(start.earliest, max(start.latest, end.latest if end else start.latest))
