"""The tables of seeds/dates/ as values: word lists, and the patterns that find a date phrase.

words.csv      kind, word, value: months, weekdays, numbers, cues ...; a kind is an element of patterns
elements.csv   element, pattern: pieces of patterns that are not word lists
patterns.csv   rule, first, pattern, example: one phrase a row

In patterns and elements `{x}` is element x as a group named x, `{x2}` the same element under another name, `{:x}` is x
without a group, and a space is white space within a paragraph. `first` matches the phrase's first word.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from attrigraph.folders import folder

_BLANK = "[ \\t\\xa0\\u2009\\u202f]{0,2}[ \\t\\n\\xa0\\u2009\\u202f]"
_PLACE = re.compile(r"\{(:?)([a-z_]+)(\d?)\}")
_END = r"(?![\w%])(?!(?<=[0-9])[-/.,:–][0-9])"
_LONGEST_OPENER = 12


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of patterns.csv: the rule that reads what `body` finds where `first` is the first word."""

    rule: str
    first: re.Pattern[str]
    body: re.Pattern[str]
    example: str


def _rows(name: str) -> list[dict[str, str]]:
    with (folder("seeds") / "dates" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _kinds() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for row in _rows("words"):
        kinds.setdefault(row["kind"], {})[row["word"].lower()] = row["value"]
    kinds["month_full"] = kinds["month"]
    kinds["month"] = kinds["month"] | kinds["month_short"]
    return kinds


@cache
def _elements() -> dict[str, str]:
    return {row["element"]: row["pattern"] for row in _rows("elements")}


def words(kind: str) -> dict[str, str]:
    """Return the words of a kind, in lower case, with their values.

    >>> words("month")["sept"], words("part")["mid"]
    ('9', '4-8')
    """
    return _kinds()[kind]


def either(kind: str) -> str:
    """Return a regular expression without groups for any word of a kind, longest first."""
    return _alternatives(list(words(kind)))


def _alternatives(forms: list[str]) -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace("\\ ", _BLANK) for form in ordered)


def _element(name: str, *, opening: bool) -> str:
    if name in _elements():
        return _expand(_elements()[name], opening=opening)
    forms = [form for form in words(name) if name != "month" or form not in words("month_short")]
    if opening:
        return _alternatives([re.split(r"\W", form)[0] for form in words(name)])
    if name == "month":
        return f"{_alternatives(forms)}|(?:{either('month_short')})\\.?"
    return _alternatives(forms) + ("|[0-9]{1,3}" if name == "number" else "")


def _expand(template: str, *, opening: bool = False) -> str:
    def place(match: re.Match[str]) -> str:
        bare, name, number = match.groups()
        label = "?:" if bare or opening else f"?P<{name}{number}>"
        return f"({label}{_element(name, opening=opening)})"

    return _PLACE.sub(place, template.replace(" ", _BLANK))


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the rows of patterns.csv in their order."""
    return tuple(
        Pattern(
            row["rule"],
            re.compile(f"(?ai:{_expand(row['first'], opening=True)})"),
            re.compile(f"(?ai:{_expand(row['pattern'])}){_END}"),
            row["example"],
        )
        for row in _rows("patterns")
    )


@lru_cache(maxsize=20_000)
def patterns_for(word: str) -> tuple[Pattern, ...]:
    """Return the patterns a phrase with this first word can match, in the table's order.

    >>> [pattern.rule for pattern in patterns_for("Q3")], patterns_for("hackers")
    (['quarter'], ())
    """
    if len(word) > _LONGEST_OPENER:
        return ()
    return tuple(pattern for pattern in patterns() if pattern.first.fullmatch(word))
