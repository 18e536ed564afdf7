"""Which acts of a document concern the same incident: by victims, dates and words such as "earlier" or "another"."""

from dataclasses import dataclass, field

from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.codes import codes_in
from attrigraph.extraction.conditions import is_cyber
from attrigraph.language.words import has_class
from attrigraph.model import ActKind, Incident, Interval, Participant, Span

_ABOUT_INCIDENTS = frozenset(
    {ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.CONDEMNATION, ActKind.INVESTIGATION, ActKind.NOTIFICATION}
)


@dataclass
class Cluster:
    """The incident under construction: everything the document's sentences say of it so far."""

    number: int
    evidence: list[Span] = field(default_factory=list)
    victims: dict[str, Participant] = field(default_factory=dict)
    when: Interval | None = None
    words: str = ""

    def fits(self, victims: tuple[Participant, ...], when: Interval | None) -> bool:
        """Return whether an act with these victims and this date of the incident may concern it."""
        here = {p.actor.id for p in victims if p.actor.code}
        known = {p.actor.id for p in self.victims.values() if p.actor.code}
        apart = here and known and here.isdisjoint(known)
        other_time = when and self.when and (when.latest < self.when.earliest or self.when.latest < when.earliest)
        return not apart and not other_time

    def add(self, victims: tuple[Participant, ...], when: Interval | None, span: Span, words: str) -> None:
        """Take in what one more act says of the incident."""
        self.evidence.append(span)
        self.victims |= {p.actor.id: p for p in victims if p.actor.id not in self.victims}
        self.when = self.when or when
        self.words += "\n" + words

    def freeze(self) -> Incident:
        """Return the finished Incident."""
        victims = tuple(self.victims.values())
        label = "Cyber incident" + (f" against {', '.join(p.actor.name for p in victims[:3])}" if victims else "")
        return Incident(
            number=self.number,
            label=label + (f", {self.when.partial}" if self.when and self.when.partial else ""),
            evidence=(self.evidence[0],),
            victims=victims,
            types=codes_in(self.words, "incident"),
            effects=codes_in(self.words, "effect"),
            when=self.when,
        )


class Incidents:
    """Assigns the candidates of one document, in order, to incidents."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []

    def assign(self, candidate: Candidate, when: Interval | None, span: Span) -> Cluster | None:
        """Return the incident the candidate concerns; a new one where none before fits; None where it concerns none."""
        if not concerns_incident(candidate):
            return self._main() if _is_reaction(candidate) else None
        words = candidate.trigger.sent.text
        other = any(has_class(t, "other-event") for e in candidate.events for t in e.children)
        cluster = None if other else self._fitting(candidate.victims, when)
        if cluster is None:
            cluster = Cluster(len(self.clusters) + 1)
            self.clusters.append(cluster)
        cluster.add(candidate.victims, when, span, words)
        return cluster

    def _fitting(self, victims: tuple[Participant, ...], when: Interval | None) -> Cluster | None:
        recent = sorted(self.clusters, key=lambda c: -c.evidence[-1].start)
        return next((c for c in recent if c.fits(victims, when)), None)

    def _main(self) -> Cluster | None:
        """The incident most told of so far: what measures and statements without another reason react to."""
        return max(self.clusters, key=lambda c: len(c.evidence), default=None)


def concerns_incident(candidate: Candidate) -> bool:
    """Return whether the act is said of a cyber incident, and not of another matter or of nothing in particular."""
    if candidate.frame.act not in _ABOUT_INCIDENTS or not (candidate.events or candidate.victims):
        return False
    return is_cyber(candidate.trigger)


def _is_reaction(candidate: Candidate) -> bool:
    """An act without an incident of its own reacts to the one just told, unless its own words give another reason."""
    return not any(c.dep_ == "obl" and has_class(c, "other-reason") for c in candidate.trigger.children)
