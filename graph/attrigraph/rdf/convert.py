"""The graph for the two libraries people know: rdflib and networkx."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any, cast

import networkx as nx
import pyoxigraph as ox
import rdflib

from attrigraph.rdf import iris
from attrigraph.rdf.vocabulary import AG, AGC, DCTERMS, OA, RDF, RDFS, SCHEMA, SKOS

PREFIXES = {"ag": AG.base, "agc": AGC, "oa": OA.base, "dcterms": DCTERMS.base, "schema": SCHEMA.base, "skos": SKOS.base}
STATUS = f"{AGC}status-"

Node = ox.NamedNode | ox.BlankNode


def to_rdflib(store: ox.Store) -> rdflib.Dataset:
    """Return the quads of a store as an rdflib Dataset whose default graph is the union of all graphs.

    Literals keep their spelling, also where it does not fit their datatype.
    """
    dataset = rdflib.Dataset(default_union=True)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base)
    for quad in store:
        name = quad.graph_name
        graph = dataset.default_graph if isinstance(name, ox.DefaultGraph) else dataset.graph(rdflib_term(name))
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return dataset


def to_networkx(store: ox.Store, *, unrealised: bool = False) -> "nx.MultiDiGraph[str]":
    """Return a MultiDiGraph of IRIs with one edge for each act and pair of agent and target or alleged perpetrator.

    Where the document names no agent, its own node stands for it; where nobody is accused or meant, the incident, else
    the document. Nodes have `label` and `kind`; edges have `act`, `kind`, `status`, `label`, `quote`, `date` and
    `latest` (first and last day), `document`, `incident`, `measure` and `score`, as strings ("" where unknown) but for
    `score`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for act, kind in sorted(_acts(store, unrealised=unrealised), key=lambda pair: pair[0].value):
        edge = _edge(store, act, kind)
        ends = _ends(store, act)
        for source, target in ends:
            graph.add_edge(source.value, target.value, **edge)
        for name in {end for pair in ends for end in pair}:
            graph.add_node(name.value, **_node(store, name))
    return graph


def _acts(store: ox.Store, *, unrealised: bool) -> Iterator[tuple[ox.NamedNode, str]]:
    """Yield every act and the name of its class (of the class it would have)."""
    for quad in store.quads_for_pattern(None, AG.status, None):
        act = cast("ox.NamedNode", quad.subject)
        would_be = _values(store, act, AG.wouldBe)
        if unrealised or not would_be:
            known = would_be or [kind for kind in _nodes(store, act, RDF.type) if kind.value.startswith(AG.base)]
            yield act, next(iter(known), AG.Act).value.removeprefix(AG.base)


def _ends(store: ox.Store, act: ox.NamedNode) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
    document = _nodes(store, act, AG.reportedIn)
    agents = _nodes(store, act, AG.agent) or document
    objects = _nodes(store, act, AG.target) + _nodes(store, act, AG.allegedPerpetrator)
    return list(product(agents, list(dict.fromkeys(objects)) or _nodes(store, act, AG.concerns) or document))


def _edge(store: ox.Store, act: ox.NamedNode, kind: str) -> dict[str, Any]:
    spans = _nodes(store, act, AG.mainEvidence) or _nodes(store, act, AG.evidence)
    return {
        "act": act.value,
        "kind": kind,
        "status": _first(store, act, AG.status).removeprefix(STATUS),
        "label": _first(store, act, RDFS.label),
        "quote": _first(store, spans[0], OA.exact) if spans else "",
        "date": _first(store, act, AG.earliest),
        "latest": _first(store, act, AG.latest),
        "document": _first(store, act, AG.reportedIn),
        "incident": _first(store, act, AG.concerns),
        "measure": _first(store, act, AG.measure).removeprefix(f"{AGC}measure-"),
        "score": _score(_first(store, act, AG.score)),
    }


def _score(text: str) -> float:
    """Return a score, 1 where there is none or no number (which the check of the ontology tells)."""
    with suppress(ValueError):
        return float(text)
    return 1.0


def _node(store: ox.Store, name: ox.NamedNode) -> dict[str, str]:
    kinds = [kind.value.removeprefix(AG.base) for kind in _nodes(store, name, RDF.type)]
    label = (
        _first(store, name, RDFS.label) or _first(store, name, DCTERMS.title) or _first(store, name, DCTERMS.identifier)
    )
    return {"label": label or name.value.removeprefix(iris.BASE), "kind": next(iter(sorted(kinds)), "")}


def _values(store: ox.Store, subject: Node, predicate: ox.NamedNode) -> list[Any]:
    found = {quad.object for quad in store.quads_for_pattern(subject, predicate, None)}
    return sorted((term for term in found if not isinstance(term, ox.Triple)), key=lambda term: (term.value, str(term)))


def _nodes(store: ox.Store, subject: Node, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the values that are nodes with an IRI."""
    return [value for value in _values(store, subject, predicate) if isinstance(value, ox.NamedNode)]


def _first(store: ox.Store, subject: Node, predicate: ox.NamedNode) -> str:
    return next((term.value for term in _values(store, subject, predicate)), "")


def rdflib_term(term: object) -> rdflib.term.Identifier:
    """Return a term of pyoxigraph as one of rdflib; TypeError for what RDF 1.1 does not know."""
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
            return rdflib.Literal(term.value)
        case ox.Literal():
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
        case _:
            raise TypeError(f"no term of RDF 1.1: {term}")
