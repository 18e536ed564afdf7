"""The objects of STIX bundles by their ids: nothing is followed, so that references may lead in circles or nowhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrigraph.errors import SourceError
from attrigraph.sources import objects
from attrigraph.sources.mapping import mapping
from attrigraph.sources.values import Rejected, Row

_ID = re.compile(r"[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Thing:
    """One object: its row, and its values as they are."""

    row: Row
    value: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The STIX id."""
        return self.row["id"]

    @property
    def role(self) -> str:
        """What it is to us: "incident", "group", "actor", "edge" or "text"."""
        return str(mapping("stix")["types"][self.row["type"]])

    def strings(self, name: str) -> list[str]:
        """Return the texts of a list, or the one text, under a name."""
        found = self.value.get(name)
        several = found if isinstance(found, list) else [found]
        return [" ".join(one.split()) for one in several if isinstance(one, str) and one.strip()]

    def external(self) -> list[Mapping[str, Any]]:
        """Return the external references."""
        found = self.value.get("external_references")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Bundle:
    """All objects of some files, the newest version of each, and what was rejected."""

    things: Mapping[str, Thing]
    rejected: tuple[Rejected, ...]

    def of(self, *roles: str) -> Iterator[Thing]:
        """Yield the objects with one of these roles, in order of their ids."""
        yield from (self.things[id] for id in sorted(self.things) if self.things[id].role in roles)


def bundle(paths: Iterable[Path]) -> Bundle:
    """Read files and folders of bundles; SourceError for a file that is none."""
    things: dict[str, Thing] = {}
    rejected: list[Rejected] = []
    outside: dict[tuple[str, str], list[int]] = {}
    for path in objects.json_files(paths):
        for number, value in enumerate(_objects(path), 1):
            found = _thing(path.name, number, value)
            if isinstance(found, Rejected):
                rejected.append(found)
            elif found.row["type"] not in mapping("stix")["types"]:
                outside.setdefault((found.row.file, found.row["type"]), []).append(number)
            else:
                rejected += _kept(things, found)
    rejected += [
        Rejected(file, numbers[0], f"{len(numbers)} objects of type {kind} are outside the ontology", "", scope=True)
        for (file, kind), numbers in outside.items()
    ]
    return Bundle(things, tuple(rejected))


def _objects(path: Path) -> list[object]:
    value = objects.load(path)
    found = value.get("objects") if isinstance(value, dict) else value
    if isinstance(value, dict) and "type" in value and value.get("type") != "bundle":
        found = [value]
    if not isinstance(found, list):
        raise SourceError(f"{path}: no STIX bundle", "give a file with objects in it", value=path)
    return found


def _thing(file: str, number: int, value: object) -> Thing | Rejected:
    row = objects.row(file, number, value)
    if isinstance(row, Rejected) or not isinstance(value, dict):
        return row if isinstance(row, Rejected) else Rejected(file, number, "not a JSON object", "")
    flags = [flag for flag in mapping("stix")["flags"] if value.get(flag) is True]
    if not _ID.fullmatch(row["id"]) or row["id"].partition("--")[0] != row["type"]:
        return Rejected(file, number, f"no STIX id: {row['id'][:60]!r}", row["name"][:300])
    if flags and row["type"] in mapping("stix")["types"]:
        return Rejected(
            file, number, f"{row['name'] or row['id']} is {flags[0].removeprefix('x_mitre_')}", row["name"][:300]
        )
    return Thing(row, value)


def _kept(things: dict[str, Thing], found: Thing) -> list[Rejected]:
    """Keep the newer of two versions of an object, and return the older."""
    before = things.setdefault(found.id, found)
    if before is found:
        return []
    older, newer = sorted((before, found), key=lambda one: (one.row["modified"], one.row.place))
    things[found.id] = newer
    why = f"an older version of {found.id}" if older.row["modified"] != newer.row["modified"] else f"{found.id} again"
    return [Rejected(older.row.file, older.row.number, why, older.row["name"][:300])]
