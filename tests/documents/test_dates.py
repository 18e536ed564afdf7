from datetime import date

import pytest

from attrigraph.documents.dates import parse_date, parse_day
from attrigraph.model import Interval


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-09-07", date(2022, 9, 7), date(2022, 9, 7)),
        (" 2022-09-07 ", date(2022, 9, 7), date(2022, 9, 7)),
        ("2022-09-07T10:00:00Z", date(2022, 9, 7), date(2022, 9, 7)),
        ("2022-09-07T23:30:00.123-05:00", date(2022, 9, 7), date(2022, 9, 7)),
        ("2022-09-07 23:30", date(2022, 9, 7), date(2022, 9, 7)),
    ],
)
def test_parse_date(text, first, last):
    assert parse_date(text) == Interval(first, last)


NO_DATES = (
    *("", "soon", "7 September 2022", "07/09/2022", "2022-13", "2022-02-30", "0000", "22", "2022-9-7", "20220907"),
    *("2022-09-07T99:00", "2022-W36", "-2022", "2022-09-07x", "2022-09-07" + "T" * 60),
)


@pytest.mark.parametrize("text", NO_DATES)
def test_parse_date_never_guesses(text):
    with pytest.raises(ValueError):
        parse_date(text)


def test_parse_day_wants_a_day():
    assert parse_day("2022-09-07T10:00") == date(2022, 9, 7)
    with pytest.raises(ValueError, match="not a day"):
        parse_day("2022-09")
