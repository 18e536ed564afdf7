"""Which acts of a document concern the same incident: by names, victims, dates and words such as "earlier"."""

from collections.abc import Set
from dataclasses import dataclass, field
from operator import attrgetter

from spacy.tokens import Token

from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.codes import codes_in
from attrigraph.extraction.conditions import is_cyber
from attrigraph.extraction.labels import incident_label
from attrigraph.extraction.states import principal_of
from attrigraph.extraction.status import MADE
from attrigraph.language.attributes import starting_in
from attrigraph.language.words import has_class
from attrigraph.model import ActKind, Incident, Interval, Participant, Span

_ABOUT_INCIDENTS = frozenset(
    {ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.CONDEMNATION, ActKind.INVESTIGATION, ActKind.NOTIFICATION}
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one candidate tells of an incident: names of malware or campaigns, victims, date, sentence, accusers."""

    names: tuple[str, ...]
    victims: tuple[Participant, ...]
    states: frozenset[str]
    when: Interval | None
    span: Span
    sentence: str
    accusers: frozenset[str]
    accused: frozenset[str]


@dataclass
class Cluster:
    """The incident under construction: everything the document's sentences tell of it so far."""

    number: int
    tellings: list[Telling] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)  # of malware and campaigns, in order of mention
    victims: dict[str, Participant] = field(default_factory=dict)  # everyone who was hit, in order of mention
    states: set[str] = field(default_factory=set)  # those of them that are States
    accusers: set[str] = field(default_factory=set)  # who accuses somebody of it
    accused: set[str] = field(default_factory=set)
    when: Interval | None = None
    last: int = 0  # where the last telling starts

    def fits(self, telling: Telling) -> bool:
        """Return whether a telling may be of this incident: one name, or no other States hit and no other time."""
        if telling.names and self.names:
            return not self.names.keys().isdisjoint(telling.names)
        apart = bool(telling.states and self.states) and self.states.isdisjoint(telling.states)
        return not apart and not _at_another_time(telling.when, self.when) and not self._turns_round(telling)

    def _turns_round(self, telling: Telling) -> bool:
        """Return whether the accused of this incident accuse in turn, or are the victims: that is another incident."""
        if telling.accused <= self.accused:
            return False
        struck = (telling.accusers | telling.states) - telling.accused
        return not self.accused.isdisjoint(struck) or not self.accusers.isdisjoint(telling.accused)

    def touches(self, actors: Set[str]) -> bool:
        """Return whether one of the actors has to do with the incident; true where there are none, or nobody has."""
        known = (self.accusers, self.accused, self.states)
        return not actors or not any(known) or not all(actors.isdisjoint(some) for some in known)

    def add(self, telling: Telling) -> None:
        """Take in one more telling."""
        self.tellings.append(telling)
        self.names |= dict.fromkeys(telling.names)
        for victim in telling.victims:
            self.victims.setdefault(victim.actor.id, victim)
        self.states |= telling.states
        self.accusers |= telling.accusers
        self.accused |= telling.accused
        self.when = self.when or telling.when
        self.last = telling.span.start

    def freeze(self) -> Incident:
        """Return the finished Incident."""
        words = "\n".join(t.sentence for t in self.tellings)
        types = codes_in(words, "incident")
        return Incident(
            number=self.number,
            label=self._label(types),
            evidence=(self.tellings[0].span,),
            victims=tuple(self.victims.values()),
            systems=tuple(self.names),
            types=types,
            effects=codes_in(words, "effect"),
            when=self.when,
        )

    def _label(self, types: tuple[str, ...]) -> str:
        hit = (p for p in self.victims.values() if p.actor.id not in self.accused)
        return incident_label(types, hit, self.when, name=next(iter(self.names), None))


class Incidents:
    """Assigns the candidates of one document, in order, to incidents."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []

    def assign(self, candidate: Candidate, when: Interval | None, span: Span) -> Cluster | None:
        """Return the incident the candidate concerns: one told before, or a new one; None where it concerns none."""
        if not concerns_incident(candidate):
            return self._main(candidate) if _is_reaction(candidate) else None
        telling = _telling(candidate, when, span)
        cluster = self._same_sentence(telling) if _is_another(candidate) else self._fitting(telling)
        if cluster is None:
            cluster = Cluster(len(self.clusters) + 1)
            self.clusters.append(cluster)
        cluster.add(telling)
        return cluster

    def _same_sentence(self, telling: Telling) -> Cluster | None:
        """Another incident that the same sentence has just told of the same victims."""
        last = self.clusters[-1] if self.clusters else None
        return last if last and last.tellings[-1].sentence == telling.sentence and last.fits(telling) else None

    def _fitting(self, telling: Telling) -> Cluster | None:
        recent = sorted(self.clusters, key=attrgetter("last"), reverse=True)
        return next((c for c in recent if c.fits(telling)), None)

    def _main(self, candidate: Candidate) -> Cluster | None:
        """The incident most told of so far: what measures and statements without another reason react to."""
        accuses = candidate.frame.act is ActKind.ATTRIBUTION  # anybody, also who was not named before
        there = frozenset() if accuses else _principals(candidate.targets)
        touched = (cluster for cluster in self.clusters if cluster.touches(there))
        return max(touched, key=lambda c: len(c.tellings), default=None)


def _telling(candidate: Candidate, when: Interval | None, span: Span) -> Telling:
    accuses = candidate.frame.act is ActKind.ATTRIBUTION and candidate.status in MADE
    return Telling(
        _names(candidate),
        candidate.victims,
        frozenset(p.actor.id for p in candidate.victims if p.actor.code),
        when,
        span,
        candidate.trigger.sent.text,
        _principals(candidate.agents) if accuses else frozenset(),
        _principals(candidate.targets) if accuses else frozenset(),
    )


def _principals(participants: tuple[Participant, ...]) -> frozenset[str]:
    return frozenset(principal_of(p.actor).id for p in participants)


def concerns_incident(candidate: Candidate) -> bool:
    """Return whether the act is said of a cyber incident, and not of another matter or of nothing in particular."""
    if candidate.frame.act not in _ABOUT_INCIDENTS:
        return False
    if not (candidate.events or candidate.victims or _names(candidate)):
        return False
    return is_cyber(candidate.trigger)


def _names(candidate: Candidate) -> tuple[str, ...]:
    """The malware and campaigns that the act's own words name."""
    inside = {t.i for head in (candidate.trigger, *candidate.events) for t in head.subtree}
    near = starting_in(candidate.trigger.doc._.malware, min(inside), max(inside) + 1)
    return tuple(m.name for m in near if m.start in inside)


def _at_another_time(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and (one.latest < other.earliest or other.latest < one.earliest)


def _is_another(candidate: Candidate) -> bool:
    """Whether the words set the incident apart: "an earlier attack", "another campaign"."""
    return any(has_class(t, "other-event") for e in candidate.events for t in e.children)


def _is_reaction(candidate: Candidate) -> bool:
    """An act without an incident of its own reacts to the one just told, unless its own words give another reason."""
    return not any(_gives_reason(child) for child in candidate.trigger.children)


def _gives_reason(token: Token) -> bool:
    return token.dep_ == "obl" and has_class(token, "other-reason")
