"""ontology/shapes.ttl as it is run: one list of selects, from its core SHACL and from its SHACL-SPARQL alike.

A constraint in SPARQL is one sh:select. SHACL would run it once for each node; with the targets written into the query
it runs once over the whole graph, a thousand times faster.
"""

import re
from collections.abc import Iterator
from functools import cache

from rdflib import SH, Graph
from rdflib.term import Node

from attrigraph.folders import folder
from attrigraph.rdf.shacl import Compiler, Select

REFERENCE_ONLY = "ShortcutBacked"  # slow as a query: check.py derives all shortcuts again instead
_SELECT = re.compile(r"\s*SELECT\s+(?:DISTINCT\s+)?(?P<head>.*?)\s+WHERE\s*\{(?P<body>.*)\}\s*", re.DOTALL)


@cache
def selects() -> tuple[Select, ...]:
    """Return every constraint but C17 as a query over a graph that holds terms and codes."""
    shapes = Graph().parse(folder("ontology") / "shapes.ttl")
    terms = Graph().parse(folder("ontology") / "terms.ttl")
    compiler = Compiler(shapes, terms)
    found = (*compiler.selects(), *_in_sparql(shapes, compiler))
    return tuple(select for select in found if select.shape != REFERENCE_ONLY)


def _in_sparql(shapes: Graph, compiler: Compiler) -> Iterator[Select]:
    prefixes = _prefixes(shapes)
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        text = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
        query = _SELECT.fullmatch(text)
        if query is None:
            raise ValueError(f"not a select of the form that shapes.ttl promises: {shape}")
        where = f"{compiler.target(shape)} {query['body']}"
        yield compiler.select(shape, shape, f"{prefixes}SELECT DISTINCT {query['head']} WHERE {{ {where} }}")


def _prefixes(shapes: Graph) -> str:
    def value(node: Node, predicate: Node) -> str:
        return str(shapes.value(node, predicate))

    declared = sorted((value(one, SH.prefix), value(one, SH.namespace)) for one in shapes.objects(None, SH.declare))
    return "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in declared)
