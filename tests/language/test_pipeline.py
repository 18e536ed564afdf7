"""The language stage as a whole: what it writes, what it refuses, and that hostile text does not break it."""

import pytest
from spacy.language import Language

from attrigraph.errors import UsageError
from attrigraph.language import load
from attrigraph.language.pipeline import COMPONENTS

pytestmark = pytest.mark.slow


def test_components_come_last_and_in_order(nlp: Language) -> None:
    assert tuple(nlp.pipe_names[-len(COMPONENTS) :]) == COMPONENTS


def test_unknown_pipeline() -> None:
    with pytest.raises(UsageError, match="no such spaCy pipeline"):
        load("no_such_pipeline")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "...", "🇽🇰🇦🇱", "שלום עולם", "word " * 400, '"' * 50, "a" * 5000, "IRAN " * 100, "\u202e abc"]
)
def test_hostile_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(m.end <= len(doc) for m in doc._.mentions)


def test_same_text_same_parse(nlp: Language) -> None:
    text = "Prime Minister Edi Rama said that Iran was behind the attack on Albania."
    one, two = nlp(text), nlp(text)
    assert [(t.dep_, t.head.i, t.lemma_) for t in one] == [(t.dep_, t.head.i, t.lemma_) for t in two]
    assert one._.mentions == two._.mentions
