"""Apply the frames to the words of a Doc: each trigger whose roles and conditions fit gives one Candidate."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from attrigraph.extraction.actors import Actors
from attrigraph.extraction.author import FIRST_PERSON
from attrigraph.extraction.conditions import Filled, holds
from attrigraph.extraction.frames import OWN_VOICE, Frame, by_trigger
from attrigraph.extraction.slots import fill
from attrigraph.extraction.speech import Speakers, Speech, sources
from attrigraph.extraction.status import has_modal_doubt, status_of
from attrigraph.extraction.unnamed import described, is_date, proper_names
from attrigraph.language.words import has_class, lemmas
from attrigraph.model import ActKind, ActorKind, Participant, Status

_POS = {
    "VERB": ("VERB", "AUX"),
    "NOUN": ("NOUN", "PROPN"),
    "ADJ": ("ADJ", "VERB"),
    "ADP": ("ADP", "SCONJ", "ADV"),
    "PRON": ("PRON", "NOUN"),
    "AUX": ("AUX",),
}


_NEEDS_NO_NAME = frozenset({"target", "perp"})  # "has attributed the attack to nobody" names nobody
_NEVER_ONESELF = frozenset(ActKind) - {ActKind.DENIAL}
_NEEDS_CULPRIT = frozenset({"target", "perp", "hacker"})
_VICTIMS = (ActorKind.STATE, ActorKind.ORGANISATION)
_AGAINST_THINGS = frozenset(  # "sanctions on Iran's banks", "threatened an Iranian plane"
    {ActKind.SANCTION, ActKind.WARNING, ActKind.SUPPORT, ActKind.ASSISTANCE, ActKind.EXPULSION, ActKind.COUNTER_OPERATION}
)
_LEGAL = frozenset({ActKind.INDICTMENT, ActKind.ARREST, ActKind.SANCTION})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One act found in one sentence, before incidents and dates are known."""

    frame: Frame
    trigger: Token
    status: Status
    agents: tuple[Participant, ...]
    agent_heads: tuple[Token, ...]
    targets: tuple[Participant, ...]
    target_heads: tuple[Token, ...]
    victims: tuple[Participant, ...]
    events: tuple[Token, ...]
    speech: Speech | None
    capacity: str | None = None
    is_act: bool = True  # False: only an incident is told, nobody is accused


