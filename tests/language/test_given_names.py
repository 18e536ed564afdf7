"""Persons that only their given name tells."""

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from attrigraph.language.given_names import full_names, given_names


def doc_of(text: str, *, named: tuple[int, int] | None = None) -> Doc:
    """Return a Doc in which every capitalised word is a proper noun; `named` are the tokens of an organisation."""
    words = text.split()
    doc = Doc(Vocab(), words=words, pos=["PROPN" if word[0].isupper() else "NOUN" for word in words])
    doc.set_ents([Span(doc, *named, label="ORG")] if named else [], default="outside")
    return doc


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("minister Ingrid Halvorsen spoke", ["Ingrid Halvorsen"]),
        ("Ingrid Anna Halvorsen and Ingrid Berg", ["Ingrid Anna Halvorsen", "Ingrid Berg"]),
        ("a talk with Ingrid", []),
        ("Ingrid of Oslo", []),
        ("INGRID HALVORSEN SPOKE", []),
        ("Ingrid NATO", []),
        ("the Halvorsen Ingrid", []),
        ("", []),
    ],
)
def test_a_given_name_and_the_proper_nouns_after_it(text, people):
    assert [span.text for span in full_names(doc_of(text))] == people


def test_what_is_a_name_already_stays_so():
    assert not list(full_names(doc_of("Ingrid Halvorsen Foundation", named=(0, 3))))


def test_names_of_months_and_places_are_no_given_names():
    assert given_names().isdisjoint({"April", "June", "Georgia", "Virginia", "Sydney", "Chad", "Israel", "Christian"})
