"""Named queries over the acts as Parquet: the rows of the graph, from one file or many, and nothing but reading."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyarrow import parquet

import attrigraph
from attrigraph.errors import QueryError, SourceError, UsageError
from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.rdf.parquet import ask_acts, named_sql
from attrigraph.rdf.sparql import named_queries, question
from attrigraph.rdf.vocabulary import AG, DCTERMS

MISSING = (AG.earliest, AG.latest, AG.agent, DCTERMS.publisher)


@pytest.fixture(scope="module")
def example() -> Graph:
    return Graph.open(folder("ontology") / "example-albania.trig")


@pytest.fixture(scope="module")
def sparse(example: Graph) -> Graph:
    """The example without days, agents and publishers."""
    store = ox.Store()
    store.bulk_extend(quad for quad in example.store if quad.predicate not in MISSING)
    return Graph(store)


@pytest.fixture(scope="module")
def acts(example: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("acts") / "acts.parquet"
    attrigraph.export(example, file, to="parquet")
    return file


@pytest.fixture(scope="module")
def parts(acts: Path) -> str:
    """The same acts in three files."""
    table, place = parquet.read_table(acts), acts.parent / "parts"
    place.mkdir()
    for number in range(3):
        parquet.write_table(table.slice(number * 15, 15), place / f"{number}.parquet")
    return f"{place}/*.parquet"


def test_aggregates_have_sql():
    assert list(named_sql()) == ["pairs", "acts-by-year", "acts-by-publisher", "acts-by-target"]


@pytest.mark.parametrize("name", named_sql())
def test_sql_stands_beside_the_sparql_of_the_same_question(name):
    text = named_sql()[name].read_text(encoding="utf-8")
    assert named_sql()[name].stem == named_queries()[name].stem
    assert text.partition("\n")[0] == f"-- {question(named_queries()[name])}"


@pytest.mark.parametrize("name", named_sql())
def test_sql_gives_the_rows_of_sparql_in_their_order(name, example, acts):
    assert attrigraph.ask(acts, name) == example.ask(name)
    assert example.ask(name).rows


@pytest.mark.parametrize("name", named_sql())
def test_sql_gives_the_rows_of_sparql_where_much_is_missing(name, sparse, tmp_path):
    attrigraph.export(sparse, tmp_path / "acts.parquet", to="parquet")
    assert ask_acts(tmp_path / "acts.parquet", name) == sparse.ask(name)


@pytest.mark.parametrize("name", named_sql())
def test_many_files_count_as_one(name, example, parts):
    assert attrigraph.ask(parts, name) == example.ask(name)


def test_a_query_may_be_ones_own(acts, tmp_path):
    file = tmp_path / "mine.sql"
    file.write_text(
        "SELECT status, count(*) AS many FROM acts WHERE status = 'hedged' GROUP BY status", encoding="utf-8"
    )
    assert ask_acts(acts, file).rows == ask_acts(acts, file.read_text(encoding="utf-8")).rows == (("hedged", "5"),)
    assert ask_acts(acts, "SELECT NULL AS a, true AS b, ['x', 'y'] AS c").rows == ((None, "true", "x | y"),)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("acts", "no named query in SQL 'acts'"),
        ("pair", "did you mean 'pairs'?"),
        ("no-such.sql", "cannot be read as a query"),
        ("SELECT * WHERE { ?s ?p ?o }", "not a query of acts"),
        ("SELECT nothing FROM acts", "not a query of acts"),
        ("COPY acts TO '{}/copy.csv'", "not one SELECT"),
        ("SELECT 1; SELECT 2", "not one SELECT"),
        ("SET enable_external_access = true", "not one SELECT"),
        ("SELECT * FROM read_text('{}/other.txt')", "not a query of acts"),
        ("SELECT * FROM '{}/other.parquet'", "not a query of acts"),
        ("", "no named query in SQL"),
    ],
)
def test_what_is_no_query_of_acts_is_refused_in_one_line(acts, tmp_path, query, says):
    (tmp_path / "other.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "other.parquet").write_bytes(acts.read_bytes())
    with pytest.raises(QueryError) as caught:
        ask_acts(acts, query.replace("{}", str(tmp_path)))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other.parquet", "other.txt"]


def test_what_is_no_parquet_is_refused_in_one_line(tmp_path):
    (tmp_path / "acts.parquet").write_bytes(b"junk")
    with pytest.raises(SourceError, match=r"acts\.parquet"):
        attrigraph.ask(tmp_path / "acts.parquet", "pairs")
    with pytest.raises(UsageError, match="no such file"):
        attrigraph.ask(tmp_path / "none*.parquet", "pairs")


def test_a_file_may_have_any_name(acts, tmp_path):
    odd = tmp_path / "it's [1].parquet"
    odd.write_bytes(acts.read_bytes())
    assert ask_acts(odd, "SELECT count(*) AS acts FROM acts").rows == (("43",),)
