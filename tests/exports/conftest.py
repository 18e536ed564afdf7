"""Graphs that the tests of the exports share."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from attrigraph.exports import ExportReport, export
from attrigraph.folders import folder
from attrigraph.rdf import Graph, read_quads

# What the worked example has no case of, one line a statement.
MORE = """
@base <https://w3id.org/attrigraph/id/> .
@prefix ag: <https://w3id.org/attrigraph/ns#> .
@prefix agc: <https://w3id.org/attrigraph/code/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<graph/reference> {
  <state/ir> skos:altLabel "Islamic Republic of Iran", "=HYPERLINK(\\"https://example.org\\")" .
}
<graph/doc/al-pm-20220907-704dbbadf64a7d8e> {
  <doc/al-pm-20220907-704dbbadf64a7d8e> dcterms:source <https://example.org/statement?a=1&b=2> ;
    dcterms:dateSubmitted "2023-01-02"^^xsd:date ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
  <doc/al-pm-20220907-704dbbadf64a7d8e/act/attribution-321-421> ag:reviewStatus agc:review-accepted .
}
"""


@pytest.fixture(scope="session")
def quads() -> list[ox.Quad]:
    """Return the worked example of the ontology and MORE."""
    more = ox.parse(MORE.encode(), format=ox.RdfFormat.TRIG)
    return [*read_quads(folder("ontology") / "example-albania.trig"), *more]


@pytest.fixture(scope="session")
def rich(quads: list[ox.Quad]) -> Graph:
    return graph_of(quads)


def graph_of(quads: Iterable[ox.Quad]) -> Graph:
    """Return a graph of these quads and no others."""
    store = ox.Store()
    store.bulk_extend(quads)
    return Graph(store)


@pytest.fixture
def exported(rich: Graph, tmp_path: Path) -> Callable[..., tuple[Path, ExportReport]]:
    """Return a function that exports a graph, the rich example unless told otherwise."""

    def run(to: str, graph: Graph = rich) -> tuple[Path, ExportReport]:
        target = tmp_path / f"graph.{to}"
        return target, export(graph, target, to=to)

    return run


PROGRAM = """
import sys
from pathlib import Path
from attrigraph import export
from attrigraph.exports import formats
for to in formats():
    export(sys.argv[1], Path(sys.argv[2]) / to, to=to)
"""


def in_another_process(source: Path, place: Path, *, seed: str) -> None:
    """Export in every format, in a process with another order of sets."""
    command = [sys.executable, "-c", PROGRAM, str(source), str(place)]
    subprocess.run(command, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}, check=True, capture_output=True)


def content(path: Path) -> dict[str, bytes]:
    """Return the bytes of a file, or of every file in a folder."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
