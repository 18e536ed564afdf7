"""Dates as datasets write them, in whole days, months or years."""

import re
from calendar import monthrange
from datetime import date

from attrigraph.model import Interval

_FORMS = (
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?(?:[T ].*)?"),
)


def interval(cell: str) -> Interval | None:
    """Return the days that a cell means; None where it holds no date (31 April is none either).

    >>> [str(interval(cell).earliest) for cell in ("15.07.2022", "7/15/2022", "2022-7-15", "2022-07-15 00:00:00")]
    ['2022-07-15', '2022-07-15', '2022-07-15', '2022-07-15']
    >>> str(interval("2022").latest), interval("Not available"), interval("31.04.2022")
    ('2022-12-31', None, None)
    """
    for form in _FORMS:
        if found := form.fullmatch(cell.strip()):
            parts = {name: int(value) for name, value in found.groupdict().items() if value}
            return _interval(parts["year"], parts.get("month"), parts.get("day"))
    return None


def rounded(start: Interval) -> Interval:
    """Return the whole month for its first day, which often stands for a month that is all that is known.

    >>> str(rounded(interval("01.05.2021")).latest), str(rounded(interval("02.05.2021")).latest)
    ('2021-05-31', '2021-05-02')
    """
    first = start.earliest
    if first.day != 1 or start.latest != first:
        return start
    return Interval(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _interval(year: int, month: int | None, day: int | None) -> Interval | None:
    try:
        first = date(year, month or 1, day or 1)
        return Interval(first, date(year, month or 12, day or monthrange(year, month or 12)[1]))
    except ValueError:
        return None
