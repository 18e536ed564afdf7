"""What follows from the documents' graphs: the links graph, the derived graph, and one label an actor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.folders import folder
from attrigraph.rdf import iris
from attrigraph.rdf.tables import terms
from attrigraph.rdf.vocabulary import AG, DCTERMS, OWL, RDF, RDFS, SKOS

COMPUTED = (iris.LINKS, iris.DERIVED, iris.ONTOLOGY)
ONE_VALUE = (RDFS.label, DCTERMS.type, AG.isoCode)


def complete(quads: Iterable[Quad], *, links: Iterable[Quad] = ()) -> list[Quad]:
    """Return a whole graph from the quads of documents: actors settled, links, shortcuts, terms and codes added.

    `links` are matches and canonical nodes that merging decided; every other incident and act is its own canonical.
    Quads of the links, derived and ontology graphs among `quads` are computed afresh. The order is open.
    """
    told = settled(dict.fromkeys(quad for quad in quads if quad.graph_name not in COMPUTED))
    store = ox.Store()
    store.bulk_extend(told)
    store.bulk_extend(linked := [*linking(store, links)])
    store.bulk_extend(known := ontology_graph())
    return [*told, *linked, *shortcuts(store), *known]


def followed(quads: Iterable[Quad]) -> list[Quad]:
    """Return what follows from the quads of one document while nothing is merged: its links and its shortcuts.

    A graph of several such documents has the links and shortcuts of each, and no others.
    """
    store, told = ox.Store(), list(quads)
    store.extend([*told, *_rules()])
    store.extend(linked := list(linking(store)))
    return [*linked, *shortcuts(store)]


@cache
def _rules() -> tuple[Quad, ...]:
    """Return the quads of the ontology that say what gives a shortcut: all terms and codes would take longer to store.

    A store that is kept for the next document would be slower with each, for Oxigraph passes by what was removed.
    """
    says = {quad.subject for quad in ontology_graph() if quad.object == OWL.AnnotationProperty}
    return tuple(quad for quad in ontology_graph() if quad.predicate in says)


def settled(quads: Iterable[Quad]) -> list[Quad]:
    """Give each actor of the reference graph one label, one kind and one code: the first in alphabetical order.

    Documents may name an actor that no table knows in several ways; the other labels become skos:altLabel.
    """
    out, several = [], defaultdict(list)
    for quad in quads:
        if quad.graph_name == iris.REFERENCE and quad.predicate in ONE_VALUE:
            several[quad.subject, quad.predicate].append(quad)
        else:
            out.append(quad)
    for (subject, predicate), candidates in several.items():
        first, *others = sorted(candidates, key=str)
        out.append(first)
        if predicate == RDFS.label:
            out += [Quad(subject, SKOS.altLabel, other.object, iris.REFERENCE) for other in others]
    return list(dict.fromkeys(out))


def linking(store: ox.Store, decided: Iterable[Quad] = ()) -> Iterator[Quad]:
    """Yield the links graph: what was decided, and every incident and act without a decision as its own canonical."""
    links = [Quad(quad.subject, quad.predicate, quad.object, iris.LINKS) for quad in decided]
    yield from links
    done = {quad.subject for quad in links if quad.predicate == AG.canonical}
    for cls in (AG.Incident, *_act_classes()):
        for quad in store.quads_for_pattern(None, RDF.type, cls):
            if quad.subject not in done:
                done.add(quad.subject)
                yield Quad(quad.subject, AG.canonical, quad.subject, iris.LINKS)


def shortcuts(store: ox.Store) -> list[Quad]:
    """Return the derived graph: shortcuts.rq over everything in `store`, which must hold links and terms."""
    triples = cast("ox.QueryTriples", store.query(_rule(), use_default_graph_as_union=True))
    return list(dict.fromkeys(Quad(one.subject, one.predicate, one.object, iris.DERIVED) for one in triples))


@cache
def _rule() -> str:
    return (folder("ontology") / "shortcuts.rq").read_text(encoding="utf-8")


@cache
def ontology_graph() -> tuple[Quad, ...]:
    """Return terms and codes as quads of the ontology graph, without blank nodes."""
    named = (
        quad
        for quad in terms()
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | ox.Literal)
    )
    return tuple(Quad(quad.subject, quad.predicate, quad.object, iris.ONTOLOGY) for quad in named)


@cache
def _act_classes() -> tuple[NamedNode, ...]:
    return tuple(cast("NamedNode", quad.subject) for quad in terms().quads_for_pattern(None, RDFS.subClassOf, AG.Act))
