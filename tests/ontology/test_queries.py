"""The named queries: the same rows in rdflib and in Oxigraph, on full, flat, dateless and empty graphs."""

import re
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
import pytest

from attrigraph.rdf import Graph
from attrigraph.rdf.sparql import named_queries, question
from attrigraph.rdf.vocabulary import AG

NAMES = list(named_queries())
WITH_ROWS = {
    "who-accused-whom": 18,
    "acts": 43,
    "incidents": 10,
    "timeline": 36,
    "pairs": 8,
    "documents": 11,
    "attributions": 18,
    "contested": 4,
    "measure-lags": 3,
    "reacted-without-attributing": 4,
    "ladder": 14,
    "joined": 2,
    "groups": 7,
    "contradictions": 1,
    "ruled-out": 3,
    "planned": 2,
    "earlier-victims": 6,
    "sanctions-vs-attributions": 3,
    "law-and-norms": 7,
    "single-source": 31,
    "same-incident": 13,
    "network": 41,
    "first-to-attribute": 3,
    "what-text-adds": 5,
    "fill-rate": 2,
    "who-joined": 2,
    "acts-by-year": 20,
    "acts-by-publisher": 32,
    "acts-by-target": 19,
}


def sparql(name: str) -> str:
    return named_queries()[name].read_text(encoding="utf-8")


def normal(cell: object) -> str:
    """Numbers by value: Oxigraph does not keep their spelling."""
    try:
        return str(Decimal(str(cell)).normalize())
    except InvalidOperation:
        return str(cell)


def rows(answer) -> list[tuple[str, ...]]:
    return sorted(tuple("" if cell is None else normal(cell) for cell in row) for row in answer)


@pytest.fixture(scope="module")
def dateless(example) -> Graph:
    """The example without any date: aggregates over values that are not bound differ between engines."""
    store = ox.Store()
    store.bulk_extend(quad for quad in example.store if quad.predicate not in (AG.earliest, AG.latest))
    return Graph(store)


@pytest.fixture(scope="module", params=["example", "dateless"])
def in_both(request):
    graph = request.getfixturevalue(request.param)
    return graph, graph.to_rdflib()


def test_the_queries_tested_here_are_all_there_are():
    assert list(WITH_ROWS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_query_finds_what_the_example_holds(example, name):
    assert len(example.ask(name).rows) == WITH_ROWS[name]


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")  # rdflib's own call
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_and_oxigraph_agree(in_both, name):
    graph, dataset = in_both
    assert rows(graph.ask(name).rows) == rows(dataset.query(sparql(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_runs_on_an_empty_graph(name):
    table = Graph.of([]).ask(name)
    assert table.rows == ()
    assert table.columns


@pytest.mark.parametrize("name", NAMES)
def test_without_the_union_of_graphs_there_is_nothing(example, name):
    """The default graph is empty: whoever forgets the option gets no rows, and no error."""
    assert list(example.store.query(sparql(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_query_begins_with_the_question_it_answers(name):
    assert question(named_queries()[name]).endswith("?")
    assert len(question(named_queries()[name])) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_a_query_keeps_off_what_is_slow_or_not_portable(name):
    """FILTER NOT EXISTS over several patterns is quadratic in Oxigraph; SPARQL 1.1 has no arithmetic of dates."""
    text = sparql(name)
    assert "NOT EXISTS" not in text
    assert "MINUS" not in text
    assert not re.search(r"\?\w+ - \?\w+", text)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_ordered(name):
    assert "ORDER BY" in sparql(name)


def test_people_get_names_not_iris(example):
    table = example.ask("who-accused-whom")
    assert table.columns[:3] == ("accuser", "accused", "incident")
    assert not [cell for row in table.rows for cell in row if cell and cell.startswith("http")]
    assert any(row[0] == "Albania" and row[1] == "Iran" for row in table.rows)


def test_the_documents_own_voice_is_told_apart(example):
    accusers = {row[0] for row in example.ask("who-accused-whom").rows}
    assert "Adriatic Wire (invented outlet) (own voice)" in accusers


def test_acts_has_one_row_an_act(example):
    table = example.ask("acts")
    acts = [row[table.columns.index("act")] for row in table.rows]
    assert len(acts) == len(set(acts))


def test_what_did_not_happen_is_not_counted(example):
    """Germany has not attributed, and the European Union has not sanctioned."""
    assert "Germany" not in {row[0] for row in example.ask("who-accused-whom").rows}
    assert "European Union" not in {row[0] for row in example.ask("ladder").rows}
    assert "European Union" in {row[2] for row in example.ask("planned").rows}


def test_the_network_counts_acts_and_documents_apart(example):
    table = example.ask("network")
    row = next(row for row in table.rows if row[:3] == ("Albania", "accused", "Iran"))
    assert row[3:5] == ("2", "5")


def test_the_network_has_exactly_the_derived_edges(example):
    table = example.ask("network")
    edges = {(row[5], row[6], row[7]) for row in table.rows}
    derived = {quad for quad in example.quads() if quad.graph_name.value.endswith("graph/derived")}
    assert edges == {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in derived}
