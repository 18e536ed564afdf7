"""CSV, the files for Neo4j, Parquet: rows that fit together, and no cell that runs."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyoxigraph as ox
import pytest

from attrigraph.errors import OutputError
from attrigraph.exports import ExportReport, export
from attrigraph.exports.neo4j import ARRAY
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import AG, RDFS
from attrigraph.records import ActRecord

from .conftest import graph_of

Exported = Callable[..., tuple[Path, ExportReport]]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def tables(exported: Exported) -> Path:
    return exported("csv")[0]


def test_every_act_is_a_row_with_its_status(tables: Path) -> None:
    acts = table(tables / "acts.csv")
    assert len(acts) == 43
    assert {act["status"] for act in acts} == {"asserted", "hedged", "negated", "planned"}
    (act,) = [act for act in acts if act["id"].endswith("704dbbadf64a7d8e/act/attribution-321-421")]
    assert (act["act"], act["agents"], act["perpetrators"], act["via"], act["review"]) == (
        "attribution",
        "state/al",
        "state/ir",
        "doc/al-pm-20220907-704dbbadf64a7d8e/actor/1",
        "accepted",
    )
    assert act["quote"]
    assert any(" | " in cell for act in acts for cell in act.values())


def test_columns_that_acts_jsonl_has_too_have_its_names(tables: Path) -> None:
    assert set(ActRecord.__dataclass_fields__) <= set(table(tables / "acts.csv")[0])


def test_edges_join_rows_of_nodes_and_acts(tables: Path) -> None:
    nodes = {node["id"] for node in table(tables / "nodes.csv")}
    acts = {act["id"] for act in table(tables / "acts.csv")}
    edges = table(tables / "edges.csv")
    assert len(edges) == 42
    assert {end for edge in edges for end in (edge["source"], edge["target"])} <= nodes
    assert {edge["act"] for edge in edges} <= acts


def test_relationships_for_neo4j_join_nodes_that_are_there(tables: Path, rich: Graph) -> None:
    nodes = {node[":ID"]: node for file in (tables / "neo4j").glob("nodes-*.csv") for node in table(file)}
    relationships = table(tables / "neo4j" / "relationships.csv")
    assert {end for line in relationships for end in (line[":START_ID"], line[":END_ID"])} <= set(nodes)
    assert {line[":TYPE"] for line in relationships} >= {"ALLEGED_PERPETRATOR", "AGENT", "MAIN_EVIDENCE"}
    unrealised = [node for node in nodes.values() if "UnrealisedAct" in node[":LABEL"]]
    assert [node[":LABEL"] for node in unrealised] == ["UnrealisedAct"] * 3
    assert len([node for node in nodes.values() if "Act" in node[":LABEL"].split(ARRAY)]) == 40


def test_no_table_holds_a_shortcut(tables: Path) -> None:
    relationships = {line[":TYPE"] for line in table(tables / "neo4j" / "relationships.csv")}
    assert {"ATTRIBUTED_TO", "ACCUSED", "SANCTIONED", "TENTATIVELY_ATTRIBUTED_TO"}.isdisjoint(relationships)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_a_spreadsheet_sees_no_formula(text: str, quads: list[ox.Quad], exported: Exported) -> None:
    iran = ox.NamedNode("https://w3id.org/attrigraph/id/state/ir")
    others = [quad for quad in quads if (quad.subject, quad.predicate) != (iran, RDFS.label)]
    target, report = exported("csv", graph_of([*others, ox.Quad(iran, RDFS.label, ox.Literal(text))]))
    cells = [cell for file in target.rglob("*.csv") for row in table(file) for cell in row.values()]
    assert f"'{text}" in cells
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") and cell.strip()] == []
    assert report.left_out["cell that begins with an apostrophe now"] > 1


def test_the_folder_holds_its_report_and_is_replaced_but_no_other_folder(rich: Graph, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    report = export(rich, target, to="csv")
    assert json.loads((target / "export.json").read_text(encoding="utf-8"))["written"] == report.written
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    export(rich, target, to="csv")
    assert (target / "mine.txt").read_text(encoding="utf-8") == "mine"
    other = tmp_path / "other"
    other.mkdir()
    (other / "acts.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is not a csv export"):
        export(rich, other, to="csv")


def test_parquet_has_the_rows_of_acts_csv_with_types(tables: Path, exported: Exported) -> None:
    frame = pd.read_parquet(exported("parquet")[0])
    acts = table(tables / "acts.csv")
    assert list(frame.columns) == list(acts[0])
    assert list(frame["id"]) == [act["id"] for act in acts]
    assert [" | ".join(names) for names in frame["agents"]] == [act["agents"] for act in acts]
    assert frame["score"].dtype == float
    assert frame["earliest"].dropna().map(lambda day: day.isoformat()).tolist() == [
        act["earliest"] for act in acts if act["earliest"]
    ]


def test_a_value_that_is_no_date_is_none(quads: list[ox.Quad], exported: Exported) -> None:
    act = next(quad.subject for quad in quads if quad.predicate == AG.earliest)
    others = [quad for quad in quads if (quad.subject, quad.predicate) != (act, AG.earliest)]
    graph = graph_of([*others, ox.Quad(act, AG.earliest, ox.Literal("in summer"))])
    frame = pd.read_parquet(exported("parquet", graph)[0]).set_index("id")
    found = frame["earliest"].get(act.value.removeprefix("https://w3id.org/attrigraph/id/"))
    assert found is None or pd.isna(found)


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_an_empty_graph_has_tables_without_rows(to: str, exported: Exported) -> None:
    target, report = exported(to, graph_of([]))
    assert report.written == {}
    if to == "csv":
        assert {file.name for file in target.glob("*.csv")} == {"nodes.csv", "edges.csv", "acts.csv"}
    else:
        assert len(pd.read_parquet(target)) == 0
