"""What the benchmarks share: the example documents, their graph, the graph as rdflib holds it."""

import pytest
import rdflib

import attrigraph
from attrigraph import Document, Graph
from attrigraph.documents import read
from attrigraph.folders import folder


@pytest.fixture(scope="session")
def articles() -> list[Document]:
    found = [one for one in read(folder("seeds") / "documents") if isinstance(one, Document)]
    assert found
    return found


@pytest.fixture(scope="session")
def graph() -> Graph:
    return attrigraph.build(folder("seeds") / "documents")


@pytest.fixture(scope="session")
def dataset(graph: Graph) -> rdflib.Dataset:
    return graph.to_rdflib()
