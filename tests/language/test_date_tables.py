"""The tables that dates are read by, and texts that nobody would write."""

import csv
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrigraph.folders import folder
from attrigraph.language.dates import find_dates
from attrigraph.language.dates_calendar import length, narrow, period, shift
from attrigraph.language.dates_table import patterns, patterns_for, words
from attrigraph.model import Interval

PUBLISHED = Interval.parse("2022-09-07")


@pytest.mark.parametrize("row", patterns(), ids=[f"{row.rule}: {row.example}" for row in patterns()])
def test_the_example_of_each_row_is_read_by_its_rule(row):
    found = find_dates(row.example, published=PUBLISHED)
    assert found and all(mention.when or mention.duration for mention in found)
    last = found[-1]
    words_told = re.finditer(r"\w+", row.example)
    bodies = [row.body.match(row.example, word.start()) for word in words_told if row.first.fullmatch(word[0])]
    assert any(body and last.start <= body.start() and body.end() <= last.end for body in bodies)


def test_the_word_table_is_sorted_unique_and_clean():
    with (folder("seeds") / "dates" / "words.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["kind"], row["word"], row["value"]) for row in csv.DictReader(lines)]
    assert rows == sorted(set(rows))
    assert len({(kind, word.lower()) for kind, word, _ in rows}) == len(rows)
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_patterns_start_only_at_words_they_name():
    assert [row.rule for row in patterns_for("H2")] == ["half"]
    assert patterns_for("hackers") == patterns_for("1" * 1000) == ()
    assert words("month")["may"] == "5"


def test_the_calendar_ends_quietly():
    assert shift(date(9999, 12, 31), 1, "1D") is None
    assert shift(date(1, 1, 1), -1, "10Y") is None
    assert period(date(9999, 12, 31), "1W") is None
    assert narrow(None, "0-4") is None
    assert find_dates("tomorrow, 999 years ago, 999 decades ago", published=Interval.parse("9999-12-31"))


PIECES = sorted(
    {word for row in patterns() for word in row.example.split()}
    | {"May", "2018", "31", "and", "to", "between", "since", "until", ",", "-", "–", "(", ")", "'", "\n", "ſ", "K", "İ"}
)


@settings(max_examples=400, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
        st.from_regex(r"[\w\s,–-]{0,40}"),
    ),
    published=st.one_of(
        st.none(),
        st.tuples(st.dates(), st.dates()).map(lambda days: Interval(min(days), max(days))),
    ),
)
def test_any_text_gives_ordered_mentions(text, published):
    end = 0
    for mention in find_dates(text, published=published, sentence_starts=range(0, len(text), 5)):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.when is None or mention.when.earliest <= mention.when.latest
        end = mention.end


@pytest.mark.parametrize(
    ("piece", "rate"),
    [("1", 0), ("2018-", 0), ("the first half of ", 0), ("15 July 2018 ", 1), ("in 2018. ", 1), ("Monday. ", 1)],
)
def test_a_long_hostile_text_gives_one_mention_a_piece(piece, rate):
    times = 100_000 // len(piece)
    assert len(find_dates(piece * times, published=PUBLISHED)) == rate * times


@settings(max_examples=200, deadline=None)
@given(
    earliest=st.dates(date(1000, 1, 1), date(3000, 1, 1)),
    unit=st.sampled_from(["1D", "1W", "1E", "1M", "1Q", "1Y", "10Y"]),
    part=st.sampled_from(sorted(set(words("part").values()))),
)
def test_a_part_lies_inside_its_whole(earliest, unit, part):
    whole = period(earliest, unit)
    inner = narrow(whole, part)
    assert whole.earliest <= inner.earliest <= inner.latest
    assert inner.latest <= whole.latest
    assert 1 <= length(inner) <= length(whole)
