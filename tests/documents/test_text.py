import pytest

from attrigraph.documents.text import parse_text
from attrigraph.errors import SourceError


def test_without_front_matter_nothing_is_taken_away():
    for text in ("Iran denied it.", "-----\nIran denied it.\n-----", "A --- b\n---\nc", "", "--- Iran denied it."):
        assert parse_text(text).text == text


def test_front_matter():
    parsed = parse_text(
        "---\r\nTitle: Ties cut\r\npublished: 2022-09-07\r\nlanguage: no\r\npublisher: ~\r\nauthor: {name: x}\r\n"
        "references:\r\n  - https://example.org/a\r\n---\r\nBody.\r\n---\r\nMore."
    )
    found = parsed.metadata
    assert (found.title, found.published.partial, found.language) == ("Ties cut", "2022-09-07", "no")
    assert (found.publisher, found.references) == (None, ("https://example.org/a",))
    assert parsed.text.strip() == "Body.\r\n---\r\nMore."


def test_empty_front_matter_and_the_other_closing_mark():
    assert parse_text("---\n---\nBody.").text == "\nBody."
    assert parse_text("---\n# only a comment\n...\nBody.").text == "\nBody."


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("title: Iran: a denial", r"not YAML \(line 2\)"),
        ("title: a\n\tb: c", "not YAML"),
        ("just a sentence", "not a list of keys"),
        ("- a\n- b", "not a list of keys"),
        ("a: *nowhere", "not YAML"),
        ("a: &a [*a]", "not YAML"),
        ("? [a]\n: b", "not YAML"),
        ("a: " + "[" * 20_000, "not YAML"),
        ("a: \x07", "not YAML"),
    ],
)
def test_broken_front_matter(front, words):
    with pytest.raises(SourceError, match=words):
        parse_text(f"---\n{front}\n---\nBody.")


@pytest.mark.parametrize("text", ["---\ntitle: a\n\nBody.", "---\n" + "a: b\n" * 20_000 + "---\nBody."])
def test_front_matter_without_an_end(text):
    with pytest.raises(SourceError, match='no end; close it with a line "---"'):
        parse_text(text)


def test_nothing_is_built_from_yaml_tags_and_aliases_do_not_grow():
    bomb = "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 30))
    parsed = parse_text(f"---\nx: !!python/object/apply:os.getcwd []\nk0: &k0 a\n{bomb}title: !!int t\n---\nBody.")
    assert parsed.metadata.title == "t"
