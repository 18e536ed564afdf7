"""What the benchmarks share: the example documents, their graph, the graph in many copies, and what it ran on."""

from importlib.metadata import version
from typing import Any

import pytest
import rdflib

import attrigraph
from attrigraph import Document, Graph
from attrigraph.documents import read
from attrigraph.folders import folder
from attrigraph.stages import pipeline_name

from .copies import copies

QUADS = 50_000
LIBRARIES = ("attrigraph", "spacy", "thinc", "numpy", "pyoxigraph", "rdflib", "pyshacl", "lxml", "trafilatura")


def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    machine_info["libraries"] = {name: version(name) for name in LIBRARIES}
    machine_info["pipeline"] = pipeline_name()


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    found = [one for one in read(folder("seeds") / "documents") if isinstance(one, Document)]
    assert found
    return found


@pytest.fixture(scope="session")
def words(documents: list[Document]) -> int:
    """How many words the documents have, counted by the white space between them."""
    return sum(len(one.text.split()) for one in documents)


@pytest.fixture(scope="session")
def graph() -> Graph:
    return attrigraph.build(folder("seeds") / "documents")


@pytest.fixture(scope="session")
def large(graph: Graph) -> Graph:
    """The graph of the example documents as if there were many like them."""
    return Graph.of(copies(list(graph.quads()), at_least=QUADS))


@pytest.fixture(scope="session")
def large_in_rdflib(large: Graph) -> rdflib.Dataset:
    return large.to_rdflib()
