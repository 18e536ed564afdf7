"""Pages made to be slow: without the bounds in tree.py the first three take minutes to hours."""

import time

import pytest

from attrigraph.documents.html import parse_html
from attrigraph.errors import SourceError

LIMIT = 20  # seconds of processor time; each takes 1 to 5


@pytest.mark.parametrize(
    "page",
    [
        "<article><p>" + "<ins>Iran</ins> " * 25_000,
        "<article><p>" + "<q>Iran</q> " * 25_000,
        "".join(f"<div class='{'share-' * 300}'><p>hello there</p></div>" for _ in range(2_000)),
        "<article><div class='" + "a " * 3_000_000 + "'><p>Iran denied it.</p></div>",
        "<article><p>" + "&amp;&lt;&nbsp;" * 300_000,
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><article><p>Iran denied it. &b;',
        "<" * 1_000_000,
        "<!--" * 300_000 + "--><p>Iran denied it.",
        "<title>" + "a | - b " * 200_000 + "</title><p>Iran denied it.",
        '<script type="application/ld+json">[' + '{"@type":"Article"},' * 100_000 + "{}]</script><p>Iran denied it.",
        "<p class=date>7 September 20222 " + "2022-09-" * 100_000,
        "<table><tr><td>" * 80 + "Iran denied it.",
        "<ul><li>" * 120 + "Iran denied it.",
    ],
    ids=lambda page: page[:24],
)
def test_time_is_bounded(page):
    began = time.process_time()
    try:
        parse_html(f"<html><body>{page}".encode())
    except SourceError as error:
        assert error.todo
    assert time.process_time() - began < LIMIT
