"""Acts with the incident they concern, still under construction: repetitions taken together, silent roles filled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from attrigraph.extraction.incidents import Cluster
from attrigraph.model import Act, ActKind, ActorKind, Interval, Participant, Status

_MEASURES = frozenset(
    {ActKind.SUMMONS, ActKind.EXPULSION, ActKind.RECALL, ActKind.SEVERED_RELATIONS, ActKind.INDICTMENT, ActKind.ARREST}
)
_INFERRED = 0.7  # what is left of the score where the agent is inferred
_MADE = {Status.ASSERTED, Status.HEDGED}


@dataclass(frozen=True, slots=True)
class Draft:
    """An act; the incident it concerns or None; the day of publication where the act may be of that day."""

    act: Act
    cluster: Cluster | None
    today: Interval | None = None


def without_repetitions(drafts: Iterable[Draft]) -> list[Draft]:
    """Take an act that repeats another into it: its words are further evidence, what it adds fills the gaps."""
    kept: list[Draft] = []
    for draft in drafts:
        place = next((i for i, earlier in enumerate(kept) if _repeats(draft, earlier)), None)
        if place is None:
            kept.append(draft)
        else:
            kept[place] = replace(kept[place], act=_supplemented(kept[place].act, draft.act))
    return kept


def _repeats(draft: Draft, before: Draft) -> bool:
    """Return whether an act says nothing new after another: same kind, status, side and incident, no other date.

    What the document says in its own voice repeats whatever was said before of the same accused.
    """
    act, earlier = draft.act, before.act
    own_voice = act.kind is ActKind.ATTRIBUTION and not act.agents
    same_status = act.status is earlier.status or (own_voice and {act.status, earlier.status} == _MADE)
    if act.kind is not earlier.kind or not same_status:
        return False
    same_incident = own_voice or draft.cluster is None or draft.cluster is before.cluster
    same_side = own_voice or (bool(act.agents) == bool(earlier.agents) and _ids(act.agents) <= _ids(earlier.agents))
    here, then = act.when or draft.today, earlier.when or before.today
    other_date = here is not None and then is not None and here != then
    return same_incident and same_side and not other_date and _says_no_more(act, earlier)


def _says_no_more(act: Act, earlier: Act) -> bool:
    here, before = _objects(act), _objects(earlier)
    named = {p.actor.id for p in here if p.actor.is_named} or _ids(here)
    return bool(here) == bool(before) and named <= _ids(before)


def _objects(act: Act) -> tuple[Participant, ...]:
    return act.targets + act.perpetrators


def _supplemented(act: Act, repetition: Act) -> Act:
    known = _ids(act.perpetrators)
    unnamed = tuple(p for p in repetition.perpetrators if p.actor.id not in known and not p.actor.is_named)
    told_again = act.agents == repetition.agents
    return replace(
        act,
        evidence=tuple(dict.fromkeys(act.evidence + repetition.evidence)),
        perpetrators=act.perpetrators + unnamed,
        via=act.via + (unnamed if act.kind is ActKind.ATTRIBUTION else ()),
        speaker=act.speaker or (repetition.speaker if told_again else None),
        capacity=act.capacity or (repetition.capacity if told_again else None),
        mode=act.mode or repetition.mode,
        confidence=act.confidence or (repetition.confidence if told_again else None),
        when=act.when or (repetition.when if told_again else None),
    )


def with_silent_roles(drafts: list[Draft], text: str) -> list[Draft]:
    """Fill from the other acts what a sentence leaves out.

    That is the accuser whom a denial contradicts, whom a condemnation of an incident means, who takes a measure told
    in the passive (who acted just before in the same paragraph), and the date.
    """
    told = [replace(d, act=_with_target(d, drafts[:n], drafts)) for n, d in enumerate(drafts)]
    for n, draft in enumerate(told):
        before = _just_before(draft.act, told[:n], text)
        told[n] = replace(draft, act=_with_date(_with_agent(draft.act, before), before, draft.today))
    return told


def _just_before(act: Act, told: list[Draft], text: str) -> list[Act]:
    """Return the acts told before in the same paragraph, the latest first."""
    return list(takewhile(lambda earlier: _in_one_paragraph(earlier, act, text), (d.act for d in reversed(told))))


def _in_one_paragraph(earlier: Act, act: Act, text: str) -> bool:
    return "\n\n" not in text[earlier.evidence[0].end : act.evidence[0].start]


def _with_date(act: Act, before: list[Act], today: Interval | None) -> Act:
    """Carry on the date of what the same side did just before in the paragraph; else the day of publication."""
    if act.when or not act.agents:
        return act
    same = (earlier.when for earlier in before if earlier.when and earlier.agents == act.agents)
    return replace(act, when=next(same, today))


def _with_agent(act: Act, before: list[Act]) -> Act:
    if act.agents or act.kind not in _MEASURES:
        return act
    hit = _ids(act.targets) | {f"state/{p.actor.organ_of.lower()}" for p in act.targets if p.actor.organ_of}
    for earlier in before:
        if earlier.agents and all(p.actor.kind is ActorKind.STATE and p.actor.id not in hit for p in earlier.agents):
            return replace(act, agents=earlier.agents, score=round(act.score * _INFERRED, 2))
    return act


def _with_target(draft: Draft, before: list[Draft], everything: list[Draft]) -> Act:
    act = draft.act
    if act.targets or act.kind not in (ActKind.DENIAL, ActKind.CONDEMNATION):
        return act
    if act.kind is ActKind.DENIAL:
        return replace(act, targets=_accusers(act, [d.act for d in before]))
    same = [d.act for d in everything if draft.cluster and d.cluster is draft.cluster and d.act.agents == act.agents]
    return replace(act, targets=_accused_by(same))


def _accusers(denial: Act, earlier: list[Act]) -> tuple[Participant, ...]:
    """Return the last who accused the agent of the denial before it."""
    denying = _ids(denial.agents)
    for act in reversed(earlier):
        if act.kind is ActKind.ATTRIBUTION and act.agents and not denying.isdisjoint(_ids(act.perpetrators)):
            return tuple(p for p in act.agents if p.actor.id not in denying)
    return ()


def _accused_by(acts: list[Act]) -> tuple[Participant, ...]:
    """Return whom one side accuses of an incident: whom it means when it condemns the incident."""
    accusing = (a for a in acts if a.kind is ActKind.ATTRIBUTION and a.status is Status.ASSERTED)
    return next((tuple(p for p in a.perpetrators if p.actor.is_named) for a in accusing), ())


def _ids(participants: tuple[Participant, ...]) -> set[str]:
    return {p.actor.id for p in participants}
