"""What a sentence leaves out and other acts of the document tell: whom an act is done to, by whom, and when."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from attrigraph.extraction.drafts import Draft, accuses, ids_of, principals
from attrigraph.extraction.status import MADE
from attrigraph.model import Act, ActKind, ActorKind, Document, Interval, Participant

_MEASURES = frozenset(
    {
        ActKind.SUMMONS,
        ActKind.EXPULSION,
        ActKind.RECALL,
        ActKind.SEVERED_RELATIONS,
        ActKind.INDICTMENT,
        ActKind.ARREST,
        ActKind.SANCTION,
    }
)
_INFERRED = 0.7  # what is left of the score where the agent is inferred
_NEWS = timedelta(days=4)  # a weekly has older ones; a mistake there is worse than a gap


def with_silent_roles(drafts: Sequence[Draft], document: Document, days: Sequence[tuple[int, Interval]]) -> list[Draft]:
    """Fill from the other acts what a sentence leaves out; `drafts` come, and are returned, in order of the text.

    That is the only accuser whom a denial can contradict, whom a condemnation of an incident means, whom an
    investigation suspects, from whom a ransom is demanded, who takes a measure told in the passive (who acted just
    before in the same paragraph, or alone indicts anybody), and the date: that of what the same side did just
    before, or the day of the news: of `days`, places in the text with dates, the last recent one.
    """
    accusations, news = _Accusations(drafts), _News(days, document.published)
    ends = [found.start() for found in re.finditer(r"(?=\n\n)", document.text)]
    prosecutors = _prosecutors(drafts)
    told: list[Draft] = []
    for _, paragraph in groupby(drafts, key=lambda d: bisect_right(ends, d.act.evidence[0].start)):
        before = _Before(prosecutors)
        for draft in paragraph:
            day = news.at(draft.act.evidence[0].end) if draft.is_news else draft.today
            act = before.lend(accusations.lend(draft), day)
            told.append(replace(draft, act=act))
    return told


class _News:
    """The days just before publication that a text names: what it tells without a date is of the last one named."""

    def __init__(self, days: Iterable[tuple[int, Interval]], published: Interval | None) -> None:
        single = [(start, day) for start, day in days if published and day.earliest == day.latest]
        self._days = [(s, d) for s, d in single if published and timedelta(0) <= published.latest - d.latest <= _NEWS]

    def at(self, place: int) -> Interval | None:
        """Return the day of what is told at a place in the text."""
        before = bisect_left(self._days, place, key=itemgetter(0))
        return self._days[before - 1][1] if before else None


class _Accusations:
    """Who accuses whom of what, anywhere in the document."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of_incident: dict[tuple[int, frozenset[str]], Act] = {}  # incident, for whom they accuse -> the first act
        for draft in drafts:
            if draft.cluster and draft.act.kind is ActKind.ATTRIBUTION and draft.act.status in MADE:
                self._of_incident.setdefault((draft.cluster.number, principals(draft.act.agents)), draft.act)
        self._sides: defaultdict[str, dict[frozenset[str], Act]] = defaultdict(dict)  # who is accused -> by whom first
        for act in (d.act for d in drafts if accuses(d.act)):
            for accused in ids_of(act.perpetrators):
                self._sides[accused].setdefault(principals(act.agents), act)
        made = (d.act for d in drafts if d.act.kind is ActKind.ATTRIBUTION and d.act.status in MADE)
        self._suspecting = sorted(((a.evidence[0].start, a) for a in made), key=itemgetter(0))

    def lend(self, draft: Draft) -> Act:
        """Return the act with its targets."""
        act = draft.act
        lenders = {
            ActKind.DENIAL: lambda: self._accusers(act),
            ActKind.CONDEMNATION: lambda: self._accused(draft),
            ActKind.INVESTIGATION: lambda: self._suspected(act),
            ActKind.DEMAND: lambda: _extorted(draft),
        }
        lend = lenders.get(act.kind)
        return act if act.targets or lend is None else replace(act, targets=lend())

    def _accusers(self, denial: Act) -> tuple[Participant, ...]:
        """Return who accuses the agent of the denial, where one side alone does: else the text has to say it."""
        denying = ids_of(denial.agents) | principals(denial.agents)
        sides = {side: act for one in denying for side, act in self._sides.get(one, {}).items()}
        found = next(iter(sides.values())).agents if len(sides) == 1 else ()
        return tuple(p for p in found if p.actor.id not in denying)

    def _suspected(self, investigation: Act) -> tuple[Participant, ...]:
        """Return whom the same words suspect: "is looking into the hack, of which it suspects Iran"."""
        words = investigation.evidence[0]
        first = bisect_left(self._suspecting, words.start, key=itemgetter(0))
        near = (a for start, a in self._suspecting[max(first - 1, 0) : first + 1] if start < words.end)
        meant = (a for a in near if words.start < a.evidence[0].end)
        return next((tuple(p for p in a.perpetrators if p.actor.is_named) for a in meant), ())

    def _accused(self, condemnation: Draft) -> tuple[Participant, ...]:
        """Return whom one side accuses of an incident: whom it means when it condemns the incident."""
        incident = condemnation.cluster
        sides = principals(condemnation.act.agents)
        act = self._of_incident.get((incident.number, sides)) if incident else None
        return tuple(p for p in act.perpetrators if p.actor.is_named) if act else ()


def _extorted(demand: Draft) -> tuple[Participant, ...]:
    """Return from whom a threat group demands a ransom: whom it has hit."""
    is_ransom = demand.cluster and all(p.actor.kind is ActorKind.GROUP for p in demand.act.agents)
    return tuple(demand.cluster.victims.values()) if demand.cluster and is_ransom else ()


def _prosecutors(drafts: Iterable[Draft]) -> tuple[Participant, ...]:
    """Return who indicts in the document, where one side alone does."""
    sides = {principals(d.act.agents): d.act.agents for d in drafts if d.act.kind is ActKind.INDICTMENT}
    known = [agents for agents in sides.values() if agents]
    return known[0] if len(known) == 1 else ()


class _Before:
    """What the acts told just before in the same paragraph lend to the next one."""

    def __init__(self, prosecutors: tuple[Participant, ...]) -> None:
        self._prosecutors = prosecutors
        self._acting: dict[tuple[Participant, ...], None] = {}  # who acted, the latest last
        self._dates: dict[tuple[Participant, ...], Interval] = {}  # who acted -> when last

    def lend(self, act: Act, today: Interval | None) -> Act:
        """Return the next act of the paragraph with its agent and its date, and remember both."""
        act = self._with_date(self._with_agent(act), today)
        if act.agents:
            self._acting.pop(act.agents, None)
            self._acting[act.agents] = None
            if act.when:
                self._dates[act.agents] = act.when
        return act

    def _with_date(self, act: Act, today: Interval | None) -> Act:
        """Carry on the date of what the same side did just before; else the day of publication."""
        return act if act.when or not act.agents else replace(act, when=self._dates.get(act.agents, today))

    def _with_agent(self, act: Act) -> Act:
        if act.agents or act.kind not in _MEASURES:
            return act
        hit = ids_of(act.targets) | {f"state/{p.actor.organ_of.lower()}" for p in act.targets if p.actor.organ_of}
        charging = self._prosecutors if act.kind is ActKind.INDICTMENT else ()
        for agents in filter(None, (*reversed(self._acting), charging)):
            if all(p.actor.kind is ActorKind.STATE and p.actor.id not in hit for p in agents):
                return replace(act, agents=agents, score=round(act.score * _INFERRED, 2))
        return act
