"""Nodes as flat rows, with the columns of act_columns.csv (those of acts.jsonl and more) or node_columns.csv."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import NamedNode

from attrigraph.exports.context import expanded
from attrigraph.exports.facts import Facts, Node, act_class, code_name
from attrigraph.exports.formats import rows
from attrigraph.ids import slug
from attrigraph.rdf import iris
from attrigraph.rdf.tables import act_forms
from attrigraph.rdf.vocabulary import AG

Value = str | int | float | date
Cell = Value | list[Value] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type ("text", "date", "integer", "number"), whether it holds lists, and where values come from.

    `path` are the properties from the node to the value; `form` says how a value is written: as "text", as the name of
    a "code", as "id" of a node, "key" of a document or "label" of a node. "kind", "class" and "name" are of the node
    itself.
    """

    name: str
    type: str
    many: bool
    form: str
    path: tuple[NamedNode, ...]


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table, in the order of its file.

    >>> columns("act_columns")[0].name, len(columns("act_columns"))
    ('id', 50)
    """
    return tuple(_column(row) for row in rows(table))


def flat(facts: Facts, nodes: Iterable[Node], table: str) -> Iterator[list[Cell]]:
    """Yield one row a node with the columns of a table; lists are in the order of the IRIs or codes in them.

    A value that does not fit the type of its column ("in summer" for a date) is None, or missing in a list.
    """
    for node in nodes:
        yield [_cell(facts, node, column) for column in columns(table)]


def _column(row: Mapping[str, str]) -> Column:
    path = tuple(NamedNode(expanded(step)) for step in row["path"].split())
    return Column(row["name"], row["type"], bool(row["many"]), row["form"], path)


def _cell(facts: Facts, node: Node, column: Column) -> Cell:
    found = [value for text in _texts(facts, node, column) if (value := _typed(text, column.type)) is not None]
    return found if column.many else next(iter(found), None)


def _texts(facts: Facts, node: Node, column: Column) -> list[str]:
    if not column.path:
        return [OWN[column.form](facts, node)]
    *steps, last = column.path
    nodes = [node]
    for step in steps:
        nodes = [other for one in nodes for other in facts.several(one, step)]
    values = dict.fromkeys(value for one in nodes for value in one.all(last))
    return [FORMS[column.form](facts, value) for value in values]


def act_kind(act: Node) -> str:
    """Return the kind of an act as acts.jsonl has it ("severed-relations"), or its class where no kind fits."""
    cls, measures = act_class(act), act.codes(AG.measure)
    for kind, form in act_forms().items():
        if form.name == cls and (form.measure is None or form.measure in measures):
            return kind.value
    return slug(cls)


OWN: Mapping[str, Callable[[Facts, Node], str]] = {
    "id": lambda _, node: node.id,
    "class": lambda _, node: act_class(node),
    "kind": lambda _, node: act_kind(node),
    "name": lambda facts, node: facts.label(node),
}
FORMS: Mapping[str, Callable[[Facts, str], str]] = {
    "text": lambda _, value: value,
    "code": lambda _, value: code_name(value),
    "id": lambda _, value: value.removeprefix(iris.BASE),
    "key": lambda _, value: value.removeprefix(f"{iris.BASE}doc/"),
    "label": lambda facts, value: facts.label(facts.get(value)),
}


def _typed(text: str, kind: str) -> Value | None:
    with suppress(ValueError):
        return TYPES[kind](text)
    return None


TYPES: Mapping[str, Callable[[str], Value]] = {
    "text": str,
    "date": date.fromisoformat,
    "integer": int,
    "number": float,
}
