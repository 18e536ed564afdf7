"""Slots of a frame: from the trigger to the tokens that fill a role."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from attrigraph.extraction.tree import PASSIVE_SUBJECTS, case_of, clauses, objects, obliques, owners, subjects
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class


def fill(trigger: Token, slot: str) -> list[Token]:
    """Return the heads that fill a slot expression: the first alternative that finds anything.

    "obj|to" tries the object, then the to-phrase; "obj&to" takes both and needs both; "obj>with" is the with-phrase
    of the object; "on+in" is a phrase with either preposition. Steps that are no preposition are those of _WALKS.
    """
    for alternative in filter(None, slot.split("|")):
        parts = [_path(trigger, part.split(">")) for part in alternative.split("&")]
        if all(parts):
            return list(dict.fromkeys(token for part in parts for token in part))
    return []


def _path(trigger: Token, steps: list[str]) -> list[Token]:
    tokens = [trigger]
    for step in steps:
        found = [f for token in tokens for f in _step(token, step)]
        tokens = found or [f for token in tokens if token.pos_ == "NOUN" for f in _misattached(token, step)]
    return list(dict.fromkeys(tokens))


def _misattached(noun: Token, step: str) -> Iterator[Token]:
    """A noun's complement that the parser hung on its verb: "backed the attribution of the attack to Russia"."""
    if (
        noun.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "nmod")
        and (verb := _verb_above(noun)).pos_ == "VERB"
        and (step == "clause" or step not in _WALKS)
    ):
        yield from (
            t
            for t in _step(verb, step)
            if t.i > noun.i and t not in (noun, verb) and t.dep_ not in ("parataxis", "advcl") and t.head.i <= noun.i
        )


def _verb_above(noun: Token) -> Token:
    """Return the verb that a phrase completes: "identified a series of attacks on Norway", where "on" hangs on it."""
    head = noun.head
    while head.dep_ == "nmod" and head.pos_ == "NOUN":
        head = head.head
    return head.head if head.pos_ == "NOUN" else head


def _step(token: Token, step: str) -> Iterator[Token]:
    walk = _WALKS.get(step)
    if walk:
        yield from walk(token)
    else:
        yield from obliques(token, *step.split("+"))


def _self(token: Token) -> Iterator[Token]:
    yield token


def _head(token: Token) -> Iterator[Token]:
    if token.head != token:
        yield token.head


def _figure(token: Token) -> Iterator[Token]:
    """Who or what a preposition or a predicate noun is said of: its subject, or the noun it hangs on."""
    if token.dep_ == "xcomp" and has_class(token.head, "holding"):
        yield from objects(token.head)  # "said whom it holds responsible": not who holds
        return
    if token.dep_ in ("obl", "advcl") and case_of(token) == "as" and (described := list(objects(token.head))):
        yield from described  # "named the service as the perpetrator", "as responsible"
        return
    own = list(subjects(token)) or [c for c in token.children if c.dep_ in PASSIVE_SUBJECTS and token.pos_ == "ADJ"]
    if own:
        yield from own
    elif token.dep_ in ("nmod", "acl", "appos", "amod", "acl:relcl"):
        yield token.head
    elif token.dep_ == "xcomp" and token.head.dep_ == "acl":
        yield token.head.head  # "the incident, believed to be the work of Russia"
    elif token.dep_ in ("xcomp", "obl", "advcl", "conj") and token.head != token:
        yield from subjects(token.head)


def _governed_figure(token: Token) -> Iterator[Token]:
    yield from _figure(token.head)


def _nearest(token: Token) -> Iterator[Token]:
    """The noun phrase right before a relative clause, which parsers often hang on another: "by Iran, which engaged"."""
    before = token.left_edge.i - 1
    while before > token.sent.start and token.doc[before].is_punct:
        before -= 1
    if token.dep_ == "acl:relcl" and before >= token.sent.start:
        noun = token.doc[before]
        while noun.dep_ in ("nmod", "flat", "compound", "appos") and noun.head.i < noun.i and noun.head != token.head:
            noun = noun.head
        yield noun


def _named_compounds(token: Token) -> Iterator[Token]:
    """The organisations in a compound: "the SolarWinds hack"."""
    bodies = (m for m in token.doc._.mentions if m.form is Form.ORGANISATION)
    heads = {i for m in bodies for i in range(m.start, m.end)}
    yield from (c for c in token.children if c.dep_ == "compound" and c.i in heads)


def _possessors(noun: Token) -> Iterator[Token]:
    yield from (c for c in noun.children if c.dep_ == "nmod:poss")


def _on_condition(token: Token) -> Iterator[Token]:
    """Who has it in hand: "warned of consequences if they refused"."""
    inside = [token, *(c for c in token.subtree if c.dep_ in ("xcomp", "ccomp", "obj", "obl"))]
    inside += [token.head] if token.dep_ in ("ccomp", "parataxis") else []
    clauses = (c for t in inside for c in t.children if c.dep_ == "advcl")
    told = (c for c in clauses if any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for m in c.children))
    yield from (s for clause in told for s in subjects(clause))


def _participles(token: Token) -> Iterator[Token]:
    yield from (c for c in token.children if c.dep_.startswith("acl"))


_WALKS: dict[str, Callable[[Token], Iterator[Token]]] = {
    "subj": subjects,
    "obj": objects,
    "clause": clauses,
    "owner": owners,
    "possessor": _possessors,
    "self": _self,
    "head": _head,
    "figure": _figure,
    "headfigure": _governed_figure,
    "acl": _participles,
    "if": _on_condition,
    "nearest": _nearest,
    "compound": _named_compounds,
}
