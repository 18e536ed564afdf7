"""From a dataset of somebody else to a graph folder, row by row."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from attrigraph import sources
from attrigraph.errors import SourceError
from attrigraph.model import Extraction, Quarantined
from attrigraph.outputs import digest, fresh_graph_folder
from attrigraph.rdf import Graph, iris, sieve
from attrigraph.rdf.adopt import Refused, adopted, nodes
from attrigraph.rdf.store import read_quads
from attrigraph.rdf.vocabulary import AG
from attrigraph.rdf.vocabulary import RDF as RDF_TERMS
from attrigraph.records import line
from attrigraph.reporting import FileInput, Report
from attrigraph.retold import retold
from attrigraph.sources import Imported, Item, Rejected
from attrigraph.writing import fill, write_graph

RDF = "rdf"  # the kind that needs no mapping

BATCH = 500  # records that are checked at a time: they are short, and a check costs the same for few as for many

Watch = Callable[[Item], None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many incidents or attributions a dataset says something: `known` of `all`."""

    what: str
    known: int
    all: int


@dataclass(frozen=True, slots=True)
class Description:
    """What the files of a dataset hold, before they are imported.

    `files` are counted as in the report of an import; `first` and `last` are ISO days of the incidents, None where no
    incident has a date; `acts` counts by kind; `rejected` are the rows and cells that would be quarantined.
    """

    kind: str
    files: tuple[FileInput, ...]
    documents: int
    incidents: int
    first: str | None
    last: str | None
    acts: tuple[tuple[str, int], ...]
    coverage: tuple[Coverage, ...]
    rejected: tuple[Rejected, ...]


def import_(
    kind: str, files: str | Path | Sequence[str | Path], out: str | Path | None = None, *, watch: Watch = lambda _: None
) -> Graph:
    """Import a dataset into a graph in memory, or with `out` into a graph folder as well.

    Every row is in the graph or in quarantine.jsonl with its number and the reason; report.json counts both. `watch`
    sees each record and each rejected row as it comes. Raises UsageError for an unknown kind, SourceError for a file
    that cannot be read or holds nothing of the kind, and OutputError where the folder cannot be written.
    """
    paths = _paths(files)
    if kind == RDF:
        return _adopted(paths, Path(out) if out else None)
    found = _watched(sources.items(kind, paths), watch)
    if not any(isinstance(item, Imported) for item in found):
        raise SourceError(f"{paths[0]}: no record that can be imported", f"is it {kind}?", value=kind)
    extractions = [item.extraction for item in found if isinstance(item, Imported)]
    if out is None:
        return Graph.of(chain.from_iterable(one.quads for one in sieve(extractions, batch=BATCH)))
    report = Report({"kind": kind, "files": [str(path) for path in paths]})
    with fresh_graph_folder(Path(out)) as folder:
        graph = fill(folder, extractions, report, rejected=map(_quarantined, _rejected(found)), batch=BATCH)
        report.files = _counted(found, paths, kept=lambda one: _is_in(graph, one))
        report.write(folder, quads=len(graph))
    return graph


def describe(kind: str, files: str | Path | Sequence[str | Path]) -> Description:
    """Say what the files of a dataset hold, without importing them; raises what import_ raises."""
    paths = _paths(files)
    if kind == RDF:
        return _described(paths)
    found = list(sources.items(kind, paths))
    read = [item.extraction for item in found if isinstance(item, Imported)]
    incidents = [incident for one in read for incident in one.incidents]
    days = sorted(
        [day for one in incidents if one.when for day in (one.when.earliest, one.when.latest)]
        + [one.reported for one in incidents if one.reported]
    )
    return Description(
        kind,
        tuple(_counted(found, paths, kept=lambda _: True)),
        len(read),
        len(incidents),
        days[0].isoformat() if days else None,
        days[-1].isoformat() if days else None,
        tuple(sorted(Counter(act.kind.value for one in read for act in one.acts).items())),
        tuple(_coverage(read)),
        tuple(_rejected(found)),
    )


def _adopted(paths: Sequence[Path], out: Path | None) -> Graph:
    """Import RDF files: what is in the ontology already needs no mapping, only checking."""
    kept, refused, inputs = _read_rdf(paths)
    graph = Graph.of(kept)
    if out is None:
        return graph
    report = Report({"kind": RDF, "files": [str(path) for path in paths]}, files=inputs)
    with fresh_graph_folder(out) as folder:
        lines = (Quarantined(one.node, "", one.constraint, one.why, "") for one in refused)
        (folder / "quarantine.jsonl").write_bytes(b"".join(map(line, lines)))
        acts = list(retold(graph))
        (folder / "acts.jsonl").write_bytes(b"".join(map(line, acts)))
        report.add_retold(acts, documents=_count(graph, AG.Document), incidents=_count(graph, AG.Incident))
        write_graph(folder, graph, report)
        report.write(folder, quads=len(graph))
    return graph


