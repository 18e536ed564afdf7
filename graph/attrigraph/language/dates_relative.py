"""Read phrases that are seen from the publication date, or from the last date told in the text."""

from datetime import date, timedelta

from attrigraph.language import dates_calendar as calendar
from attrigraph.language.dates_find import Found
from attrigraph.language.dates_read import DateKind, Reader, Reading, Setting, View, part_of, pick
from attrigraph.language.dates_table import words
from attrigraph.model import Interval

_LONGEST_ANCHOR = {"D": 14, "W": 14, "E": 14, "M": 31, "Q": 92, "Y": 366}


def _relative(when: Interval | None) -> Reading:
    return Reading(DateKind.RELATIVE, when)


def _unit(found: Found) -> str:
    return found.value("unit") or found.value("period") or found.value("period_end") or "1D"


def _count(found: Found) -> tuple[int, int]:
    """Return the least and the most that a number means: "two" is (2, 2), "several" is (3, 9)."""
    digits = found.number("number")
    least, _, most = (str(digits) if digits is not None else found.value("number") or "1").partition("-")
    return int(least), int(most or least)


def _neighbour(day: date, count: int, unit: str) -> Interval | None:
    """Return the calendar unit that many units away from the one that holds the day."""
    away = calendar.shift(day, count, unit)
    return calendar.period(away, unit) if away else None


def _away(day: date, least: int, most: int, unit: str) -> Interval | None:
    return calendar.span_of((_neighbour(day, least, unit), _neighbour(day, most, unit)))


def _month_which(found: Found, setting: Setting) -> Reading:
    month, which = found.month or 0, int(found.value("which"))
    return _relative(calendar.over(setting.published, lambda day: _which(day, which, month, month)))


def _season_which(found: Found, setting: Setting) -> Reading:
    first, last = (int(month) for month in found.value("season").split("-"))
    which = int(found.value("which"))
    return _relative(calendar.over(setting.published, lambda day: _which(day, which, first, last)))


def _which(day: date, which: int, first: int, last: int) -> Interval | None:
    """Return the last one that is over, this year's, or the next one to begin."""
    choices = [calendar.months_of(day.year + add, first, last) for add in (-1, 0, 1, 2)]
    known = [choice for choice in choices if choice]
    if which < 0:
        return max((choice for choice in known if choice.latest < day), default=None)
    if which > 0:
        return min((choice for choice in known if choice.earliest > day), default=None)
    return calendar.months_of(day.year, first, last)


def _dayword(found: Found, setting: Setting) -> Reading:
    away = int(found.value("dayword"))
    return _relative(calendar.over(setting.published, lambda day: _neighbour(day, away, "1D")))


def _weekday(found: Found, setting: Setting) -> Reading:
    weekday, which = int(found.value("weekday")), found.value("which")
    return _relative(calendar.over(setting.published, lambda day: _weekday_from(day, weekday, which, setting.view)))


def _weekday_from(day: date, weekday: int, which: str, view: View) -> Interval | None:
    back = (day.weekday() - weekday) % 7
    ahead = (weekday - day.weekday()) % 7
    if which and int(which) < 0:
        return _neighbour(day, -(back or 7), "1D")
    if which and int(which) > 0:
        return _neighbour(day, ahead or 7, "1D")
    if which or view is View.COMING:
        return _neighbour(day, ahead, "1D")
    return _neighbour(day, -back, "1D")


def _weekday_week(found: Found, setting: Setting) -> Reading:
    weekday, which = int(found.value("weekday")), int(found.value("which"))

    def read(day: date) -> Interval | None:
        week = _neighbour(day, which, "1W")
        return _neighbour(week.earliest, weekday, "1D") if week else None

    return _relative(calendar.over(setting.published, read))


def _period(found: Found, setting: Setting) -> Reading:
    which, unit = int(found.value("which")), _unit(found)
    when = calendar.over(setting.published, lambda day: _neighbour(day, which, unit))
    return _relative(_side(found, when, setting.published))


def _the_period(found: Found, setting: Setting) -> Reading:
    when = calendar.over(setting.published, lambda day: _neighbour(day, 0, _unit(found)))
    return _relative(_side(found, when, setting.published))


