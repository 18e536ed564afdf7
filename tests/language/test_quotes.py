"""Quotations by their marks: every style, nesting, several paragraphs, apostrophes."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrigraph.language.quotes import Quotation, find_quotations


def inner(text: str) -> list[str]:
    return [text[quotation.text_start : quotation.text_end] for quotation in find_quotations(text)]


STYLES = [
    ('"We act," he said. "Now."', ["We act,", "Now."]),
    ("“We act,” he said.", ["We act,"]),
    ("‘We act,’ he said.", ["We act,"]),
    ("'We act,' he said.", ["We act,"]),
    ("„Wir handeln“, sagte er.", ["Wir handeln"]),
    ("„Działamy”, powiedział.", ["Działamy"]),
    ("‚Wir handeln‘, sagte er.", ["Wir handeln"]),
    ("«Agiamo», ha detto.", ["Agiamo"]),
    ("« Nous agissons », dit-il.", [" Nous agissons "]),
    ("»Wir handeln«, sagte er.", ["Wir handeln"]),
    ("”Vi agerar”, sade han.", ["Vi agerar"]),
    ('“We act", he said.', ["We act"]),
    ('He called it "brazen".', ["brazen"]),
    ('("quoted")—"again"', ["quoted", "again"]),
    ('said:"tight"', ["tight"]),
    ('a " spaced " word', [" spaced "]),
]

NESTED = [
    ("“We ‘act’ now,” he said.", ["We ‘act’ now,", "act"]),
    ('He said "we will "act" now" and left.', ['we will "act" now', "act"]),
    ("„Er sagte »nie« dazu“, so sie.", ["Er sagte »nie« dazu", "nie"]),
    ("\"He said: 'We know Iran's role'.\"", ["He said: 'We know Iran's role'.", "We know Iran's role"]),
    ("'the hackers' tools are ours', he said", ["the hackers' tools are ours"]),
    ("He said 'we act' and 'they don't'.", ["we act", "they don't"]),
]

NO_QUOTATION = [
    "Iran's act, the hackers' tools, in the '90s, rock 'n' roll, don't",
    "Iran’s act, the hackers’ tools, in the ’90s, in the ‘90s",
    "'Tis theirs",
    'a 5" disk',
    '"',
    '""',
    "«»",
    "no marks",
]


@pytest.mark.parametrize(("text", "quoted"), STYLES + NESTED)
def test_quotations_are_found_outer_first(text, quoted):
    assert inner(text) == quoted
    assert all(quotation.closed for quotation in find_quotations(text))


@pytest.mark.parametrize("text", NO_QUOTATION)
def test_apostrophes_and_stray_marks_are_no_quotations(text):
    assert find_quotations(text) == ()


def test_offsets_hold_the_marks_and_the_text():
    assert find_quotations('He said: "Yes."') == (Quotation(9, 15, 10, 14, closed=True),)


@pytest.mark.parametrize("opening", ["“", '"'])
def test_paragraphs_that_open_anew_are_one_quotation(opening):
    closing = "”" if opening == "“" else '"'
    text = f"{opening}First.\n\n{opening}Second.\n\n{opening}Third,{closing} he said. {opening}Fourth.{closing}"
    assert inner(text) == [f"First.\n\n{opening}Second.\n\n{opening}Third,", "Fourth."]
    assert [quotation.closed for quotation in find_quotations(text)] == [True, True]


def test_a_paragraph_that_only_closes_ends_the_quotation_before_it():
    assert inner('"First.\n\nSecond", she said. "Third."') == ["First.\n\nSecond", "Third."]
    assert inner('"First.\n\nSilent.\n\nThird", she said.') == ["First.\n\nSilent.\n\nThird"]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = 'He said "we act.  \n\nShe left. "Never" was said.'
    assert [(text[q.start : q.end], q.closed) for q in find_quotations(text)] == [
        ('"we act.', False),
        ('"Never"', True),
    ]


def test_an_unclosed_quotation_of_several_paragraphs_ends_with_the_last_that_opens():
    text = "“First.\n\n“Second.\n\nShe left."
    assert [(text[q.start : q.end], q.closed) for q in find_quotations(text)] == [("“First.\n\n“Second.", False)]


def test_it_does_not_wait_for_ever_for_a_closing_mark():
    text = '"First.' + "\n\nSilent." * 9 + '\n\nLast", she said.'
    assert [(text[q.start : q.end], q.closed) for q in find_quotations(text)] == [('"First.', False)]


def test_an_unclosed_inner_quotation_ends_with_the_outer_one():
    text = "“We «act now,” he said."
    found = find_quotations(text)
    assert [(text[q.text_start : q.text_end], q.closed) for q in found] == [("We «act now,", True), ("act now,", False)]


@pytest.mark.parametrize("piece", ['"', "“", "“«", "' '", "s' '", '"\n\n', '"a', '"a" '])
def test_a_long_hostile_text_gives_no_more_quotations_than_marks(piece):
    text = piece * (50_000 // len(piece))
    assert len(find_quotations(text)) <= sum(not letter.isalnum() for letter in text) / 2 + 5


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="\"“”„«»‹›‘’'‚as .\n", max_size=40)))
def test_any_text_gives_nested_or_disjoint_quotations(text):
    found = find_quotations(text)
    assert list(found) == sorted(found, key=lambda quotation: (quotation.start, -quotation.end))
    for quotation in found:
        assert 0 <= quotation.start < quotation.text_start <= quotation.text_end <= quotation.end <= len(text)
        assert quotation.end - quotation.text_end == quotation.closed
    for first, second in pairwise(found):
        assert first.start < second.start
        assert second.start >= first.end or second.end <= first.end