def _described(paths: Sequence[Path]) -> Description:
    kept, refused, inputs = _read_rdf(paths)
    graph = Graph.of(kept)
    acts = list(retold(graph))
    days = sorted(day for one in acts for day in (one.earliest, one.latest) if day)
    kinds = tuple(sorted(Counter(one.act for one in acts).items()))
    rejected = tuple(Rejected("", 0, f"{one.node}: {one.why}", "") for one in refused)
    counts = (_count(graph, AG.Document), _count(graph, AG.Incident))
    span = (days[0] if days else None, days[-1] if days else None)
    return Description(RDF, tuple(inputs), *counts, *span, kinds, (), rejected)


def _read_rdf(paths: Sequence[Path]) -> tuple[list[Quad], list[Refused], list[FileInput]]:
    by_file = {path: list(read_quads(path)) for path in paths}
    kept, refused = adopted(chain.from_iterable(by_file.values()))
    if not kept:
        raise SourceError(f"{paths[0]}: nothing in it is in the ontology", "see attrigraph check", value=paths[0])
    stay = nodes(kept)
    inputs = []
    for path, quads in by_file.items():
        named = nodes(quads) | {one.node for one in refused if any(_is(quad.subject, one.node) for quad in quads)}
        inputs.append(FileInput(path.name, digest(path), len(named), len(named & stay), len(named - stay), 0))
    return kept, refused, inputs


def _is(term: object, node: str) -> bool:
    return node in (str(term), getattr(term, "value", ""))


def _count(graph: Graph, cls: NamedNode) -> int:
    return len({quad.subject for quad in graph.store.quads_for_pattern(None, RDF_TERMS.type, cls)})


def _coverage(read: Sequence[Extraction]) -> Iterable[Coverage]:
    incidents = [incident for one in read for incident in one.incidents]
    acts = [act for one in read for act in one.acts if act.kind == "attribution" and act.basis != "dataset-coding"]
    yield Coverage("incidents with a date", sum(bool(one.when or one.reported) for one in incidents), len(incidents))
    yield Coverage("incidents with a victim", sum(bool(one.victims) for one in incidents), len(incidents))
    yield Coverage("incidents with a type", sum(bool(one.types) for one in incidents), len(incidents))
    yield Coverage("attributions with a date", sum(bool(act.when) for act in acts), len(acts))
    yield Coverage("attributions that say who attributes", sum(bool(act.agents) for act in acts), len(acts))
    yield Coverage("documents with sources", sum(bool(one.document.references) for one in read), len(read))


def _paths(files: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(file) for file in ([files] if isinstance(files, str | Path) else files)]


def _watched(items: Iterable[Item], watch: Watch) -> list[Item]:
    found = []
    for item in items:
        watch(item)
        found.append(item)
    return found


def _rejected(found: Iterable[Item]) -> Iterable[Rejected]:
    return (item for item in found if isinstance(item, Rejected))


def _quarantined(item: Rejected) -> Quarantined:
    where = f"column {item.column}: " if item.column else ""
    return Quarantined(f"{item.file}:{item.number}", "", item.unit, where + item.why, item.text)


def _is_in(graph: Graph, item: Imported) -> bool:
    document = iris.document(item.extraction.document)
    return next(graph.store.quads_for_pattern(document, None, None), None) is not None


def _counted(found: Sequence[Item], paths: Sequence[Path], *, kept: Callable[[Imported], bool]) -> list[FileInput]:
    """Count the rows of each file: in the graph (what `kept` says), and not."""
    imported: Counter[str] = Counter()
    quarantined: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Imported):
            (imported if kept(item) else quarantined).update(row.file for row in item.rows)
        elif item.unit != "SCOPE":
            (cells if item.column else quarantined)[item.file] += 1
    names = {*imported, *quarantined, *cells}
    counted = {name.partition("[")[0] for name in names}
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    hashes = {file.name: digest(file) for file in files if file.name in counted and file.is_file()}
    return [
        FileInput(
            file=name,
            sha256=hashes.get(name.partition("[")[0], ""),
            rows=imported[name] + quarantined[name],
            imported=imported[name],
            quarantined=quarantined[name],
            cells_quarantined=cells[name],
        )
        for name in sorted(names)
    ]
