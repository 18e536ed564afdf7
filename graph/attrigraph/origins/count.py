"""How many independent origins documents have."""

from collections.abc import Iterable

import networkx as nx
from pyoxigraph import Literal, NamedNode

from attrigraph.origins.addresses import normalised
from attrigraph.origins.copies import Shingles, originals, shingles
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import DCTERMS, OA, SCHEMA


class Origins:
    """The origins of the documents of a graph, as far as the graph lets them be told apart."""

    def __init__(self, graph: Graph) -> None:
        self._store = graph.store
        self._known: dict[str, Shingles] = {}

    def count(self, documents: Iterable[str]) -> int:
        """Return how many independent origins some documents have: a property of these alone.

        Copies of one text count once, and so does what stands at one address. A document that cites another of them
        adds nothing; those that cite the same page, which is none of them, count once.
        """
        given = sorted(set(documents))
        of = originals({document: self._shingles(document) for document in given})
        places = [(of[one], page) for one in given for page in self._addresses(one, DCTERMS.source)]
        cited = [(of[one], page) for one in given for page in self._addresses(one, DCTERMS.references)]
        pages, at = [*places, *cited], {page: one for one, page in places}
        citing = nx.DiGraph([(one, at[page]) for one, page in pages if page in at])
        citing.add_nodes_from(of.values())
        ends = {one: number for number, group in enumerate(nx.attracting_components(citing)) for one in group}
        shared = nx.Graph([(ends[one], page) for one, page in pages if one in ends and page not in at])
        shared.add_nodes_from(ends.values())
        return int(nx.number_connected_components(shared))

    def _shingles(self, document: str) -> Shingles:
        """Return the runs of a text, of its quotes where the graph lacks it; nothing is a copy of what has neither."""
        if document not in self._known:
            node = NamedNode(document)
            text = " ".join(self._values(node, SCHEMA.text) or self._quotes(node))
            self._known[document] = shingles(text or document)
        return self._known[document]

    def _addresses(self, document: str, name: NamedNode) -> list[str]:
        return sorted(filter(None, map(normalised, self._values(NamedNode(document), name))))

    def _quotes(self, document: NamedNode) -> list[str]:
        spans = self._store.quads_for_pattern(None, OA.hasSource, document)
        nodes = [span.subject for span in spans if isinstance(span.subject, NamedNode)]
        return sorted({quote for node in nodes for quote in self._values(node, OA.exact)})

    def _values(self, node: NamedNode, name: NamedNode) -> list[str]:
        terms = (quad.object for quad in self._store.quads_for_pattern(node, name, None))
        return sorted(term.value for term in terms if isinstance(term, NamedNode | Literal))
