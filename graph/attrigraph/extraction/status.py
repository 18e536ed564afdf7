"""Whether an act was done, doubted, denied or only planned, by the words around it: seeds/frames/status.csv."""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from attrigraph.extraction.frames import status_words
from attrigraph.language.words import lemmas
from attrigraph.model import Status

_MODAL_DOUBT = frozenset({"may", "might", "could"})
_REACH = 5
_RANK = (Status.NEGATED, Status.PLANNED, Status.HEDGED)
_ADVERBS = frozenset({"advmod", "amod", "aux", "det", "mark", "cc", "cc:preconj", "parataxis"})


@cache
def _effects() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for word, effect in status_words():
        words.setdefault(word, set()).add(effect)
    return {word: frozenset(found) for word, found in words.items()}


def status_of(trigger: Token, culprits: Iterable[Token] = ()) -> Status:
    """Return the status that the trigger's own modifiers, its governors and the accused's adjectives give.

    A noun presupposes its act: "deny the accusation" does not undo the accusation, but "seek sanctions" plans them.
    """
    presupposed = trigger.pos_ == "NOUN" and not any(c.dep_ == "cop" for c in trigger.children)
    governed = set(_governors(trigger)) - ({Status.NEGATED, Status.HEDGED} if presupposed else set())
    found = set(_modifiers(trigger)) | set(_negated_arguments(trigger)) | governed | set(_doubts(culprits))
    return next((status for status in _RANK if status in found), Status.ASSERTED)


def has_modal_doubt(trigger: Token) -> bool:
    """Return whether "may", "might" or "could" stands before the trigger: of a deed that is a doubt, not a plan."""
    return any(c.dep_ == "aux" and c.lower_ in _MODAL_DOUBT for t in (trigger, trigger.head) for c in t.children)


def _modifiers(token: Token) -> Iterator[Status]:
    for child in token.children:
        if child.dep_ in _ADVERBS:
            yield from (s for s in _effect(child, "modifier") if s is not Status.PLANNED or child.dep_ == "aux")
    for child in token.children:
        if child.dep_ in ("advcl", "mark") and any(
            c.lower_ in ("if", "unless") and c.dep_ == "mark" for c in child.children
        ):
            yield Status.PLANNED


def _negated_arguments(trigger: Token) -> Iterator[Status]:
    """ "No diplomats were expelled", "neither Austria nor Hungary condemned it"."""
    for child in trigger.children:
        if child.dep_ in ("nsubj", "nsubj:pass", "obj"):
            yield from _negations(child)


def _governors(token: Token) -> Iterator[Status]:
    """Walk up through the clauses that contain the act; stop at the first one that only reports it."""
    for _ in range(_REACH):
        head = token.head
        if head == token:
            return
        if (
            token.dep_ in ("obl", "nmod")
            and any(c.lower_ == "against" and c.dep_ == "case" for c in token.children)
            and "decision-for-or-against" in _effects_of(head)
        ):
            yield Status.NEGATED
        if token.dep_ in (
            "xcomp",
            "ccomp",
            "acl",
            "advcl",
            "csubj",
            "obj",
            "nsubj",
            "nsubj:pass",
            "nmod",
            "obl",
            "parataxis",
            "csubj:pass",
        ):
            yield from _effect(head, "governor")
            if token.dep_ not in ("advcl", "parataxis", "nmod", "obl"):
                yield from _negations(head)
        elif token.dep_ not in ("conj", "acl:relcl"):
            return
        if token.dep_ in ("acl:relcl", "advcl", "parataxis") or (token.dep_ == "obl"):
            return
        if token.dep_ == "conj":
            yield from (s for s in _modifiers_shared(head, token))
        token = head


def _negations(token: Token) -> Iterator[Status]:
    for child in token.children:
        if (
            child.dep_ in ("advmod", "det", "aux", "cc:preconj", "cc")
            and child.i < token.i
            and "modifier-negated" in _effects().get(child.lower_, frozenset())
        ):
            yield Status.NEGATED


def _modifiers_shared(head: Token, token: Token) -> Iterator[Status]:
    """Auxiliaries before the first of two coordinated verbs hold for the second where it has none of its own."""
    if not any(c.dep_ in ("aux", "nsubj", "nsubj:pass") for c in token.children):
        yield from (s for c in head.children if c.dep_ == "aux" for s in _effect(c, "modifier"))


def _doubts(culprits: Iterable[Token]) -> Iterator[Status]:
    for head in culprits:
        for child in head.children:
            if child.dep_ in ("amod", "advmod", "acl", "acl:relcl", "advcl"):
                yield from (s for s in _effect(child, "doubt"))
                yield from (s for c in child.children if c.dep_ == "advmod" for s in _effect(c, "doubt"))


def _effects_of(token: Token) -> frozenset[str]:
    return frozenset(effect for lemma in lemmas(token) for effect in _effects().get(lemma, frozenset()))


def _effect(token: Token, position: str) -> Iterator[Status]:
    for lemma in lemmas(token):
        for effect in _effects().get(lemma, frozenset()):
            place, _, status = effect.partition("-")
            if place == position:
                yield Status(status)
