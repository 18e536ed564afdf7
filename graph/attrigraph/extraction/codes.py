"""Code-list values by their words: confidence, likelihood, mode, legal references, incident types, effects.

The table is seeds/frames/codes.csv: list, code, pattern (a regular expression over the sentence, ignoring case).
"""

import csv
import re
from functools import cache

from attrigraph.folders import folder


@cache
def _patterns(code_list: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    with (folder("seeds") / "frames" / "codes.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["list"] == code_list]
    return tuple((row["code"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def codes_in(text: str, code_list: str) -> tuple[str, ...]:
    """Return the codes of one list whose words stand in the text, in table order.

    >>> codes_in("a ransomware attack that encrypted files", "incident")
    ('ransomware',)
    """
    return tuple(dict.fromkeys(code for code, pattern in _patterns(code_list) if pattern.search(text)))


def code_in(text: str, code_list: str) -> str | None:
    """Return the first code of one list whose words stand in the text."""
    return next(iter(codes_in(text, code_list)), None)
