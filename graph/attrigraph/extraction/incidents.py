"""Which acts of a document concern the same incident: by names, victims, dates and words such as "earlier"."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from attrigraph.extraction.actors import principal_of
from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.codes import codes_in
from attrigraph.extraction.conditions import is_cyber
from attrigraph.folders import folder
from attrigraph.language.words import has_class
from attrigraph.model import ActKind, Incident, Interval, Participant, Span, Status

_ABOUT_INCIDENTS = frozenset(
    {ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.CONDEMNATION, ActKind.INVESTIGATION, ActKind.NOTIFICATION}
)
_UNSPECIFIED = "unspecified"
_MADE = frozenset({Status.ASSERTED, Status.HEDGED})


@cache
def _labels() -> Mapping[str, str]:
    with (folder("seeds") / "frames" / "incident_labels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["label"] for row in csv.DictReader(lines)}


@dataclass(frozen=True, slots=True)
class Telling:
    """What one candidate tells of an incident: names of malware or campaigns, victims, date, sentence."""

    names: tuple[str, ...]
    victims: tuple[Participant, ...]
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
    when: Interval | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of malware and campaigns, in order of mention."""
        return tuple(dict.fromkeys(name for t in self.tellings for name in t.names))

    @property
    def victims(self) -> tuple[Participant, ...]:
        """Everyone who was hit, in order of mention."""
        found: dict[str, Participant] = {}
        for participant in (p for t in self.tellings for p in t.victims):
            found.setdefault(participant.actor.id, participant)
        return tuple(found.values())

    def fits(self, telling: Telling) -> bool:
        """Return whether a telling may be of this incident: one name, or no other States hit and no other time."""
        if telling.names and self.names:
            return not set(telling.names).isdisjoint(self.names)
        here, known = _states(telling.victims), _states(self.victims)
        apart = bool(here and known) and here.isdisjoint(known)
        return not apart and not _at_another_time(telling.when, self.when) and not self._turns_round(telling)

    def _turns_round(self, telling: Telling) -> bool:
        """Return whether the accused of this incident accuse in turn, or are the victims: that is another incident."""
        if telling.accused <= self.accused:
            return False
        struck = telling.accusers | _states(telling.victims)
        return not (struck - telling.accused).isdisjoint(self.accused) or not telling.accused.isdisjoint(self.accusers)

    @property
    def accusers(self) -> frozenset[str]:
        """Who accuses somebody of it."""
        return frozenset(who for t in self.tellings for who in t.accusers)

    @property
    def accused(self) -> frozenset[str]:
        """Who is accused of it."""
        return frozenset(who for t in self.tellings for who in t.accused)

    def touches(self, candidate: Candidate) -> bool:
        """Return whether somebody in the act has to do with the incident; true where the act names nobody there."""
        known = self.accusers | self.accused | _states(self.victims)
        there = _principals(candidate.targets)
        return not there or not known or not known.isdisjoint(there)

    def add(self, telling: Telling) -> None:
        """Take in one more telling."""
        self.tellings.append(telling)
        self.when = self.when or telling.when

    def freeze(self) -> Incident:
        """Return the finished Incident."""
        words = "\n".join(t.sentence for t in self.tellings)
        types = codes_in(words, "incident")
        return Incident(
            number=self.number,
            label=self._label(types),
            evidence=(self.tellings[0].span,),
            victims=self.victims,
            systems=self.names,
            types=types,
            effects=codes_in(words, "effect"),
            when=self.when,
        )

    def _label(self, types: tuple[str, ...]) -> str:
        victims = ", ".join(p.actor.name for p in self.victims[:3])
        what = self.names[0] if self.names else _labels()[types[0] if types else _UNSPECIFIED]
        date = f", {self.when.partial}" if self.when and self.when.partial else ""
        return f"{what} against {victims}{date}" if victims else f"{what}{date}"


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
        recent = sorted(self.clusters, key=lambda c: -c.tellings[-1].span.start)
        return next((c for c in recent if c.fits(telling)), None)

    def _main(self, candidate: Candidate) -> Cluster | None:
        """The incident most told of so far: what measures and statements without another reason react to."""
        touched = (cluster for cluster in self.clusters if cluster.touches(candidate))
        return max(touched, key=lambda c: len(c.tellings), default=None)


def _telling(candidate: Candidate, when: Interval | None, span: Span) -> Telling:
    accuses = candidate.frame.act is ActKind.ATTRIBUTION and candidate.status in _MADE
    return Telling(
        _names(candidate),
        candidate.victims,
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
    return tuple(m.name for m in candidate.trigger.doc._.malware if m.start in inside)


def _states(victims: tuple[Participant, ...]) -> set[str]:
    return {p.actor.id for p in victims if p.actor.code}


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
