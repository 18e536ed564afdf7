"""The tokenizer keeps white space out and every token at its place in the original text."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.language.tokenizer import LONGEST, OFFSETS, ParagraphTokenizer, paragraphs

TOKENIZER = ParagraphTokenizer(spacy.blank("en").tokenizer)
TOKENIZER("Gen. Marsh")  # reads the tables, which the examples are not to be timed for


@given(st.text(alphabet=st.sampled_from("aB.,'’“” \n\t-—é🇽"), max_size=80))
def test_every_token_stands_where_its_offset_says(text: str) -> None:
    doc = TOKENIZER(text)
    for token, offset in zip(doc, doc.user_data[OFFSETS], strict=True):
        original = text[offset : offset + len(token.text)]
        assert original.translate(str.maketrans("’“”", '\'""')) == token.text
        assert not token.is_space


@given(st.text(alphabet=st.sampled_from("ab. \n"), max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(t.text for t in TOKENIZER(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("A heading\nFirst sentence.", ["A heading", "First sentence."]),
        ("- one item\n- another item", ["- one item", "- another item"]),
        (
            "The government said on Monday that the hackers\nhad left.",
            ["The government said on Monday that the hackers\nhad left."],
        ),
        ("LONDON (Reuters) - Britain spoke.", ["LONDON (Reuters) -", "Britain spoke."]),
        ("SEOUL - Hackers came.", ["SEOUL -", "Hackers came."]),
        ("  \n\n ", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def test_paragraphs_start_sentences_and_small_letters_do_not() -> None:
    doc = TOKENIZER("A U.S. firm\n\nAnother one")
    starts = [doc[i].is_sent_start for i in range(len(doc))]
    assert starts == [True, None, False, True, False]


def _lengths(text: str) -> list[int]:
    doc = TOKENIZER(text)
    starts = [t.i for t in doc if t.is_sent_start]
    return [end - start for start, end in zip(starts, [*starts[1:], len(doc)], strict=True)]


def test_a_sentence_without_end_is_cut() -> None:
    assert _lengths("on and " * LONGEST + "\n\nAnother.") == [LONGEST, LONGEST, 2]


def test_a_long_paragraph_is_cut_after_a_full_stop() -> None:
    lengths = _lengths("He said “no”, twice. " * 100)
    assert sum(lengths) == 800
    assert max(lengths) < LONGEST and all(length % 8 == 0 for length in lengths)


def test_a_long_sentence_is_left_whole() -> None:
    assert _lengths("on and " * (LONGEST // 4)) == [LONGEST // 4 * 2]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("U.S.-based", ["U.S.", "-", "based"]),
        ("Iran-linked hackers", ["Iran", "-", "linked", "hackers"]),
        ("Tehran’s denial", ["Tehran", "'s", "denial"]),
        ("war—peace", ["war", "—", "peace"]),
    ],
)
def test_words(text: str, tokens: list[str]) -> None:
    assert [t.text for t in TOKENIZER(text)] == tokens


@pytest.mark.parametrize(
    ("text", "word", "may_start"),
    [
        ("Ask Lt. Col. Frost.", "Frost", False),
        ("See Fig. 3.", "3", False),
        ("See No. Then go.", "Then", True),
        ("\u2022 The actors left.", "The", False),
        ("1. Arman left.", "Arman", False),
        ("\u2014 Vjosa Osmani", "Vjosa", True),
        ("He left D.C., on Monday.", ",", False),
        ("He said no. Then left.", "Then", True),
    ],
)
def test_where_no_sentence_starts(text: str, word: str, may_start: bool) -> None:
    token = next(t for t in TOKENIZER(text) if t.text == word)
    assert token.is_sent_start is (None if may_start else False)


def test_a_quotation_mark_that_closes_starts_no_sentence() -> None:
    assert [t.is_sent_start for t in TOKENIZER('It is "false." He left.') if t.text == '"'] == [None, False]
