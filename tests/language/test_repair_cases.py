"""One tree for each repair, and for each its near misses that stay as they are: word/tag/head/label, heads from 0."""

import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from attrigraph.language.repairs import TreeRepairer

VOCAB = spacy.blank("en").vocab  # with the lower-case forms
POS = {
    "VB": "VERB", "NN": "NOUN", "IN": "ADP", "TO": "PART", "RB": "ADV", "JJ": "ADJ", "CC": "CCONJ", "CD": "NUM",
    "DT": "DET", "PR": "PRON", "WP": "PRON", "WD": "PRON", "UH": "INTJ",
}  # fmt: skip


def tree(text: str) -> Doc:
    rows = [word.rsplit("/", 3) for word in text.split()]
    return Doc(
        VOCAB,
        words=[word for word, *_ in rows],
        tags=[tag for _, tag, _, _ in rows],
        lemmas=[word.lower() for word, *_ in rows],
        pos=["AUX" if dep in ("aux", "aux:pass", "cop") else _pos(tag) for _, tag, _, dep in rows],
        heads=[int(head) for _, _, head, _ in rows],
        deps=[dep for *_, dep in rows],
    )


def _pos(tag: str) -> str:
    return "PROPN" if tag.startswith("NNP") else POS.get(tag[:2], "PUNCT")


def arcs(doc: Doc) -> set[str]:
    return {f"{t.head.text} {t.dep_} {t.text}" for t in doc}


TREES = tomllib.loads((Path(__file__).parent / "repair_trees.toml").read_text(encoding="utf-8"))
MENDED, UNCHANGED = TREES["mended"], TREES["unchanged"]


@pytest.mark.parametrize("case", MENDED)
def test_what_is_mended(case: str) -> None:
    assert set(MENDED[case]["arcs"]) <= arcs(TreeRepairer()(tree(MENDED[case]["tree"])))


@pytest.mark.parametrize("case", UNCHANGED)
def test_what_stays(case: str) -> None:
    before = arcs(tree(UNCHANGED[case]))
    assert arcs(TreeRepairer()(tree(UNCHANGED[case]))) == before
