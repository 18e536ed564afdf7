"""MISP galaxies: one record a cluster. Names and likenesses of groups are MISP's hypotheses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrigraph.errors import SourceError
from attrigraph.model import Act, ActKind, Actor, ActorKind, Extraction, Participant, Profile, Similar, Status
from attrigraph.sources import names, objects
from attrigraph.sources.mapping import mapping
from attrigraph.sources.record import Record, record
from attrigraph.sources.values import Imported, Item, Rejected, Row

KIND = "misp"


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A cluster: its row, its values as they are, and the actor it is."""

    row: Row
    value: Mapping[str, Any]
    meta: Mapping[str, Any]
    actor: Actor


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each cluster, in order, or why it is none.

    Likenesses lead to the clusters of all files: give the galaxies that refer to each other together.
    """
    clusters: list[_Cluster] = []
    for path in objects.json_files(paths):
        for one in _clusters(path):
            if isinstance(one, Rejected):
                yield one
            else:
                clusters.append(one)
    known = {str(one.value["uuid"]).lower(): one.actor for one in clusters}
    for one in clusters:
        yield _imported(one, known)


def _clusters(path: Path) -> Iterator[_Cluster | Rejected]:
    galaxy = objects.load(path)
    kinds = mapping(KIND)["galaxies"]
    if not isinstance(galaxy, dict) or not isinstance(galaxy.get("values"), list) or galaxy.get("type") not in kinds:
        todo = f"give clusters of {', '.join(kinds)}"
        raise SourceError(f"{path}: no galaxy that can be imported", todo, value=path)
    for number, value in enumerate(galaxy["values"], 1):
        meta = value.get("meta") if isinstance(value, dict) else None
        flat = {**value, **(meta if isinstance(meta, dict) else {}), "meta": None} if isinstance(value, dict) else value
        row = objects.row(path.name, number, flat, table=galaxy["type"])
        if isinstance(row, Rejected):
            yield row
        elif not row["uuid"] or not row["value"]:
            yield Rejected(row.file, number, "a cluster without uuid or value", "; ".join(row.cells.values())[:300])
        else:
            yield _Cluster(row, value, meta if isinstance(meta, dict) else {}, _actor(row))


def _actor(row: Row) -> Actor:
    kind = mapping(KIND)["galaxies"][row.table]
    if kind["is"] == "body":
        state = names.state_of_code(row["country"]) or names.country(row["country_name"])
        known = names.organisation(row["value"], of=[state] if state else ())
        body = names.new_organisation(row["value"], organ_of=state.code if state else None, kind="government")
        return known or body
    if "registry" in kind and row[kind["id"]]:
        return Actor(ActorKind.GROUP, f"actor/{kind['registry']}/{row[kind['id']]}", row["value"].partition(" - ")[0])
    return Actor(ActorKind.GROUP, f"actor/misp/{row['uuid'].lower()}", row["value"])


def _imported(one: _Cluster, known: Mapping[str, Actor]) -> Imported:
    made = _record(one)
    is_group = one.actor.kind is ActorKind.GROUP
    acts = tuple(_sponsors(one, made)) if is_group else ()
    similar = tuple(_similar(one, known)) if is_group else ()
    synonyms = dict.fromkeys(name for name in _strings(one.meta.get("synonyms")) if name != one.actor.name)
    profile = Profile(one.actor, tuple(synonyms), similar)
    return Imported(Extraction(made.document, acts, (), (profile,)), (one.row,))


def _record(one: _Cluster) -> Record:
    cells = {name: cell for name, cell in one.row.cells.items() if name not in mapping(KIND)["left_out"]}
    related = [str(other.get("dest-uuid", "")) for other in _related(one)]
    return record(
        f"misp-{one.row['uuid'].lower()}",
        f"misp:{one.row['uuid']}",
        {**cells, "similar": "; ".join(related)},
        publisher=mapping(KIND)["publisher"],
        title=one.row["value"],
        references=_strings(one.meta.get("refs")),
    )


def _sponsors(one: _Cluster, made: Record) -> Iterator[Act]:
    for column, whose in mapping(KIND)["sponsors"].items():
        code = names.state_of_code(one.row[column])
        states = (code,) if code else names.countries(one.row[column])
        accused = tuple(Participant(state, one.row[column]) for state in states if state.kind is ActorKind.STATE)
        if not accused:
            continue
        group, curator = Participant(one.actor, one.row["value"]), names.curator(whose["publisher"])
        yield Act(
            ActKind.ATTRIBUTION,
            Status.HEDGED,
            made.spans(column, "value"),
            agents=(Participant(curator, curator.name),),
            perpetrators=(*accused, group),
            via=(group,),
            basis="dataset-coding",
            confidence=mapping(KIND)["confidence"].get(one.row["attribution-confidence"])
            if column == "country"
            else None,
            rule=KIND,
            id=whose["id"],
        )


def _similar(one: _Cluster, known: Mapping[str, Actor]) -> Iterator[Similar]:
    settings = mapping(KIND)["related"]
    best: dict[str, float] = {}
    for other in _related(one):
        uuid = str(other.get("dest-uuid", "")).lower()
        target = known.get(uuid)
        tags = _strings(other.get("tags"))
        score = max((settings[tag] for tag in tags if tag in settings), default=settings["unstated"])
        if target and target.kind is ActorKind.GROUP and target.id != one.actor.id:
            best[target.id] = max(score, best.get(target.id, 0.0))
    yield from (Similar(id, score) for id, score in best.items())


def _related(one: _Cluster) -> Iterator[Mapping[str, Any]]:
    several = one.value.get("related")
    for other in several if isinstance(several, list) else []:
        if isinstance(other, dict) and other.get("type") in mapping(KIND)["related"]["same"]:
            yield other


def _strings(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [" ".join(one.split()) for one in several if isinstance(one, str) and one.strip()]
