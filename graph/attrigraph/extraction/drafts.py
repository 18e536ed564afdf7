"""Acts with the incident they concern, still under construction: repetitions taken together."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from attrigraph.extraction.incidents import Cluster
from attrigraph.extraction.states import principal_of
from attrigraph.extraction.status import MADE
from attrigraph.model import Act, ActKind, Interval, Participant, Span

_HISTORY = timedelta(days=90)
_NOBODY = ""  # stands for who does an act, or to whom, where it names nobody


@dataclass(frozen=True, slots=True)
class Draft:
    """An act and the incident it concerns or None.

    `today` is the day of publication where the act may be of that day. `is_news`: told in the past, without a date.
    `is_further`: the words set it apart from what was told before ("additional charges").
    """

    act: Act
    cluster: Cluster | None
    today: Interval | None = None
    is_news: bool = False
    is_further: bool = False


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
    return _doers(act) | {("to", one) for one in ids_of(_objects(act)) or {_NOBODY}}


def _doers(act: Act) -> set[tuple[str, str]]:
    return {("by", one) for one in ids_of(act.agents) or {_NOBODY}}


def accuses(act: Act) -> bool:
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
    if act.kind is not earlier.kind or not same_status or draft.is_further:
        return False
    same_incident = own_voice or draft.cluster is None or draft.cluster is before.cluster
    same_side = own_voice or (bool(act.agents) == bool(earlier.agents) and ids_of(act.agents) <= ids_of(earlier.agents))
    here, then = act.when or draft.today, earlier.when or before.today
    other_date = here is not None and then is not None and here != then
    return same_incident and same_side and not other_date and _says_no_more(act, earlier)


def _says_no_more(act: Act, earlier: Act) -> bool:
    return bool(_objects(act)) == bool(_objects(earlier)) and _meant(act) <= ids_of(_objects(earlier))


def _meant(act: Act) -> set[str]:
    """Return whom an act is done to: those with a name, where some have one."""
    return {p.actor.id for p in _objects(act) if p.actor.is_named} or ids_of(_objects(act))


def _objects(act: Act) -> tuple[Participant, ...]:
    return act.targets + act.perpetrators


def _supplemented(act: Act, repetition: Act) -> Act:
    known = ids_of(act.perpetrators)
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


def ids_of(participants: tuple[Participant, ...]) -> set[str]:
    """Return the ids of their actors."""
    return {p.actor.id for p in participants}


def principals(participants: tuple[Participant, ...]) -> frozenset[str]:
    """Return for whom they act: a minister and his State are one side."""
    return frozenset(principal_of(p.actor).id for p in participants)
