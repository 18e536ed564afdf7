"""Pure arithmetic on days and intervals.

A unit is a count and letters: 1D, 1W, 2W, 1M, 1Q, 1Y, 10Y, 1H, 1MIN, and 1E for a weekend.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from attrigraph.model import Interval

_MONTHS = {"M": 1, "Q": 3, "Y": 12}
_DAYS = {"D": 1, "W": 7, "E": 7}
_TWELFTHS = re.compile(r"([0-9]+)-([0-9]+)")


def unit_parts(unit: str) -> tuple[int, str]:
    """Split a unit: "10Y" is (10, "Y")."""
    letters = unit.lstrip("0123456789")
    return int(unit.removesuffix(letters)), letters


def day_of(year: int, month: int, day: int) -> Interval | None:
    """Return one day, or None where the calendar has no such day.

    >>> day_of(2021, 2, 29) is None
    True
    """
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return Interval(date(year, month, day), date(year, month, day))


def months_of(year: int, first: int, last: int) -> Interval | None:
    """Return the months first to last of a year; where last < first, first is of the year before."""
    start = day_of(year - 1 if last < first else year, first, 1)
    end = day_of(year, last, monthrange(year, last)[1]) if MINYEAR <= year <= MAXYEAR else None
    return Interval(start.earliest, end.latest) if start and end else None


def years_of(first: int, last: int) -> Interval | None:
    """Return the whole years first to last; None where there are none."""
    start, end = months_of(first, 1, 12), months_of(last, 1, 12)
    return Interval(start.earliest, end.latest) if start and end and first <= last else None


def shift(day: date, count: int, unit: str) -> date | None:
    """Return the day that many units away (minutes and hours by whole days); None outside the calendar.

    >>> shift(date(2021, 3, 31), -1, "1M"), shift(date(2021, 3, 31), 25, "1H")
    (datetime.date(2021, 2, 28), datetime.date(2021, 4, 1))
    """
    size, letter = unit_parts(unit)
    if letter in _MONTHS:
        return _shift_months(day, count * size * _MONTHS[letter])
    days = count * size * _DAYS[letter] if letter in _DAYS else int(count * size / (24 if letter == "H" else 1440))
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else None


def _shift_months(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period(day: date, unit: str) -> Interval | None:
    """Return the calendar day, week (from Monday), weekend, month, quarter, year or decade that holds the day.

    >>> period(date(2022, 9, 7), "1W").earliest, period(date(2022, 9, 7), "10Y").latest
    (datetime.date(2022, 9, 5), datetime.date(2029, 12, 31))
    """
    size, letter = unit_parts(unit)
    if letter == "Y":
        return years_of(day.year - day.year % size, day.year - day.year % size + size - 1)
    if letter in _MONTHS:
        first = day.month - (day.month - 1) % _MONTHS[letter]
        return months_of(day.year, first, first + _MONTHS[letter] - 1)
    if letter not in {"W", "E"}:
        return Interval(day, day)
    monday = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    first_day = shift(monday, 5, "1D") if letter == "E" else monday
    sunday = shift(monday, 6, "1D")
    return Interval(first_day, sunday) if first_day and sunday else None


def span_of(intervals: Iterable[Interval | None]) -> Interval | None:
    """Return the smallest interval over all of them; None where one is unknown or there are none."""
    known = list(intervals)
    if not known or any(interval is None for interval in known):
        return None
    ends = [interval for interval in known if interval]
    return Interval(min(end.earliest for end in ends), max(end.latest for end in ends))


def over(base: Interval | None, reading: Callable[[date], Interval | None]) -> Interval | None:
    """Read a phrase from both ends of the day, month or year it is told in, and return the interval over both."""
    return span_of((reading(base.earliest), reading(base.latest))) if base else None


def length(interval: Interval) -> int:
    """Return the number of days."""
    return (interval.latest - interval.earliest).days + 1


def narrow(interval: Interval | None, twelfths: str) -> Interval | None:
    """Return a part of an interval, told in twelfths: "0-4" is early, "8-12" is late.

    Whole years are cut by months, anything shorter by days. Any other text returns the interval.

    >>> narrow(Interval.parse("2022-07"), "4-8").earliest, narrow(Interval.parse("2022"), "8-12").earliest
    (datetime.date(2022, 7, 11), datetime.date(2022, 9, 1))
    """
    told = _TWELFTHS.fullmatch(twelfths)
    if not told or not interval:
        return interval
    first, last = int(told[1]), int(told[2])
    years = interval.latest.year - interval.earliest.year + 1
    if interval == years_of(interval.earliest.year, interval.latest.year):
        start = _shift_months(interval.earliest, first * years)
        end = _shift_months(interval.earliest, last * years - 1)
        return months_between(start, end) if start and end else None
    days = length(interval)
    start = interval.earliest + timedelta(days=days * first // 12)
    end = interval.earliest + timedelta(days=days * last // 12 - 1)
    return Interval(start, max(start, end))


def months_between(start: date, end: date) -> Interval:
    """Return the interval from the first day of one month to the last day of another."""
    return Interval(start.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1]))


def duration(count: int, unit: str) -> str:
    """Return an ISO 8601 duration.

    >>> duration(24, "1H"), duration(2, "10Y"), duration(30, "1MIN")
    ('PT24H', 'P20Y', 'PT30M')
    """
    size, letter = unit_parts(unit)
    clock = {"H": "H", "MIN": "M"}.get(letter)
    return f"PT{count * size}{clock}" if clock else f"P{count * size}{letter}"
