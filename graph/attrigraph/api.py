"""The public functions that are no room of their own: extract, ask, check, show, export."""

import logging
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from attrigraph import exports, rdf, stages, views
from attrigraph.errors import OutputError, UsageError
from attrigraph.exports import ExportReport
from attrigraph.integrity import faults
from attrigraph.model import Act, Document
from attrigraph.outputs import GRAPH_FOLDER, is_own_page, write_file
from attrigraph.rdf import Graph, Violation
from attrigraph.stages import Engine
from attrigraph.table import Table

GraphLike = Graph | str | Path
_log = logging.getLogger("attrigraph")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that stands alone: one HTML text that loads nothing."""

    html: str = field(repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the page into a file and return its path; an older page of attrigraph is replaced.

        Raises OutputError where that cannot be, and for an existing file that is no page of attrigraph.
        """
        target = Path(path)
        if target.is_file() and target.stat().st_size and not is_own_page(target):
            what = f"{target}: exists and is no page of attrigraph"
            raise OutputError(what, "choose another file with -o, or remove it", value=target)
        write_file(target, self.html)
        return target

    def _repr_html_(self) -> str:
        allowed = "allow-scripts allow-downloads allow-popups"
        style = "width:100%;height:42rem;border:0"
        return f'<iframe srcdoc="{escape(self.html)}" sandbox="{allowed}" style="{style}"></iframe>'


def extract(source: str | Document, *, pipeline: str | Path | None = None, engine: Engine | None = None) -> list[Act]:
    """Return the acts that a text or a document reports, in order of their main span.

    Give a Document where the date or the publisher is known: "today" and "the government" need them. An `engine` reads
    in place of the rules: what of its answer cannot be used is logged as a warning, and it raises SourceError where
    there is none.
    """
    document = source if isinstance(source, Document) else Document("text", source)
    found = stages.read(document, pipeline=pipeline, engine=engine)
    for one in found.rejected:
        _log.warning("%s", one)
    return list(found.acts)


def ask(graph: GraphLike, query: str | Path) -> Table:
    """Ask a graph, a graph folder or an RDF file a named query, a .rq file or SPARQL text.

    Of acts as Parquet ("acts.parquet", "parts/*.parquet") it asks a named query that has SQL, a .sql file or a SELECT
    over the table `acts`. Raises QueryError for what is no query.
    """
    return graph.ask(query) if isinstance(graph, Graph) else rdf.ask_path(graph, query)


def check(graph: GraphLike, *, integrity: bool = False) -> list[Violation]:
    """Return every constraint of the ontology that a graph breaks, sorted; warnings and information are among them.

    Of a graph folder graph.nq is read, and it is a violation if store/ holds something else. With `integrity` so is
    whatever in the folder is not as it was written; UsageError for what is no graph folder.
    """
    opened = as_graph(graph, lines=True)
    if not integrity:
        return rdf.check(opened)
    if isinstance(graph, Graph):
        raise UsageError("a graph in memory has no integrity to check", "name its folder")
    return sorted([*rdf.check(opened), *faults(Path(graph), opened)])


def show(
    graph: GraphLike,
    *,
    network: bool = False,
    title: str | None = None,
    focus: str | None = None,
    view: str | None = None,
) -> Page:
    """Return the explorer of a graph as a page that a notebook displays; with `network` the pyvis network.

    `focus` opens the explorer on one actor, incident or act, by name, code or IRI; UsageError where there is none.
    `view` is the one it opens with: "network", "timeline", "coalitions" or "table".
    """
    if network and (title or focus or view):
        raise UsageError("the network takes no title, focus or view", "leave them out, or leave out the network")
    opened = as_graph(graph)
    return Page(
        views.network_html(opened) if network else views.explorer_html(opened, title=title, focus=focus, view=view)
    )


def export(graph: GraphLike, out: str | Path, *, to: str) -> ExportReport:
    """Write a graph in a format of other tools, and return what was carried and what was not.

    `to` is turtle, trig, nquads, jsonld, graphml, gexf, csv (a folder), parquet, stix, nanopub or rocrate. The same
    graph gives the same bytes. Raises UsageError for another format, OutputError where `out` cannot be written or is
    what is read, MissingDataError where a library is not installed (attrigraph[stix], attrigraph[parquet]).
    """
    source = None if isinstance(graph, Graph) else Path(graph)
    target = Path(out)
    if source and target.resolve() in _inputs(source.resolve()):
        raise OutputError(f"{target}: is what is read", "choose another place with -o", value=target)
    return exports.export(as_graph(graph), target, to=to, source=source)


def _inputs(source: Path) -> set[Path]:
    return {source, *(source / name for name in GRAPH_FOLDER)}


def as_graph(graph: GraphLike, *, lines: bool = False) -> Graph:
    """Return the graph itself, or open the folder or file; with `lines` the graph.nq of a folder, not its store."""
    return graph if isinstance(graph, Graph) else Graph.open(graph, lines=lines)
