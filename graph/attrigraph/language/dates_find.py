"""Find the phrases that may tell a date, without reading them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from attrigraph.language.dates_calendar import day_of
from attrigraph.language.dates_context import named_year, told_month, told_year, usual_case, verb_part, weekday_name
from attrigraph.language.dates_table import patterns_for, words

_WORD = re.compile(r"\w+")
_DASH = re.compile(r"[-–—‑]")
_BARRED_BEFORE_DIGIT = re.compile(r"[\w$€£¥#@/\\.\-–+_=~&]|[0-9][,:]")
_BARRED_BEFORE_WORD = re.compile(r"[\w#@/\\\-_]|\w['’]")
_CHECKED_YEARS = frozenset({"year", "years", "iso_month", "short_years"})
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1982, 2100


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at [start, end): the rule that reads it, and its named parts in lower case with single spaces."""

    rule: str
    start: int
    end: int
    parts: dict[str, str]

    def number(self, name: str) -> int | None:
        """Return the digits of a part as a number ("15th" is 15), or None where the part is absent."""
        told = re.match("[0-9]+", self.parts.get(name, ""))
        return int(told[0]) if told else None

    def value(self, name: str) -> str:
        """Return the value that the word list of the same kind gives for a part; "" where the part is absent."""
        word = self.parts.get(name)
        return words(name.rstrip("0123456789"))[word] if word else ""

    @property
    def month(self) -> int | None:
        """The month told by name or number, 1 to 12."""
        word = self.parts.get("month") or self.parts.get("month2")
        return int(words("month")[word.rstrip(".")]) if word else self.number("mm")

    @property
    def year(self) -> int | None:
        """The year told in four digits."""
        return self.number("year")


def find_phrases(text: str, sentence_starts: Collection[int]) -> Iterator[Found]:
    """Yield phrases in order of appearance; they do not overlap."""
    previous: Found | None = None
    for word in _WORD.finditer(text):
        if (previous and word.start() < previous.end) or _barred(text, word.start(), previous):
            continue
        best = _longest(text, word, previous, sentence_starts)
        if best:
            yield best
            previous = best


def _barred(text: str, start: int, previous: Found | None) -> bool:
    if previous and _DASH.fullmatch(text, previous.end, start):
        return False
    barred = _BARRED_BEFORE_DIGIT if text[start].isdigit() else _BARRED_BEFORE_WORD
    before = text[max(0, start - 2) : start]
    return any(barred.fullmatch(before[at:]) for at in range(len(before)))


def _longest(text: str, word: re.Match[str], previous: Found | None, starts: Collection[int]) -> Found | None:
    matches = [(pattern, pattern.body.match(text, word.start())) for pattern in patterns_for(word[0])]
    found = [
        (Found(pattern.rule, match.start(), match.end(), _parts(match)), match) for pattern, match in matches if match
    ]
    for phrase, match in sorted(found, key=lambda pair: -pair[0].end):
        if not _possible(phrase) or not usual_case(match):
            continue
        checked = _in_context(phrase, text, previous, starts)
        if checked:
            return checked
    return None


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {name: " ".join(part.lower().split()) for name, part in match.groupdict().items() if part is not None}


def _possible(found: Found) -> bool:
    """Say whether the calendar has such a day, in a leap year where no year is told."""
    days = [found.number(name) for name in ("day", "day2", "dd") if name in found.parts]
    year, month = found.year or 2000, found.month
    if month and not all(day and day_of(year, month, day) for day in days):
        return False
    first, second = found.number("n"), found.number("n2")
    if not first:
        return True
    if found.rule == "iso":
        return month is not None and day_of(year, month, first) is not None
    return second is not None and bool(day_of(year, first, second) or day_of(year, second, first))


def _in_context(found: Found, text: str, previous: Found | None, starts: Collection[int]) -> Found | None:
    """Return the phrase, as a named year where it is one; None where its neighbours say that it is no date."""
    last = (previous.end, previous.rule) if previous else None
    at = (found.start, found.end)
    if verb_part(found.parts, text, found.start):
        return None
    if found.rule in _CHECKED_YEARS:
        return _year_in_context(found, text, last, starts)
    if found.rule in {"month", "day", "days"}:
        return found if told_month(found.parts, text, at, last, starts) else None
    named = found.rule in {"weekday", "dayword"} and not weekday_name(text, *at)
    return None if named else found


def _year_in_context(found: Found, text: str, last: tuple[int, str] | None, starts: Collection[int]) -> Found | None:
    if not _FIRST_BARE_YEAR <= (found.year or 0) <= _LAST_BARE_YEAR:
        return None
    if "part" not in found.parts and named_year(text, found.start, found.end):
        return replace(found, rule="named_year") if found.rule == "year" else found
    at = (found.start, found.end)
    return found if told_year(found.rule, found.parts, text, at, last, starts) else None
