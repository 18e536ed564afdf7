"""Read a found phrase: rules of patterns.csv as functions from a phrase and its setting to an interval.

Decisions: a day or month without a year is the last one, or the coming one where the sentence looks ahead or the day is
less than a month away; "winter 2016" is 2016; 07/09/2022 is the interval over both readings; "two weeks ago" is the
calendar week, "two months ago" the calendar month, "two years later" the calendar year.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from attrigraph.language import dates_calendar as calendar
from attrigraph.language.dates_find import Found
from attrigraph.model import Interval

_SOON = timedelta(days=30)
_CENTURY = 100


class DateKind(StrEnum):
    """How a date is told: a calendar unit, from-to, a part of a unit, a length, or seen from another date."""

    POINT = "point"
    RANGE = "range"
    VAGUE = "vague"
    DURATION = "duration"
    RELATIVE = "relative"


class View(StrEnum):
    """Where to look for the year, week ... that a phrase leaves out."""

    LAST = "last"
    COMING = "coming"
    NEAREST = "nearest"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is read against: publication, the last date told before, a year lent by a neighbour, the view."""

    published: Interval | None
    last: Interval | None = None
    year: int | None = None
    view: View = View.UNKNOWN


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says; `when` is None where it cannot be known."""

    kind: DateKind
    when: Interval | None
    duration: str | None = None


Reader = Callable[[Found, Setting], Reading | None]


def pick(choices: Iterable[Interval | None], day: date, view: View) -> Interval | None:
    """Choose among intervals the one that a phrase told on that day means.

    The last that has begun, for COMING the first that has not ended, for NEAREST the nearest; for UNKNOWN the last
    too, unless a single day is less than a month ahead.
    """
    known = sorted(choice for choice in choices if choice)
    begun = [choice for choice in known if choice.earliest <= day]
    coming = [choice for choice in known if choice.latest >= day]
    if view is View.NEAREST and known:
        return min(known, key=lambda choice: _distance(choice, day))
    soon = coming and coming[0].earliest - day <= _SOON and calendar.length(coming[0]) == 1
    if coming and (view is View.COMING or (view is View.UNKNOWN and soon)):
        return coming[0]
    return begun[-1] if begun else None


def _distance(choice: Interval, day: date) -> timedelta:
    return max(choice.earliest - day, day - choice.latest, timedelta(0))


def in_year(found: Found, setting: Setting, make: Callable[[int], Interval | None]) -> Interval | None:
    """Return make(year) for the year that a phrase tells, borrows or leaves out."""
    year = found.year or setting.year
    if year:
        return make(year)
    away = found.value("which") or found.value("which2")
    if away:
        return calendar.over(setting.published, lambda day: make(day.year + int(away)))
    if setting.published:
        return calendar.over(setting.published, lambda day: _without_year(found, setting.view, make, day))
    told = setting.last
    return make(told.latest.year) if told and told.earliest.year == told.latest.year else None


def _without_year(found: Found, view: View, make: Callable[[int], Interval | None], day: date) -> Interval | None:
    choices = [make(year) for year in range(day.year - 1, day.year + 2)]
    weekday = found.value("weekday") or found.value("weekday_short")
    agreeing = [choice for choice in choices if choice and weekday and choice.earliest.weekday() == int(weekday)]
    near = pick(agreeing, day, view) or pick(choices, day, view)
    return near or pick([make(year) for year in range(day.year - 8, day.year + 9)], day, view)


def part_of(found: Found, interval: Interval | None) -> Interval | None:
    """Narrow an interval to the part that the phrase names ("early", "mid-to-late"), if it names one."""
    if "part" not in found.parts:
        return interval
    first = calendar.narrow(interval, found.value("part"))
    second = calendar.narrow(interval, found.value("part2")) if "part2" in found.parts else first
    return calendar.span_of((first, second))


def _kind(found: Found) -> DateKind:
    return DateKind.VAGUE if "part" in found.parts else DateKind.POINT


def _day(found: Found, setting: Setting) -> Reading:
    month, day = found.month or 0, found.number("day") or 0
    return Reading(DateKind.POINT, in_year(found, setting, lambda year: calendar.day_of(year, month, day)))


def _days(found: Found, setting: Setting) -> Reading | None:
    month, first, last = found.month or 0, found.number("day") or 0, found.number("day2") or 0
    if last <= first:
        return None

    def make(year: int) -> Interval | None:
        return calendar.span_of((calendar.day_of(year, month, first), calendar.day_of(year, month, last)))

    return Reading(DateKind.RANGE, in_year(found, setting, make))


def _month(found: Found, setting: Setting) -> Reading:
    month = found.month or 0
    when = in_year(found, setting, lambda year: part_of(found, calendar.months_of(year, month, month)))
    return Reading(_kind(found), when)


def _iso(found: Found, _: Setting) -> Reading:
    day = found.number("dd") or found.number("n") or 0
    return Reading(DateKind.POINT, calendar.day_of(found.year or 0, found.month or 0, day))


def _iso_month(found: Found, _: Setting) -> Reading:
    year, month = found.year or 0, found.month or 0
    if month > year % _CENTURY:
        return Reading(DateKind.VAGUE, calendar.years_of(year, year - year % _CENTURY + month))
    return Reading(DateKind.POINT, calendar.months_of(year, month, month))


def _numeric(found: Found, _: Setting) -> Reading:
    year, first, second = found.year or 0, found.number("n") or 0, found.number("n2") or 0
    readings = {calendar.day_of(year, first, second), calendar.day_of(year, second, first)} - {None}
    return Reading(DateKind.POINT if len(readings) == 1 else DateKind.VAGUE, calendar.span_of(readings))


def _week_of(found: Found, setting: Setting) -> Reading:
    month, number = found.month or 0, int(found.value("ordinal"))

    def make(year: int) -> Interval | None:
        whole = calendar.months_of(year, month, month)
        if not whole:
            return None
        first = whole.latest - timedelta(days=6) if number < 0 else whole.earliest + timedelta(days=7 * (number - 1))
        return Interval(first, first + timedelta(days=6))

    return Reading(DateKind.VAGUE, in_year(found, setting, make))


def _week_with(found: Found, setting: Setting) -> Reading:
    month, day = found.month or 0, found.number("day") or found.number("day2") or 0

    def make(year: int) -> Interval | None:
        told = calendar.day_of(year, month, day)
        return calendar.period(told.earliest, "1W") if told else None

    return Reading(DateKind.VAGUE, in_year(found, setting, make))


def _year(found: Found, _: Setting) -> Reading:
    year = found.year or 0
    return Reading(_kind(found), part_of(found, calendar.years_of(year, year)))


def _named_year(found: Found, setting: Setting) -> Reading:
    return replace(_year(found, setting), kind=DateKind.VAGUE)


def _years(found: Found, _: Setting) -> Reading | None:
    first = found.year or 0
    short = found.number("yy")
    last = found.number("year2") or (first - first % _CENTURY + short if short is not None else 0)
    return Reading(DateKind.RANGE, calendar.years_of(first, last)) if last > first else None


def _decade(found: Found, _: Setting) -> Reading | None:
    short = found.number("yy")
    first = found.number("tens") or int(found.value("decade_word") or 0)
    if short is not None:
        first = short + (1900 if short > 20 else 2000)
    if first % 10:
        return None
    return Reading(DateKind.VAGUE, part_of(found, calendar.years_of(first, first + 9)))


def _quarter(found: Found, setting: Setting) -> Reading:
    number = found.number("q") or int(found.value("ordinal") or 0)
    last = 12 if number < 0 else number * 3
    return Reading(DateKind.POINT, in_year(found, setting, lambda year: calendar.months_of(year, last - 2, last)))


def _half(found: Found, _: Setting) -> Reading:
    last = (found.number("h") or 0) * 6
    return Reading(DateKind.POINT, calendar.months_of(found.year or 0, last - 5, last))


def _season(found: Found, setting: Setting) -> Reading:
    first, last = (int(month) for month in found.value("season").split("-"))
    two_years = {"year2", "yy"} & found.parts.keys()

    def make(year: int) -> Interval | None:
        if two_years:
            return calendar.months_of(year + 1, first, last) if last < first else calendar.years_of(year, year + 1)
        return part_of(found, calendar.years_of(year, year) if last < first else calendar.months_of(year, first, last))

    return Reading(DateKind.VAGUE, in_year(found, setting, make))


ABSOLUTE: dict[str, Reader] = {
    "day": _day,
    "days": _days,
    "month": _month,
    "iso": _iso,
    "iso_month": _iso_month,
    "numeric": _numeric,
    "week_of": _week_of,
    "week_with": _week_with,
    "year": _year,
    "named_year": _named_year,
    "years": _years,
    "short_years": _years,
    "decade": _decade,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
}
