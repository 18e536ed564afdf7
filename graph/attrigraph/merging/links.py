"""The links graph: matches with their scores, the representative of each group, and what is a part of what."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from attrigraph.merging.values import Decision
from attrigraph.rdf import iris, terms
from attrigraph.rdf.vocabulary import AG, RDF, SKOS, code


def links(decisions: Iterable[Decision], canonical: Mapping[str, str], actors: Iterable[Decision]) -> Iterator[Quad]:
    """Yield the quads of the links graph. Accepted pairs of actors are close matches, and have no representative."""
    for decision in decisions:
        yield from _match(decision)
    for node, representative in canonical.items():
        yield Quad(NamedNode(node), AG.canonical, NamedNode(representative), iris.LINKS)
    for decision in actors:
        yield from _match(decision)
        if decision.merges:
            yield Quad(NamedNode(decision.one), SKOS.closeMatch, NamedNode(decision.other), iris.LINKS)


def _match(decision: Decision) -> Iterator[Quad]:
    one, other = NamedNode(decision.one), NamedNode(decision.other)
    name = iris.match(one, other)
    yield Quad(name, RDF.type, AG.Match, iris.LINKS)
    yield Quad(name, AG.matches, one, iris.LINKS)
    yield Quad(name, AG.matches, other, iris.LINKS)
    yield Quad(name, AG.score, terms.score(decision.score), iris.LINKS)
    yield Quad(name, AG.method, code("match", decision.method), iris.LINKS)
    yield Quad(name, AG.reviewStatus, code("review", decision.outcome.value), iris.LINKS)
    if decision.whole:
        part = other if decision.whole == decision.one else one
        yield Quad(part, AG.partOf, NamedNode(decision.whole), iris.LINKS)
