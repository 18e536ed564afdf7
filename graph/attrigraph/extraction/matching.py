"""Apply the frames to the words of a Doc: each trigger whose roles and conditions fit gives one Candidate."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from attrigraph.extraction.author import FIRST_PERSON
from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.conditions import Filled, holds, is_cyber
from attrigraph.extraction.frames import NEEDS_CULPRIT, Frame, by_trigger
from attrigraph.extraction.roles import Roles
from attrigraph.extraction.slots import fill
from attrigraph.extraction.states import principal_of
from attrigraph.extraction.status import (
    MADE,
    has_modal_doubt,
    is_left_open,
    is_only_conditional,
    status_of,
    statuses_of,
)
from attrigraph.extraction.tree import in_date, is_passive
from attrigraph.language.words import has_class, lemmas
from attrigraph.model import ActKind, ActorKind, Participant, Status

_POS = {  # the part of speech in frames.csv -> what taggers call it, mistakes included
    "VERB": ("VERB", "AUX"),
    "NOUN": ("NOUN", "PROPN"),
    "ADJ": ("ADJ", "VERB"),
    "ADP": ("ADP", "SCONJ", "ADV"),
    "PRON": ("PRON", "NOUN"),
    "AUX": ("AUX",),
}
_MEASURES = frozenset(
    {ActKind.SUMMONS, ActKind.EXPULSION, ActKind.RECALL, ActKind.SEVERED_RELATIONS, ActKind.SANCTION, ActKind.ARREST}
)
_NEEDS_NO_NAME = frozenset({"target", "perp"})  # "has attributed the attack to nobody" names nobody


class Matcher:
    """Finds the candidates of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._roles = Roles(doc)
        self._accused: dict[int, set[str]] = {}

    def candidates(self) -> list[Candidate]:
        """Return the candidates in order of their triggers, at most one for each act of a trigger and voice.

        Accusations by somebody are read first, so that the accused are no victims of what the document tells itself.
        """
        said = [c for token in self._doc for c in self._at(token, own_voice=False)]
        for candidate in said:
            if candidate.frame.act is ActKind.ATTRIBUTION:
                accused = self._accused.setdefault(candidate.trigger.sent.start, set())
                accused.update(p.actor.id for p in candidate.targets)
        spoken = {(c.trigger.i, c.frame.act) for c in said}
        told = [c for token in self._doc for c in self._at(token, own_voice=True)]
        told = [c for c in told if (c.trigger.i, c.frame.act) not in spoken]
        return sorted(said + told, key=lambda c: c.trigger.i)

    def _at(self, token: Token, *, own_voice: bool) -> Iterator[Candidate]:
        if (token.dep_ == "amod" and token.pos_ == "VERB") or _is_told_again(token):
            return
        found: dict[ActKind, Candidate] = {}
        for frame in _frames(token):
            known = found.get(frame.act)
            if frame.is_own_voice == own_voice and not (known and known.targets):
                candidate = self._match(frame, token)
                if candidate and candidate.is_act and (known is None or candidate.targets):
                    found[frame.act] = candidate  # the first frame that fits, but one that finds somebody before others
                elif candidate and not candidate.is_act:
                    yield candidate
        yield from found.values()

    def _match(self, frame: Frame, token: Token) -> Candidate | None:
        speech = self._roles.speech(token) if frame.is_own_voice else None
        agent_heads = (speech.speakers if speech else ()) if frame.is_own_voice else tuple(fill(token, frame.agent))
        if frame.pos == "VERB" and not frame.is_own_voice and not agent_heads and not is_passive(token):
            return None  # "a promise to hold it accountable": nobody does it
        target_heads = self._roles.target_heads(frame, token)
        agents = self._roles.agents(agent_heads)
        targets = self._roles.targets(frame, token, target_heads, agents)
        targets = targets or _claimed(frame, agents, target_heads)
        if _is_own_deed_denied(frame, token, agents, targets):
            frame, targets = frame.denied(), ()
        if frame.is_claim:
            targets = targets or agents
        elif frame.act is not ActKind.DENIAL and _others(agents, targets) != agents:
            agents = _others(self._roles.agents(agent_heads, but=targets), targets) or self._told_by(
                frame, token, targets
            )
            if not agents and not frame.is_own_voice:
                return None  # nobody accuses, condemns or sanctions himself
        agents = agents or self._told_by(frame, token, targets)
        if frame.act is ActKind.ATTRIBUTION and not frame.is_own_voice and _is_guessed_group(agents, agent_heads):
            return None
        status = _status(frame, token, target_heads)
        is_act = self._fulfils(frame, Filled(token, agents, targets, target_heads), status)
        if is_act is None or (is_act and not (agents or targets)):
            return None
        events = tuple(e for e in fill(token, frame.event) if not in_date(e))
        accused = {p.actor.id for p in targets} | self._accused.get(token.sent.start, set())
        victims = self._roles.victims(frame, token, events, accused, is_told=bool(targets))
        if not is_act and not victims:
            return None
        capacity = self._roles.actors.capacity(agent_heads)
        return Candidate(
            frame, token, status, agents, agent_heads, targets, target_heads, victims, events, speech, capacity, is_act
        )

    def _told_by(self, frame: Frame, token: Token, targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Return who tells an accusation in the passive or a measure: "is suspected of the hack, the company said"."""
        if frame.act in _MEASURES and (token.pos_ == "VERB" or is_passive(token)):
            return self._announced(token, targets)
        if not is_passive(token):
            return ()
        speech = self._roles.speech(token) if frame.act is ActKind.ATTRIBUTION and not frame.is_own_voice else None
        speakers = self._roles.agents(speech.speakers) if speech else ()
        return () if _meet(speakers, targets) else speakers

    def _announced(self, token: Token, targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Return the State that announces a measure: "no one was expelled, the ministry said"."""
        speech = self._roles.speech(token)
        speakers = self._roles.agents(speech.speakers) if speech else ()
        own = tuple(p for p in speakers if principal_of(p.actor).kind is ActorKind.STATE)
        return () if _meet(own, targets) else own

    def _fulfils(self, frame: Frame, filled: Filled, status: Status) -> bool | None:
        """Return True for an act, False where only the culprit is missing from an incident, None for neither."""
        unmet = {need for need in frame.needs if not holds(need, filled)}
        if status is Status.NEGATED and filled.agents and not frame.is_own_voice:
            unmet -= _NEEDS_NO_NAME
        is_deed = frame.is_own_voice and frame.act is ActKind.ATTRIBUTION
        if is_deed and (status is Status.PLANNED or (status is Status.NEGATED and _is_to_come(filled.trigger))):
            return None  # a deed to come, or not to come, is no attribution
        if not unmet:
            return True
        told = status in MADE
        return False if frame.incident and told and unmet <= NEEDS_CULPRIT else None


def _is_told_again(noun: Token) -> bool:
    """ "In the same warning": told before."""
    return noun.pos_ == "NOUN" and any(c.dep_ == "amod" and has_class(c, "told-before") for c in noun.children)


def _meet(agents: tuple[Participant, ...], targets: tuple[Participant, ...]) -> bool:
    acting = {p.actor.id for p in agents} | {principal_of(p.actor).id for p in agents}
    return not acting.isdisjoint(p.actor.id for p in targets)


def _claimed(frame: Frame, agents: tuple[Participant, ...], doers: tuple[Token, ...]) -> tuple[Participant, ...]:
    """ "We broke into the mill", "we did not hack anybody": who speaks tells it of himself."""
    told = frame.is_own_voice and frame.act is ActKind.ATTRIBUTION
    return agents if told and any(h.lower_ in FIRST_PERSON for h in doers) else ()


def _is_own_deed_denied(
    frame: Frame, token: Token, agents: tuple[Participant, ...], targets: tuple[Participant, ...]
) -> bool:
    """ "Russia did not hack the mill, the Kremlin said"."""
    told = frame.is_own_voice and frame.act is ActKind.ATTRIBUTION
    return told and _meet(agents, targets) and status_of(token) is Status.NEGATED


def _others(agents: tuple[Participant, ...], targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return the agents where none but a group that claims its own deed is among the targets, else nobody."""
    accountable = tuple(p for p in agents if p.actor.kind is not ActorKind.GROUP)
    return () if _meet(accountable, targets) else agents


def _is_guessed_group(agents: tuple[Participant, ...], heads: tuple[Token, ...]) -> bool:
    """Return whether a pronoun would make a threat group accuse somebody: then it most likely means another."""
    groups = all(p.actor.kind is ActorKind.GROUP for p in agents)
    return bool(agents) and groups and all(h.pos_ == "PRON" for h in heads)


def _frames(token: Token) -> list[Frame]:
    parts = [pos for pos, accepted in _POS.items() if token.pos_ in accepted]
    found = (frame for pos in parts for lemma in lemmas(token) for frame in by_trigger().get((pos, lemma), ()))
    frames = {frame.id: frame for frame in found}.values()
    return [frame for frame in frames if "cyber" not in frame.needs or is_cyber(token)]  # what is quickly known first


def _status(frame: Frame, token: Token, culprits: tuple[Token, ...]) -> Status:
    accuses = frame.act is ActKind.ATTRIBUTION and not frame.is_claim
    status = status_of(token, culprits if accuses else ())
    if status is Status.PLANNED and frame.is_own_voice and (has_modal_doubt(token) or is_left_open(token)):
        return Status.HEDGED
    if frame.status == Status.ASSERTED.value and status is Status.PLANNED:
        return Status.ASSERTED  # "will face consequences" is a warning made now
    if frame.act is ActKind.WARNING and status is Status.PLANNED and is_only_conditional(token):
        return Status.ASSERTED  # "warned of consequences if they refused"
    if frame.act is ActKind.DENIAL and "negated" in frame.needs and status is Status.NEGATED:
        return Status.ASSERTED  # "it had no connection with the hack" is how a denial is worded
    if status is not Status.ASSERTED or not frame.status or _is_confirmed(frame, token):
        return status
    return Status(frame.status)


def _is_to_come(deed: Token) -> bool:
    """ "Agreed not to hack each other"."""
    return deed.dep_ == "xcomp" and deed.tag_ == "VB" and Status.PLANNED in statuses_of(deed)


def _is_confirmed(frame: Frame, token: Token) -> bool:
    """ "The police confirmed that the group was linked to the hack": surer than the link alone."""
    return frame.status == Status.HEDGED.value and token.dep_ == "ccomp" and has_class(token.head, "certifying")
