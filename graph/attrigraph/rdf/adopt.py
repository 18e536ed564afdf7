"""Graphs that others made in this ontology: what belongs to which document, and what breaks a constraint."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.rdf import iris
from attrigraph.rdf.check import violations
from attrigraph.rdf.derive import COMPUTED, ontology_graph
from attrigraph.rdf.tables import terms
from attrigraph.rdf.vocabulary import AG, OA, RDF

_ROUNDS = 20  # what is taken out can leave something else incomplete, but not without end
_ACTORS = (AG.State, AG.Organisation, AG.Person, AG.ThreatActor)


@dataclass(frozen=True, slots=True)
class Refused:
    """A node that stays out of the graph: the constraint it breaks ("NODE" where it is none of ours), and why."""

    node: str
    constraint: str
    why: str


def adopted(quads: Iterable[Quad]) -> tuple[list[Quad], list[Refused]]:
    """Return what conforms, in the graphs in which it belongs, and the nodes that stay out, sorted.

    Triples of no named graph of ours go to the graph of the document that reports them, actors to the reference
    graph. Matches, representatives and shortcuts are left out: they are computed. A node that breaks a constraint
    leaves with every triple about it or to it, and so does what is incomplete without it.
    """
    told = [quad for quad in dict.fromkeys(quads) if quad.graph_name not in COMPUTED and not _computed(quad)]
    kinds = _kinds(told)
    refused = {name: Refused(name, "NODE", why) for name, why in _strangers(told, kinds)}
    kept = [quad for quad in _placed(told, kinds) if not _touches(quad, refused)]
    for _ in range(_ROUNDS):
        found = _broken(kept)
        if not found:
            return kept, [refused[name] for name in sorted(refused)]
        refused |= {name: one for name, one in found.items() if name not in refused}
        kept = [quad for quad in kept if not _touches(quad, found)]
    return [], [Refused(name, "NODE", "too many of its neighbours are broken") for name in sorted(kinds)]


def nodes(quads: Iterable[Quad]) -> set[str]:
    """Return the IRIs of the documents, acts, incidents and actors among quads."""
    return {name for name, kind in _kinds(quads).items() if kind != OA.SpecificResource.value}


def _computed(quad: Quad) -> bool:
    if quad.predicate == AG.canonical:
        return True
    return next(terms().quads_for_pattern(quad.predicate, AG.fromClass, None), None) is not None


def _kinds(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the class of each node that has one of ours; evidence spans are among them, matches are not."""
    known = {quad.subject for quad in terms().quads_for_pattern(None, RDF.type, None)} | {OA.SpecificResource}
    found = {}
    for quad in quads:
        both = isinstance(quad.subject, NamedNode), isinstance(quad.object, NamedNode)
        if quad.predicate == RDF.type and all(both) and quad.object in known:
            found[_name(quad.subject)] = _name(quad.object)
    return {name: kind for name, kind in found.items() if kind != AG.Match.value}


def _strangers(quads: Iterable[Quad], kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the subjects that are none of ours; spans need no class, since something points at them as evidence."""
    spans = {
        quad.object.value for quad in quads if quad.predicate == AG.evidence and isinstance(quad.object, NamedNode)
    }
    for quad in quads:
        if not isinstance(quad.subject, NamedNode):
            yield str(quad.subject), "a blank node"
        elif quad.subject.value.startswith(f"{iris.BASE}graph/"):
            continue  # how a graph was made
        elif quad.subject.value not in kinds and quad.subject.value not in spans:
            yield quad.subject.value, "no class of the ontology"
        elif isinstance(quad.object, ox.BlankNode):
            yield quad.subject.value, "leads to a blank node"


def _placed(quads: Iterable[Quad], kinds: Mapping[str, str]) -> Iterator[Quad]:
    """Put each triple into the graph where it belongs; what already is in a graph of ours stays there."""
    several = list(quads)
    actors = {cls.value for cls in _ACTORS}
    documents = {quad.subject: quad.object for quad in several if quad.predicate in (AG.reportedIn, OA.hasSource)}
    for quad in several:
        name = quad.graph_name
        if isinstance(name, NamedNode) and name.value.startswith(f"{iris.BASE}graph/"):
            yield quad
        elif kinds.get(_name(quad.subject)) in actors and "/doc/" not in _name(quad.subject):
            yield Quad(quad.subject, quad.predicate, quad.object, iris.REFERENCE)
        else:
            document = _name(documents.get(quad.subject, quad.subject)).partition("/actor/")[0]
            place = NamedNode(f"{iris.BASE}graph/{document.removeprefix(iris.BASE).removeprefix('graph/')}")
            yield Quad(quad.subject, quad.predicate, quad.object, place)


def _broken(quads: Iterable[Quad]) -> dict[str, Refused]:
    """Return the nodes of a first round of violations."""
    store = ox.Store()
    store.bulk_extend(quads)
    store.bulk_extend(ontology_graph())
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(set(violations(store, severities="V"))):
        found[one.focus].append(f"{one.constraint} {one.message}" + (f" ({one.value})" if one.value else ""))
    return {
        focus: Refused(focus, words[0].partition(" ")[0], "; ".join(dict.fromkeys(words)))
        for focus, words in found.items()
    }


def _touches(quad: Quad, gone: Mapping[str, object]) -> bool:
    return _name(quad.subject) in gone or _name(quad.object) in gone


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
