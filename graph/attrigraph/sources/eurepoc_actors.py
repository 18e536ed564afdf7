"""Who EuRepoC says was behind an incident, and who said so: cells of names into actors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from attrigraph.ids import slug
from attrigraph.model import Actor, ActorKind, Participant, Profile
from attrigraph.sources import forms, names
from attrigraph.sources.mapping import mapping

_ATTACK_ID = re.compile(r"(?:Group )?(G\d{4})")


@dataclass(frozen=True, slots=True)
class Initiator:
    """An initiator as it is coded: name and category as they stand there, its countries, and the record's key."""

    name: str
    countries: tuple[Actor, ...]
    category: str
    record: str


@dataclass(frozen=True, slots=True)
class Accused:
    """Who an initiator is for an act: those accused, the ones of them who acted for a State, and their other names."""

    perpetrators: tuple[Participant, ...] = ()
    via: tuple[Participant, ...] = ()
    profiles: tuple[Profile, ...] = ()

    def __or__(self, other: "Accused") -> "Accused":
        return Accused(
            tuple(dict.fromkeys(self.perpetrators + other.perpetrators)),
            tuple(dict.fromkeys(self.via + other.via)),
            tuple(dict.fromkeys(self.profiles + other.profiles)),
        )


@dataclass(frozen=True, slots=True)
class Accuser:
    """Who makes an attribution, and the person who speaks with the office that the cell gives."""

    agents: tuple[Participant, ...] = ()
    speaker: Participant | None = None
    capacity: str | None = None


def accused(initiators: Iterable[Initiator]) -> Accused:
    """Return everybody whom the initiators of one act stand for."""
    found = Accused()
    for one in initiators:
        found |= _accused(one)
    return found


def accuser(actors: Sequence[str], countries: Sequence[Actor], basis: str | None) -> Accuser:
    """Return who speaks: the named actors, else for an attribution by governments their States, else nobody."""
    role = mapping("eurepoc")["agents"].get(basis or "")
    found = Accuser()
    for name in actors:
        found = _joined(found, _named(name, countries, role))
    if not actors and role == "government":
        found = Accuser(tuple(participant(one) for one in countries))
    return found


def participant(actor: Actor, mention: str | None = None) -> Participant:
    """Return an actor in a role, under the words of the cell."""
    return Participant(actor, mention or actor.name)


def _accused(one: Initiator) -> Accused:
    settings = mapping("eurepoc")["initiators"]
    role = settings.get(one.category)
    if role is None:
        return Accused()
    states = tuple(participant(state) for state in one.countries) if role == "state" else ()
    named = list(_initiating(one)) if one.name else []
    if not named and not states:
        named = [Profile(_unnamed(one))]
    actors = tuple(participant(profile.actor, one.name) for profile in named)
    via = tuple(who for who in actors if states and who.actor.kind is not ActorKind.STATE)
    return Accused(tuple(dict.fromkeys(states + actors)), via, tuple(p for p in named if p.aliases))


def _initiating(one: Initiator) -> Iterator[Profile]:
    """Yield the actor of a name such as "Fancy Bear/APT28 fka STRONTIUM/G0007 (GRU)" with its other names."""
    outside, _ = names.split_parentheses(one.name.partition(" < ")[0].replace("\xa0", " "))
    aliases = [alias.strip() for alias in re.split(r"/| fka |, fka ", outside) if alias.strip()]
    if not aliases:
        return
    actor = _known(aliases, outside, one.countries) or _new(aliases[0], one)
    yield Profile(actor, tuple(alias for alias in dict.fromkeys(aliases) if alias != actor.name))


def _known(aliases: Sequence[str], whole: str, countries: Sequence[Actor]) -> Actor | None:
    if body := names.organisation(whole, of=countries) or names.organisation(aliases[0], of=countries):
        return body
    for alias in aliases:
        if found := _ATTACK_ID.fullmatch(alias):
            return names.group(found[1])
    return next((group for alias in aliases if (group := names.known_group(alias))), None)


def _new(name: str, one: Initiator) -> Actor:
    settings = mapping("eurepoc")["initiators"]
    codes = [country.code for country in one.countries if country.code]
    if one.category in settings["bodies"] and len(codes) == 1:
        return names.new_organisation(name, organ_of=codes[0], kind="government")
    return names.new_person(name) if one.category in settings["persons"] else names.group(name)


def _unnamed(one: Initiator) -> Actor:
    origin = " and ".join(country.name for country in one.countries)
    label = f"unnamed {one.category.removesuffix('(s)').lower()}" + (f" from {origin}" if origin else "")
    return Actor(ActorKind.GROUP, f"doc/{one.record}/actor/{slug(label)}", label)


def _named(name: str, countries: Sequence[Actor], role: str | None) -> Accuser:
    outside, inside = names.split_parentheses(name.partition(" < ")[0])
    states = [country for country in countries if country.kind is ActorKind.STATE]
    if (known := names.person(outside)) or (inside and names.has_office(inside)):
        code = states[0].code if len(states) == 1 else None
        speaker = known or names.new_person(outside, organ_of=code if role == "government" else None)
        behind = [state for state in states if state.code == (known.organ_of if known else code)]
        agents = behind if role == "government" and behind else [speaker]
        office = inside.rpartition(",")[0] or inside or None
        return Accuser(tuple(map(participant, agents)), participant(speaker, name), office)
    return Accuser((participant(_speaking(name, states, role), name),))


def _speaking(name: str, states: Sequence[Actor], role: str | None) -> Actor:
    own = names.states_in(name)[:1] or (tuple(states) if len(states) == 1 else ())
    body = forms.without_state(name) if own else name
    known = names.organisation(name, of=own) or names.organisation(body, of=own)
    known = known or names.known_group(names.split_parentheses(name)[0])
    if known or role == "attacker":
        return known or names.group(re.split(r"/| fka ", name)[0])
    if role == "government":
        organ = own[0].code if own else None
        return names.new_organisation(name, organ_of=organ, kind="government" if organ else None)
    return names.new_organisation(name, kind=role)


def _joined(one: Accuser, other: Accuser) -> Accuser:
    agents = tuple(dict.fromkeys(one.agents + other.agents))
    return replace(one if one.speaker else other, agents=agents)
