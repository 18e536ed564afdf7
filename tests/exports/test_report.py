"""The report of an export: what it says is carried is carried, and the same graph gives the same bytes."""

import json
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from attrigraph.errors import OutputError, UsageError
from attrigraph.exports import export, formats
from attrigraph.exports.context import compact
from attrigraph.exports.export import _statement
from attrigraph.exports.facts import Facts, is_shortcut, name_of
from attrigraph.exports.formats import Order, carried, is_carried, rows
from attrigraph.rdf import Graph, write_nquads

from .conftest import content, graph_of, in_another_process
from .strategies import nonsense

COLUMNS = {form.carries: form for form in reversed(formats().values()) if form.carries not in ("all", "none")}


def pairs(facts: Facts, quads: list[ox.Quad]) -> Iterator[tuple[str, str]]:
    for quad in quads:
        yield facts.kind(name_of(quad.subject)), compact(quad.predicate.value)


def bytes_of(column: str, graph: Graph, place: Path) -> dict[str, bytes]:
    form = COLUMNS[column]
    target = place / "target"
    if form.is_folder:
        target.mkdir(exist_ok=True)
    import_module(f"attrigraph.exports.{form.module}").write(Order(graph, form.name, target), target)
    return content(target)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_table_of_what_is_carried_is_true(column: str, quads: list[ox.Quad], tmp_path: Path) -> None:
    """Leave out all statements of one kind of node and property: the export differs if and only if it carries them."""
    plain = [quad for quad in quads if not is_shortcut(quad)]
    facts = Facts.of(quads)
    kinds = list(pairs(facts, plain))
    whole = bytes_of(column, graph_of(plain), tmp_path)
    found = set()
    looked_at = set(kinds) if ("any", "any") not in carried(column) else {max(kinds), min(kinds), *kinds[::400]}
    for pair in sorted(looked_at):
        less = [quad for quad, one in zip(plain, kinds, strict=True) if one != pair]
        if bytes_of(column, graph_of(less), tmp_path) != whole:
            found.add(pair)
    assert found == {pair for pair in looked_at if is_carried(pair, carried(column))}


def test_the_table_lists_every_property_of_the_example(quads: list[ox.Quad]) -> None:
    facts = Facts.of(quads)
    listed = {(row["kind"], row["property"]) for row in rows("carried")}
    assert set(pairs(facts, [quad for quad in quads if not is_shortcut(quad)])) <= listed


@pytest.mark.parametrize("form", formats().values(), ids=formats())
def test_nothing_is_lost_silently(form, quads: list[ox.Quad], rich: Graph, tmp_path: Path) -> None:
    if form.name == "rocrate":
        pytest.skip("describes files, and is tested with them")
    report = export(rich, tmp_path / "target", to=form.name)
    assert report.read["quad"] == len(quads)
    assert report.read["Attribution"] == 18
    assert sum(report.written.values()) > 0
    if form.carries != "all":
        facts, keeps = Facts.of(quads), carried(form.carries)
        missing = [what for quad in quads if (what := _statement(facts, quad, keeps))]
        assert {what: missing.count(what) for what in missing}.items() <= report.left_out.items()
        assert report.left_out["shortcut ag:attributedTo"] > 0


def test_the_report_is_a_table_and_json(rich: Graph, tmp_path: Path) -> None:
    report = export(rich, tmp_path / "graph.gexf", to="gexf")
    assert ("written", "edge", "42") in report.table.rows
    assert {row[0] for row in report.table.rows} == {"in the graph", "written", "left out"}
    assert json.loads(report.json())["left_out"] == report.left_out


@settings(max_examples=30, deadline=None)
@given(nonsense)
def test_no_graph_breaks_a_writer(quads: list[ox.Quad]) -> None:
    graph = graph_of(quads)
    with tempfile.TemporaryDirectory() as place:
        for to in ("graphml", "gexf", "csv", "parquet", "stix", "nanopub", "jsonld"):
            report = export(graph, Path(place) / to, to=to)
            assert report.read["quad"] == len(graph)


@pytest.mark.slow
def test_the_same_graph_gives_the_same_bytes(quads: list[ox.Quad], tmp_path: Path) -> None:
    write_nquads(quads, tmp_path / "graph.nq")
    found = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        in_another_process(tmp_path / "graph.nq", tmp_path / seed, seed=seed)
        found.append(content(tmp_path / seed))
        found[-1].pop("csv/export.json")  # it has the path
    assert found[0] == found[1]
    assert {name.partition("/")[0] for name in found[0]} == set(formats())


def test_an_unknown_format_is_refused(rich: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format 'xls'; choose one of turtle "):
        export(rich, tmp_path / "file", to="xls")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_what_was_there(rich: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before", encoding="utf-8")
    with pytest.raises(OutputError):
        export(rich, tmp_path / "no" / "such" / "file", to="trig")
    with pytest.raises(UsageError):
        export(rich, tmp_path / "file", to="rocrate")
    assert content(tmp_path) == {"file": b"before"}
