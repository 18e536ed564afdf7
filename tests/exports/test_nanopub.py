"""Nanopublications: four graphs each, and what is asserted is an act, not what it says."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from attrigraph.exports import ExportReport
from attrigraph.exports.facts import shortcuts
from attrigraph.exports.nanopub import NP
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import AG, RDF, SCHEMA

Exported = Callable[..., tuple[Path, ExportReport]]


@pytest.fixture
def store(exported: Exported) -> ox.Store:
    store = ox.Store()
    store.load(path=str(exported("nanopub")[0]), format=ox.RdfFormat.TRIG)
    return store


def test_each_act_is_one_publication_of_four_graphs(store: ox.Store) -> None:
    """The criteria of nanopub.net: one head, which names the other three; each holds something about what it should."""
    publications = list(store.quads_for_pattern(None, RDF.type, ox.NamedNode(f"{NP}Nanopublication"), None))
    assert len(publications) == 43
    parts = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
    named = set()
    for publication in publications:
        head = publication.graph_name
        graphs = [
            quad.object
            for part in parts
            for quad in store.quads_for_pattern(publication.subject, ox.NamedNode(NP + part), None, head)
        ]
        assert len(set(graphs)) == 3
        assertion, provenance, about = graphs
        assert list(store.quads_for_pattern(None, None, None, assertion))
        assert list(store.quads_for_pattern(assertion, None, None, provenance))
        assert list(store.quads_for_pattern(publication.subject, None, None, about))
        named |= {head, *graphs}
    assert set(store.named_graphs()) == named
    assert len(named) == 4 * 43


def test_no_publication_asserts_a_shortcut(store: ox.Store) -> None:
    assert {quad.predicate for quad in store}.isdisjoint(shortcuts())


def test_assertions_are_what_the_graph_says_of_acts(store: ox.Store, rich: Graph) -> None:
    held = {(quad.subject, quad.predicate, quad.object) for quad in rich.quads()}
    asserted = [quad for quad in store if quad.graph_name.value.endswith("/assertion")]
    assert {(quad.subject, quad.predicate, quad.object) for quad in asserted} <= held
    assert AG.allegedPerpetrator in {quad.predicate for quad in asserted}
    assert SCHEMA.text not in {quad.predicate for quad in store}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of its own calls
def test_rdflib_reads_them_too(exported: Exported, store: ox.Store) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=exported("nanopub")[0].read_bytes(), format="trig")
    assert sum(len(graph) for graph in dataset.graphs()) == len(store)
