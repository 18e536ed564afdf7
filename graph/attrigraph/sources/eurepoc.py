"""EuRepoC: one record an incident, from whatever of its tables the files hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from attrigraph.model import Act, ActKind, ActorKind, Extraction, Incident, Interval, Participant, Status
from attrigraph.sources import names
from attrigraph.sources.dates import interval, rounded
from attrigraph.sources.eurepoc_actors import Accused, Accuser, Initiator, accused, accuser, participant
from attrigraph.sources.mapping import code, codes, mapping, read
from attrigraph.sources.record import Record, record
from attrigraph.sources.values import Imported, Item, Rejected, Row

KIND = "eurepoc"
_CODING = "coding"


@dataclass
class _Rows:
    """The rows of one incident by table."""

    of: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def main(self) -> Row:
        return next(rows[0] for table in ("global", "dyadic", "attribution", "receiver") if (rows := self.of[table]))

    @property
    def all(self) -> tuple[Row, ...]:
        return tuple(row for rows in self.of.values() for row in rows)


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each incident id, in order of the ids, and every row that cannot be part of one."""
    incidents: dict[str, _Rows] = defaultdict(_Rows)
    for row in read(KIND, paths):
        if isinstance(row, Rejected):
            yield row
        elif not row["incident_id"].isdecimal():
            yield Rejected(row.file, row.number, f"no incident number: {row['incident_id']!r}", _shown(row))
        elif row.table == "global" and incidents[row["incident_id"]].of["global"]:
            first = incidents[row["incident_id"]].of["global"][0]
            yield Rejected(row.file, row.number, f"the incident number of row {first.number} again", _shown(row))
        else:
            incidents[row["incident_id"]].of[row.table].append(row)
    for number in sorted(incidents, key=int):
        yield _imported(number, incidents[number])


def _imported(number: str, rows: _Rows) -> Imported:
    main = rows.main
    attributions = list(_attributions(rows))
    made = _record(number, rows, attributions)
    incident = _incident(made, rows)
    acts: list[Act] = []
    people = accused(initiator for one in attributions for initiator in _initiators(one, number))
    if main.table in ("global", "dyadic"):
        coded = accused(_initiators(rows.of[main.table], number))
        people |= coded
        acts += _coding(made, main, coded, incident)
        acts += _responses(made, main, coded, incident)
    acts += (act for one in attributions if (act := _attribution(made, one, number, incident)))
    return Imported(Extraction(made.document, tuple(acts), (incident,), people.profiles), rows.all)


def _record(number: str, rows: _Rows, attributions: Iterable[Sequence[Row]]) -> Record:
    main = rows.main
    left_out = {*mapping(KIND)["derived"]["columns"], "attribution_id"}
    cells = {name: cell for name, cell in main.cells.items() if name not in left_out and _said(cell)}
    for several in attributions:
        cells[f"attribution {several[0]['attribution_id']}"] = "; ".join(_spelled(several, left_out))
    for count, row in enumerate(rows.of["receiver"], 1):
        cells[f"receiver {count}"] = "; ".join(_spelled([row], {"id", "incident_id"}))
    urls = [url.strip() for name in ("source_url", "attribution_source_url") for url in _values(main[name])]
    return record(
        f"eurepoc-{number}",
        f"eurepoc:{number}",
        cells,
        publisher=mapping(KIND)["publisher"],
        title=main["name"] if main.table in ("global", "dyadic") else f"EuRepoC incident {number}",
        published=interval(main["updated_at"]),
        references=urls,
    )


def _incident(made: Record, rows: _Rows) -> Incident:
    main = rows.main
    victims, systems = _receivers(rows)
    kinds = codes(KIND, "incident")
    flags = [name for name, cell in main.cells.items() if cell == "1" and name.casefold() in kinds]
    found = (code(cell, kinds) for cell in [*_values(main["incident_type"]), *flags])
    return Incident(
        1,
        made.document.title or made.document.id,
        made.spans("name", "description"),
        victims=victims,
        systems=systems,
        types=tuple(dict.fromkeys(kind for kind in found if kind)),
        when=_when(main),
        rule=KIND,
    )


