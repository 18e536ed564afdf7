"""Does a graph keep to the ontology? Every constraint of ontology/shapes.ttl, with the sentence it is about.

Core SHACL runs in pyshacl over batches of nodes with their surroundings, so that memory stays bounded and time grows
with the graph; the constraints in SPARQL run once over the whole store. That every shortcut has an act behind it (C17)
is checked by deriving all shortcuts again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import cast

import pyoxigraph as ox
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, SH

from attrigraph.rdf import iris
from attrigraph.rdf.convert import rdflib_term
from attrigraph.rdf.derive import ontology_graph, shortcuts
from attrigraph.rdf.graph import Graph
from attrigraph.rdf.shapes import LETTERS, core_shapes, selects
from attrigraph.rdf.tables import terms
from attrigraph.rdf.vocabulary import AG, OA

BATCH = 400
SLOW_AS_A_QUERY = "ShortcutBacked"
UNCHECKED = (iris.ONTOLOGY, iris.DERIVED)
Node = NamedNode | ox.BlankNode | ox.Triple


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A constraint that a node breaks. `severity` is V (violation), W (warning) or I (information)."""

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

    >>> check(Graph.of([]))
    []
    """
    store = graph.store
    found = {*query_violations(store), *_unbacked_shortcuts(store)}
    for nodes in _batches(store):
        found |= _checked(store, nodes)
    return sorted(replace(one, quote=quote(store, one.focus)) for one in found)


def core_violations(quads: Iterable[Quad], *, violations_only: bool = False) -> Iterator[Violation]:
    """Yield what breaks core SHACL in quads that are complete in themselves, without quotes."""
    from pyshacl import validate  # half a second: only when something is checked

    data = rdflib.Graph()
    for triple in (*_ontology_triples(), *((quad.subject, quad.predicate, quad.object) for quad in quads)):
        data.add((rdflib_term(triple[0]), rdflib_term(triple[1]), rdflib_term(triple[2])))
    shapes = core_shapes(violations_only=violations_only)
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield _violation(report, result)


def query_violations(store: ox.Store, *, violations_only: bool = False) -> Iterator[Violation]:
    """Yield what breaks the constraints in SPARQL but C17, in a store that holds terms and codes, without quotes."""
    for select in selects():
        if select.name != SLOW_AS_A_QUERY and (select.severity == "V" or not violations_only):
            rows = cast("ox.QuerySolutions", store.query(select.sparql, use_default_graph_as_union=True))
            for row in rows:
                yield _told(select.message, select.severity, row["this"], row["value"])


def quote(store: ox.Store, focus: str) -> str:
    """Return the sentence that a node stands for: of an act or incident its evidence, of a span its words, else ""."""
    node = NamedNode(focus) if ":" in focus and not focus.startswith("_:") else None
    for where in (AG.mainEvidence, AG.evidence, OA.exact):
        spans = sorted((quad.object for quad in store.quads_for_pattern(node, where, None)), key=str) if node else []
        if spans and where == OA.exact:
            return cast("ox.Literal", spans[0]).value
        if spans:
            return quote(store, cast("NamedNode", spans[0]).value)
    return ""


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    severity = LETTERS[rdflib.URIRef(str(report.value(result, SH.resultSeverity)))]
    message, focus = report.value(result, SH.resultMessage), report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    found = "" if value is None or value == focus or isinstance(value, rdflib.BNode) else str(value)
    return Violation(str(message)[:3], severity, str(focus), str(message)[4:], found)


def _told(message: str, severity: str, focus: object, value: object) -> Violation:
    words = [term.value if isinstance(term, NamedNode | ox.Literal | ox.BlankNode) else "" for term in (focus, value)]
    return Violation(message[:3], severity, words[0], message[4:], words[1])


def _unbacked_shortcuts(store: ox.Store) -> Iterator[Violation]:
    """Yield the shortcuts that no act gives (C17): what is there, less what follows from the acts."""
    backed = {(quad.subject, quad.predicate, quad.object) for quad in shortcuts(store)}
    for term in terms().quads_for_pattern(None, AG.fromClass, None):
        for quad in store.quads_for_pattern(None, cast("NamedNode", term.subject), None):
            if (quad.subject, quad.predicate, quad.object) not in backed:
                edge = f"{quad.predicate.value.removeprefix(AG.base)} {_told('', '', quad.object, None).focus}"
                message = "C17 a shortcut without an act behind it"
                yield replace(_told(message, "V", quad.subject, None), value=edge)


def _batches(store: ox.Store) -> Iterator[dict[Node, None]]:
    """Yield all subjects but terms and codes, in parts that keep the nodes of one document together."""
    graphs = [ox.DefaultGraph(), *sorted(store.named_graphs(), key=str)]
    wanted = (name for name in graphs if name not in UNCHECKED)
    subjects = iter(
        dict.fromkeys(quad.subject for name in wanted for quad in store.quads_for_pattern(None, None, None, name))
    )
    while part := dict.fromkeys(islice(subjects, BATCH)):
        yield part


def _checked(store: ox.Store, nodes: dict[Node, None]) -> set[Violation]:
    """Check nodes and what they point to, with what that points to as surroundings."""
    inside = _quads_of(store, nodes)
    near = _objects(inside, nodes)
    around = _quads_of(store, near)
    far = _quads_of(store, _objects(around, nodes | near))
    wanted = {_told("", "", node, None).focus for node in nodes | near}
    return {one for one in core_violations([*inside, *around, *far]) if one.focus in wanted}


def _quads_of(store: ox.Store, nodes: Iterable[Node]) -> list[Quad]:
    quads = (quad for node in nodes for quad in store.quads_for_pattern(node, None, None))
    return [quad for quad in quads if quad.graph_name not in UNCHECKED]


def _objects(quads: list[Quad], known: dict[Node, None]) -> dict[Node, None]:
    return {quad.object: None for quad in quads if not isinstance(quad.object, ox.Literal) and quad.object not in known}


@cache
def _ontology_triples() -> tuple[tuple[object, object, object], ...]:
    return tuple((quad.subject, quad.predicate, quad.object) for quad in ontology_graph())
