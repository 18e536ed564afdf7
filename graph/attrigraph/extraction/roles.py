"""The roles of a frame at a trigger: who acts, who is accused or addressed, who was hit."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from attrigraph.extraction.actors import Actors, once
from attrigraph.extraction.author import FIRST_PERSON
from attrigraph.extraction.frames import Frame
from attrigraph.extraction.slots import fill
from attrigraph.extraction.speech import Speakers, Speech, sources
from attrigraph.extraction.states import principal_of
from attrigraph.extraction.tree import in_date
from attrigraph.extraction.unnamed import described, proper_names
from attrigraph.language.words import has_class
from attrigraph.model import ActKind, ActorKind, Participant

_VICTIMS = (ActorKind.STATE, ActorKind.ORGANISATION)
_LEGAL = frozenset({ActKind.INDICTMENT, ActKind.ARREST, ActKind.SANCTION})
_ADDRESSED = frozenset({  # acts towards things of an actor as well: "sanctions on Iran's banks"
    ActKind.SANCTION, ActKind.WARNING, ActKind.SUPPORT, ActKind.ASSISTANCE, ActKind.EXPULSION,
    ActKind.COUNTER_OPERATION, ActKind.NOTIFICATION, ActKind.DEMAND, ActKind.RECALL, ActKind.SUMMONS,
})  # fmt: skip


class Roles:
    """Fills the roles of frames in one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.actors = Actors(doc)
        self._speakers = Speakers(doc)

    def speech(self, token: Token) -> Speech | None:
        """Return the innermost speech around the token with a known speaker, else any, else a later report of it."""
        found = list(self._speakers.around(token))
        known = next((s for s in found if self.agents(s.speakers)), None)
        later = None if found else self._speakers.later(token)
        return known or next(iter(found), later)

    def agents(self, heads: Iterable[Token], *, but: Iterable[Participant] = ()) -> tuple[Participant, ...]:
        """Return who acts or speaks: of a report its author, of "we" the speaker; pronouns never mean `but`."""
        return self.actors.agents(sources(self._first_person(heads)), but=but)

    def _first_person(self, heads: Iterable[Token]) -> list[Token]:
        found: list[Token] = []
        for head in heads:
            speech = next(self._speakers.around(head), None) if head.lower_ in FIRST_PERSON else None
            found += speech.speakers if speech else [head]
        return found

    def target_heads(self, frame: Frame, token: Token) -> tuple[Token, ...]:
        """Return the words of the target; of accusations and expulsions the first alternative that names somebody."""
        if frame.act not in (ActKind.ATTRIBUTION, ActKind.EXPULSION):
            return tuple(fill(token, frame.target))
        found = [tuple(fill(token, slot)) for slot in frame.target.split("|")]
        return next((heads for heads in found if self.actors.culprits(heads)), next(filter(None, found), ()))

    def targets(
        self, frame: Frame, token: Token, heads: tuple[Token, ...], agents: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        """Return who is accused, or to whom the act is directed; where no name is found, who is described."""
        if frame.act is ActKind.ATTRIBUTION:
            return self._accused(frame, token, heads) or self._described(frame, heads, agents)
        own = {p.actor.id for p in agents}
        found = self._addressed(frame, heads, own) or self._described(frame, heads, agents)
        found += self.actors.culprits(h for h in fill(token, frame.via) if has_class(h.head, "behalf"))
        return tuple({p.actor.id: p for p in found if own.isdisjoint((p.actor.id, principal_of(p.actor).id))}.values())

    def _accused(self, frame: Frame, token: Token, heads: tuple[Token, ...]) -> tuple[Participant, ...]:
        accused = self.actors.culprits(heads)
        if not accused:
            return ()
        instruments = fill(token, frame.via)
        accused += self.actors.culprits(instruments) or described(instruments)
        events = fill(token, frame.event) if frame.target.startswith("to") else []
        return once(accused + self.actors.groups(events))

    def _addressed(self, frame: Frame, heads: tuple[Token, ...], own: set[str]) -> tuple[Participant, ...]:
        """Return the actors of the target; what is condemned may be a deed, and then its doers count."""
        deeds = [h for h in heads if frame.act is ActKind.CONDEMNATION and not self.actors.phrases.can_be_accused(h)]
        people = [h for h in heads if h not in deeds]
        others = own if frame.act is ActKind.EXPULSION else ()  # "and expelled its diplomats": not one's own
        found = self.actors.culprits(people, but=others) + self.actors.culprits(_doers(deeds))
        return found or (self.actors.addressees(people) if frame.act in _ADDRESSED else ())

    def _described(
        self, frame: Frame, heads: tuple[Token, ...], agents: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        if frame.act in _LEGAL:
            return proper_names(heads, self.actors.phrases) or self.actors.nationals(heads)
        said = agents and not frame.is_own_voice
        whole = [*heads, *(h.head for h in heads if h.dep_ == "appos")]
        names = proper_names(whole, self.actors.phrases) if said else ()
        return names or (described(heads) if said or "described" in frame.needs else ())

    def victims(
        self, frame: Frame, token: Token, events: tuple[Token, ...], accused: set[str], *, is_told: bool
    ) -> tuple[Participant, ...]:
        """Return who was hit: by the first victim slot that names somebody, and by the phrases of the events.

        `is_told`: the words say who did it, so that the accused of another accusation in the sentence may be hit too.
        """
        own = (self._hit(fill(token, slot), accused, named=is_told) for slot in frame.victim.split("|"))
        return once(next(filter(None, own), ()) + self._hit(_hit_by(events), accused))

    def _hit(self, heads: list[Token], accused: set[str], *, named: bool = False) -> tuple[Participant, ...]:
        """Return the States and organisations that the phrases name; persons and groups are no victims here.

        The accused are none either, unless the phrase is `named` by the deed: "Afghan hackers defaced Afghan sites".
        """
        may_be = (h for h in heads if not (in_date(h) or _is_favoured(h) or self.actors.phrases.is_inside_name(h)))
        found = self.actors.victims(dict.fromkeys(may_be), but=accused)
        return tuple(p for p in found if (named or p.actor.id not in accused) and p.actor.kind in _VICTIMS)


def _is_favoured(head: Token) -> bool:
    """ "A hack in support of Ukraine", "on behalf of Iran": for whom it is done is not hit."""
    classes = ("behalf", "favour", "reaction")
    return has_class(head, *classes) or (head.dep_ == "nmod" and has_class(head.head, *classes))


def _doers(deeds: list[Token]) -> list[Token]:
    """Return whose deed a noun is said to be: "the attack that Iran made", "the attack by Iran"."""
    heads = [h for deed in deeds for h in fill(deed, "by|owner|during>owner|during>by")]
    told = [
        h for deed in deeds for h in fill(deed, "acl>subj" if has_class(deed, "event") else "acl>obj>owner|acl>subj")
    ]
    said = {c for deed in deeds for c in fill(deed, "acl") if has_class(c, "link", "reporting")}  # "which Kyiv links"
    return heads + [h for h in told if h not in deeds and h.head not in said]


def _hit_by(events: tuple[Token, ...]) -> list[Token]:
    """Return what an event is said to have hit: "the attack on Albania", "the attack that hit Albania"."""
    struck = [e for e in events if not has_class(e, "victim-noun")]  # "the victim of a campaign" is no other victim
    heads = [h for e in struck for h in fill(e, "on+against+of+at+targeting+into")]
    done = [e for e in events if e.pos_ == "VERB" and has_class(e, "deed")]
    heads += [h for deed in done for slot in ("obj|into", "in") for h in fill(deed, slot)]
    told = [c for e in events if has_class(e, "event") for c in fill(e, "acl")]
    return heads + [h for c in told for h in fill(c, "obj|on|against") if h not in events]
