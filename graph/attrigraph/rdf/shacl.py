"""Core SHACL as SPARQL: each shape becomes a few SELECTs that find what breaks it, in a whole graph at once.

A validator that walks from node to node needs a tenth of a second for a document; Oxigraph answers the same for
hundreds of documents. Every constraint is a condition of nested EXISTS with one triple each, which the engine looks up
one by one (a join of two triples inside an EXISTS it would compute for the whole graph, again and again).

Knows the part of SHACL that ontology/shapes.ttl uses, and raises for any other. pyshacl is the reference in the tests.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from rdflib import RDF, RDFS, SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SEVERITIES = {SH.Violation: "V", SH.Warning: "W", SH.Info: "I"}
NOT_TESTS = {SH.path, SH.message, SH.severity, SH.sparql, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
NODE_KINDS: dict[Node, str] = {SH.IRI: "isIRI", SH.Literal: "isLITERAL"}

Pair = tuple[Node, Node]
Condition = Callable[[str], str]


def _always(_: str) -> str:
    return "true"


@dataclass(frozen=True, slots=True)
class Select:
    """One constraint: what ?this the query finds breaks it; ?value, where it has one, says with what."""

    shape: str
    severity: str
    message: str
    sparql: str


class Compiler:
    """Turns a shapes graph into selects; `terms` tells which classes are below which."""

    def __init__(self, shapes: Graph, terms: Graph) -> None:
        self._shapes = shapes
        self._terms = terms
        self._numbers = count(1)

    def selects(self) -> Iterator[Select]:
        """Yield the selects of all shapes that have targets, in order of their names."""
        for shape in sorted(set(self._shapes.subjects(RDF.type, SH.NodeShape)), key=str):
            if target := self.target(shape):
                yield from self._node_selects(shape, target)
                for part in self._shapes.objects(shape, SH.property):
                    yield from self._property_selects(shape, part, target)

    def target(self, shape: Node) -> str:
        """Return a pattern that binds ?this to the focus nodes of a shape, each once; "" if it has no targets."""
        classes = {below for cls in self._objects(shape, SH.targetClass) for below in self._below(cls)}
        values = " ".join(sorted(f"<{cls}>" for cls in classes))
        patterns = [f"VALUES ?class {{ {values} }} ?this a ?class"] if classes else []
        patterns += [f"?this <{one}> ?any" for one in self._objects(shape, SH.targetSubjectsOf)]
        patterns += [f"?any <{one}> ?this" for one in self._objects(shape, SH.targetObjectsOf)]
        either = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
        return f"{{ SELECT DISTINCT ?this WHERE {{ {either} }} }}" if either else ""

    def select(self, shape: Node, part: Node, sparql: str) -> Select:
        """Return a select with the severity and message of a part of a shape; the shape's message if it has none."""
        message = self._shapes.value(part, SH.message) or self._shapes.value(shape, SH.message)
        severity = self._shapes.value(part, SH.severity) or SH.Violation
        return Select(str(shape).partition("#")[2], SEVERITIES[URIRef(str(severity))], str(message), sparql)

    def _node_selects(self, shape: Node, target: str) -> Iterator[Select]:
        pairs = [pair for pair in self._pairs(shape) if pair[0] != SH.property]
        if pairs:
            yield self.select(shape, shape, _query("?this", target, self._fails_any(pairs, "?this")))

    def _property_selects(self, shape: Node, part: Node, target: str) -> Iterator[Select]:
        """Yield one select for what single values fail, with the value, and one for the rest."""
        path, pairs = self._path(part), self._pairs(part)
        on_values = [pair for pair in pairs if pair[0] in VALUE_TESTS and isinstance(path, URIRef)]
        others = [pair for pair in pairs if pair not in on_values]
        if on_values:
            where = f"{target} ?this <{path}> ?value ."
            yield self.select(shape, part, _query("?this ?value", where, self._fails_any(on_values, "?value")))
        if others:
            yield self.select(shape, part, _query("?this", target, self._fails_on_path(part, others, "?this")))

    def _fails(self, shape: Node, node: str) -> str:
        """Return the condition under which a node does not conform to a shape, whatever its targets."""
        if self._shapes.value(shape, SH.path) is not None:
            return self._fails_on_path(shape, self._pairs(shape), node)
        return self._fails_any(self._pairs(shape), node)

    def _fails_any(self, pairs: Iterable[Pair], value: str) -> str:
        return _either(self._fails_test(test, wanted, value) for test, wanted in pairs)

    def _fails_on_path(self, part: Node, pairs: Iterable[Pair], node: str) -> str:
        return _either(self._fails_path_test(part, test, wanted, node) for test, wanted in pairs)

    def _fails_path_test(self, part: Node, test: Node, wanted: Node, node: str) -> str:
        """Return the condition under which the values of a path, together, fail a test."""
        path = self._path(part)
        if test in VALUE_TESTS:
            return self._some(path, node, lambda value: self._fails_test(test, wanted, value))
        if test in PATH_TESTS:
            return PATH_TESTS[test](self, path, wanted, node)
        if test in QUALIFIED_TESTS:
            shape = self._one(part, SH.qualifiedValueShape)
            return QUALIFIED_TESTS[test](self, path, wanted, node, lambda value: f"!({self._fails(shape, value)})")
        if test == SH.qualifiedValueShape:
            return "false"  # said by its counts
        raise ValueError(f"a constraint that is not known here: {test}")

    def _fails_test(self, test: Node, wanted: Node, value: str) -> str:
        """Return the condition under which one value fails a test."""
        if test not in VALUE_TESTS:
            raise ValueError(f"a constraint that is not known here: {test}")
        return VALUE_TESTS[test](self, wanted, value)

    def _class(self, cls: Node, value: str) -> str:
        kind = self._variable()
        return f"NOT EXISTS {{ {value} a {kind} FILTER({kind} IN ({_iris(self._below(cls))})) }}"

    def _datatype(self, datatype: Node, value: str) -> str:
        right = f"datatype({value}) = <{datatype}>"
        if datatype != XSD.string:  # a string is always well-formed
            right += f" && datatype(<{datatype}>(STR({value}))) = <{datatype}>"
        return f"!COALESCE({right}, false)"

    def _node_kind(self, kind: Node, value: str) -> str:
        return f"!{NODE_KINDS[kind]}({value})"

    def _in(self, several: Node, value: str) -> str:
        return f"{value} NOT IN ({_iris(self._list(several))})"

    def _pattern(self, pattern: Node, value: str) -> str:
        return f"isBLANK({value}) || !REGEX(STR({value}), {pattern.n3()})"

    def _min_length(self, length: Node, value: str) -> str:
        return f"isBLANK({value}) || STRLEN(STR({value})) < {length}"

    def _min_inclusive(self, bound: Node, value: str) -> str:
        return f"!COALESCE({value} >= {bound.n3()}, false)"

    def _max_inclusive(self, bound: Node, value: str) -> str:
        return f"!COALESCE({value} <= {bound.n3()}, false)"

    def _not(self, shape: Node, value: str) -> str:
        return f"!({self._fails(shape, value)})"

    def _or(self, shapes: Node, value: str) -> str:
        return " && ".join(f"({self._fails(shape, value)})" for shape in self._list(shapes))

    def _and(self, shapes: Node, value: str) -> str:
        return _either(self._fails(shape, value) for shape in self._list(shapes))

    def _min_count(self, path: Node, least: Node, node: str, fits: Condition = _always) -> str:
        return f"!({self._at_least(int(str(least)), path, node, fits)})"

    def _max_count(self, path: Node, most: Node, node: str, fits: Condition = _always) -> str:
        return self._at_least(int(str(most)) + 1, path, node, fits)

    def _at_least(self, number: int, path: Node, node: str, fits: Condition, others: tuple[str, ...] = ()) -> str:
        """Return the condition that a path has so many different values that fit, beside `others`."""

        def condition(value: str) -> str:
            found = [f"({fits(value)})", *(f"{value} != {other}" for other in others)]
            more = [self._at_least(number - 1, path, node, fits, (*others, value))] if number > 1 else []
            return " && ".join([*found, *more])

        return self._some(path, node, condition)

    def _has_value(self, path: Node, wanted: Node, node: str) -> str:
        return f"!({self._some(path, node, lambda value: f'{value} = {wanted.n3()}')})"

    def _equals(self, path: Node, other: Node, node: str) -> str:
        return f"{self._lacks(path, other, node)} || {self._lacks(other, path, node)}"

    def _lacks(self, path: Node, other: Node, node: str) -> str:
        """Return the condition that a path has a value that another has not."""
        return self._some(path, node, lambda one: f"!({self._some(other, node, lambda two: f'{one} = {two}')})")

    def _disjoint(self, path: Node, other: Node, node: str) -> str:
        return self._compared(path, other, node, "{} = {}")

    def _less_than(self, path: Node, other: Node, node: str) -> str:
        return self._compared(path, other, node, "!COALESCE({} < {}, false)")

    def _less_than_or_equals(self, path: Node, other: Node, node: str) -> str:
        return self._compared(path, other, node, "!COALESCE({} <= {}, false)")

    def _compared(self, path: Node, other: Node, node: str, pattern: str) -> str:
        return self._some(path, node, lambda one: self._some(other, node, lambda two: pattern.format(one, two)))

    def _some(self, path: Node, node: str, condition: Condition) -> str:
        """Return the condition that a path leads from a node to a value that meets a condition."""
        if isinstance(path, URIRef):
            return self._exists(f"{node} <{path}>", "", condition)
        kind, inner = next(self._shapes.predicate_objects(path))
        match kind:
            case SH.inversePath:
                return self._exists("", f"<{inner}> {node}", condition)
            case SH.alternativePath:
                return _either(self._some(one, node, condition) for one in self._list(inner))
            case SH.zeroOrOnePath:
                return _either([condition(node), self._some(inner, node, condition)])
            case RDF.first | RDF.rest:
                first, second = self._list(path)
                return self._some(first, node, lambda middle: self._some(second, middle, condition))
            case _:
                raise ValueError(f"a path that is not known here: {kind}")

    def _exists(self, before: str, after: str, condition: Condition) -> str:
        value = self._variable()
        return f"EXISTS {{ {before} {value} {after} FILTER({condition(value)}) }}"

    def _variable(self) -> str:
        return f"?v{next(self._numbers)}"

    def _pairs(self, shape: Node) -> list[Pair]:
        """Return the constraints of a shape, in order."""
        pairs = self._shapes.predicate_objects(shape)
        return sorted(pair for pair in pairs if str(pair[0]).startswith(str(SH)) and pair[0] not in NOT_TESTS)

    def _path(self, part: Node) -> Node:
        return self._one(part, SH.path)

    def _one(self, subject: Node, predicate: Node) -> Node:
        value = self._shapes.value(subject, predicate)
        if value is None:
            raise ValueError(f"a shape without {predicate}: {subject}")
        return value

    def _objects(self, subject: Node, predicate: Node) -> list[Node]:
        return sorted(self._shapes.objects(subject, predicate), key=str)

    def _list(self, head: Node) -> list[Node]:
        return list(Collection(self._shapes, head))

    def _below(self, cls: Node) -> list[Node]:
        below = self._terms.transitive_subjects(RDFS.subClassOf, cls)
        return sorted((one for one in below if one is not None), key=str)


