"""Is a graph folder untouched and complete? Its files against the digests of its report, its texts against theirs.

What ontology/shapes.ttl checks is not checked again: that each act has its document, evidence, rule, status and score
(C13 to C15), and that each quote is the text at its offsets (C18).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from attrigraph.errors import UsageError
from attrigraph.folders import folder, tree_digest
from attrigraph.outputs import CACHE, GENERATOR, GRAPH_FOLDER, REPORT, digests
from attrigraph.rdf import Graph, Violation, iris
from attrigraph.rdf.vocabulary import AG, OA, SCHEMA

_DERIVED = frozenset((REPORT, CACHE, "store"))
_ALWAYS = frozenset(GRAPH_FOLDER) - _DERIVED - {"matches.jsonl"}  # only merged folders have matches


def faults(place: Path, graph: Graph) -> Iterator[Violation]:
    """Yield what is not as it was written; `graph` is that of the folder's graph.nq.

    HASH: a file is missing, or not that of the report. TEXT: a text is not that of its hash, or an act's quote cannot
    be verified because the text is not in the graph (a warning). COUNT: acts or documents are missing, or too many.
    ONTOLOGY: another version made the folder (a warning). Raises UsageError where there is no report.
    """
    report = _report(place)
    yield from _files(place, report)
    yield from _texts(graph)
    yield from _acts(place, graph)
    yield from _documents(graph, report)
    if _noted(report).get("ontology") != tree_digest(folder("ontology")):
        yield Violation("ONTOLOGY", "W", REPORT, "made with another version of the ontology than is installed")


def _report(place: Path) -> Mapping[str, Any]:
    try:
        report = json.loads((place / REPORT).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _no_report(place) from error
    if not isinstance(report, dict) or report.get("generator") != GENERATOR:
        raise _no_report(place)
    return report


def _no_report(place: Path) -> UsageError:
    what = f"{place}: no graph folder with a report.json of attrigraph"
    return UsageError(what, "name a folder that build, import or merge wrote", value=place)


def _noted(report: Mapping[str, Any]) -> Mapping[str, Any]:
    noted = report.get("sha256")
    return noted if isinstance(noted, dict) else {}


def _files(place: Path, report: Mapping[str, Any]) -> Iterator[Violation]:
    noted = _noted(report).get("outputs")
    if not isinstance(noted, dict):
        yield Violation("HASH", "V", REPORT, "has no hashes of the files: an older version made it, build it again")
        return
    found = digests(place)
    for name in sorted({*found, *_ALWAYS, *noted} & {*GRAPH_FOLDER}):
        if name not in found:
            yield Violation("HASH", "V", name, "is missing")
        elif name not in noted:
            yield Violation("HASH", "V", name, "is not in the report")
        elif found[name] != noted[name]:
            yield Violation("HASH", "V", name, "is not the file that was written", found[name])


def _texts(graph: Graph) -> Iterator[Violation]:
    store = graph.store
    texts = {quad.subject for quad in store.quads_for_pattern(None, SCHEMA.text, None)}
    for quad in store.quads_for_pattern(None, SCHEMA.sha256, None):
        for said in store.quads_for_pattern(quad.subject, SCHEMA.text, None):
            if hashlib.sha256(_value(said.object).encode()).hexdigest() != _value(quad.object):
                yield Violation("TEXT", "V", _value(quad.subject), "the text is not that of its hash")
    sources = {quad.object for quad in store.quads_for_pattern(None, OA.hasSource, None)}
    for source in sources - texts:
        yield Violation("TEXT", "W", _value(source), "no text in the graph: its quotes cannot be verified")


def _acts(place: Path, graph: Graph) -> Iterator[Violation]:
    """Yield the acts of the graph that acts.jsonl lacks, and the reverse."""
    told = {_value(quad.subject) for quad in graph.store.quads_for_pattern(None, AG.status, None)}
    listed = {iris.node(id).value for id in _ids(place / "acts.jsonl")}
    yield from (Violation("COUNT", "V", one, "an act that acts.jsonl lacks") for one in told - listed)
    yield from (Violation("COUNT", "V", one, "an act that graph.nq lacks") for one in listed - told)


def _ids(file: Path) -> Iterator[str]:
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            act = json.loads(line)
        except (ValueError, RecursionError):
            continue  # the hash says that somebody has been at the file
        if isinstance(act, dict):
            yield str(act.get("id"))


def _documents(graph: Graph, report: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield the documents of the report that the graph lacks."""
    for key in _keys(report.get("documents")):
        node = iris.node(f"doc/{key}")
        if next(graph.store.quads_for_pattern(node, SCHEMA.sha256, None), None) is None:
            yield Violation("COUNT", "V", node.value, "a document of the report that graph.nq lacks")


def _keys(documents: Iterable[Any] | None) -> Iterator[str]:
    for one in documents if isinstance(documents, list) else ():
        if isinstance(one, dict) and one.get("same_as") is None:
            yield str(one.get("key"))


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
