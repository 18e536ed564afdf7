"""The worked example, as a store that tests may alter and as it is."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from attrigraph.folders import folder
from attrigraph.rdf import Graph, read_quads
from attrigraph.rdf.derive import ontology_graph

PREFIXES = """
BASE <https://w3id.org/attrigraph/id/>
PREFIX ag: <https://w3id.org/attrigraph/ns#>
PREFIX agc: <https://w3id.org/attrigraph/code/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

Alter = Callable[[str], ox.Store]


@pytest.fixture(scope="session")
def example_quads() -> tuple[ox.Quad, ...]:
    return tuple(read_quads(folder("ontology") / "example-albania.trig"))


@pytest.fixture(scope="session")
def example() -> Graph:
    return Graph.open(folder("ontology") / "example-albania.trig")


@pytest.fixture
def altered(example_quads: tuple[ox.Quad, ...]) -> Alter:
    """Return the example after SPARQL updates, with terms and codes."""

    def alter(updates: str) -> ox.Store:
        store = ox.Store()
        store.bulk_extend(example_quads)
        store.bulk_extend(ontology_graph())
        store.update(PREFIXES + updates)
        return store

    return alter
