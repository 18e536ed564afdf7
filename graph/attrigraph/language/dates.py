"""Dates in running English text, resolved to intervals.

Phrases are rows of seeds/dates/patterns.csv (dates_table), found by dates_find, told from look-alikes by dates_context,
read by dates_read and dates_relative. Here they meet their neighbours: ranges, lists that share a year, "since X".

Decisions: "since X" lasts until publication, or the end of X where that is unknown; "until X" and "by X" begin with
publication where X lies ahead, else with X; "before X", "after X" and "about X" give X as vague; the year of the last
member of a range or list holds for all ("from May to July 2020").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from attrigraph.language.dates_calendar import shift
from attrigraph.language.dates_find import Found, find_phrases
from attrigraph.language.dates_read import ABSOLUTE, DateKind, Reading, Setting, View
from attrigraph.language.dates_relative import RELATIVE
from attrigraph.language.dates_table import either, words
from attrigraph.model import Interval

__all__ = ["DateKind", "DateMention", "find_dates"]

_READERS = ABSOLUTE | RELATIVE
_BORROWERS = frozenset({"day", "days", "month", "week_of", "week_with", "season", "quarter"})
_STRETCHES = frozenset({"past", "past_one", "past_some", "duration", "ago", "away", "away_bare"})
_RANGE = re.compile(r"(?:\s(?:to|through|thru|until|till|up to)\s|[^\S\n]?[-–—‑][^\S\n]?)")
_BETWEEN = re.compile(r",?\sand\s")
_LIST = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or|&)\s")
_OPENERS = re.compile(r"\b(from|between)\s(?:the\s)?$", re.IGNORECASE)
_LONGEST_JOINER, _LONGEST_PREFIX, _CUE_WIDTH = 12, 24, 80
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date told at [start, end) in code points; `when` is None where it cannot be known, `duration` is ISO 8601."""

    start: int
    end: int
    text: str
    when: Interval | None
    duration: str | None
    kind: DateKind


@dataclass(frozen=True, slots=True)
class _Read:
    """A phrase that has been read; `base` is its interval before "since", "until" ... changed it."""

    start: int
    end: int
    reading: Reading
    base: Interval | None


def find_dates(
    text: str, *, published: Interval | None, sentence_starts: Sequence[int] = ()
) -> tuple[DateMention, ...]:
    """Return the dates and durations told in a text, in order of appearance, never overlapping.

    `sentence_starts` are offsets of first characters of sentences; they help to tell "April" from a person. English
    only; public holidays, clock times and events ("after the election") are not resolved.

    >>> day = Interval.parse("2022-09-07")
    >>> [(date.text, date.when.partial) for date in find_dates("On July 15, not last year.", published=day)]
    [('July 15', '2022-07-15'), ('last year', '2021')]
    >>> find_dates("They must leave within 24 hours.", published=day)[0].duration
    'PT24H'
    """
    found = list(find_phrases(text, frozenset(sentence_starts)))
    return tuple(
        DateMention(read.start, read.end, text[read.start : read.end], reading.when, reading.duration, reading.kind)
        for read in _read_all(text, found, published)
        for reading in (read.reading,)
    )


def _read_all(text: str, found: Sequence[Found], published: Interval | None) -> Iterator[_Read]:
    lent = _lent_years(text, found)
    setting = Setting(published)
    told: dict[str, int] = {}
    at = 0
    while at < len(found):
        phrase = found[at]
        year = lent[at] or (told.get(_day_key(phrase)) if phrase.year is None else None)
        here = replace(setting, year=year)
        read = _read(text, phrase, here)
        joined = _join(text, found, at, read, here) if read and at + 1 < len(found) else None
        at += 2 if joined else 1
        result = joined or (_prefixed(text, phrase, read, setting) if read else None)
        if phrase.rule == "day" and phrase.year:
            told[_day_key(phrase)] = phrase.year
        if not result:
            continue
        yield result
        if result.base and phrase.rule not in {"past", "past_one", "past_some"}:
            setting = replace(setting, last=result.base)


def _day_key(found: Found) -> str:
    return f"{found.month} {found.number('day')}" if found.rule == "day" else ""


def _lent_years(text: str, found: Sequence[Found]) -> list[int | None]:
    """Return for each phrase without a year the year of the next one, where both stand in a range or a list."""
    lent: list[int | None] = [None] * len(found)
    for at in range(len(found) - 2, -1, -1):
        left, right = found[at], found[at + 1]
        year = right.year or lent[at + 1]
        if year and _borrows(left) and right.rule in _BORROWERS and _listed(text[left.end : right.start]):
            lent[at] = year - 1 if (left.month or 0) > (right.month or 12) else year
    return lent


