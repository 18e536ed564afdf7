"""What the repairs share: labels that go together, and how a word changes its place in the tree."""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
ANY_SUBJECT = SUBJECTS | {"csubj", "csubj:pass", "expl", "nsubj:outer"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PARTS_OF_NAMES = frozenset({"flat", "compound", "nmod:unmarked"})


def child(token: Token, labels: Collection[str]) -> Token | None:
    """Return the first child with one of the labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def subject_label(verb: Token) -> str:
    """Return the label of the verb's subject: that of a passive has one of its own."""
    return "nsubj:pass" if child(verb, ("aux:pass",)) is not None else "nsubj"


def is_finite(verb: Token) -> bool:
    """Return whether a verb or its auxiliary stands in a form that has a subject."""
    helpers = (c for c in verb.children if c.dep_ in AUXILIARIES)
    return (verb.pos_ == "VERB" and verb.tag_ in FINITE) or any(c.tag_ in FINITE | {"MD"} for c in helpers)


def take_place(new: Token, head: Token) -> None:
    """Put a word where its head, or the head of its head, stands; that one keeps its children, and needs a new head."""
    governor, label = head.head, head.dep_
    new.head, new.dep_ = (new if governor == head else governor), label


def name_before_comma(first: Token) -> Token | None:
    """Return the noun or name that ends right before the comma before `first`."""
    if first.i < 2 or first.nbor(-1).text != ",":
        return None
    noun = first.nbor(-2)
    while noun.dep_ in _PARTS_OF_NAMES and noun.head.pos_ in NOMINAL and noun.head != noun:
        noun = noun.head
    return noun if noun.pos_ in NOMINAL else None


def start_of_phrase(noun: Token) -> int:
    """Return where a phrase begins, without a comma that the tree counts to it."""
    edge = noun.left_edge
    return edge.i + 1 if edge.text == "," else edge.i


def follows_comma(noun: Token) -> bool:
    """Return whether a phrase stands right after a comma."""
    start = start_of_phrase(noun)
    return start > 0 and noun.doc[start - 1].text == ","


def above(token: Token, top: Token) -> Iterator[Token]:
    """Yield the token and its heads up to `top`, which is not yielded; nothing where it does not stand below it."""
    if top.is_ancestor(token):
        while token != top:
            yield token
            token = token.head
