"""How an act is put into words: from kinds.csv, statuses.csv and fields.csv, never from code."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

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


def row(name: str, code: str) -> Row:
    """Return the row of `code`; raise KeyError where the table lacks it."""
    return {entry["code"]: entry for entry in table(name)}[code]


def verb(kind: str, status: str, *, many: bool = False, passive: bool = False) -> str:
    """Return the verb phrase of an act, without its object.

    >>> verb("Attribution", "asserted"), verb("Attribution", "hedged", many=True), verb("Sanction", "negated")
    ('accuses', 'suspect', 'has not imposed sanctions')
    >>> verb("Sanction", "planned"), verb("Attribution", "asserted", passive=True)
    ('may impose sanctions', 'is named as responsible')
    """
    words = row("kinds", kind)
    form, number = "_passive" if passive else "", "_many" if many else ""
    if status == "hedged" and words["hedged" + form]:
        return words["hedged" + form + number]
    return row("statuses", status)[("passive" if passive else "active") + number].format_map(words)


def sentence(kind: str, status: str, subjects: Sequence[str], objects: Sequence[str], role: str) -> str:
    """Return an act as one sentence; `role` is "to_actor", "to_accused" or "to_incident": what the objects are.

    >>> sentence("Attribution", "asserted", ["Albania", "Kosovo"], ["Iran"], "to_accused")
    'Albania and Kosovo accuse Iran'
    >>> sentence("Attribution", "hedged", [], ["Iran"], "to_accused")
    'Iran is suspected (no accuser named)'
    >>> sentence("Denial", "asserted", ["Iran"], ["attack on Albania"], "to_incident")
    'Iran denies responsibility for attack on Albania'
    """
    words = row("kinds", kind)
    if not subjects and words["passive"] and objects and role != "to_incident":
        return f"{joined(objects)} {verb(kind, status, many=len(objects) > 1, passive=True)} (no accuser named)"
    parts = [joined(subjects) or "An unnamed actor", verb(kind, status, many=len(subjects) > 1)]
    if objects:
        parts += [words[role], joined(objects)]
    return " ".join(part for part in parts if part)


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words, the fourth and later ones counted.

    >>> joined(["A"]), joined(["A", "B"]), joined(["A", "B", "C", "D", "E"])
    ('A', 'A and B', 'A, B, C and 2 others')
    """
    shown = [*names[:3], f"{len(names) - 3} others"] if len(names) > 4 else list(names)
    return " and ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def code_name(iri: str, labels: Mapping[str, str]) -> str:
    """Return what a code is called: its label in the graph, else its name without the list's prefix.

    >>> code_name(CODE + "likelihood-almost-certain", {})
    'almost certain'
    """
    name = iri.removeprefix(CODE)
    return labels.get(iri) or name.partition("-")[2].replace("-", " ") or name
