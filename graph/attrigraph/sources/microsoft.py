"""Microsoft's names of threat actors: one record a name, with the names that others use and the State behind it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrigraph.errors import SourceError
from attrigraph.ids import slug
from attrigraph.model import Act, ActKind, Actor, ActorKind, Extraction, Participant, Profile, Status
from attrigraph.sources import names, objects
from attrigraph.sources.mapping import mapping
from attrigraph.sources.record import Record, record
from attrigraph.sources.values import Imported, Item, Rejected, Row

KIND = "microsoft"


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each name, in order, or why it is none."""
    seen: dict[str, int] = {}
    for path in objects.json_files(paths):
        value = objects.load(path)
        if not isinstance(value, list):
            raise SourceError(f"{path}: no list of names", "give MicrosoftMapping.json", value=path)
        for number, one in enumerate(value, 1):
            row = objects.row(path.name, number, one)
            yield row if isinstance(row, Rejected) else _item(row, seen)


def _item(row: Row, seen: dict[str, int]) -> Item:
    name = row[mapping(KIND)["name"]]
    if not name:
        return Rejected(row.file, row.number, "no name", "; ".join(row.cells.values())[:300])
    if (first := seen.setdefault(slug(name), row.number)) != row.number:
        return Rejected(row.file, row.number, f"the name of object {first} again", "; ".join(row.cells.values())[:300])
    actor = Actor(ActorKind.GROUP, f"actor/microsoft/{slug(name)}", name)
    made = record(
        f"microsoft-{slug(name)}",
        f"microsoft:{name}",
        row.cells,
        publisher=mapping(KIND)["publisher"],
        title=name,
    )
    others = [other.strip() for other in row[mapping(KIND)["others"]].split(",") if other.strip()]
    profile = Profile(actor, tuple(other for other in dict.fromkeys(others) if other != name))
    act = _origin(row, made, actor)
    return Imported(Extraction(made.document, (act,) if act else (), (), (profile,)), (row,))


def _origin(row: Row, made: Record, actor: Actor) -> Act | None:
    cell = row[mapping(KIND)["origin"]]
    states = [one for one in names.countries(cell) if one.kind is ActorKind.STATE]
    if not states or any(words in cell for words in mapping(KIND)["no_state"]):
        return None
    group, curator = Participant(actor, actor.name), names.curator(mapping(KIND)["publisher"])
    return Act(
        ActKind.ATTRIBUTION,
        Status.HEDGED,
        made.spans(mapping(KIND)["origin"]),
        agents=(Participant(curator, curator.name),),
        perpetrators=(*(Participant(state, cell) for state in states), group),
        via=(group,),
        basis="dataset-coding",
        rule=KIND,
        id="origin",
    )
