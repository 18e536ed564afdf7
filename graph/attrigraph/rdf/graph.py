"""A graph that can be asked."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from attrigraph.errors import QueryError
from attrigraph.rdf import iris
from attrigraph.rdf.derive import complete
from attrigraph.rdf.sparql import Answer, evaluate, find_query, named_queries, question, refuse_service
from attrigraph.rdf.store import open_store
from attrigraph.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx
    import rdflib

ACTS_BY_DOCUMENT = """
PREFIX ag: <https://w3id.org/attrigraph/ns#>
SELECT (COUNT(DISTINCT ?act) AS ?acts) (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?one) AS ?incidents) {
  { ?act ag:status ?any } UNION { ?document a ag:Document } UNION { ?incident a ag:Incident ; ag:canonical ?one }
}"""
_PLAIN = (ox.NamedNode, ox.Literal)  # made once: there may be half a million cells in an answer


class Graph:
    """Documents, the acts they report, and what was derived from them; read only.

    >>> graph = Graph.of([])
    >>> len(graph), graph.ask("attributions").rows
    (0, ())
    """

    def __init__(self, store: ox.Store, *, on_disk: bool = False, beside: Path | None = None) -> None:
        self._store = store
        self._on_disk = on_disk
        self._beside = beside

    @classmethod
    def open(cls, path: str | Path, *, lines: bool = False) -> Self:
        """Open a graph folder or an RDF file (.ttl .trig .nq .nt .rdf .jsonld).

        With `lines` the graph.nq of a folder is read even if it has a store, for somebody may have edited it. Raises
        UsageError for what is no graph, SourceError for what cannot be read.
        """
        folder = Path(path)
        if lines and (folder / "graph.nq").is_file():
            return cls(open_store(folder / "graph.nq"), beside=folder / "store")
        return cls(open_store(folder), on_disk=(folder / "store").is_dir())

    @classmethod
    def of(cls, quads: "Iterable[ox.Quad]", *, links: "Iterable[ox.Quad]" = ()) -> Self:
        """Make a graph in memory of the quads of documents; links, shortcuts, terms and codes are added.

        `links` are the matches and representatives that merging decided.
        """
        store = ox.Store()
        store.bulk_extend(complete(quads, links=links))
        return cls(store)

    @property
    def store(self) -> ox.Store:
        """The store behind it. Its default graph is empty: ask with use_default_graph_as_union=True."""
        return self._store

    @property
    def beside(self) -> Path | None:
        """The database folder that should hold the same, where graph.nq was read although there may be one."""
        return self._beside

    def in_memory(self) -> ox.Store:
        """Return the store, or a copy in memory of one on disk: for hundreds of queries it is four times faster."""
        if not self._on_disk:
            return self._store
        copy = ox.Store()
        copy.bulk_extend(self._store)
        return copy

    def quads(self) -> "Iterator[ox.Quad]":
        """Yield all quads but those of the ontology graph, in no order."""
        return (quad for quad in self._store if quad.graph_name != iris.ONTOLOGY)

    def query(self, sparql: str) -> Table:
        """Ask in SPARQL, over all named graphs at once unless it has FROM; rows come in the query's order.

        CONSTRUCT and DESCRIBE give subject, predicate and object; ASK gives one row, "true" or "false".
        Raises QueryError if the text is no query, or has SERVICE in it.
        """
        refuse_service(sparql)
        try:
            return _table(evaluate(self._store, sparql))
        except (SyntaxError, ValueError, RuntimeError) as error:
            what = " ".join(str(error).split())
            raise QueryError(
                f"not a query: {what}", "mend the SPARQL (updates are not queries)", value=sparql
            ) from error

    def ask(self, query: str | Path) -> Table:
        """Ask a named query, a .rq file or SPARQL text."""
        return self.query(find_query(query))

    @staticmethod
    def named_queries() -> dict[str, str]:
        """Return the question of every named query by its name.

        >>> Graph.named_queries()["contested"].partition(":")[0]
        'Which attributions are contested'
        """
        return {name: question(file) for name, file in named_queries().items()}

    def to_rdflib(self) -> "rdflib.Dataset":
        """Return the graph as an rdflib Dataset whose default graph is the union of all."""
        from attrigraph.rdf.convert import to_rdflib

        return to_rdflib(self._store)

    def to_networkx(self, *, unrealised: bool = False) -> "networkx.MultiDiGraph[str]":
        """Return a MultiDiGraph with one edge for each act and pair of agent and target or alleged perpetrator.

        Acts that did not happen (negated, planned) are left out unless `unrealised`.
        """
        from attrigraph.rdf.convert import to_networkx

        return to_networkx(self._store, unrealised=unrealised)

    def __len__(self) -> int:
        """Count the quads but those of the ontology graph."""
        return sum(1 for _ in self.quads())

    def __repr__(self) -> str:
        acts, documents, incidents = self.query(ACTS_BY_DOCUMENT).rows[0]
        return f"<Graph: {acts} acts, {documents} documents, {incidents} incidents>"

    def _repr_html_(self) -> str:
        names = "".join(
            f"<li><code>{escape(name)}</code> {escape(text)}</li>" for name, text in self.named_queries().items()
        )
        return f"<p>{escape(repr(self))}</p><details><summary>named queries</summary><ul>{names}</ul></details>"


def _table(answer: Answer) -> Table:
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), (("true" if answer else "false",),))
    if isinstance(answer, ox.QueryTriples):
        return Table(("subject", "predicate", "object"), tuple(tuple(map(_cell, triple)) for triple in answer))
    names = tuple(variable.value for variable in answer.variables)
    return Table(names, tuple(tuple(map(_cell, row)) for row in answer))


def _cell(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, _PLAIN) else str(term)
