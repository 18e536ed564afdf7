"""The graph as property graph, for `neo4j-admin database import full`: every node and every role, without shortcuts.

An act stays a node. One that did not happen has the label UnrealisedAct, not Act.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from attrigraph.exports.facts import Facts, Node, code_name, local_name
from attrigraph.rdf.vocabulary import AG, OA, RDF

KINDS = ("Act", "Actor", "Document", "Incident", "Match", "Span", "other")
TYPES = {"date": "date", "integer": "long", "decimal": "double"}
ARRAY = "\x1f"  # neo4j-admin: --array-delimiter=U+001F

Lines = list[list[object]]


def neo4j_files(facts: Facts) -> Mapping[str, tuple[list[str], Lines]]:
    """Return head and lines of each file: the nodes of each kind, and "relationships".

    Ids are those of the other tables. A property of several values is an array, between whose elements stands U+001F.
    """
    by_kind: dict[str, list[Node]] = {kind: [] for kind in KINDS}
    for node in facts.nodes.values():
        by_kind[facts.kind(node.iri)].append(node)
    found = {f"nodes-{kind.lower()}": _nodes(facts, kind, nodes) for kind, nodes in by_kind.items()}
    return {**found, "relationships": _relationships(facts)}


def _nodes(facts: Facts, kind: str, nodes: Sequence[Node]) -> tuple[list[str], Lines]:
    properties: dict[NamedNode, list[list[NamedNode | Literal]]] = defaultdict(list)
    for node in nodes:
        for predicate in node.values:
            if own := _own(facts, node, predicate):
                properties[predicate].append(own)
    names = sorted(properties, key=lambda predicate: predicate.value)
    head = [":ID", ":LABEL", *(_head(predicate, properties[predicate]) for predicate in names)]
    return head, [[node.id, _labels(kind, node), *(_cell(facts, node, name) for name in names)] for node in nodes]


def _own(facts: Facts, node: Node, predicate: NamedNode) -> list[NamedNode | Literal]:
    """Return the values of a property that are no nodes of the graph."""
    if predicate == RDF.type:
        return []
    return [value for value in node.values.get(predicate, ()) if not _is_node(facts, value)]


def _is_node(facts: Facts, value: NamedNode | Literal) -> bool:
    return isinstance(value, NamedNode) and value.value in facts.nodes


def _head(predicate: NamedNode, values: Iterable[Sequence[NamedNode | Literal]]) -> str:
    """Return "name:type", with the type of the values if all have one that Neo4j knows."""
    several = list(values)
    kinds = {local_name(value.datatype) if isinstance(value, Literal) else "" for own in several for value in own}
    kind = TYPES.get(kinds.pop(), "string") if len(kinds) == 1 else "string"
    return f"{local_name(predicate)}:{kind}{'[]' if any(len(own) > 1 for own in several) else ''}"


def _labels(kind: str, node: Node) -> list[str]:
    names = [local_name(name) for name in node.all(RDF.type)]
    if kind in ("Actor", "Act") and node.cls != AG.UnrealisedAct:
        names.append(kind)
    return sorted({"Span" if name == local_name(OA.SpecificResource) else name for name in names}) or ["Resource"]


def _cell(facts: Facts, node: Node, predicate: NamedNode) -> list[object]:
    return [_text(value) for value in _own(facts, node, predicate)]


def _text(value: NamedNode | Literal) -> str:
    if isinstance(value, Literal):
        return value.value
    return value.value.removeprefix(AG.base) if value.value.startswith(AG.base) else code_name(value.value)


def _relationships(facts: Facts) -> tuple[list[str], Lines]:
    lines: Lines = [
        [node.id, facts.get(value.value).id, _type(predicate)]
        for node in facts.nodes.values()
        for predicate, values in node.values.items()
        if predicate != RDF.type
        for value in values
        if _is_node(facts, value)
    ]
    return [":START_ID", ":END_ID", ":TYPE"], lines


def _type(predicate: NamedNode) -> str:
    """Return the name of a property as Neo4j's users write types.

    >>> _type(AG.allegedPerpetrator)
    'ALLEGED_PERPETRATOR'
    """
    return "".join(f"_{char}" if char.isupper() else char for char in local_name(predicate)).upper()
