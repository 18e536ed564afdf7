"""Does a graph keep to the ontology? Every constraint of ontology/shapes.ttl, with the sentence it is about.

Each constraint is one query over the whole store. That every shortcut has an act behind it (C17) is checked by
deriving all shortcuts again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.rdf.derive import shortcuts
from attrigraph.rdf.graph import Graph
from attrigraph.rdf.store import open_database
from attrigraph.rdf.tables import terms
from attrigraph.rdf.vocabulary import AG, OA

UNBACKED = "C17 a shortcut without an act behind it"
STALE = "store holds another graph than graph.nq, which was checked: delete it, and it is made again"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A constraint that a node breaks. `severity` is V (violation), W (warning) or I (information).

    `value` is the value that breaks it, and `quote` the sentence behind the node; both are "" where there is none.
    """

    constraint: str
    severity: str
    focus: str
    message: str
    value: str = ""
    quote: str = ""

    def __str__(self) -> str:
        found = f" ({self.value})" if self.value else ""
        return f"{self.constraint} {self.severity} {self.focus}: {self.message}{found}"


def check(graph: Graph) -> list[Violation]:
    """Return everything in a graph that breaks a constraint, sorted by constraint, severity and node.

    Where graph.nq was opened though there is a store/ beside it, it is a violation if they differ.

    >>> check(Graph.of([]))
    []
    """
    store = graph.in_memory()
    found = {*violations(store), *_unbacked_shortcuts(store), *_stale_store(graph)}
    return sorted(replace(one, quote=quote(store, one.focus)) for one in found)


def violations(store: ox.Store, *, severities: str = "VWI") -> Iterator[Violation]:
    """Yield what breaks any constraint but C17, without quotes, in a store that holds terms and codes as well."""
    from attrigraph.rdf.shapes import selects  # brings rdflib: only when something is checked

    for select in selects():
        if select.severity in severities:
            rows = cast("ox.QuerySolutions", store.query(select.sparql, use_default_graph_as_union=True))
            has_value = "value" in {variable.value for variable in rows.variables}
            for row in rows:
                value = _words(row["value"]) if has_value else ""
                yield _violation(select.message, select.severity, _words(row["this"]), value)


def quote(store: ox.Store, focus: str) -> str:
    """Return the sentence behind a node: of an act or incident its main evidence, of a span its words, else ""."""
    if ":" not in focus:
        return ""
    for predicate in (AG.mainEvidence, AG.evidence, OA.exact):
        found = sorted(store.quads_for_pattern(NamedNode(focus), predicate, None), key=str)
        if found:
            words = _words(found[0].object)
            return words if predicate == OA.exact else quote(store, words)
    return ""


def _unbacked_shortcuts(store: ox.Store) -> Iterator[Violation]:
    """Yield the shortcuts that no act gives: what is there, less what follows from the acts."""
    backed = {_triple(quad) for quad in shortcuts(store)}
    for term in terms().quads_for_pattern(None, AG.fromClass, None):
        for quad in store.quads_for_pattern(None, cast("NamedNode", term.subject), None):
            if _triple(quad) not in backed:
                edge = f"{quad.predicate.value.removeprefix(AG.base)} {_words(quad.object)}"
                yield _violation(UNBACKED, "V", _words(quad.subject), edge)


def _stale_store(graph: Graph) -> Iterator[Violation]:
    if graph.beside is None or not graph.beside.is_dir():
        return
    beside = [quad in graph.store for quad in Graph(open_database(graph.beside)).quads()]
    differing = beside.count(False) + len(graph) - beside.count(True)
    if differing:
        yield _violation(STALE, "V", graph.beside.name, f"quads that differ: {differing}")


def _triple(quad: Quad) -> tuple[object, object, object]:
    return quad.subject, quad.predicate, quad.object


def _violation(message: str, severity: str, focus: str, value: str) -> Violation:
    constraint, _, words = message.partition(" ")
    return Violation(constraint, severity, focus, words, value)


def _words(term: object) -> str:
    return term.value if isinstance(term, NamedNode | ox.BlankNode | ox.Literal) else str(term or "")
