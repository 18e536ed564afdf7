"""Persons that only their given name tells: "Ingrid Halvorsen", where the statistical names find nobody."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from attrigraph.language.gazetteer import rows


@cache
def given_names() -> frozenset[str]:
    """Return the given names of seeds/gazetteer/given_names.csv, without those that are as often something else."""
    return frozenset(row["name"] for row in rows("given_names"))


def full_names(doc: Doc) -> Iterator[Span]:
    """Yield a given name and the proper nouns after it, where none of them is part of a name found otherwise."""
    end = 0
    for token in doc[:-1]:
        if token.i >= end and token.text in given_names() and _is_free(token) and _is_surname(token.nbor()):
            end = token.i + 2
            while end < len(doc) and _is_surname(doc[end]):
                end += 1
            yield doc[token.i : end]


def _is_free(token: Token) -> bool:
    return token.pos_ == "PROPN" and not token.ent_type_


def _is_surname(token: Token) -> bool:
    return _is_free(token) and token.text.isalpha() and token.text[0].isupper() and token.text[1:2].islower()