def _side(found: Found, when: Interval | None, seen_from: Interval | None) -> Interval | None:
    """Cut an interval to the named part; "earlier" and "later" are seen from a date, and leave that day out."""
    side = found.value("part")
    if not when or not seen_from or side not in {"before", "after"}:
        return part_of(found, when)
    if side == "before" and when.earliest < seen_from.earliest <= when.latest:
        return Interval(when.earliest, seen_from.earliest - timedelta(days=1))
    if side == "after" and when.earliest <= seen_from.latest < when.latest:
        return Interval(seen_from.latest + timedelta(days=1), when.latest)
    return when


def _anchor(setting: Setting, unit: str) -> Interval | None:
    """Return the last date told, if it is known well enough to count such units from it."""
    size, letter = calendar.unit_parts(unit)
    longest = _LONGEST_ANCHOR.get(letter, 1) * size
    return setting.last if setting.last and calendar.length(setting.last) <= longest else None


def _from_anchor(setting: Setting, least: int, most: int, unit: str) -> Interval | None:
    anchor = _anchor(setting, unit)
    if not anchor:
        return None
    if least < 0:
        return _away(anchor.earliest, least, most, unit)
    return _away(anchor.latest, least, most, unit)


def _period_told(found: Found, setting: Setting) -> Reading:
    away, unit = int(found.value("told")), _unit(found)
    if away == 0 and unit == "1D":
        return _relative(_anchor(setting, unit))
    if away == 0:
        when = calendar.over(_anchor(setting, unit), lambda day: _neighbour(day, 0, unit))
        return _relative(_side(found, when, setting.last))
    return _relative(part_of(found, _from_anchor(setting, away, away, unit)))


def _day_beside(found: Found, setting: Setting) -> Reading:
    away = int(found.value("beside"))
    return _relative(_from_anchor(setting, away, away, _unit(found)))


def _away_told(found: Found, setting: Setting) -> Reading:
    way = int(found.value("away") or found.value("beside"))
    least, most = _count(found)
    return _relative(_from_anchor(setting, way * least, way * most, _unit(found)))


def _ago(found: Found, setting: Setting) -> Reading:
    least, most = _count(found)
    return _relative(calendar.over(setting.published, lambda day: _away(day, -least, -most, _unit(found))))


def _weekend(_: Found, setting: Setting) -> Reading:
    def read(day: date) -> Interval | None:
        choices = (_neighbour(day, -1, "1E"), _neighbour(day, 0, "1E"))
        return pick(choices, day, setting.view)

    return _relative(calendar.over(setting.published, read))


def _past(found: Found, setting: Setting) -> Reading:
    least, most = _count(found)
    return _stretch(found, setting, most, calendar.duration(most, _unit(found)) if least == most else None)


def _past_some(found: Found, setting: Setting) -> Reading:
    _, most = words("number")["few"].split("-")
    return _stretch(found, setting, int(most), None)


def _stretch(found: Found, setting: Setting, count: int, duration: str | None) -> Reading:
    """Return the time from so many units before publication until publication."""
    end = setting.published
    start = calendar.shift(end.earliest, -count, _unit(found)) if end else None
    return Reading(DateKind.RELATIVE, Interval(start, end.latest) if start and end else None, duration)


def _duration(found: Found, _: Setting) -> Reading | None:
    least, most = _count(found)
    exact = least == most
    return Reading(DateKind.DURATION, None, calendar.duration(most, _unit(found))) if exact and most else None


RELATIVE: dict[str, Reader] = {
    "month_which": _month_which,
    "season_which": _season_which,
    "dayword": _dayword,
    "weekday": _weekday,
    "weekday_week": _weekday_week,
    "period": _period,
    "period_told": _period_told,
    "day_beside": _day_beside,
    "the_period": _the_period,
    "weekend": _weekend,
    "past": _past,
    "past_one": _past,
    "past_some": _past_some,
    "duration": _duration,
    "ago": _ago,
    "away": _away_told,
    "away_bare": _away_told,
}
