from datetime import date

import pytest

from attrigraph.documents.metadata import Metadata, from_mapping, label, language_tag, web_address
from attrigraph.errors import SourceError
from attrigraph.model import Interval


def test_all_fields():
    found = from_mapping(
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


@pytest.mark.parametrize("silent", [{}, dict.fromkeys(("title", "published", "references")), {"title": " ", "url": ""}])
def test_silence(silent):
    assert from_mapping(silent) == Metadata()


def test_numbers_and_single_references_are_understood():
    found = from_mapping({"title": 1984, "published": 2022, "references": "https://example.org"})
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
        ("references", 5),
        ("references", {"a": "b"}),
        ("references", [["https://example.org"]]),
        ("references", ["ftp://example.org"]),
    ],
)
def test_what_cannot_be_used_names_the_key_and_the_cure(key, value):
    with pytest.raises(SourceError, match=f"^{key} .*; write "):
        from_mapping({key: value})


def test_addresses_hold_nothing_that_breaks_an_iri():
    assert web_address(' https://example.org/<a> "b"\\|^`{} ') == (
        "https://example.org/%3Ca%3E%20%22b%22%5C%7C%5E%60%7B%7D"
    )
    assert web_address("HTTP://пример.рф/путь?q=ж#x") == "HTTP://пример.рф/путь?q=ж#x"


def test_language_tags():
    assert [language_tag(tag) for tag in ("en", "EN-us", "zh_hant_tw", "sq")] == ["en", "en-US", "zh-Hant-TW", "sq"]


def test_labels_are_cut():
    assert len(label("word " * 1000)) == 999