VALUE_TESTS: dict[Node, Callable[[Compiler, Node, str], str]] = {
    SH["class"]: Compiler._class,
    SH.datatype: Compiler._datatype,
    SH.nodeKind: Compiler._node_kind,
    SH["in"]: Compiler._in,
    SH.pattern: Compiler._pattern,
    SH.minLength: Compiler._min_length,
    SH.minInclusive: Compiler._min_inclusive,
    SH.maxInclusive: Compiler._max_inclusive,
    SH.node: Compiler._fails,
    SH.property: Compiler._fails,
    SH["not"]: Compiler._not,
    SH["or"]: Compiler._or,
    SH["and"]: Compiler._and,
}
PATH_TESTS: dict[Node, Callable[[Compiler, Node, Node, str], str]] = {
    SH.minCount: Compiler._min_count,
    SH.maxCount: Compiler._max_count,
    SH.hasValue: Compiler._has_value,
    SH.equals: Compiler._equals,
    SH.disjoint: Compiler._disjoint,
    SH.lessThan: Compiler._less_than,
    SH.lessThanOrEquals: Compiler._less_than_or_equals,
}
QUALIFIED_TESTS: dict[Node, Callable[[Compiler, Node, Node, str, Condition], str]] = {
    SH.qualifiedMinCount: Compiler._min_count,
    SH.qualifiedMaxCount: Compiler._max_count,
}


def _query(variables: str, where: str, condition: str) -> str:
    return f"SELECT DISTINCT {variables} WHERE {{ {where} FILTER({condition}) }}"


def _either(conditions: Iterable[str]) -> str:
    return " || ".join(f"({condition})" for condition in conditions) or "false"


def _iris(nodes: Iterable[Node]) -> str:
    return ", ".join(f"<{node}>" for node in nodes)
