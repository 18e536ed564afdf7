"""Rows of the project's tables of names as lines of a template rule."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any


def table_rows(choices: Mapping[str, Mapping[str, Any]], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of a rule and its lines.

    A choice names a `file`, its `column`, what other columns must hold (`where`), a `pattern` that the whole name must
    match (if it has a group, that part is taken), and the `tags` of as many words, in the notation of the templates.
    """
    for name, choice in choices.items():
        with (folder / choice["file"]).open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if all(row[k] == v for k, v in choice["where"].items())]
        found = (re.fullmatch(choice["pattern"], row[choice["column"]]) for row in rows)
        forms = dict.fromkeys(match[match.re.groups] for match in found if match)
        yield name, [_line(form, choice["tags"]) for form in forms]


def _line(form: str, tags: Sequence[Sequence[str]]) -> str:
    words = form.split()
    row = next(row for row in tags if len(row) == len(words))
    return " ".join(f"{word}/{tag}" for word, tag in zip(words, row, strict=True))