def _when(row: Row) -> Interval | None:
    """Return from the first access to the end; the first day of a month may mean the month."""
    start, end = interval(row["start_date"]), interval(row["end_date"])
    if start is None:
        return end
    return Interval(start.earliest, max(rounded(start).latest, end.latest if end else start.latest))


def _receivers(rows: _Rows) -> tuple[tuple[Participant, ...], tuple[str, ...]]:
    """Return the States and organisations hit, and the names of receivers that no table knows."""
    pairs = [(row["name"], row["country"]) for row in rows.of["receiver"]]
    if not pairs:
        several = rows.of["global"] or rows.of["dyadic"]
        pairs = [("", cell) for row in several for cell in _values(row["receiver_country"])]
        pairs += [(cell, "") for row in rows.of["global"] for cell in _values(row["receiver_name"])]
    victims: dict[str, Participant] = {}
    systems: dict[str, None] = {}
    for name, place in pairs:
        for actor in names.countries(place):
            victims.setdefault(actor.id, participant(actor, place))
        if known := names.organisation(name) if _said(name) else None:
            victims.setdefault(known.id, participant(known, name))
        elif _said(name):
            systems[name] = None
    return tuple(victims.values()), tuple(systems)


def _attributions(rows: _Rows) -> Iterator[list[Row]]:
    """Yield the rows of each attribution; without an attribution table the one in the global row."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows.of["attribution"] or [row for row in rows.of["global"] if _said(row["attribution_id"])]:
        by_id[row["attribution_id"]].append(row)
    yield from by_id.values()


def _attribution(made: Record, rows: Sequence[Row], number: str, incident: Incident) -> Act | None:
    who = accused(_initiators(rows, number))
    if not who.perpetrators:
        return None
    id = rows[0]["attribution_id"]
    bases = [basis for cell in _distinct(rows, "attribution_basis") if (basis := code(cell, codes(KIND, "basis")))]
    actors = _distinct(rows, "attributing_actor") or _distinct(rows, "attributing_company")
    countries = [one for cell in _distinct(rows, "attributing_country") for one in names.countries(cell)]
    basis = next((one for one in bases if one != "attacker-confirms"), next(iter(bases), None))
    by = accuser(actors, countries, basis)
    if basis == "attacker-confirms" and not by.agents:
        # a group that confirms does not speak for the State that it is said to act for
        by = Accuser(who.via or who.perpetrators)
    if {one.actor for one in by.agents} & {one.actor for one in who.perpetrators}:
        basis = "attacker-confirms"
    return Act(
        ActKind.ATTRIBUTION,
        Status.HEDGED if "contested" in bases else Status.ASSERTED,
        made.spans(f"attribution {id}"),
        agents=by.agents,
        perpetrators=who.perpetrators,
        via=who.via,
        speaker=by.speaker,
        capacity=by.capacity,
        incident=incident,
        when=_attributed(rows),
        basis=basis,
        rule=KIND,
        id=id,
    )


def _attributed(rows: Sequence[Row]) -> Interval | None:
    """Return when an attribution was made; the global table writes 1 January for a year of which no more is known."""
    day = interval(_first(rows, "attribution_date"))
    only_year = day and rows[0].table == "global" and day.latest == day.earliest.replace(month=1, day=1)
    return Interval.parse(f"{day.earliest.year}") if day and only_year else day


def _coding(made: Record, main: Row, who: Accused, incident: Incident) -> Iterator[Act]:
    if who.perpetrators and any(one.actor.is_named for one in who.perpetrators):
        legal = [code(cell, codes(KIND, "legal")) or "other" for cell in _values(main["il_breach_indicator"])]
        curator = names.curator(mapping(KIND)["publisher"])
        yield Act(
            ActKind.ATTRIBUTION,
            Status.HEDGED,
            made.spans("initiator_name", "initiator_country", "initiator_category"),
            agents=(participant(curator),),
            perpetrators=who.perpetrators,
            via=who.via,
            incident=incident,
            basis="dataset-coding",
            mode=code(main["state_responsibility_actor"], codes(KIND, "mode")),
            legal=tuple(dict.fromkeys(legal)),
            rule=KIND,
            id=_CODING,
        )


def _responses(made: Record, main: Row, who: Accused, incident: Incident) -> Iterator[Act]:
    """Yield what States did about it, as far as the row says who did what."""
    for name, columns in mapping(KIND)["responses"].items():
        types = [_list(main[column]) for column in columns["types"]]
        dates, places = _list(main[columns["date"]]), _list(main[columns["country"]])
        for at, place in enumerate(places):
            words = [cells[at] for cells in types if at < len(cells)]
            known = (measure for cell in words if (measure := code(cell, codes(KIND, "measure"))))
            measure, agents = next(known, None), names.countries(place)
            targets = _targets(measure, who, incident)
            towards = tuple(one for one in targets if one.actor not in agents)
            if measure and agents and (towards or measure != "severed-relations"):
                yield Act(
                    ActKind(mapping(KIND)["measures"][measure]),
                    Status.ASSERTED,
                    made.spans(*columns["types"], columns["country"], columns["date"]),
                    agents=tuple(map(participant, agents)),
                    targets=towards,
                    incident=incident,
                    when=interval(dates[at]) if at < len(dates) else None,
                    measure=measure,
                    legal=tuple(filter(None, [code(cell, codes(KIND, "legal")) for cell in words])),
                    rule=KIND,
                    id=f"{name}-{at + 1}",
                )


def _targets(measure: str | None, who: Accused, incident: Incident) -> tuple[Participant, ...]:
    """Whom a measure is against is not said: ties are cut with the one State that is coded, help is for the victims."""
    if measure == "capacity-building":
        return tuple(one for one in incident.victims if one.actor.kind is ActorKind.STATE)
    states = tuple(one for one in who.perpetrators if one.actor.kind is ActorKind.STATE)
    return states if measure == "severed-relations" and len(states) == 1 else ()


def _initiators(rows: Sequence[Row], number: str) -> Iterator[Initiator]:
    seen: dict[Initiator, None] = {}
    for row in rows:
        split = _single if row.table == "attribution" else _list
        cells = [split(row[f"initiator_{column}"]) for column in ("name", "country", "category")]
        for at, name in enumerate(cells[0]):
            place, category = (values[at] if at < len(values) else values[-1] for values in cells[1:])
            countries = names.countries(place)
            seen[Initiator(name if _said(name) else "", countries, category, f"eurepoc-{number}")] = None
    yield from seen


def _distinct(rows: Sequence[Row], column: str) -> list[str]:
    split = _single if rows[0].table == "attribution" else _list
    return list(dict.fromkeys(cell for row in rows for cell in split(row[column]) if _said(cell)))


def _first(rows: Sequence[Row], column: str) -> str:
    return next(iter(_distinct(rows, column)), "")


def _spelled(rows: Sequence[Row], left_out: Iterable[str]) -> Iterator[str]:
    for column in rows[0].cells:
        if column not in left_out and column != "incident_id" and (several := _distinct(rows, column)):
            yield f"{column} {' | '.join(several)}"


def _single(cell: str) -> list[str]:
    return [cell]


def _list(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(mapping(KIND)["separator"])] if cell else [""]


def _values(cell: str) -> list[str]:
    return [value for value in _list(cell) if _said(value)]


def _said(cell: str) -> bool:
    """Say whether a cell has a value, or a list of them one at least."""
    return any(value.strip() not in _nothing() for value in cell.split(mapping(KIND)["separator"]))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(["", *mapping(KIND)["empty"]])


def _shown(row: Row) -> str:
    return "; ".join(row.cells.values())[:300]
