"""Candidates of one sentence that are one act: what an accusation consists of, and one statement told by two words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Token

from attrigraph.extraction.candidate import Candidate
from attrigraph.language.words import has_class
from attrigraph.model import ActKind, Participant

_NEAR = 5  # candidates of the sentence before that a denial may answer
_ABSORBING = frozenset({ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.DEMAND})


def combine(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with contents taken into their accusation and double tellings merged.

    They come, and are returned, in order of their triggers: what belongs together stands in one sentence.
    """
    sentences = groupby(candidates, key=lambda c: c.trigger.sent.start)
    found: list[Candidate] = []
    for _, here in sentences:
        found += _combined([_answering(c, found[-_NEAR:]) for c in here])
    return found


def _answering(denial: Candidate, before: list[Candidate]) -> Candidate:
    """Return a denial of "the accusation" as one towards who made it in the sentence before."""
    if denial.frame.act is not ActKind.DENIAL or denial.targets or not any(map(_is_the_accusation, denial.events)):
        return denial
    told = [c for c in before if c.frame.act is ActKind.ATTRIBUTION and c.trigger.sent.end == denial.trigger.sent.start]
    accusers = [p for c in told for p in c.agents if p.actor.id not in _ids(denial.agents)]
    return replace(denial, targets=tuple(dict.fromkeys(accusers))) if told else denial


def _is_the_accusation(noun: Token) -> bool:
    return has_class(noun, "allegation") and any(c.lower_ in ("the", "this", "that") for c in noun.children)


def _combined(found: list[Candidate]) -> list[Candidate]:
    """Combine the candidates of one sentence."""
    for whole in [c for c in found if not c.frame.is_own_voice and c.frame.act in _ABSORBING]:
        parts = [c for c in found if _is_content(c, whole)]
        found = [_enriched(c, parts) if c is whole else c for c in found if c not in parts]
    return list(_merged(found))


def _is_content(part: Candidate, whole: Candidate) -> bool:
    if part is whole or part.frame.act is not ActKind.ATTRIBUTION or not part.frame.is_own_voice:
        return False
    return any(_below(part.trigger, event) for event in whole.events) and not _are_rivals(part, whole)


def _below(token: Token, event: Token) -> bool:
    """Return whether the token is the event or tells its content; a relative clause on it is a statement of its own."""
    while token != event:
        tells_apart = token.dep_ == "acl:relcl" and not has_class(token.head, "allegation")
        if tells_apart or token.head == token:
            return False
        token = token.head
    return True


def _enriched(whole: Candidate, parts: list[Candidate]) -> Candidate:
    victims = whole.victims + tuple(v for part in parts for v in part.victims)
    events = whole.events + tuple(e for part in parts for e in part.events)
    accused = {p.actor.id for p in whole.targets}
    denied = tuple(p for part in parts for p in part.targets) if whole.frame.act is ActKind.DENIAL else ()
    kept = {v.actor.id: v for v in victims if v.actor.id not in accused or whole.frame.act is not ActKind.ATTRIBUTION}
    return replace(whole, victims=tuple(kept.values()), events=tuple(dict.fromkeys(events)), denied=denied)


def _merged(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Merge tellings of one act in one sentence: same kind and status, agents and targets that do not disagree."""
    kept: list[Candidate] = []
    for candidate in candidates:
        place = next((i for i, c in enumerate(kept) if _same_act(c, candidate)), None)
        if place is None:
            kept.append(candidate)
        else:
            kept[place] = _union(kept[place], candidate)
    yield from kept


def _same_act(one: Candidate, other: Candidate) -> bool:
    if not (one.is_act and other.is_act):
        return False
    if one.frame.act is not other.frame.act:
        return False
    if one.frame.act is ActKind.ATTRIBUTION and (one.frame.is_own_voice) != (other.frame.is_own_voice):
        return False
    return _agree(one.agents, other.agents) and _overlap(one, other)


def _agree(one: tuple[Participant, ...], other: tuple[Participant, ...]) -> bool:
    return not one or not other or not _ids(one).isdisjoint(_ids(other))


def _overlap(one: Candidate, other: Candidate) -> bool:
    if any(c.frame.is_own_voice and not c.frame.victim for c in (one, other)):
        return not _are_rivals(one, other)  # "the group, which is linked to Iran, broke into ..." is one attribution
    if not _named(one.targets) or not _named(other.targets):
        return one.frame.act is not ActKind.ATTRIBUTION
    return not _ids(one.targets).isdisjoint(_ids(other.targets)) or not set(one.target_heads).isdisjoint(
        other.target_heads
    )


def _are_rivals(one: Candidate, other: Candidate) -> bool:
    """ "Originally believed to be the work of Russia, it was later attributed to Iran"."""
    here, there = ({p.actor.code for p in c.targets} - {None} for c in (one, other))
    return bool(here and there) and here.isdisjoint(there)


def _union(one: Candidate, other: Candidate) -> Candidate:
    first, second = (one, other) if one.agents or not other.agents else (other, one)
    both = _joined(first.targets, second.targets)
    return replace(
        first,
        agents=_joined(first.agents, second.agents if not first.agents else ()),
        targets=both if first.frame.act is ActKind.ATTRIBUTION else _named(both) or both,
        victims=_joined(first.victims, second.victims),
        events=tuple(dict.fromkeys(first.events + second.events)),
        target_heads=tuple(dict.fromkeys(first.target_heads + second.target_heads)),
    )


def _joined(one: tuple[Participant, ...], other: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return tuple(
        {p.actor.id: p for p in reversed(one + other)}[i] for i in dict.fromkeys(p.actor.id for p in one + other)
    )


def _named(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return tuple(p for p in participants if p.actor.is_named)


def _ids(participants: tuple[Participant, ...]) -> set[str]:
    return {p.actor.id for p in participants}
