"""Prepositional complements that parsers hang on a word that does not ask for them: "attribute the attack ... to".

The words that ask, and their prepositions, are data: seeds/frames/complements.csv; noun_complements.csv has the nouns
that keep a preposition right after them for themselves.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from attrigraph.folders import folder
from attrigraph.language.words import has_class, lemmas

_COMPLEMENTS = frozenset({"obl", "obl:agent", "advcl", "acl", "xcomp", "nmod"})
_INSIDE = frozenset({"nmod", "appos", "conj", "compound", "flat", "obl"})
_DESCRIPTIONS = frozenset({"acl", "acl:relcl", "appos"})
_DEPTH = 4


def mend_complements(doc: Doc) -> None:
    """Hang the complements on the words that ask for them, in place."""
    for token in doc:
        if token.pos_ in ("VERB", "NOUN"):
            for preposition in _prepositions(token):
                _mend_complement(token, preposition)
    for token in doc:
        if token.dep_ == "obl" and token.head.pos_ == "VERB":
            _mend_complement_of_noun(token)
        elif token.dep_ == "nmod" and has_class(token.head, "time"):
            _mend_complement_after_time(token)


@cache
def _complements(table: str = "complements.csv") -> Mapping[str, tuple[str, ...]]:
    with (folder("seeds") / "frames" / table).open(encoding="utf-8", newline="") as lines:
        return {row["word"]: tuple(row["prepositions"].split("|")) for row in csv.DictReader(lines)}


def _prepositions(word: Token, table: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    table = _complements() if table is None else table
    return next((table[form] for form in lemmas(word) if form in table), ())


def _mend_complement(word: Token, preposition: str) -> None:
    if any(_is_governed(c, preposition) for c in word.children if c.dep_ in _COMPLEMENTS):
        return
    if preposition == "of" and any(_is_governed(c, other) for c in word.children for other in _prepositions(word)):
        return
    inside = [(start, t) for start in _starts(word) for t in _inside(start, _DEPTH)]
    found = [t for start, t in inside if _is_governed(t, preposition) and _may_stray(t, start, preposition)]
    if found:
        best = next((t for t in found if t.head.pos_ in ("PROPN", "PRON")), found[-1])
        for later in [c for c in best.head.children if c.i > best.right_edge.i and c.dep_ in _DESCRIPTIONS]:
            later.head = best
        best.head, best.dep_ = word, "obl" if word.pos_ == "VERB" else "nmod"


def _mend_complement_of_noun(oblique: Token) -> None:
    """ "Recalls the ambassador to Russia": right after some nouns a preposition is theirs, if not the verb's."""
    verb, opener = oblique.head, oblique.left_edge
    noun = opener.nbor(-1) if opener.i else opener
    bare = noun.pos_ == "NOUN" and noun.head == verb and noun.dep_ in ("obj", "obl") and noun.i > verb.i
    dated = oblique.like_num or has_class(oblique, "time")
    of_noun = opener.lower_ in _prepositions(noun, _complements("noun_complements.csv"))
    if bare and not dated and opener.head == oblique and of_noun and opener.lower_ not in _prepositions(verb):
        oblique.head, oblique.dep_ = noun, "nmod"


def _mend_complement_after_time(noun: Token) -> None:
    """ "The detention for thirty days of a woman": of the woman, not of the days."""
    days = noun.head
    before = days.left_edge.nbor(-1) if days.left_edge.i else days
    if (
        _is_governed(noun, "of")
        and _is_governed(days, "for")
        and before.pos_ == "NOUN"
        and not noun.is_ancestor(before)
    ):
        noun.head = before


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
