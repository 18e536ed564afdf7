"""Copies with other names: labels, open words, spacing and case stay."""

import random
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from training import substitute

TABLES = {
    "people": "name\nIndira Okafor\n",
    "places": "form\nVlora\n",
    "organisations": "name\nHarbour Trust\n",
    "bodies": "name\nCoastal Survey Office\n",
    "state_names": "form,kind\nAlbania,name\nAlbanian,adjective\n",
}


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return spacy.blank("en")


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def example(nlp: spacy.Language) -> Doc:
    doc = Doc(
        nlp.vocab, words=["Jo", "Lee", "left", "Rome", ",", "maybe"], spaces=[True, True, True, False, True, False]
    )
    known = [Span(doc, 0, 2, label="PERSON"), Span(doc, 3, 4, label="LOC")]
    doc.set_ents(known, missing=[Span(doc, 5, 6)], default="outside")
    return doc


def test_names_are_exchanged_for_others_of_their_label_and_length(nlp: spacy.Language, gazetteer: Path):
    doc = example(nlp)
    pools = substitute.pools(nlp, gazetteer, [])
    made = substitute.substituted(doc, pools, random.Random(1))  # noqa: S311
    assert made.text in ("Indira Okafor left Vlora, maybe", "Indira Okafor left Albania, maybe")
    assert [(name.label_, len(name)) for name in made.ents] == [("PERSON", 2), ("LOC", 1)]
    assert [token.ent_iob for token in made] == [3, 1, 2, 3, 2, 0]


def test_the_names_of_the_gold_are_put_in_too_and_adjectives_are_not(nlp: spacy.Language, gazetteer: Path):
    pools = substitute.pools(nlp, gazetteer, [example(nlp)])
    assert [name.text for name in pools["LOC", True]] == ["Albania", "Rome", "Vlora"]


def test_a_label_without_other_names_keeps_its_own(nlp: spacy.Language):
    doc = example(nlp)
    assert substitute.substituted(doc, {}, random.Random(1)).text == doc.text  # noqa: S311
