import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.documents.normalise import normalise, one_line, visible

NASTY = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\v\f\x85\u2028 \u00a0\u3000\ufeff\u200b\u200d\u00ad\u202e\u2066e\u0301\u0316🇽🇰\x00\x1b"),
        st.characters(codec=None),
    )
)
LINES = st.lists(st.one_of(NASTY, st.sampled_from(["Advertisement", " Share ", "", "Iran denied it."]))).map("\n".join)


@given(LINES)
def test_normalising_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@given(LINES)
def test_what_is_promised_of_a_normalised_text(text):
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert result == result.strip()
    assert "\n\n\n" not in result
    assert not any(line.endswith(" ") for line in result.split("\n"))
    assert not {unicodedata.category(char) for char in result.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    result.encode()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\ufeffTirana\r\nDurrës\rVlorë", "Tirana\nDurrës\nVlorë"),
        ("cafe\u0301", "café"),
        ("the\u00a0Islamic\u2009Republic\tof\u3000Iran", "the Islamic Republic of Iran"),
        ("cy\u00adber\u200b at\u2060tack", "cyber attack"),
        ("safe\u202egnp.exe\u2066", "safegnp.exe"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a  \n  \n \nb", "a\n\nb"),
        ("two  spaces  stay", "two  spaces  stay"),
        ("half \ud83d pair", "half  pair"),
        ("hidden\U000e0041\U000e0042 words", "hidden words"),
        ("", ""),
        ("\u200b\n\t", ""),
    ],
)
def test_normalise(raw, expected):
    assert normalise(raw) == expected


@pytest.mark.parametrize("kept", ["🇽🇰🇦🇱", "❤️", "“quoted” – ‘it’s’ …", "外交部", "Ελλάδα", "x\u0304"])
def test_normalise_keeps(kept):
    assert normalise(kept) == kept


def test_lines_of_furniture_go_and_repeated_sentences_stay():
    text = "One.\n\nAdvertisement\n\nAdvertisement\n\nIran denied it.\n\nSHARE\nTwo.\n\nIran denied it."
    assert normalise(text) == "One.\n\nIran denied it.\n\nTwo.\n\nIran denied it."


def test_joining_characters_can_complete_a_word():
    assert normalise("A\u200bdvertisement") == ""


def test_rows_of_combining_marks_cost_linear_time():
    began = time.perf_counter()
    assert len(normalise("a" + "\u0301\u0316" * 500_000)) < 40
    assert time.perf_counter() - began < 5  # unbounded, this takes an hour


def test_visible_keeps_ends_of_lines_and_one_line_does_not():
    assert visible(" a\r\n b ") == " a\n b "
    assert one_line(" a\r\n\t b ") == "a b"
