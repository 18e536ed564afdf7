"""From graph folders to the folder that holds them merged."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrigraph.errors import UsageError
from attrigraph.merging.decisions import NOTHING, decision_lines, read_decisions
from attrigraph.merging.unite import Merged, labels, merged
from attrigraph.model import Quarantined
from attrigraph.outputs import GENERATOR, REPORT, digest, fresh_graph_folder, write_file
from attrigraph.rdf import Graph, iris
from attrigraph.records import line
from attrigraph.reporting import Report, hashes, versions
from attrigraph.retold import retold
from attrigraph.writing import write_graph


def merge(*graphs: Graph | str | Path, out: str | Path | None = None, decisions: str | Path | None = None) -> Graph:
    """Merge graphs, graph folders or RDF files into one graph, with `out` into a graph folder as well.

    The order of the graphs makes no difference, and merging what is merged adds nothing. `decisions` is a file of
    JSON Lines in which a person accepts and rejects pairs and acts; what earlier merges were told is in their graphs.
    Raises UsageError without a graph, SourceError for what cannot be read.
    """
    if not graphs:
        raise UsageError("nothing to merge", "name graph folders or RDF files")
    opened = [one if isinstance(one, Graph) else Graph.open(one) for one in graphs]
    said = read_decisions(Path(decisions)) if decisions else NOTHING
    folders = [Path(one) for one in graphs if not isinstance(one, Graph)]
    if out is None:
        return merged(opened, said=said).graph
    report = Report({"graphs": [str(one) for one in folders], "decisions": str(decisions) if decisions else None})
    with fresh_graph_folder(Path(out)) as folder:
        result = merged(opened, said=said)
        report.lap("merge")
        _fill(folder, result, _quarantine(folders, said.acts), report)
    return result.graph


def _fill(folder: Path, result: Merged, quarantined: Sequence[bytes], report: Report) -> None:
    with (folder / "acts.jsonl").open("wb") as acts:
        acts.writelines(map(line, retold(result.graph)))
    (folder / "quarantine.jsonl").write_bytes(b"".join(quarantined))
    write_file(folder / "matches.jsonl", "".join(decision_lines(result.decisions, labels(result.graph))))
    report.lap("acts")
    write_graph(folder, result.graph, report)
    write_file(folder / REPORT, _report(folder, result, report, len(quarantined)))


def _quarantine(folders: Iterable[Path], rejected: Iterable[str]) -> list[bytes]:
    """Return the lines of the folders' quarantines, each once, and of the acts that a person rejected, sorted."""
    files = (folder / "quarantine.jsonl" for folder in folders if folder.is_dir())
    lines = {one for file in files if file.is_file() for one in file.read_bytes().splitlines(keepends=True)}
    lines |= {line(Quarantined("", act, "C13", "rejected by a person", "")) for act in rejected}
    return sorted(lines)


def _report(folder: Path, result: Merged, report: Report, quarantined: int) -> str:
    store = result.graph.store
    count = {
        "documents": _ask(result.graph, "?x a ag:Document"),
        "incidents": _ask(result.graph, "?x a ag:Incident"),
        "merged_incidents": _ask(result.graph, "?y a ag:Incident ; ag:canonical ?x"),
        "acts": _ask(result.graph, "?x ag:status ?y"),
        "merged_acts": _ask(result.graph, "?y ag:status ?z ; ag:canonical ?x"),
        "quarantined": quarantined,
        "quads": sum(1 for quad in store if quad.graph_name != iris.ONTOLOGY),
    }
    matches = {
        name: dict(sorted(Counter(one.outcome.value for one in several).items()))
        for name, several in (("incidents", result.incidents), ("acts", result.acts), ("actors", result.actors))
    }
    value = {
        "generator": GENERATOR,
        "versions": versions(),
        "settings": report.settings,
        "counts": count,
        "sha256": {"inputs": dict(_inputs(report.settings)), **hashes(folder)},
        "matches": matches,
        "timings": report.timings,
    }
    return json.dumps(value, indent=1)


def _inputs(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield each file that was merged with its digest: of a graph folder graph.nq."""
    graphs, decisions = settings["graphs"], settings["decisions"]
    for name in [*(graphs if isinstance(graphs, list) else ()), *([decisions] if decisions else ())]:
        file = Path(name) / "graph.nq" if Path(name).is_dir() else Path(name)
        if file.is_file():
            yield str(file), digest(file)


def _ask(graph: Graph, pattern: str) -> int:
    prefix = "PREFIX ag: <https://w3id.org/attrigraph/ns#>"
    return int(graph.query(f"{prefix} SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}").rows[0][0] or 0)
