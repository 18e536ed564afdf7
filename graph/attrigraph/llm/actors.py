"""From an actor as a model names it to one of the graph: its words stand in the text, its State is one there is."""

from attrigraph.ids import name_id
from attrigraph.language.gazetteer import Entry, Form, lexicon
from attrigraph.llm.anchors import anchored
from attrigraph.llm.answer import SaidActor
from attrigraph.model import Actor, ActorKind, Document, Participant

_SURE, _DECIDED, _INFERRED, _NEW = 1.0, 0.9, 0.5, 0.6  # one meaning; one of several; only the model says; a new name
_FOLDERS = {ActorKind.ORGANISATION: "org", ActorKind.PERSON: "person", ActorKind.GROUP: "actor"}


class UnlinkedError(Exception):
    """An actor that the model names is none; the message says why."""


def linked(said: SaidActor, document: Document) -> Participant:
    """Return the actor in the words of the text; raise UnlinkedError where that cannot be.

    A name of the gazetteer is who the gazetteer says, and the model must agree on the State; of an ambiguous name the
    model chooses the meaning. Another name of a State is one if its code exists; any other name is a new actor.
    """
    span = anchored(document, said.name)
    if span is None:
        raise UnlinkedError("names an actor in words that the text does not have")
    words = " ".join(span.quote.split())
    if said.state is not None and said.state not in lexicon().states:
        raise UnlinkedError("names a State by a code that does not exist")
    entry = _known(words, said, document)
    if entry:
        return Participant(entry.actor, words, _DECIDED if entry.ambiguous else _SURE)
    if said.kind is ActorKind.STATE:
        return Participant(_state(said), words, _INFERRED)
    owner = said.state if said.kind is not ActorKind.GROUP else None
    return Participant(Actor(said.kind, name_id(_FOLDERS[said.kind], words), words, organ_of=owner), words, _NEW)


def _state(said: SaidActor) -> Actor:
    if said.state is None:
        raise UnlinkedError("names a State without its code")
    return lexicon().states[said.state]


def _known(words: str, said: SaidActor, document: Document) -> Entry | None:
    """Return the meaning of a name in the gazetteer; UnlinkedError where it has a sure one and the model another."""
    found = [entry for entry in _entries(words) if entry.form is not Form.PLACE]
    agreeing = [entry for entry in found if said.state is None or said.state == _code(entry)]
    sure = [entry for entry in found if not entry.ambiguous]
    if sure and not agreeing:
        raise UnlinkedError("takes a name for that of another State than it is")
    fitting = [entry for entry in agreeing if not entry.ambiguous or entry.actor.kind is said.kind]
    return next((entry for entry in fitting if entry.in_office(document.published)), next(iter(fitting), None))


def _entries(words: str) -> tuple[Entry, ...]:
    known = lexicon().entries
    return known.get(words) or known.get(words.removeprefix("the ").removeprefix("The ")) or ()


def _code(entry: Entry) -> str | None:
    return entry.actor.code or entry.actor.organ_of
