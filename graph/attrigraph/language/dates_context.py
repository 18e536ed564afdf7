"""Tell dates from what only looks like one, by the words beside the phrase."""

import re
from collections.abc import Collection
from functools import cache

from attrigraph.language.dates_table import either, words

_WIDTH, _LONGEST_JOINER = 60, 12
_WORD_BEFORE = re.compile(r"([\w-]+(?:['’]s?)?)[^\S\n]{0,2}\n?$")
_WORD_AFTER = re.compile(r"[^\S\n]{0,2}\s([A-Za-z]+)")
_NUMBER_AFTER = re.compile(r"\s[0-9]")
_LIST = re.compile(r"(?:,| and| or| to| through| until|, and|, or| &|[^\S\n]?[-–—‑])\s?")
_YEAR_RULES = frozenset({"year", "years", "short_years", "month", "day"})
_MONTH_RULES = frozenset({"month", "day", "days"})


def usual_case(match: re.Match[str]) -> bool:
    """Say whether months and weekdays are written as such: "May", "MAY", or "july" where no verb looks like it."""
    names = [(name, part) for name, part in match.groupdict().items() if part and name.startswith(("month", "weekday"))]
    return all(part.isupper() or (part[0].isupper() and part[1:].islower()) or _safe(part) for _, part in names)


def _safe(part: str) -> bool:
    lower = part.lower()
    full = lower in words("weekday") or lower in words("month_full")
    return part == lower and full and part not in words("ambiguous_month")


def before(text: str, start: int) -> str:
    """Return the word right before, or ""."""
    found = _WORD_BEFORE.search(text[max(0, start - _WIDTH) : start])
    return found[1] if found else ""


def after(text: str, end: int) -> str:
    """Return the word right after, or ""."""
    found = _WORD_AFTER.match(text[end : end + _WIDTH])
    return found[1] if found else ""


@cache
def _determined() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?i:{either('determiner')})|\w['’]s|s['’]) (?:[a-z][a-z-]{{1,20}} ){{0,2}}$")


@cache
def _year_cue() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({either('year_cue')})\s{{1,3}}$", re.IGNORECASE)


@cache
def _month_follows() -> re.Pattern[str]:
    joiner = r"(?:,| and| or| to| through| until|, and|[^\S\n]?[-–—‑])\s?"
    return re.compile(rf"{joiner}(?:{either('part')}|[- ]){{0,2}}(?:{either('month')})\b", re.IGNORECASE)


def verb_part(parts: dict[str, str], text: str, start: int) -> bool:
    """Say whether the part of a phrase at `start` is a verb: "will end Monday", but not "the end of Monday"."""
    part = parts.get("part", "")
    bare = re.compile(rf"{part}(?!-|\s(?:of|in)\b)", re.IGNORECASE)
    return part in words("verb_part") and bool(bare.match(text, start))


def _listed(text: str, end: int, start: int) -> bool:
    return start - end <= _LONGEST_JOINER and bool(_LIST.fullmatch(text, end, start))


def counts(word: str) -> bool:
    """Say whether the word is something that one counts ("computers"): the number before it is no date."""
    return word.lower() in words("count")


def named_year(text: str, start: int, end: int) -> bool:
    """Say whether a year stands before a noun as its name: "the 2016 election", "Russia's 2014 annexation"."""
    noun = after(text, end)
    lead = text[max(0, start - _WIDTH) : start].replace("\n", " ")
    cued = before(text, start).lower() in words("year_cue")
    return bool(noun and not cued and not counts(noun) and _determined().search(lead))


def told_year(
    rule: str,
    parts: dict[str, str],
    text: str,
    at: tuple[int, int],
    last: tuple[int, str] | None,
    starts: Collection[int],
) -> bool:
    """Say whether a bare year (2018, 2014-2017, 2016-17, 2018-03) at [start, end) is a date and not a number."""
    start, end = at
    noun = after(text, end)
    if "part" in parts or (rule == "years" and not counts(noun)):
        return not re.search(r"[0-9][ .]$", text[max(0, start - 2) : start])
    if last and last[1] in _YEAR_RULES and _listed(text, last[0], start):
        return not counts(noun)
    if text[start - 1 : start] == "(" and text[end : end + 1] in {")", ",", ";"}:
        return True
    return _cued_year(text, start, noun, starts)


def _cued_year(text: str, start: int, noun: str, starts: Collection[int]) -> bool:
    opening = start == 0 or start in starts
    if opening and noun in words("year_verb"):
        return True
    found = _year_cue().search(text[max(0, start - _WIDTH) : start])
    if not found:
        return False
    strength = words("year_cue")[" ".join(found[1].lower().split())]
    if strength == "strict":
        plural = noun.islower() and noun.endswith("s") and noun not in words("function_word")
        return not plural and not counts(noun)
    cue_start = start - len(found[0])
    return not counts(noun) or cue_start == 0 or cue_start in starts


def told_month(
    parts: dict[str, str], text: str, at: tuple[int, int], last: tuple[int, str] | None, starts: Collection[int]
) -> bool:
    """Say whether a month, with or without a day, at [start, end) is a date: not a verb, a person or a count."""
    start, end = at
    if "day" in parts:
        return not (text[end - 1].isdigit() and "year" not in parts and counts(after(text, end)))
    word = parts["month"]
    if "part" in parts:
        bare = parts["part"] in {"earlier", "later"} and not re.search(r"\b(in|of)\b", text[start:end])
        return not (bare and word in words("ambiguous_month")) and not _NUMBER_AFTER.match(text, end)
    if {"year", "which", "which2"} & parts.keys():
        return True
    if word not in words("month_full") or text[start].islower():
        return False
    return _bare_month(word, text, at, last, starts)


def _bare_month(
    word: str, text: str, at: tuple[int, int], last: tuple[int, str] | None, starts: Collection[int]
) -> bool:
    start, end = at
    ambiguous = word in words("ambiguous_month")
    strength = words("month_cue").get(before(text, start).lower())
    if strength == "loose" or (strength and not ambiguous):
        return True
    if _month_follows().match(text[end : end + _WIDTH]):
        return True
    if last and last[1] in _MONTH_RULES and _listed(text, last[0], start):
        return True
    if _NUMBER_AFTER.match(text, end):
        return False
    noun = after(text, end)
    if ambiguous:
        determined = _determined().search(text[max(0, start - _WIDTH) : start].replace("\n", " "))
        return bool(determined and noun.islower() and noun not in words("no_month_after"))
    opening = start == 0 or start in starts
    return not noun[:1].isupper() and not (opening and word in words("name_month"))


def weekday_name(text: str, start: int, end: int) -> bool:
    """Say whether a weekday or "Today" is a day and no part of a name ("Black Friday", "USA Today")."""
    lead, tail = before(text, start), after(text, end)
    if text[start:end] == "Today":
        return not (lead[:1].isupper() and text[start - 1 : start] == " ")
    return lead.lower() not in words("name_before") and not (tail[:1].isupper() and tail.lower() in words("name_after"))
