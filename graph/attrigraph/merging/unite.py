"""One graph of several: incidents and acts that are one get a representative, and no source graph is touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from attrigraph.merging.actors import likenesses
from attrigraph.merging.acts import same_acts, told
from attrigraph.merging.decide import Clusters, decide
from attrigraph.merging.decisions import NOTHING, Said
from attrigraph.merging.features import Report, reports, rows
from attrigraph.merging.linkage import pairs
from attrigraph.merging.links import links
from attrigraph.merging.values import Decision
from attrigraph.rdf import Graph
from attrigraph.rdf.derive import COMPUTED
from attrigraph.rdf.vocabulary import AGC


@dataclass(frozen=True, slots=True)
class Merged:
    """The graph, and what was decided: about incidents, about acts, about threat actors, each in order of the IRIs."""

    graph: Graph
    incidents: tuple[Decision, ...]
    acts: tuple[Decision, ...]
    actors: tuple[Decision, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions."""
        return self.incidents + self.acts + self.actors


def merged(graphs: Sequence[Graph], *, said: Said = NOTHING) -> Merged:
    """Merge graphs. The result depends neither on their order nor on whether some were merged before.

    What people decided in an earlier merge is taken over from its links graph; `said` comes before that. Acts that a
    person rejected leave the graph.
    """
    said = reviewed(graphs) | said
    told_quads = without(chain.from_iterable(_sources(graph) for graph in graphs), said.acts)
    plain = _plain(told_quads)
    compared = reports(plain)
    sources = {report.iri: report.source for report in compared}
    about_incidents = {pair: same for pair, same in said.pairs.items() if pair[0] in sources and pair[1] in sources}
    incidents, clusters = decide(pairs(compared), sources, said=about_incidents)
    canonical = representatives(clusters, compared)
    acts: list[Decision] = []
    apart = [pair for pair, same in said.pairs.items() if not same]
    for first, ties in same_acts(told(rows(plain, "acts"), canonical), apart):
        acts += ties
        canonical |= {iri: first for tie in ties for iri in (tie.one, tie.other)}
    acts.sort(key=lambda one: (one.one, one.other))
    actors = list(likenesses(plain, said.pairs))
    incidents, actors = (with_wholes(several, said) for several in (incidents, actors))
    graph = Graph.of(told_quads, links=links([*incidents, *acts], canonical, actors))
    return Merged(graph, tuple(incidents), tuple(acts), tuple(actors))


def _plain(quads: Iterable[Quad]) -> Graph:
    """Return what the sources say, without anything that follows from it."""
    store = ox.Store()
    store.bulk_extend(quads)
    return Graph(store)


def _sources(graph: Graph) -> Iterable[Quad]:
    return (quad for quad in graph.store if quad.graph_name not in COMPUTED)


def without(quads: Iterable[Quad], acts: frozenset[str]) -> list[Quad]:
    """Return quads, each once, that say nothing of some acts."""
    gone = {NamedNode(act) for act in acts}
    return [quad for quad in dict.fromkeys(quads) if quad.subject not in gone and quad.object not in gone]


def representatives(clusters: Clusters, compared: Iterable[Report]) -> dict[str, str]:
    """Return for every report that was joined with others the one that represents them."""
    ranks = {report.iri: report.rank for report in compared}
    found: dict[str, str] = {}
    for group in clusters:
        first = min(group, key=lambda iri: (ranks.get(iri, 99), iri))
        found |= dict.fromkeys(group, first)
    return found


def with_wholes(decisions: Iterable[Decision], said: Said) -> list[Decision]:
    """Return decisions with what a person said about which is a part of which."""
    return [replace(one, whole=said.wholes.get((one.one, one.other), "")) for one in decisions]


def reviewed(graphs: Iterable[Graph]) -> Said:
    """Return what people decided in earlier merges, as their graphs say."""
    found = {(row["one"], row["other"]): row for graph in graphs for row in rows(graph, "reviewed")}
    same = {pair: row["status"] == f"{AGC}review-accepted" for pair, row in found.items()}
    return Said(same, wholes={pair: row["whole"] for pair, row in found.items() if row["whole"]})


def labels(graph: Graph) -> dict[str, str]:
    """Return the labels of incidents and threat actors by their IRIs."""
    return {row["iri"]: row["label"] for row in reversed(list(rows(graph, "labels")))}
