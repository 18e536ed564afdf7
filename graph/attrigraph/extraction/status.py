"""Whether an act was done, doubted, denied or only planned, by the words around it: seeds/frames/status.csv."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from spacy.tokens import Token

from attrigraph.extraction.frames import status_words
from attrigraph.extraction.tree import case_of, is_passive
from attrigraph.language.words import has_class, lemmas
from attrigraph.model import Status

MADE = frozenset({Status.ASSERTED, Status.HEDGED})  # the statuses of acts that the text says were done
_MODAL_DOUBT = frozenset({"may", "might", "could"})
_CONTAINED = frozenset({
    "xcomp", "ccomp", "acl", "advcl", "csubj", "csubj:pass", "obj", "nsubj", "nsubj:pass", "nmod", "obl", "parataxis",
})  # fmt: skip
_LOOSE = frozenset({"advcl", "parataxis", "nmod", "obl"})  # where a negation above is not one of the act
_SHARED = frozenset({"conj", "acl:relcl"})
_REACH = 5
_GUARDED = frozenset({"against", "from", "for", "to"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_RANK = (Status.NEGATED, Status.PLANNED, Status.HEDGED)
_ADVERBS = frozenset({"advmod", "amod", "aux", "det", "mark", "cc", "cc:preconj", "parataxis"})


@cache
def _effects() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for word, effect in status_words():
        words.setdefault(word, set()).add(effect)
    return {word: frozenset(found) for word, found in words.items()}


def status_of(trigger: Token, culprits: Iterable[Token] = ()) -> Status:
    """Return the status that the words around a trigger give it: of several what is furthest from a fact."""
    found = statuses_of(trigger, culprits)
    return next((status for status in _RANK if status in found), Status.ASSERTED)


def statuses_of(trigger: Token, culprits: Iterable[Token] = ()) -> set[Status]:
    """Return what the trigger's own modifiers, its governors and the accused's adjectives make of it.

    Who denies an accusation presupposes it: it was made all the same.
    """
    trigger = trigger.head if trigger.dep_ == "case" else trigger
    presupposed = trigger.pos_ == "NOUN" and has_class(trigger, "allegation")
    governed = set(_governors(trigger)) - ({Status.NEGATED, Status.HEDGED} if presupposed else set())
    found = set(_modifiers(trigger)) | set(_negated_arguments(trigger)) | governed | set(_doubts(culprits))
    return found | {*_taken_back(trigger), *_decided_against(trigger), *_asked(trigger), *_imagined(trigger)}


def has_modal_doubt(trigger: Token) -> bool:
    """Return whether "may", "might" or "could" makes a doubt: of what was done or is, not of what may be done."""
    modals = (c for t in (trigger, trigger.head) for c in t.children if c.dep_ == "aux" and c.lower_ in _MODAL_DOUBT)
    return any(_is_past_or_state(modal.head) for modal in modals)


def _is_past_or_state(verb: Token) -> bool:
    """ "May have attacked", "may be behind it", "may work for Iran"; not "may attack"."""
    return (
        verb.tag_ != "VB"
        or has_class(verb, "link")
        or any(c.dep_ in ("aux", "aux:pass", "cop") and c.tag_ != "MD" for c in verb.children)
    )


def is_left_open(trigger: Token) -> bool:
    """ "Did not rule out that Russia did it": of a deed that is a doubt, not a plan."""
    above = islice(trigger.ancestors, _REACH)
    return any("possible-if-negated" in _effects_of(head) and any(_negations(head)) for head in above)


def is_only_conditional(trigger: Token) -> bool:
    """Return whether nothing but a clause with "if" makes a plan of the trigger."""
    helpers = (c for c in trigger.children if c.dep_ == "aux")
    planned = Status.PLANNED in {*_governors(trigger), *(s for c in helpers for s in _effect(c, "modifier"))}
    return not planned and not any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in trigger.children)


def _modifiers(token: Token) -> Iterator[Status]:
    for child in token.children:
        if child.dep_ in _ADVERBS and not _is_apart(child) and not _is_not_only(child):
            yield from (s for s in _effect(child, "modifier") if s is not Status.PLANNED or child.dep_ == "aux")
    clauses = (token, *(child for child in token.children if child.dep_ in ("advcl", "mark")))
    if any(c.lower_ in _CONDITIONS and c.dep_ == "mark" for clause in clauses for c in clause.children):
        yield Status.PLANNED


def _is_apart(clause: Token) -> bool:
    """ "...; Chinese hackers are suspected": after a semicolon another statement begins."""
    between = clause.doc[clause.head.i : clause.i] if clause.dep_ == "parataxis" else ()
    return any(t.text == ";" for t in between)


def _asked(token: Token) -> Iterator[Status]:
    """ "Did China carry out the attack?", "had China done it": who asks or supposes says nothing of the kind."""
    end = next((t for t in reversed(token.sent) if not t.is_quote), None)
    if end is not None and end.text == "?" and any(_is_inverted(clause) for clause in _up_to_root(token)):
        yield Status.PLANNED
    opening = token.left_edge
    if opening.dep_ == "aux" and opening.head == token and has_class(opening, "have", "condition"):
        yield Status.PLANNED


def _imagined(token: Token) -> Iterator[Status]:
    """ "In a simulation, hackers attacked the grid": nobody did."""
    places = (c for clause in _up_to_root(token) for c in clause.children if c.dep_ == "obl" and case_of(c) == "in")
    if any(has_class(place, "fiction") for place in places):
        yield Status.PLANNED


def _up_to_root(token: Token) -> Iterator[Token]:
    for _ in range(_REACH):
        yield token
        if token.dep_ not in ("ccomp", "xcomp") or token.head == token:
            return
        token = token.head


def _is_inverted(clause: Token) -> bool:
    """Return whether an auxiliary stands before the subject, or a question word opens the clause."""
    subject = next((c.i for c in clause.children if c.dep_.startswith("nsubj")), clause.i)
    helper = any(c.dep_ in ("aux", "aux:pass", "cop") and c.i < subject for c in clause.children)
    return helper or clause.left_edge.tag_ in ("WP", "WRB", "WDT")


def _taken_back(token: Token) -> Iterator[Status]:
    """ "Withdrew its accusation": the act is undone, whatever else is presupposed."""
    if token.dep_ in ("obj", "nsubj:pass"):
        yield from _effect(token.head, "undo")


def _negated_arguments(trigger: Token) -> Iterator[Status]:
    """ "No diplomats were expelled", "neither Austria nor Hungary condemned it"."""
    for child in trigger.children:
        if child.dep_ in ("nsubj", "nsubj:pass", "obj"):
            yield from _negations(child)
            yield from (s for s in _effect(child, "modifier") if s is Status.NEGATED and child.pos_ == "PRON")


def _governors(token: Token) -> Iterator[Status]:
    """Walk up through the clauses that contain the act; stop at the first one that only reports it."""
    for _ in range(_REACH):
        head = token.head
        if head == token or token.dep_ not in _CONTAINED | _SHARED or _is_set_beside(token):
            return
        if _describes_somebody(token):
            token = head.head  # "Ukraine, accused by Russia, denied it": his own denial does not govern it
            continue
        content = token.dep_ == "acl:relcl" and any(c.dep_ == "mark" for c in token.children)
        yield from _decided_against(token)
        yield from _called_for(token)
        yield from _supposed(token)
        if content or token.dep_ in _CONTAINED:
            yield from _governed(token, head, content=content)
        if token.dep_ in ("conj", "xcomp"):
            yield from _shared_auxiliaries(head, token)
        if any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in token.children):
            yield from _negations(head)  # "did not condemn or sanction"
        if (token.dep_ in _LOOSE - {"nmod"} and case_of(token) not in ("as", "behind")) or (
            token.dep_ == "acl:relcl" and not content
        ):
            return
        token = head


def _describes_somebody(clause: Token) -> bool:
    somebody = clause.head.pos_ == "PROPN" or has_class(clause.head, "official", "people", "perpetrator", "group")
    return clause.dep_ == "acl" and clause.tag_ in ("VBN", "VBD") and somebody


def _is_set_beside(clause: Token) -> bool:
    """ "Refrained from blaming Moscow, while others said that it did it": what is told beside is not governed."""
    if _is_apart(clause):
        return True
    marks = (c for c in clause.children if c.dep_ == "mark") if clause.dep_ == "advcl" else ()
    return any(has_class(mark, "conjunction", "conjunction-of-time") for mark in marks)


def _governed(token: Token, head: Token, *, content: bool) -> Iterator[Status]:
    """What the word above makes of the act, and its negation; both together are none: "did not hesitate to blame"."""
    effects = set(_effect(head, "governor")) | (set(_effect(head, "passive")) if is_passive(head) else set())
    if "certain-if-under-way" in _effects_of(head) and has_class(token, "under-way"):
        effects -= {Status.PLANNED}  # "warned of a campaign by Iran": it has begun
    negated = set(_negations(head)) if content or token.dep_ in _CONTAINED - _LOOSE else set()
    if negated and "possible-if-negated" in _effects_of(head):
        yield Status.PLANNED  # "did not rule out sanctions"
    elif not (negated and "certain-if-negated" in _effects_of(head)):
        yield from effects ^ negated
    if has_class(head, "have"):  # "have yet to accuse"
        yield from (s for c in head.children for s in _effect(c, "have"))


def _decided_against(token: Token) -> Iterator[Status]:
    """ "Decided against sanctions", "is against sanctions": the preposition negates what the verb decides."""
    against = any(c.lower_ == "against" and c.dep_ == "case" for c in token.children)
    is_predicate = any(c.dep_ == "cop" for c in token.children)
    if against and (is_predicate or "decision-for-or-against" in _effects_of(token.head)):
        yield Status.NEGATED


def _called_for(token: Token) -> Iterator[Status]:
    """ "Called for sanctions", "urged them to impose some": what somebody wants has not been done."""
    wanted = any(
        (c.lower_ == "for" and c.dep_ == "case") or (c.lower_ == "to" and c.dep_ in ("mark", "aux"))
        for c in token.children
    )
    if wanted and "wants-planned" in _effects_of(token.head):
        yield Status.PLANNED


def _supposed(token: Token) -> Iterator[Status]:
    """ "Defences against an attack", "in case of an attack", "an attack would": of one that has not been made."""
    effects = _effects_of(token.head)
    guarded = case_of(token) in _GUARDED and "guards-planned" in effects
    contingent = case_of(token) == "of" and case_of(token.head) == "in" and "contingency-planned" in effects
    would = token.dep_ in ("nsubj", "nsubj:pass") and any(c.lower_ == "would" for c in token.head.children)
    if token.pos_ == "NOUN" and (guarded or contingent or would):
        yield Status.PLANNED


def _negations(token: Token) -> Iterator[Status]:
    """ "Did not say", "no link", "nothing suggests"."""
    for child in token.children:
        if (
            (child.dep_ in ("advmod", "det", "aux", "cc:preconj", "cc") or _is_nobody(child))
            and child.i < token.i
            and not _is_not_only(child)
            and "modifier-negated" in _effects().get(child.lower_, frozenset())
        ):
            yield Status.NEGATED


def _is_not_only(word: Token) -> bool:
    """ "Did not merely condemn it": it did; "allegedly only" is a doubt all the same."""
    after = word.nbor() if word.i + 1 < len(word.doc) else word
    return "modifier-negated" in _effects().get(word.lower_, frozenset()) and has_class(after, "merely")


def _is_nobody(subject: Token) -> bool:
    return subject.dep_ in ("nsubj", "nsubj:pass") and subject.pos_ == "PRON"


def _shared_auxiliaries(head: Token, token: Token) -> Iterator[Status]:
    """ "Will condemn and sanction", "would go on supporting": an auxiliary holds for the verb that has none itself."""
    if not any(c.dep_ in ("aux", "nsubj", "nsubj:pass") and c.pos_ != "PART" for c in token.children):
        yield from (s for c in head.children if c.dep_ == "aux" for s in _effect(c, "modifier"))


def _doubts(culprits: Iterable[Token]) -> Iterator[Status]:
    for head in culprits:
        for child in head.children:
            if child.dep_ in ("amod", "advmod", "acl", "acl:relcl", "advcl", "appos"):
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
