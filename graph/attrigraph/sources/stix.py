"""STIX 2.1: a document for each incident, campaign, group and report, with the relationships that start there.

A relationship is a claim of who created it. `Dialect` says how a dataset that is written in STIX differs.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attrigraph.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Extraction,
    Incident,
    Interval,
    Participant,
    Profile,
    Status,
)
from attrigraph.sources import names
from attrigraph.sources.bundle import Bundle, Thing, bundle
from attrigraph.sources.dates import interval
from attrigraph.sources.mapping import mapping
from attrigraph.sources.record import Record, record
from attrigraph.sources.values import Imported, Item, Rejected

KIND = "stix"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dataset names its things.

    `source` is the registry whose ids stand in the external references, `prefix` the start of the records' keys;
    `curator` makes every claim, hedged, on `basis`. Without them ids are STIX ids, and claims are of who created them.
    """

    rule: str = KIND
    source: str | None = None
    curator: str | None = None
    basis: str | None = None


def items(paths: Sequence[Path], *, dialect: Dialect = Dialect()) -> Iterator[Item]:
    """Yield a document for each object that makes one, in order of the ids, then what was rejected."""
    read = bundle(paths)
    importer = _Importer(read, dialect)
    yield from importer.documents()
    yield from read.rejected
    yield from importer.idle()


@dataclass
class _Importer:
    """One import: which objects have been used so far."""

    bundle: Bundle
    dialect: Dialect
    used: set[str] = field(default_factory=set)

    def documents(self) -> Iterator[Imported]:
        starting: dict[str, list[Thing]] = defaultdict(list)
        for edge in self.bundle.of("edge"):
            for id in edge.strings("source_ref") or self._judged(edge):
                starting[id].append(edge)
        for thing in self.bundle.of("incident", "group", "text"):
            yield self._imported(thing, starting[thing.id])
        for thing in self.bundle.of("actor"):
            if thing.id not in self.used:
                yield self._imported(thing, [])

    def idle(self) -> Iterator[Rejected]:
        for thing in self.bundle.of("edge"):
            if thing.id not in self.used:
                why = "its ends are not among the objects, or it is of a kind that says nothing here"
                yield Rejected(thing.row.file, thing.row.number, why, " ".join(thing.row.cells.values())[:300])

    def _judged(self, opinion: Thing) -> list[str]:
        """Return where the attributions start that an opinion is about."""
        about = (self.bundle.things.get(id) for id in opinion.strings("object_refs"))
        return [id for one in about if one for id in one.strings("source_ref")]

    def _imported(self, thing: Thing, edges: Sequence[Thing]) -> Imported:
        made = self._record(thing, edges)
        incident = self._incident(thing, made, edges) if thing.role == "incident" else None
        acts = [act for edge in edges for act in self._acts(thing, edge, made, incident)]
        used = [*edges, *self._ends(edges)]
        rows = {one.id: one.row for one in (thing, *used) if one.id not in self.used}
        self.used |= rows.keys()
        profiles = tuple(self._profiles(thing))
        return Imported(
            Extraction(made.document, tuple(acts), (incident,) if incident else (), profiles), tuple(rows.values())
        )

    def _ends(self, edges: Sequence[Thing]) -> Iterator[Thing]:
        """Yield the identities and locations that edges lead to or were made by."""
        for edge in edges:
            for name in ("target_ref", "created_by_ref"):
                for id in edge.strings(name):
                    if (end := self.bundle.things.get(id)) and end.role == "actor":
                        yield end

    def _record(self, thing: Thing, edges: Sequence[Thing]) -> Record:
        left_out = mapping(KIND)["left_out"]
        cells = {name: cell for name, cell in thing.row.cells.items() if name not in left_out}
        for edge in edges:
            cells[_line(edge)] = self._spelled(edge)
        urls = [str(one["url"]) for source in (thing, *edges) for one in source.external() if one.get("url")]
        by = self._creator(thing)
        key = self._registry_id(thing)
        return record(
            f"{self.dialect.rule}-{key}" if key else f"stix-{thing.id}",
            f"{self.dialect.rule}:{key or thing.id}",
            cells,
            publisher=self.dialect.curator or (by.name if by else "STIX bundle"),
            title=thing.row["name"] or None,
            published=interval(thing.row["published"]) if thing.row["type"] == "report" else None,
            references=urls,
        )

    def _spelled(self, edge: Thing) -> str:
        ends = [self._name(id) for name in ("source_ref", "target_ref") for id in edge.strings(name)]
        verb = edge.row["relationship_type"] or edge.row["opinion"]
        said = edge.row["description"] or edge.row["explanation"]
        return f"{f' {verb} '.join(ends) or verb}. {said}".rstrip(". ") + "."

    def _name(self, id: str) -> str:
        thing = self.bundle.things.get(id)
        return (thing.row["name"] if thing else "") or id

    def _incident(self, thing: Thing, made: Record, edges: Sequence[Thing]) -> Incident:
        victims: dict[str, Participant] = {}
        for edge in edges:
            if edge.row["relationship_type"] == "targets":
                for id in edge.strings("target_ref"):
                    actor = self._actor(id)
                    if actor and actor.kind is not ActorKind.GROUP:
                        victims.setdefault(actor.id, Participant(actor, actor.name))
        return Incident(
            1,
            thing.row["name"] or thing.id,
            made.spans("name", "description"),
            victims=tuple(victims.values()),
            when=_when(thing),
            rule=self.dialect.rule,
        )

    def _acts(self, thing: Thing, edge: Thing, made: Record, incident: Incident | None) -> Iterator[Act]:
        if edge.row["type"] == "opinion":
            yield from self._opinions(thing, edge, made, incident)
        elif edge.row["relationship_type"] == "attributed-to" and (act := self._claim(thing, edge, made, incident)):
            yield act

    def _claim(self, thing: Thing, edge: Thing, made: Record, incident: Incident | None) -> Act | None:
        accused = [actor for id in edge.strings("target_ref") if (actor := self._actor(id))]
        own = self._actor(thing.id) if thing.role == "group" else None
        if not accused or own in accused or (own is None and incident is None):
            return None
        who = tuple(Participant(actor, actor.name) for actor in (*accused, *([own] if own else [])))
        by = names.curator(self.dialect.curator) if self.dialect.curator else self._creator(edge)
        stated = edge.value.get("confidence")
        confidence = stated if isinstance(stated, int) and not isinstance(stated, bool) else None
        doubted = confidence is not None and confidence < mapping(KIND)["confidence"]["asserted"]
        return Act(
            ActKind.ATTRIBUTION,
            Status.HEDGED if self.dialect.curator or doubted else Status.ASSERTED,
            made.spans(_line(edge)),
            agents=(Participant(by, by.name),) if by and by not in accused else (),
            perpetrators=who,
            via=(Participant(own, own.name),) if own else (),
            incident=incident,
            basis=self.dialect.basis,
            confidence=_confidence(confidence),
            rule=self.dialect.rule,
            id=edge.id.removeprefix("relationship--"),
        )

    def _opinions(self, thing: Thing, edge: Thing, made: Record, incident: Incident | None) -> Iterator[Act]:
        kind = mapping(KIND)["opinions"].get(edge.row["opinion"])
        by = self._creator(edge)
        about = [one for id in edge.strings("object_refs") if (one := self.bundle.things.get(id))]
        for count, claim in enumerate(one for one in about if thing.id in one.strings("source_ref")):
            act = self._claim(thing, claim, made, incident) if claim.role == "edge" else None
            accusers = tuple(one for one in act.agents if one.actor != by) if act else ()
            if act and kind and by and (kind == "denial" or accusers):
                yield Act(
                    ActKind(kind),
                    Status.ASSERTED,
                    made.spans(_line(edge)),
                    agents=(Participant(by, by.name),),
                    targets=accusers,
                    perpetrators=act.perpetrators if kind == "denial" else (),
                    incident=incident,
                    rule=self.dialect.rule,
                    id=edge.id.removeprefix("opinion--") + (f"-{count + 1}" if count else ""),
                )

    def _profiles(self, thing: Thing) -> Iterator[Profile]:
        if thing.role in ("group", "actor") and (actor := self._actor(thing.id)):
            aliases = dict.fromkeys(thing.strings("aliases") + thing.strings("x_mitre_aliases"))
            yield Profile(actor, tuple(alias for alias in aliases if alias != actor.name))

    def _creator(self, thing: Thing) -> Actor | None:
        return next((actor for id in thing.strings("created_by_ref") if (actor := self._actor(id))), None)

    def _actor(self, id: str) -> Actor | None:
        thing = self.bundle.things.get(id)
        if thing is None or thing.role not in ("group", "actor"):
            return None
        if own := names.of_graph(_node(thing), thing.row["name"]):
            return own
        return self._group(thing) if thing.role == "group" else _identity(thing)

    def _group(self, thing: Thing) -> Actor:
        name = thing.row["name"] or thing.id
        state = names.country(name)
        if thing.row["type"] == "threat-actor" and state:
            return state
        if key := self._registry_id(thing):
            return Actor(ActorKind.GROUP, f"actor/{self.dialect.rule}/{key}", name)
        return names.group(name)

    def _registry_id(self, thing: Thing) -> str | None:
        found = (one.get("external_id") for one in thing.external() if one.get("source_name") == self.dialect.source)
        return next((id for id in found if isinstance(id, str) and id.isalnum()), None) if self.dialect.source else None


