"""Acts with the incident they concern, still under construction: repetitions taken together, silent roles filled."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from attrigraph.extraction.actors import principal_of
from attrigraph.extraction.incidents import Cluster
from attrigraph.extraction.status import MADE
from attrigraph.model import Act, ActKind, ActorKind, Document, Interval, Participant, Span

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
_HISTORY = timedelta(days=90)
_NOBODY = ""  # stands for who does an act, or to whom, where it names nobody


@dataclass(frozen=True, slots=True)
class Draft:
    """An act and the incident it concerns or None.

    `today` is the day of publication where the act may be of that day. `is_news`: told in the past, without a date.
    """

    act: Act
    cluster: Cluster | None
    today: Interval | None = None
    is_news: bool = False


def without_repetitions(drafts: Iterable[Draft], published: Interval | None = None) -> list[Draft]:
    """Take an act that repeats another into it: its words are further evidence, what it adds fills the gaps.

    What was done long before the publication does not repeat news without a date; where nobody says when the document
    was published, nothing with a date repeats what has none.
    """
    kept = _Kept()
    for draft in drafts:
        is_history = _is_history(draft.act.when, published)
        like = (i for i in kept.like(draft.act) if not (is_history and _is_undated(kept.drafts[i], published)))
        place = next((i for i in like if _repeats(draft, kept.drafts[i])), None)
        if place is None:
            kept.add(draft)
        else:
            kept.supplement(place, draft.act)
    return kept.with_evidence()


def _is_history(when: Interval | None, published: Interval | None) -> bool:
    return when is not None and (published is None or published.earliest - when.latest > _HISTORY)


def _is_undated(draft: Draft, published: Interval | None) -> bool:
    return draft.act.when is None and (draft.is_news or published is None)


class _Kept:
    """The acts that repeat none before them, found by their kind and by one who does them or to whom they are done."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._evidence: list[dict[Span, None]] = []
        self._places: defaultdict[tuple[ActKind, str, str], list[int]] = defaultdict(list)

    def like(self, act: Act) -> Sequence[int]:
        """Return the places, in order, of what this act may repeat: acts of its kind with a participant in its role."""
        to = {("to", one) for one in _meant(act) or {_NOBODY}}
        sides = to if _is_own_voice(act) else to | _doers(act)
        return min((self._places.get((act.kind, *side), ()) for side in sides), key=len)

    def add(self, draft: Draft) -> None:
        """Take in an act that repeats nothing."""
        self.drafts.append(draft)
        self._evidence.append(dict.fromkeys(draft.act.evidence))
        self._enter(len(self.drafts) - 1, _sides(draft.act))

    def supplement(self, place: int, repetition: Act) -> None:
        """Take a repetition into the act that it repeats."""
        earlier = self.drafts[place].act
        act = _supplemented(earlier, repetition)
        self.drafts[place] = replace(self.drafts[place], act=act)
        self._evidence[place] |= dict.fromkeys(repetition.evidence)
        self._enter(place, _sides(act) - _sides(earlier))

    def with_evidence(self) -> list[Draft]:
        """Return the acts, each with all the words that tell it."""
        return [
            replace(draft, act=replace(draft.act, evidence=tuple(spans)))
            for draft, spans in zip(self.drafts, self._evidence, strict=True)
        ]

    def _enter(self, place: int, sides: Iterable[tuple[str, str]]) -> None:
        for side in sides:
            insort(self._places[(self.drafts[place].act.kind, *side)], place)


def _sides(act: Act) -> set[tuple[str, str]]:
    """Return by whom an act is done and to whom."""
    return _doers(act) | {("to", one) for one in _ids(_objects(act)) or {_NOBODY}}


def _doers(act: Act) -> set[tuple[str, str]]:
    return {("by", one) for one in _ids(act.agents) or {_NOBODY}}


def _accuses(act: Act) -> bool:
    """Return whether somebody makes an accusation; who refrains from one does not."""
    return act.kind is ActKind.ATTRIBUTION and bool(act.agents) and act.status in MADE


def _is_own_voice(act: Act) -> bool:
    return act.kind is ActKind.ATTRIBUTION and not act.agents


def _repeats(draft: Draft, before: Draft) -> bool:
    """Return whether an act says nothing new after another: same kind, status, side and incident, no other date.

    What the document says in its own voice repeats whatever was said before of the same accused.
    """
    act, earlier = draft.act, before.act
    own_voice = _is_own_voice(act)
    same_status = act.status is earlier.status or (own_voice and {act.status, earlier.status} == MADE)
    if act.kind is not earlier.kind or not same_status:
        return False
    same_incident = own_voice or draft.cluster is None or draft.cluster is before.cluster
    same_side = own_voice or (bool(act.agents) == bool(earlier.agents) and _ids(act.agents) <= _ids(earlier.agents))
    here, then = act.when or draft.today, earlier.when or before.today
    other_date = here is not None and then is not None and here != then
    return same_incident and same_side and not other_date and _says_no_more(act, earlier)


