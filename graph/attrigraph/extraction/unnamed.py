"""Accused whom the text describes without a name, and persons whom only a capital letter shows."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from attrigraph.extraction.phrases import Phrases
from attrigraph.extraction.tree import case_of, conjuncts, in_date
from attrigraph.ids import name_id
from attrigraph.language.words import has_class
from attrigraph.model import Actor, ActorKind, Participant

UNNAMED = "doc//actor/"  # then the index of the head; numbered when the acts are assembled
_BEFORE = frozenset({"det", "amod", "nummod", "compound", "advmod", "nmod:poss"})
_SCORE = 0.5
_AMONG = frozenset({"among", "amongst", "of"})
_MANY = frozenset({"them", "these", "those", "whom", "which"})
_DESCRIBING = frozenset({"amod", "compound", "nummod", "nmod"})


def described(tokens: Iterable[Token]) -> tuple[Participant, ...]:
    """Return accused people or groups that are described but not named: "one of the four groups"."""
    heads = [h for token in tokens for h in conjuncts(token)]
    people = [h for h in heads if has_class(h, "people", "perpetrator", "group", "partitive")]
    return tuple(_nameless(h) for h in people if any(c.dep_ in _DESCRIBING for c in h.children))


def _nameless(head: Token) -> Participant:
    top = head.head if head.dep_ == "nmod" and has_class(head.head, "partitive") else head
    kinds = (c.i for c in head.children if c.dep_ == "nmod" and has_class(c, "people", "perpetrator", "group"))
    first = min(t.i for t in (top, *top.children) if t is top or t.dep_ in _BEFORE)
    words = head.doc[first : max([head.i, *kinds]) + 1].text
    return Participant(Actor(ActorKind.GROUP, f"{UNNAMED}{head.i}", words), words, _SCORE)


def wholes(doc: Doc, heads: Iterable[int]) -> dict[int, int]:
    """Return which of the described groups are said to be part of which, by their heads.

    "Iran engaged four groups. Among them, one of the most notorious": the last group told before such a pronoun.
    """
    ordered = sorted(heads)
    pairs = ((ordered[n - 1], head) for n, head in enumerate(ordered) if n and _is_among(doc[head]))
    return {part: whole for whole, part in pairs if _is_plural(doc[whole])}


def _is_among(head: Token) -> bool:
    before = head.doc[head.sent.start : head.i]
    return any(t.lower_ in _MANY and case_of(t) in _AMONG for t in before)


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def proper_names(tokens: Iterable[Token], phrases: Phrases) -> tuple[Participant, ...]:
    """Return persons that only a capital letter shows, for roles that only a person or a body can fill."""
    heads = [h for token in tokens for h in conjuncts(token) if h.pos_ == "PROPN"]
    names = [_name(h) for h in heads if phrases.mention(h) is None and not in_date(h)]
    return tuple(Participant(Actor(ActorKind.PERSON, name_id("person", n), n), n, _SCORE) for n in names)


def _name(head: Token) -> str:
    parts = [head, *(c for c in head.children if c.dep_ in ("flat", "compound") and c.pos_ == "PROPN")]
    return " ".join(t.text for t in sorted(parts, key=lambda t: t.i))


def unknown_names(head: Token, phrases: Phrases) -> list[Participant]:
    """Return the organisation that only capitals show beside a noun that can speak: "the website SuspectFile"."""
    if has_class(head, "official", "event", "people") or phrases.is_title(head) or in_date(head):
        return []
    beside = [c for c in (head, *head.children) if c is head or c.dep_ in ("appos", "compound", "flat")]
    if any(phrases.is_title(t) or has_class(t, "official") for t in beside):
        return []  # "State Secretary Jane Doe" is a person of a State
    proper = [t for t in beside if t.pos_ == "PROPN" and t.text[0].isupper() and phrases.mention(t) is None]
    if not proper or any(map(in_date, proper)) or not (head.pos_ == "PROPN" or has_class(head, "company")):
        return []
    name = " ".join(t.text for t in sorted(proper, key=lambda t: t.i))
    return [Participant(Actor(ActorKind.ORGANISATION, name_id("org", name), name), name, _SCORE)]
