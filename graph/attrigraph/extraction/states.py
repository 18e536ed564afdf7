"""For which State somebody acts or stands: bodies, officers, names that contain the State's own."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form, lexicon
from attrigraph.language.words import has_class
from attrigraph.model import Actor, ActorKind, Participant

IGO = "intergovernmental"  # kind of organisation
ADJECTIVAL = frozenset({Form.ADJECTIVE, Form.DEMONYM})
_IN_NAMES = frozenset({Form.NAME, Form.ADJECTIVE})


def principal_of(actor: Actor) -> Actor:
    """Return for whom an actor acts: its State, the organisation in which it holds office, or itself.

    >>> principal_of(Actor(ActorKind.ORGANISATION, "org/us-fbi", "FBI", organ_of="US")).name
    'United States'
    """
    if actor.organ_of:
        return lexicon().states[actor.organ_of]
    return lexicon().affiliations.get(actor.id, actor)


def rolled_up(agents: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return who acts, each once: persons and bodies act for their State or organisation.

    The mention stays that of the text for a State; an organisation is mentioned by its name.
    """
    acting: dict[str, Participant] = {}
    for participant in agents:
        actor = principal_of(participant.actor)
        told = participant.mention if actor is participant.actor or actor.kind is ActorKind.STATE else actor.name
        acting.setdefault(actor.id, replace(participant, actor=actor, mention=told))
    return tuple(acting.values())


def with_owners(found: list[Participant]) -> list[Participant]:
    """Return the State of a body before it: a body of a State is accused together with its State."""
    states = [replace(p, actor=principal_of(p.actor)) for p in found if p.actor.organ_of]
    known = {p.actor.id for p in found}
    return [s for s in {s.actor.id: s for s in states}.values() if s.actor.id not in known] + found


def officer(participant: Participant, code: str) -> Participant:
    """Return a person or unknown body as one of a State, given by its code; others as they are."""
    actor = participant.actor
    unknown = actor.organ_of is None and actor.kind is not ActorKind.STATE and actor.org_kind is None
    return replace(participant, actor=replace(actor, organ_of=code)) if unknown else participant


def without_states(named: list[Mention]) -> list[Mention]:
    """Return the mentions that neither are nor point to a State."""
    return [m for m in named if m.form not in ADJECTIVAL and not m.actor.code]


def without_former(named: list[Mention], head: Token) -> list[Mention]:
    """ "Former U.S. operatives working for the Emirates": those for whom people work now, not whom they have left."""
    left = any(c.dep_ == "amod" and has_class(c, "former") for c in head.children)
    return [m for m in named if m.start > head.i] or named if left else named


def without_opposed(named: list[Mention], head: Token) -> list[Mention]:
    """ "Belarus's opposition group": those who are against a State do not stand for it."""
    return without_states(named) if any(has_class(c, "dissenting") for c in head.children) else named


def own_state(mention: Mention) -> Mention | None:
    """Return the State in the name of an organisation: "Bank of Italy"; of one of several States none."""
    if mention.form is not Form.ORGANISATION or mention.actor.org_kind == IGO:
        return None
    entries = (e for word in mention.actor.name.split() for e in lexicon().entries.get(word, ()))
    state = next((e for e in entries if e.form in _IN_NAMES and not e.ambiguous), None)
    return replace(mention, actor=state.actor, form=state.form) if state else None


def nation_of_group(mention: Mention, doc: Doc) -> Mention | None:
    """Return the State in a group's name: "Syrian Electronic Army", "IT Army of Ukraine"; not in "Anonymous Sudan"."""
    if mention.form is not Form.GROUP or mention.end - mention.start == 1:
        return None
    first, last = doc[mention.start], doc[mention.end - 1]
    named = [(first, Form.ADJECTIVE), *([(last, Form.NAME)] if last.nbor(-1).lower_ == "of" else [])]
    meant = ((e, form) for token, form in named for e in lexicon().entries.get(token.text, ()))
    entry = next((e for e, form in meant if e.form is form and not e.ambiguous), None)
    return replace(mention, actor=entry.actor, form=entry.form) if entry else None