def _says_no_more(act: Act, earlier: Act) -> bool:
    return bool(_objects(act)) == bool(_objects(earlier)) and _meant(act) <= _ids(_objects(earlier))


def _meant(act: Act) -> set[str]:
    """Return whom an act is done to: those with a name, where some have one."""
    return {p.actor.id for p in _objects(act) if p.actor.is_named} or _ids(_objects(act))


def _objects(act: Act) -> tuple[Participant, ...]:
    return act.targets + act.perpetrators


def _supplemented(act: Act, repetition: Act) -> Act:
    known = _ids(act.perpetrators)
    unnamed = tuple(p for p in repetition.perpetrators if p.actor.id not in known and not p.actor.is_named)
    told_again = act.agents == repetition.agents
    return replace(
        act,
        perpetrators=act.perpetrators + unnamed,
        via=act.via + (unnamed if act.kind is ActKind.ATTRIBUTION else ()),
        speaker=act.speaker or (repetition.speaker if told_again else None),
        capacity=act.capacity or (repetition.capacity if told_again else None),
        mode=act.mode or repetition.mode,
        confidence=act.confidence or (repetition.confidence if told_again else None),
        when=act.when or (repetition.when if told_again else None),
    )


def with_silent_roles(drafts: Sequence[Draft], document: Document, days: Sequence[tuple[int, Interval]]) -> list[Draft]:
    """Fill from the other acts what a sentence leaves out; `drafts` come, and are returned, in order of the text.

    That is the accuser whom a denial contradicts, whom a condemnation of an incident means, who takes a measure told
    in the passive (who acted just before in the same paragraph), and the date: that of what the same side did just
    before, or the day of the news: of `days`, places in the text with dates, the last recent one.
    """
    accusations, news = _Accusations(drafts), _News(days, document.published)
    ends = [found.start() for found in re.finditer(r"(?=\n\n)", document.text)]
    told: list[Draft] = []
    for _, paragraph in groupby(drafts, key=lambda d: bisect_right(ends, d.act.evidence[0].start)):
        before = _Before()
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
    """Who accuses whom: of an incident anywhere in the document, and of anything before the act in question."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of_incident: dict[tuple[int, frozenset[str]], Act] = {}  # incident, for whom they accuse -> the first act
        for draft in drafts:
            if draft.cluster and draft.act.kind is ActKind.ATTRIBUTION and draft.act.status in MADE:
                self._of_incident.setdefault((draft.cluster.number, _principals(draft.act.agents)), draft.act)
        self._accusing = [d.act for d in drafts if _accuses(d.act)]
        self._told = 0  # so many of them have been told so far
        self._latest: dict[str, int] = {}  # who is accused -> the place of the last of those in _accusing

    def lend(self, draft: Draft) -> Act:
        """Return the act with its targets, and remember whom it accuses; to be asked in order of the text."""
        act = draft.act
        if _accuses(act):
            self._latest |= dict.fromkeys(_ids(act.perpetrators), self._told)
            self._told += 1
        if act.targets or act.kind not in (ActKind.DENIAL, ActKind.CONDEMNATION):
            return act
        return replace(act, targets=self._accusers(act) if act.kind is ActKind.DENIAL else self._accused(draft))

    def _accusers(self, denial: Act) -> tuple[Participant, ...]:
        """Return the last who accused the agent of the denial before it."""
        denying = _ids(denial.agents) | _principals(denial.agents)
        place = max((self._latest[one] for one in denying if one in self._latest), default=None)
        act = self._first(denying) if place is None else self._accusing[place]
        return tuple(p for p in act.agents if p.actor.id not in denying) if act else ()

    def _first(self, accused: set[str]) -> Act | None:
        """Return the first accusation of somebody, for a denial that the text tells before it."""
        return next((a for a in self._accusing if accused & _ids(a.perpetrators)), None)

    def _accused(self, condemnation: Draft) -> tuple[Participant, ...]:
        """Return whom one side accuses of an incident: whom it means when it condemns the incident."""
        incident = condemnation.cluster
        sides = _principals(condemnation.act.agents)
        act = self._of_incident.get((incident.number, sides)) if incident else None
        return tuple(p for p in act.perpetrators if p.actor.is_named) if act else ()


class _Before:
    """What the acts told just before in the same paragraph lend to the next one."""

    def __init__(self) -> None:
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
        hit = _ids(act.targets) | {f"state/{p.actor.organ_of.lower()}" for p in act.targets if p.actor.organ_of}
        for agents in reversed(self._acting):
            if all(p.actor.kind is ActorKind.STATE and p.actor.id not in hit for p in agents):
                return replace(act, agents=agents, score=round(act.score * _INFERRED, 2))
        return act


def _ids(participants: tuple[Participant, ...]) -> set[str]:
    return {p.actor.id for p in participants}


def _principals(participants: tuple[Participant, ...]) -> frozenset[str]:
    """Return for whom they act: a minister and his State are one side."""
    return frozenset(principal_of(p.actor).id for p in participants)
