import re
from datetime import date

import pytest

from attrigraph.documents.metadata import Metadata, from_mapping, label, language_tag, web_address
from attrigraph.model import Interval


def test_all_fields():
    found, faults = from_mapping(
        {
            "title": " Ties\u202e cut\n",
            "published": "2022-09",
            "publisher": "The Courier",
            "url": "https://example.org/a",
            "language": "EN_gb",
            "retrieved": "2022-09-10",
            "references": ["https://example.org/b", "https://example.org/b", "", "A statement, 2022-09-07"],
            "mood": object(),
        }
    )
    assert found == Metadata(
        title="Ties cut",
        published=Interval.parse("2022-09"),
        publisher="The Courier",
        url="https://example.org/a",
        language="en-GB",
        retrieved=date(2022, 9, 10),
        references=("https://example.org/b", "A statement, 2022-09-07"),
    )
    assert faults == ()


@pytest.mark.parametrize("silent", [{}, dict.fromkeys(("title", "published", "references")), {"title": " ", "url": ""}])
def test_silence(silent):
    assert from_mapping(silent) == (Metadata(), ())


def test_numbers_and_single_references_are_understood():
    found, _ = from_mapping({"title": 1984, "published": 2022, "references": "https://example.org"})
    assert (found.title, found.published, found.references) == (
        "1984",
        Interval.parse("2022"),
        ("https://example.org",),
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", ["a"]),
        ("title", True),
        ("published", "soon"),
        ("published", 20220907),
        ("published", 2022.5),
        ("retrieved", "2022"),
        ("url", "javascript:alert(1)"),
        ("url", "/relative"),
        ("url", "https://"),
        ("url", "https://example.org/" + "a" * 3000),
        ("language", "English"),
        ("references", {"a": "b"}),
        ("references", [["https://example.org"]]),
        ("references", ["ftp://example.org"]),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_word_on_the_key_and_the_cure(key, value):
    found, (fault,) = from_mapping({"publisher": "P", key: value})
    assert found == Metadata(publisher="P")
    assert re.match(rf"{key} .* is left out; write ", str(fault))
    assert len(str(fault)) < 300


def test_one_bad_reference_does_not_take_the_others_with_it():
    found, faults = from_mapping({"references": ["https://example.org", "ftp://example.org", "http://"]})
    assert found.references == ("https://example.org",)
    assert [fault.what for fault in faults] == ["references 'ftp://example.org' is left out"]


def test_addresses_hold_nothing_that_breaks_an_iri():
    assert web_address(' https://example.org/<a> "b"\\|^`{} ') == (
        "https://example.org/%3Ca%3E%20%22b%22%5C%7C%5E%60%7B%7D"
    )
    assert web_address("HTTP://пример.рф/путь?q=ж#x") == "HTTP://пример.рф/путь?q=ж#x"


def test_language_tags():
    assert [language_tag(tag) for tag in ("en", "EN-us", "zh_hant_tw", "sq")] == ["en", "en-US", "zh-Hant-TW", "sq"]


def test_labels_are_cut():
    assert len(label("word " * 1000)) == 999
