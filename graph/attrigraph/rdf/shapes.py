"""ontology/shapes.ttl in the two forms in which it is run: core SHACL for pyshacl, and set-based SPARQL selects.

A constraint in SPARQL is one sh:select. SHACL would run it once for each node; with the targets written into the query
it runs once over the whole graph, a thousand times faster.
"""

import re
from dataclasses import dataclass
from functools import cache

from rdflib import SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from attrigraph.folders import folder

AGS = Namespace("https://w3id.org/attrigraph/shapes#")
SUBCLASSES = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"
TARGETS = {
    SH.targetClass: "?this a/" + SUBCLASSES + " <{0}> .",
    SH.targetSubjectsOf: "?this <{0}> ?object .",
    SH.targetObjectsOf: "?subject <{0}> ?this .",
}
LETTERS = {SH.Violation: "V", SH.Warning: "W", SH.Info: "I"}
_SELECT = re.compile(r"\s*SELECT\s+(?:DISTINCT\s+)?(?P<head>.*?)\s+WHERE\s*\{(?P<body>.*)\}\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Select:
    """A constraint in SPARQL: what ?this the query finds breaks it; ?value, where it has one, says with what."""

    name: str
    severity: str
    message: str
    sparql: str


@cache
def core_shapes(*, violations_only: bool = False) -> Graph:
    """Return the shapes without SPARQL; on request also without what only warns or informs. Do not change it."""
    graph = Graph()
    for triple in _shapes():
        if triple[1] not in (SH.sparql, SH.select):
            graph.add(triple)
    if violations_only:
        for shape in {*graph.subjects(SH.severity, SH.Warning), *graph.subjects(SH.severity, SH.Info)}:
            graph.remove((None, SH.property, shape))
            for target in TARGETS:
                graph.remove((shape, target, None))
    return graph


@cache
def selects() -> tuple[Select, ...]:
    """Return the constraints in SPARQL, by name of their shape."""
    shapes = _shapes()
    found = (_select(shape, constraint) for shape, constraint in shapes.subject_objects(SH.sparql))
    return tuple(sorted(found, key=lambda select: select.name))


@cache
def _shapes() -> Graph:
    return Graph().parse(folder("ontology") / "shapes.ttl")


def _select(shape: Node, constraint: Node) -> Select:
    shapes = _shapes()
    query = _SELECT.fullmatch(str(shapes.value(constraint, SH.select)).replace("$this", "?this"))
    if query is None:
        raise ValueError(f"not a select of the form that shapes.ttl promises: {shape}")
    targets = " UNION ".join(f"{{ {target} }}" for target in _targets(shape))
    nodes = f"{{ SELECT DISTINCT ?this WHERE {{ {targets} }} }}"
    sparql = f"{_prefixes()}SELECT DISTINCT {query['head']} WHERE {{ {nodes} {query['body']} }}"
    severity = LETTERS[URIRef(str(shapes.value(shape, SH.severity, default=SH.Violation)))]
    return Select(str(shape).removeprefix(str(AGS)), severity, str(shapes.value(shape, SH.message)), sparql)


def _targets(shape: Node) -> list[str]:
    return sorted(text.format(node) for kind, text in TARGETS.items() for node in _shapes().objects(shape, kind))


def _prefixes() -> str:
    shapes = _shapes()
    declared = sorted(
        (str(shapes.value(one, SH.prefix)), shapes.value(one, SH.namespace)) for one in shapes.objects(None, SH.declare)
    )
    return "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in declared if isinstance(base, Literal))
