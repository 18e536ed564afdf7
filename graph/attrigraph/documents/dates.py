"""Publication dates as documents state them."""

import re
from datetime import date, datetime

from attrigraph.model import Interval


def parse_date(text: str) -> Interval:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 date and time, of which the day as written counts.

    Raises ValueError for anything else: no date is ever guessed.

    >>> parse_date("2022-09").partial, parse_date("2022-09-07T23:30:00-05:00").partial
    ('2022-09', '2022-09-07')
    """
    text = text.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].{1,40}", text, re.ASCII):
        moment = datetime.fromisoformat(text).date()
        return Interval(moment, moment)
    return Interval.parse(text)


def parse_day(text: str) -> date:
    """Read a date that is known to the day; raise ValueError for anything else.

    >>> parse_day("2022-09-07")
    datetime.date(2022, 9, 7)
    """
    known = parse_date(text)
    if known.earliest != known.latest:
        raise ValueError(f"not a day: {text!r}")
    return known.earliest