def _borrows(found: Found) -> bool:
    return found.rule in _BORROWERS and not {"year", "which", "which2"} & found.parts.keys()


def _listed(between: str) -> bool:
    if len(between) > _LONGEST_JOINER:
        return False
    return any(joiner.fullmatch(between) for joiner in (_RANGE, _LIST, _BETWEEN))


def _read(text: str, found: Found, setting: Setting) -> _Read | None:
    reading = _READERS[found.rule](found, replace(setting, view=_view(text, found)))
    return _Read(found.start, found.end, reading, reading.when) if reading else None


def _join(text: str, found: Sequence[Found], at: int, left: _Read, setting: Setting) -> _Read | None:
    """Return the range from one phrase to the next, or None where they make none."""
    first, second = found[at], found[at + 1]
    opener = _opener(text, first.start)
    between = text[first.end : second.start]
    ranged = len(between) <= _LONGEST_JOINER and (
        _RANGE.fullmatch(between) or (opener[:1] in {"b", "B"} and _BETWEEN.fullmatch(between))
    )
    if not ranged or {first.rule, second.rule} & _STRETCHES:
        return None
    when = _from_to(text, first, left, second, setting)
    if not when:
        return None
    return _Read(first.start - len(opener), second.end, Reading(DateKind.RANGE, when), when)


def _opener(text: str, start: int) -> str:
    """Return the "from " or "between " right before, or ""."""
    found = _OPENERS.search(text[max(0, start - _LONGEST_PREFIX) : start])
    return found[0] if found else ""


def _from_to(text: str, first: Found, left: _Read, second: Found, setting: Setting) -> Interval | None:
    start = left.reading.when
    year = first.year if _borrows(second) else None
    right = _read(text, second, replace(setting, year=year))
    end = right.reading.when if right else None
    if start and end and end.latest < start.earliest and _borrows(second):
        again = [_read(text, second, replace(setting, year=start.earliest.year + add)) for add in (0, 1)]
        later = [read.base for read in again if read and read.base and read.base.latest >= start.earliest]
        end = min(later, default=None)
    if start and end and second.rule == "weekday" and end < start:
        day = shift(end.earliest, 7, "1D")
        end = Interval(day, day) if day else None
    return Interval(start.earliest, end.latest) if start and end and start.earliest <= end.latest else None


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({either('prefix')})\s(?:the\s)?$", re.IGNORECASE)


def _effect(text: str, start: int) -> tuple[str, int]:
    """Return what a word like "since" right before does to a date, and where that word begins."""
    lead = text[max(0, start - _LONGEST_PREFIX) : start]
    found = _prefix().search(lead)
    if not found:
        return "", start
    return words("prefix")[" ".join(found[1].lower().split())], start - len(lead) + found.start()


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either('suffix')})(?!\w)", re.IGNORECASE)


def _prefixed(text: str, found: Found, read: _Read, setting: Setting) -> _Read:
    effect, start = _effect(text, found.start)
    when, published = read.base, setting.published
    suffix = None if effect else _suffix().match(text, found.end)
    effect = "since" if suffix else effect
    end = suffix.end() if suffix else read.end
    opener = _opener(text, found.start) if found.rule in {"days", "years"} else ""
    if opener:
        return replace(read, start=read.start - len(opener))
    if not effect or found.rule in {"duration", "named_year"}:
        return read
    kind = DateKind.VAGUE if effect == "vague" else DateKind.RANGE
    if not when:
        return replace(read, start=start, end=end)
    if effect == "since" and published and published.latest >= when.earliest:
        when = Interval(when.earliest, published.latest)
    if effect == "until" and published and published.earliest < when.earliest:
        when = Interval(published.earliest, when.latest)
    return replace(read, start=start, end=end, reading=Reading(kind, when, read.reading.duration))


def _view(text: str, found: Found) -> View:
    """Say whether the sentence looks ahead or back at the phrase, from its nearest verb."""
    if _effect(text, found.start)[0] == "until":
        return View.COMING if found.rule in {"weekday", "dayword"} else View.NEAREST
    lead = _SENTENCE_END.split(text[max(0, found.start - _CUE_WIDTH) : found.start])[-1]
    tail = _SENTENCE_END.split(text[found.end : found.end + _CUE_WIDTH])[0]
    before, after = list(_cues().finditer(lead)), _cues().search(tail)
    cue = before[-1] if before else after
    if not cue:
        return View.UNKNOWN
    return View.COMING if cue["future"] else View.LAST


@cache
def _cues() -> re.Pattern[str]:
    future, past = either("future"), either("past")
    return re.compile(
        rf"\b(?:(?P<future>{future})|(?P<past>{past}|[a-z]{{2,12}}ed))\b|(?P<will>['’]ll\b)", re.IGNORECASE
    )