def _line(edge: Thing) -> str:
    """Return what the line of a relationship or an opinion is called in the text of a record."""
    return f"{edge.row['type']} {edge.id[-12:]}"


def _node(thing: Thing) -> str:
    """Return what the graph that a bundle was exported from calls an object, or ""."""
    found = (one.get("external_id") for one in thing.external() if one.get("source_name") == "attrigraph")
    return next((id for id in found if isinstance(id, str)), "")


def _identity(thing: Thing) -> Actor | None:
    """Return who an identity or a location is; a location without a State is nobody."""
    name = thing.row["name"]
    state = names.country(name) or names.state_of_code(thing.row["country"])
    if thing.row["type"] == "location":
        return state
    kind = mapping(KIND)["identity"].get(thing.row["identity_class"], "organisation")
    if kind == "person":
        return names.person(name) or names.new_person(name or thing.id)
    return names.country(name) or names.organisation(name) or names.new_organisation(name or thing.id)


def _when(thing: Thing) -> Interval | None:
    """Return when an incident or campaign was seen, in its own words or in those of the incident-core extension."""
    extra = _extension(thing.value)
    start = interval(thing.row["first_seen"] or str(extra.get("start_time", "")))
    end = interval(thing.row["last_seen"] or str(extra.get("end_time", "")))
    if start is None or end is None:
        return start or end
    return Interval(min(start.earliest, end.earliest), max(start.latest, end.latest))


def _extension(value: Mapping[str, object]) -> Mapping[str, object]:
    found = value.get("extensions")
    several = found.values() if isinstance(found, dict) else ()
    return next((one for one in several if isinstance(one, dict) and ("start_time" in one or "end_time" in one)), {})


def _confidence(stated: int | None) -> str | None:
    steps = {name: number for name, number in mapping(KIND)["confidence"].items() if name != "asserted"}
    reached = [name for name, number in steps.items() if stated is not None and stated >= number]
    return max(reached, key=lambda name: int(steps[name]), default=None)
