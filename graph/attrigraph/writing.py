"""The files of a graph folder, all but its report: what build, import and merge write alike."""

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from pyoxigraph import Quad

from attrigraph import views
from attrigraph.model import Extraction, Quarantined
from attrigraph.outputs import write_file
from attrigraph.rdf import Graph, iris, sieve, write_nquads, write_store
from attrigraph.rdf.quarantine import BATCH
from attrigraph.rdf.vocabulary import AG
from attrigraph.records import line, records
from attrigraph.reporting import Report

MOST_ACTS = 20_000  # a page of 25 MB, which takes a browser some seconds to open


def fill(
    folder: Path,
    understood: Iterable[Extraction],
    report: Report,
    *,
    rejected: Iterable[Quarantined] = (),
    batch: int = BATCH,
) -> Graph:
    """Check extractions, `batch` at a time, and write the graph of what conforms into an empty folder.

    The lines of quarantine.jsonl are what was `rejected` before, then what the check keeps out. `report` is added to.
    """
    graph = Graph.of(_admitted(folder, understood, report, rejected, batch))
    report.lap("extract")
    write_graph(folder, graph, report)
    return graph


def write_graph(folder: Path, graph: Graph, report: Report) -> None:
    """Write graph.nq, store/ and index.html."""
    write_nquads(graph.quads(), folder / "graph.nq")
    write_store(graph.store, folder / "store", of=folder / "graph.nq")
    report.lap("store")
    write_page(folder, graph, report)


def write_page(folder: Path, graph: Graph, report: Report) -> None:
    """Write index.html: the explorer, or of a graph with more acts than a page can show, where they can be asked."""
    acts = sum(1 for _ in graph.store.quads_for_pattern(None, AG.status, None))
    page = views.explorer_html(graph) if acts <= MOST_ACTS else views.large_html(acts, most=MOST_ACTS)
    write_file(folder / "index.html", page)
    report.lap("explorer")


def _admitted(
    folder: Path, understood: Iterable[Extraction], report: Report, rejected: Iterable[Quarantined], batch: int
) -> Iterator[Quad]:
    """Yield the quads of what may enter the graph; write its records, and what was kept out and why, as lines."""
    before, after = tee(understood)
    with (folder / "acts.jsonl").open("wb") as acts, (folder / "quarantine.jsonl").open("wb") as quarantine:
        quarantine.writelines(map(line, rejected))
        for extraction, admission in zip(before, sieve(after, batch=batch), strict=True):
            told = {quad.subject for quad in admission.quads}
            names = [name for name in iris.acts(extraction) if name in told]
            acts.writelines(line(record) for record in records(admission.extraction, names=names))
            quarantine.writelines(map(line, admission.quarantined))
            report.add(admission.extraction, quarantined=len(admission.quarantined))
            yield from admission.quads
