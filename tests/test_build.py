"""From sources to a graph folder."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import attrigraph
from attrigraph import Extraction, Interval, OutputError, Problem, SourceError, UsageError, building
from attrigraph.model import ActKind
from attrigraph.outputs import is_own_page

from .conftest import understand
from .examples import ALBANIA, TEXT

pytestmark = pytest.mark.usefixtures("quick")
FILES = {"acts.jsonl", "cache.sqlite", "graph.nq", "index.html", "quarantine.jsonl", "report.json", "store"}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_graph_folder_has_every_part(articles: Path, tmp_path: Path) -> None:
    graph = attrigraph.build([articles], tmp_path / "out")
    assert {entry.name for entry in (tmp_path / "out").iterdir()} == FILES
    assert [(act["act"], act["agents"]) for act in lines(tmp_path / "out/acts.jsonl")] == [
        ("attribution", ["state/al"]),
        ("severed-relations", ["state/al"]),
    ]
    assert lines(tmp_path / "out/quarantine.jsonl") == []
    assert "Ties cut" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert len(graph.ask("attributions").rows) == 1


def test_the_folder_the_store_and_the_graph_agree(articles: Path, tmp_path: Path) -> None:
    graph = attrigraph.build(articles, tmp_path / "out")
    nquads = (tmp_path / "out/graph.nq").read_text(encoding="utf-8").splitlines()
    opened = attrigraph.Graph.open(tmp_path / "out")
    assert nquads == sorted(set(nquads))
    assert {str(quad) for quad in graph.quads()} == {str(quad) for quad in opened.quads()}
    assert len(nquads) == len(graph) == len(opened)
    assert opened.ask("attributions").rows == graph.ask("attributions").rows


def test_every_act_of_the_lines_is_in_the_graph_with_its_quote(articles: Path, tmp_path: Path) -> None:
    graph = attrigraph.build(articles, tmp_path / "out")
    frame = pd.read_json(tmp_path / "out/acts.jsonl", lines=True)
    for act in frame.itertuples():
        node = f"<https://w3id.org/attrigraph/id/{act.id}>"
        quotes = graph.query(
            "PREFIX ag: <https://w3id.org/attrigraph/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>"
            f"SELECT ?quote {{ {node} ag:evidence/oa:exact ?quote }}"
        )
        assert quotes.rows == ((act.quote,),)


def test_the_report_counts_what_was_read(articles: Path, tmp_path: Path) -> None:
    graph = attrigraph.build([articles], tmp_path / "out", publisher="Desk")
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert report["generator"] == "attrigraph"
    assert report["counts"] == {
        "documents": 2,
        "duplicates": 0,
        "problems": 0,
        "acts": 2,
        "incidents": 1,
        "quarantined": 0,
        "quads": len(graph),
        "acts_by_kind": {"attribution": 1, "severed-relations": 1},
        "acts_by_status": {"asserted": 2},
    }
    assert report["settings"]["publisher"] == "Desk"
    assert [(one["id"], one["publisher"], one["acts"]) for one in report["documents"]] == [
        ("rama.txt", "Daily", 2),
        ("weather.txt", "Desk", 0),
    ]
    assert {"attrigraph", "python", "pipeline", "spacy"} <= set(report["versions"])


def test_two_builds_give_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        attrigraph.build(articles, tmp_path / name)
    for file in FILES - {"report.json", "store", "cache.sqlite"}:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_order_of_the_sources_does_not_change_the_graph(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())
    attrigraph.build(files, tmp_path / "one")
    attrigraph.build(files[::-1], tmp_path / "two")
    assert (tmp_path / "one/graph.nq").read_bytes() == (tmp_path / "two/graph.nq").read_bytes()


def test_what_breaks_the_ontology_is_kept_out_and_said(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_fault(document: Any, *, pipeline: Any = None) -> Extraction:
        good = understand(document)
        acts = [replace(act, targets=(ALBANIA,)) if act.kind is ActKind.SEVERED_RELATIONS else act for act in good.acts]
        return replace(good, acts=tuple(acts))

    monkeypatch.setattr("attrigraph.stages.extracted", with_a_fault)
    graph = attrigraph.build(articles, tmp_path / "out")
    (kept_out,) = lines(tmp_path / "out/quarantine.jsonl")
    assert (kept_out["document"], kept_out["constraint"]) == ("rama.txt", "C04")
    assert kept_out["quote"] == "Albania cut its ties with Iran."
    assert [act["act"] for act in lines(tmp_path / "out/acts.jsonl")] == ["attribution"]
    assert not [one for one in attrigraph.check(graph) if one.severity == "V"]


def test_a_bad_input_is_seen_and_the_rest_is_built(articles: Path, tmp_path: Path) -> None:
    seen: list[building.Done | Problem] = []
    attrigraph.build([articles, tmp_path / "missing.txt"], tmp_path / "out", watch=seen.append)
    assert [type(one).__name__ for one in seen] == ["Done", "Done", "Problem"]
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert [one["what"] for one in report["problems"]] == ["no such file or folder"]
    assert report["counts"]["acts"] == 2


def test_problems_are_logged_where_nobody_watches(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    attrigraph.build([articles, tmp_path / "missing.txt"])
    assert "missing.txt: no such file or folder" in caplog.text


def test_more_acts_than_a_page_can_show_get_a_page_that_says_so(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attrigraph.writing.MOST_ACTS", 1)
    attrigraph.build(articles, tmp_path / "out")
    page = tmp_path / "out/index.html"
    assert "2 acts are too many for one page" in page.read_text(encoding="utf-8")
    assert is_own_page(page)


def test_nothing_to_read_writes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing\.txt: no such file or folder"):
        attrigraph.build([tmp_path / "missing.txt"], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(articles: Path, tmp_path: Path) -> None:
    seen: list[building.Done | Problem] = []
    with pytest.raises(OutputError):
        attrigraph.build([articles], articles, watch=seen.append)
    assert seen == []
    assert sorted(entry.name for entry in articles.iterdir()) == ["rama.txt", "weather.txt"]


def test_what_the_sources_no_longer_have_stays_until_it_is_pruned(articles: Path, tmp_path: Path) -> None:
    attrigraph.build(articles, tmp_path / "out")
    (articles / "rama.txt").unlink()
    attrigraph.build(articles, tmp_path / "out")
    assert len(lines(tmp_path / "out/acts.jsonl")) == 2
    attrigraph.build(articles, tmp_path / "out", prune=True)
    assert lines(tmp_path / "out/acts.jsonl") == []
    assert attrigraph.ask(tmp_path / "out", "attributions").rows == ()


def test_a_document_that_comes_twice_counts_once(articles: Path, tmp_path: Path) -> None:
    (articles / "same.txt").write_bytes((articles / "rama.txt").read_bytes())
    attrigraph.build(articles, tmp_path / "out")
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert (report["counts"]["documents"], report["counts"]["duplicates"], report["counts"]["acts"]) == (2, 1, 2)
    assert [one["same_as"] for one in report["documents"] if one["id"] == "same.txt"] == ["rama.txt"]


def test_a_graph_can_stay_in_memory(articles: Path) -> None:
    before = sorted(articles.parent.iterdir())
    graph = attrigraph.build(str(articles))
    assert len(graph.ask("attributions").rows) == 1
    assert sorted(articles.parent.iterdir()) == before


def test_defaults_reach_the_documents_that_name_none(tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text(TEXT, encoding="utf-8")
    attrigraph.build(
        [tmp_path / "bare.txt"], tmp_path / "out", published=Interval.parse("2022-09-07"), publisher="Desk"
    )
    (act, _) = lines(tmp_path / "out/acts.jsonl")
    assert (act["published"], act["publisher"]) == ("2022-09-07", "Desk")


def test_no_jobs_are_refused(articles: Path) -> None:
    with pytest.raises(UsageError, match="0 jobs"):
        attrigraph.build(articles, jobs=0)


def test_the_public_function_is_the_one_of_the_module() -> None:
    assert attrigraph.build is building.build
