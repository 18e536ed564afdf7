"""OFAC's list: one record an entry of a cyber programme, with the listing as an act of OFAC."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrigraph.errors import SourceError
from attrigraph.model import Act, ActKind, Actor, Extraction, Participant, Profile, Status
from attrigraph.sources import names, tables
from attrigraph.sources.mapping import mapping
from attrigraph.sources.record import record
from attrigraph.sources.values import Imported, Item, Rejected, Row

KIND = "ofac"
_ALIAS = re.compile(r"a\.k\.a\. '([^']+)'")


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each entry of a cyber programme, in order; the rest of a file is one rejection."""
    entries: list[Row] = []
    others: dict[str, list[Row]] = defaultdict(list)
    for path in paths:
        outside: list[Row] = []
        for row in _rows(path):
            if isinstance(row, Rejected):
                yield row
            elif row.table == "alt":
                others[row["ent_num"]].append(row)
            else:
                (entries if _programs(row) else outside).append(row)
        if outside:
            why = f"{len(outside)} {mapping(KIND)['outside'][outside[0].table]}"
            yield Rejected(path.name, outside[0].number, why, "", scope=True)
    numbers = {row["ent_num"] for row in entries}
    idle = [row for number, rows in others.items() if number not in numbers for row in rows]
    if idle:
        why = f"{len(idle)} other names are of entries that are not imported"
        yield Rejected(idle[0].file, idle[0].number, why, "", scope=True)
    for row in entries:
        yield _imported(row, others.get(row["ent_num"], []))


def _rows(path: Path) -> Iterator[Row | Rejected]:
    by_width = {len(columns): (name, columns) for name, columns in mapping(KIND)["tables"].items()}
    table, columns = by_width.get(tables.width(path), ("", []))
    if not table:
        known = " or ".join(f"{name}.csv ({width} columns)" for width, (name, _) in by_width.items())
        raise SourceError(f"{path}: not a file of {KIND}", f"give {known}", value=path)
    for row in tables.csv_rows(path, columns):
        yield row if isinstance(row, Rejected) else Row(row.file, row.number, _said(row.cells), table)


def _said(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: "" if cell.strip() == mapping(KIND)["nothing"] else cell for name, cell in cells.items()}


def _programs(row: Row) -> list[str]:
    known = mapping(KIND)["programs"]
    return [name for name in re.split(r"[\]\[ ]+", row["program"]) if name in known]


def _imported(row: Row, others: Sequence[Row]) -> Imported:
    aliases = [_name(other, "alt_name", row["type"]) for other in others] + _ALIAS.findall(row["remarks"])
    cells = {**row.cells, "other names": "; ".join(dict.fromkeys(aliases))}
    made = record(
        f"ofac-{row['ent_num']}",
        f"ofac:{row['ent_num']}",
        cells,
        publisher=mapping(KIND)["publisher"],
        title=row["name"],
    )
    target, ofac = _listed(row), names.curator(mapping(KIND)["publisher"])
    act = Act(
        ActKind.SANCTION,
        Status.ASSERTED,
        made.spans("name", "program"),
        agents=(Participant(ofac, ofac.name),),
        targets=(Participant(target, row["name"]),),
        measure="listing",
        legal=tuple(dict.fromkeys(mapping(KIND)["programs"][name] for name in _programs(row))),
        rule=KIND,
        id="listing",
    )
    profile = Profile(target, tuple(alias for alias in dict.fromkeys(aliases) if alias != target.name))
    return Imported(Extraction(made.document, (act,), (), (profile,)), (row, *others))


def _listed(row: Row) -> Actor:
    """Return who is listed: a person, a group that the gazetteer knows, else an organisation."""
    name = _name(row, "name", row["type"])
    if row["type"] == "individual":
        return names.person(name) or names.new_person(name)
    return names.organisation(name) or names.known_group(name) or names.new_organisation(name)


def _name(row: Row, column: str, kind: str) -> str:
    """ "SURNAME, Given Name" of a person is "Given Name Surname"."""
    surname, comma, given = row[column].partition(", ")
    return f"{given} {surname.title()}" if comma and kind == "individual" else row[column]
