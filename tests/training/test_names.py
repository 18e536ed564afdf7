"""Names of one guideline, the names of the whole stage, and the mean of two states."""

import pytest
import spacy
from spacy.tokens import Doc, Span
from thinc.api import Linear

from training.averaged import mix
from training.guideline import Guideline
from training.settings import load

GUIDELINE = Guideline(frozenset({"prime", "minister"}), frozenset({"Albania"}))


@pytest.fixture
def doc() -> Doc:
    return Doc(spacy.blank("en").vocab, words=["Prime", "Minister", "Edi", "Rama", "of", "Albania", "spoke"])


def test_titles_leave_persons_and_states_are_no_organisations(doc: Doc):
    doc.set_ents([Span(doc, 0, 4, "PERSON"), Span(doc, 5, 6, "ORG")], missing=[doc[6:7]], default="outside")
    made = GUIDELINE.mend(doc)
    assert [(name.text, name.label_) for name in made.ents] == [("Edi Rama", "PERSON")]
    assert [token.ent_iob for token in made] == [2, 2, 3, 1, 2, 0, 0]


def test_a_title_alone_and_a_state_as_a_place_stay(doc: Doc):
    doc.set_ents([Span(doc, 1, 2, "PERSON"), Span(doc, 5, 6, "LOC")], default="outside")
    assert [name.text for name in GUIDELINE.mend(doc).ents] == ["Minister", "Albania"]


def test_the_guideline_knows_the_titles_of_the_settings_and_the_states_of_the_gazetteer():
    found = Guideline.of(load())
    assert "president" in found.titles
    assert {"Albania", "Tirana"} <= set(found.states)
    assert "Albanian" not in found.states


def test_a_mean_lies_between_its_two_states():
    one, two = Linear(2, 2).initialize(), Linear(2, 2).initialize()
    one.set_param("b", one.ops.asarray1f([0.0, 4.0]))
    two.set_param("b", two.ops.asarray1f([2.0, 0.0]))
    weights = 0.75 * one.get_param("W") + 0.25 * two.get_param("W")
    mix(one, two, 0.25)
    assert one.get_param("b").tolist() == [0.5, 3.0]
    assert one.get_param("W") == pytest.approx(weights)
