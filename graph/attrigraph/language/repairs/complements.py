"""Prepositional complements that parsers hang on a word that does not ask for them: "attribute the attack ... to".

The words that ask, and their prepositions, are data: seeds/frames/complements.csv.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from attrigraph.folders import folder
from attrigraph.language.words import lemmas

_COMPLEMENTS = frozenset({"obl", "obl:agent", "advcl", "acl", "xcomp", "nmod"})
_INSIDE = frozenset({"nmod", "appos", "conj", "compound", "flat", "obl"})
_DEPTH = 4


def mend_complements(doc: Doc) -> None:
    """Hang the complements on the words that ask for them, in place."""
    for token in doc:
        if token.pos_ in ("VERB", "NOUN"):
            for preposition in _prepositions(token):
                _mend_complement(token, preposition)


@cache
def _complements() -> Mapping[str, tuple[str, ...]]:
    with (folder("seeds") / "frames" / "complements.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: tuple(row["prepositions"].split("|")) for row in csv.DictReader(lines)}


def _prepositions(word: Token) -> tuple[str, ...]:
    table = _complements()
    return next((table[form] for form in lemmas(word) if form in table), ())


def _mend_complement(word: Token, preposition: str) -> None:
    if any(_is_governed(c, preposition) for c in word.children if c.dep_ in _COMPLEMENTS):
        return
    inside = [(start, t) for start in _starts(word) for t in _inside(start, _DEPTH)]
    found = [t for start, t in inside if _is_governed(t, preposition) and _may_stray(t, start, preposition)]
    if found:
        best = next((t for t in found if t.head.pos_ in ("PROPN", "PRON")), found[-1])
        best.head, best.dep_ = word, "obl" if word.pos_ == "VERB" else "nmod"


def _may_stray(token: Token, start: Token, preposition: str) -> bool:
    """Nearly every noun takes "of": of those only the object itself, or a name, has taken it from the verb."""
    return preposition != "of" or token.head == start or token.head.pos_ in ("PROPN", "PRON")


def _starts(word: Token) -> list[Token]:
    """Where the complement may have strayed: the object, the passive agent, or what a noun is "of"."""
    if word.pos_ == "NOUN":
        return [c for c in word.children if c.dep_ == "nmod" and _is_governed(c, "of")]
    return [c for c in word.children if c.dep_ in ("obj", "obl:agent") and c.i > word.i]


def _inside(noun: Token, depth: int) -> Iterator[Token]:
    """Yield phrases inside a noun phrase, and of its participles what follows their own complement."""
    for child in noun.children:
        if depth and child.dep_ in _INSIDE and child.i > noun.i:
            if child.dep_ == "nmod":
                yield child
            yield from _inside(child, depth - 1)
        elif depth and child.dep_ == "acl" and child.i > noun.i:
            yield from [c for c in child.children if c.dep_ == "obl" and c.i > child.i][1:]


def _is_governed(token: Token, preposition: str) -> bool:
    return any(c.lower_ == preposition and c.dep_ in ("case", "mark") for c in token.children)
