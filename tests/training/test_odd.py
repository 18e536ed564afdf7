"""Texts in other garbs keep their places, and the texts that are hard to split say where their sentences are."""

import pytest
import spacy
from spacy.tokens import Doc

from attrigraph.language.tokenizer import ParagraphTokenizer
from training import odd

TEXT = '"It\'s Iran," Straße said, and the government of Albania agreed that the GRU was behind the long attack on it.'


@pytest.mark.parametrize("garb", odd.GARBS)
def test_every_letter_keeps_its_place(garb: str) -> None:
    changed = odd.GARBS[garb](TEXT)
    assert len(changed) == len(TEXT)
    assert (changed == TEXT) is (garb == "as it is")


def test_cases_say_where_sentences_are() -> None:
    found = list(odd.cases())
    assert len(found) >= 40
    assert all(text[a:b] == text[a:b].strip() != "" for text, places in found for a, b in places)
    assert all(odd.BORDER not in text for text, _ in found)
    text, places = found[0]
    assert [text[a:b] for a, b in places] == ["The U.S. accused Iran of the attack.", "The E.U. followed on Tuesday."]


def read_and_gold(heads: list[int], deps: list[str]) -> tuple[Doc, Doc]:
    read = ParagraphTokenizer(spacy.blank("en").tokenizer)("Iran denied it.")
    for token, head, dep in zip(read, [1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"], strict=True):
        token.head, token.dep_ = read[head], dep
    return read, Doc(
        read.vocab, words=[t.text for t in read], spaces=[True, True, False, False], heads=heads, deps=deps
    )


@pytest.mark.parametrize(
    ("heads", "deps", "uas", "las"),
    [
        ([1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"], 100.0, 100.0),
        ([1, 1, 1, 2], ["nsubj", "ROOT", "iobj", "punct"], 100.0, 66.7),
        ([2, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"], 66.7, 66.7),
    ],
)
def test_words_are_compared_without_punctuation(heads: list[int], deps: list[str], uas: float, las: float) -> None:
    read, gold = read_and_gold(heads, deps)
    assert odd.score([read], [gold]) == {"uas": uas, "las": las, "names": None}
