"""What things are called: from kinds.csv, statuses.csv and fields.csv, never from code."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from attrigraph.rdf.tables import label_patterns

Row = Mapping[str, str]
NS = "https://w3id.org/attrigraph/ns#"
CODE = "https://w3id.org/attrigraph/code/"


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of one of the tables beside this file, in file order."""
    text = (files("attrigraph.views") / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def kind_of(act_class: str, measures: Sequence[str]) -> str:
    """Return the first kind of kinds.csv among the measures, else the class, else "Act".

    >>> kind_of("DiplomaticMeasure", ["protest-note", "expulsion"]), kind_of("Sanction", ["listing"]), kind_of("X", [])
    ('expulsion', 'Sanction', 'Act')
    """
    codes = [row["code"] for row in table("kinds")]
    known = [code for code in codes if code in measures] + [act_class] * (act_class in codes)
    return known[0] if known else "Act"


def row(name: str, code: str, *, key: str = "code") -> Row:
    """Return the row of `code` in column `key`; raise KeyError where the table lacks it."""
    return {entry[key]: entry for entry in table(name)}[code]


def words_of(kind: str, measures: Sequence[str]) -> str:
    """Return the key of the words of an act: its measure where labels.csv has it, else what its kind goes by.

    >>> words_of("Sanction", ["asset-freeze"]), words_of("Sanction", []), words_of("LegalAction", ["unheard-of"])
    ('asset-freeze', 'sanction', 'legal-action')
    """
    return next((name for name in measures if name in label_patterns()), row("kinds", kind)["words"])


def few(names: Sequence[str]) -> list[str]:
    """Return at most four names: of more than four the first three, and how many others there are.

    >>> few(["A", "B", "C", "D", "E"])
    ['A', 'B', 'C', '2 others']
    """
    return [*names[:3], f"{len(names) - 3} others"] if len(names) > 4 else list(names)


def code_name(iri: str, labels: Mapping[str, str]) -> str:
    """Return what a code is called: its label in the graph, else its name without the list's prefix.

    >>> code_name(CODE + "likelihood-almost-certain", {})
    'almost certain'
    """
    name = iri.removeprefix(CODE)
    return labels.get(iri) or name.partition("-")[2].replace("-", " ") or name
