"""Hostile text made fit to show: sizes, control characters, addresses, dates."""

import re
from datetime import date
from urllib.parse import urlsplit

from attrigraph.model import Interval

NAME, TITLE, QUOTE, URL = 160, 300, 4000, 2048
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def clean(text: str, limit: int) -> str:
    r"""Return `text` with control and direction-changing characters made visible, cut to `limit` code points.

    >>> clean("Iran\u202enatsirap", 160)
    'Iran�natsirap'
    >>> clean("a" * 9, 4)
    'aaa…'
    """
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return _INVISIBLE.sub("�", short.replace("\r\n", "\n"))


def line(text: str, limit: int = NAME) -> str:
    """Return `text` cleaned and on one line."""
    return clean(" ".join(text[: 4 * limit].split()), limit)


def web_address(text: str) -> str | None:
    """Return an http or https address that names a host, else None.

    >>> web_address("https://www.state.gov/a"), web_address("javascript:alert(1)"), web_address("http:///x")
    ('https://www.state.gov/a', None, None)
    """
    if len(text) > URL or re.search(r"[\s\x00-\x1f\\]", text) or _INVISIBLE.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def edges_of_context(before: str, after: str, width: int) -> tuple[str, str]:
    """Cut half words at the outer ends of the words around a quote, where they were cut at `width`.

    >>> edges_of_context("ment of Iran said ", " and", 18)
    ('… of Iran said ', ' and')
    """
    left = "… " + before.split(" ", 1)[1] if len(before) >= width and " " in before else before
    right = after.rsplit(" ", 1)[0] + " …" if len(after) >= width and " " in after else after
    return left, right


def interval(earliest: str | None, latest: str | None) -> Interval | None:
    """Return the interval of two xsd:date strings; one missing end is the other; None where neither reads."""
    ends = [date.fromisoformat(end[:10]) for end in (earliest, latest) if end and _is_date(end[:10])]
    return Interval(min(ends), max(ends)) if ends else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def spoken(when: Interval | None) -> str | None:
    """Return a date in words, at the precision it is known to.

    >>> spoken(Interval.parse("2022-09-07")), spoken(Interval.parse("2022-07")), spoken(Interval.parse("2018"))
    ('7 Sep 2022', 'Jul 2022', '2018')
    """
    if when is None:
        return None
    if when.partial is None or when != Interval.parse(when.partial):
        return f"{_day(when.earliest)} to {_day(when.latest)}"
    return _day(when.earliest).split(" ", 3 - len(when.partial.split("-")))[-1]


def _day(day: date) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"