class Matcher:
    """Finds the candidates of one Doc, in order of their triggers."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.actors = Actors(doc)
        self.speakers = Speakers(doc)
        self.accused: dict[int, set[str]] = {}

    def candidates(self) -> Iterator[Candidate]:
        """Yield the candidates in order of their triggers, at most one for each act of a trigger and voice."""
        said = [c for token in self.doc for c in self._at(token, own_voice=False)]
        for candidate in said:
            if candidate.frame.act is ActKind.ATTRIBUTION:
                accused = self.accused.setdefault(candidate.trigger.sent.start, set())
                accused.update(p.actor.id for p in candidate.targets)
        told = [c for token in self.doc for c in self._at(token, own_voice=True)]
        yield from sorted(said + told, key=lambda c: c.trigger.i)

    def _at(self, token: Token, *, own_voice: bool) -> Iterator[Candidate]:
        if token.dep_ == "amod" and token.pos_ == "VERB":
            return
        done: set[ActKind] = set()
        for frame in _frames(token):
            if frame.act not in done and (frame.agent == OWN_VOICE) == own_voice:
                candidate = self._match(frame, token)
                if candidate and not candidate.is_act:
                    yield candidate
                elif candidate:
                    done.add(frame.act)
                    yield candidate

    def _match(self, frame: Frame, token: Token) -> Candidate | None:
        speech = self._speech(token) if frame.agent == OWN_VOICE else None
        agent_heads = speech.speakers if speech else () if frame.agent == OWN_VOICE else tuple(fill(token, frame.agent))
        target_heads = self._target_heads(frame, token)
        agents = self.actors.agents(sources(self._speaking(agent_heads)))
        targets = self._targets(frame, token, target_heads, agents) or self._described(frame, target_heads, agents)
        if frame.act in _NEVER_ONESELF and not {p.actor.id for p in agents}.isdisjoint(p.actor.id for p in targets):
            agents = self.actors.agents(sources(self._speaking(agent_heads)), but=targets)
            if _accuses_itself(agents, targets):
                agents = ()
                if frame.agent != OWN_VOICE:
                    return None
        status = _status(frame, token, target_heads)
        filled = Filled(token, agents, targets, target_heads)
        undone = status is Status.NEGATED and bool(agents)
        unmet = {need for need in frame.needs if not holds(need, filled)}
        is_act = not (unmet - _NEEDS_NO_NAME if undone else unmet)
        if not is_act and (not frame.incident or unmet - _NEEDS_CULPRIT):
            return None
        events = tuple(e for e in fill(token, frame.event) if not is_date(e))
        victims = self._victims(frame, token, events, targets)
        if not is_act and not (victims and status in (Status.ASSERTED, Status.HEDGED)):
            return None
        if status is Status.PLANNED and frame.agent == OWN_VOICE and frame.act is ActKind.ATTRIBUTION:
            return None  # a deed to come is no attribution
        return Candidate(
            frame,
            token,
            status,
            agents,
            agent_heads,
            targets,
            target_heads,
            victims,
            events,
            speech,
            self.actors.capacity(agent_heads),
            is_act,
        )

    def _target_heads(self, frame: Frame, token: Token) -> tuple[Token, ...]:
        """Fill the target; of an attribution with the first alternative that names somebody."""
        if frame.act is not ActKind.ATTRIBUTION:
            return tuple(fill(token, frame.target))
        found = [tuple(fill(token, slot)) for slot in frame.target.split("|")]
        return next((heads for heads in found if self.actors.culprits(heads)), next(filter(None, found), ()))

    def _described(
        self, frame: Frame, heads: tuple[Token, ...], agents: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        if frame.act in _LEGAL:
            return proper_names(heads, self.actors.phrases)
        may_be_unnamed = (frame.agent != OWN_VOICE and agents) or "described" in frame.needs
        return described(heads) if may_be_unnamed else ()

    def _speech(self, token: Token) -> Speech | None:
        """Return the innermost speech whose speaker is somebody, else the innermost one."""
        found = list(self.speakers.around(token))
        known = (s for s in found if self.actors.agents(sources(self._speaking(s.speakers))))
        return next(known, next(iter(found), None))

    def _speaking(self, heads: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who "we" and "I" are: the speaker of the quotation, or the author who signs the text."""
        found: list[Token] = []
        for head in heads:
            speech = self.speakers.quoted(head) if head.lower_ in FIRST_PERSON else None
            found += speech.speakers if speech else [head]
        return tuple(found)

    def _targets(
        self, frame: Frame, token: Token, heads: tuple[Token, ...], agents: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        if frame.act is ActKind.ATTRIBUTION:
            events = fill(token, frame.event) if frame.target.startswith("to") else []
            accused = self.actors.culprits(heads)
            if accused and frame.via:
                accused += self.actors.culprits(fill(token, frame.via)) or described(fill(token, frame.via))
            return accused and tuple({p.actor.id: p for p in accused + self.actors.groups(events)}.values())
        blamed = [h for h in heads if frame.act is not ActKind.CONDEMNATION or self.actors.phrases.can_be_accused(h)]
        events = [h for h in heads if h not in blamed]
        found = self.actors.culprits(blamed) + self._doers(events)
        if not found and frame.act in _AGAINST_THINGS:
            found = self.actors.victims(blamed)
        names = {p.actor.id for p in agents}
        return tuple({p.actor.id: p for p in found if p.actor.id not in names}.values())

    def _doers(self, events: list[Token]) -> tuple[Participant, ...]:
        """Return whose deed an event noun is said to be: "the attack that Iran made", "the attack by Iran"."""
        heads = [h for event in events for h in fill(event, "by|owner|during>owner|during>by")]
        heads += [
            h
            for event in events
            for clause in event.children
            if clause.dep_.startswith("acl")
            for h in fill(clause, "subj")
            if h != event
        ]
        return self.actors.culprits(heads)

    def _victims(
        self, frame: Frame, token: Token, events: tuple[Token, ...], targets: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        accused = {p.actor.id for p in targets} | self.accused.get(token.sent.start, set())
        found = next(
            filter(None, (self._hit(fill(token, slot), accused) for slot in frame.victim.split("|") if slot)), ()
        )
        heads = [h for e in events for h in fill(e, "on+against+of+at+targeting")]
        clauses = [c for e in events for c in e.children if c.dep_.startswith("acl")]
        heads += [h for c in clauses for h in fill(c, "obj|on|against") if h not in events]
        return tuple({p.actor.id: p for p in found + self._hit(heads, accused)}.values())

    def _hit(self, heads: list[Token], accused: set[str]) -> tuple[Participant, ...]:
        """Return whom the phrases name as hit: States and organisations; persons and groups are no victims here."""
        found = self.actors.victims(dict.fromkeys(heads), but=accused)
        return tuple(p for p in found if p.actor.id not in accused and p.actor.kind in _VICTIMS)


def _accuses_itself(agents: tuple[Participant, ...], targets: tuple[Participant, ...]) -> bool:
    """Return whether a State or a company would act against itself; a group that claims its own deed may."""
    own = {p.actor.id for p in agents if p.actor.kind is not ActorKind.GROUP}
    return not own.isdisjoint(p.actor.id for p in targets)


def _frames(token: Token) -> Iterator[Frame]:
    for pos, accepted in _POS.items():
        if token.pos_ in accepted:
            for lemma in lemmas(token):
                yield from by_trigger().get((pos, lemma), ())


def _status(frame: Frame, token: Token, culprits: tuple[Token, ...]) -> Status:
    status = status_of(token, culprits if frame.act is ActKind.ATTRIBUTION else ())
    if status is Status.PLANNED and frame.agent == OWN_VOICE and has_modal_doubt(token):
        return Status.HEDGED
    return Status(frame.status) if status is Status.ASSERTED and frame.status else status
