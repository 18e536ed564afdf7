"""JSON-LD with the published context in it, so that nothing has to be fetched to read it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from attrigraph.exports.context import Term, compact, context, names, prefixes
from attrigraph.exports.formats import Order, Written
from attrigraph.rdf.vocabulary import RDF

STRING = "http://www.w3.org/2001/XMLSchema#string"
UNTYPED = Term("", "")

Values = Mapping[NamedNode, Iterable[Any]]


def write(order: Order, target: Path) -> Written:
    """Write every quad that JSON-LD 1.1 can say: one line a node, sorted by graph and node."""
    told = [quad for quad in order.quads if can_be_told(quad)]
    with target.open("w", encoding="utf-8") as out:
        _dump(told, out)
    return Written({"quad": len(told)}, {"quads that JSON-LD cannot say": len(order.quads) - len(told)})


def can_be_told(quad: Quad) -> bool:
    """Say whether a quad has no triple in it, no direction, and no IRI that the context would take for a short one."""
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    if not all(isinstance(term, NamedNode | BlankNode | Literal | DefaultGraph) for term in terms):
        return False
    iris = [term.value for term in terms if isinstance(term, NamedNode)]
    if isinstance(quad.object, Literal):
        if quad.object.direction:
            return False
        iris.append(quad.object.datatype.value)
    return not any(iri.partition(":")[0] in prefixes() and not iri.partition(":")[2].startswith("//") for iri in iris)


def _dump(quads: Iterable[Quad], out: IO[str]) -> None:
    graphs: dict[str, dict[str, dict[NamedNode, list[Any]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else _name(quad.graph_name)
        graphs[name][_name(quad.subject)][quad.predicate].append(quad.object)
    out.write(f'{{"@context": {_json(context())},\n"@graph": [\n')
    out.write(",\n".join(_graphs(graphs)))
    out.write("\n]}\n")


def _graphs(graphs: Mapping[str, Mapping[str, Values]]) -> Iterator[str]:
    for name, nodes in sorted(graphs.items()):
        lines = ",\n".join(_json(_node(subject, values)) for subject, values in sorted(nodes.items()))
        yield f'{{"@id": {_json(name)}, "@graph": [\n{lines}\n]}}' if name else lines


def _node(subject: str, values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": subject}
    for predicate, objects in sorted(values.items(), key=lambda item: item[0].value):
        if predicate == RDF.type and all(isinstance(one, NamedNode | BlankNode) for one in objects):
            found["@type"] = _alone(sorted(map(_class, objects)))
        else:
            term = names().get(predicate.value, UNTYPED)
            key = term.name or compact(predicate.value)
            found[key] = _alone([_value(one, term.type) for one in sorted(objects, key=str)])
    return found


def _value(term: NamedNode | BlankNode | Literal, expected: str) -> Any:  # noqa: ANN401 - any value of JSON
    """Return a value as a string where the context says its type, else with its type."""
    if not isinstance(term, Literal):
        return _name(term) if expected == "@id" else {"@id": _name(term)}
    kind = term.datatype.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if kind == (expected or STRING):
        return term.value
    return {"@value": term.value} if kind == STRING else {"@value": term.value, "@type": compact(kind)}


def _class(term: NamedNode | BlankNode) -> str:
    known = names().get(term.value) if isinstance(term, NamedNode) else None
    return known.name if known else _name(term)


def _name(term: Any) -> str:  # noqa: ANN401 - a NamedNode or BlankNode
    return compact(term.value) if isinstance(term, NamedNode) else str(term)


def _alone(values: list[Any]) -> Any:  # noqa: ANN401 - a value or a list of values
    return values[0] if len(values) == 1 else values


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
