"""A build over an older one reads only what is new, and gives the bytes of a build from nothing."""

import json
import tempfile
from pathlib import Path
from typing import Any

import grimp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import attrigraph
from attrigraph import Document, Extraction, Problem, building
from attrigraph.parts import cache, version
from attrigraph.parts.cache import Cache
from attrigraph.workers import Lost

from .conftest import understand
from .examples import TEXT

SAME = ("graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html")
PUBLISHERS = ("Check Point", "Check-Point", "CHECK POINT", "Daily")

pytestmark = pytest.mark.usefixtures("quick")


class Reader:
    """Stands in for the language model, and counts."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, document: Document, *, pipeline: Any = None) -> Extraction:
        self.read.append(document.id)
        return understand(document)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    found = Reader()
    monkeypatch.setattr("attrigraph.stages.extracted", found)
    return found


def write(folder: Path, articles: dict[str, tuple[int, int]]) -> Path:
    """Write articles of a text and a publisher as the only files of a folder."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, (text, publisher) in articles.items():
        head = f"---\npublisher: {PUBLISHERS[publisher]}\npublished: 2022-09-07\n---\n"
        (folder / f"{name}.txt").write_text(f"{head}Report {text}. {TEXT}", encoding="utf-8")
    return folder


def told(folder: Path) -> list[bytes]:
    """Return what has to be the same in two graph folders."""
    report = json.loads((folder / "report.json").read_bytes())
    same = {name: report[name] for name in ("counts", "documents", "problems")}
    return [*((folder / name).read_bytes() for name in SAME), json.dumps(same).encode()]


STATES = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(STATES, st.booleans()), min_size=1, max_size=4))
def test_any_sequence_of_changes_gives_the_bytes_of_a_build_from_nothing(
    steps: list[tuple[dict[str, tuple[int, int]], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        patch.setattr("attrigraph.parts.assembly.load_store", lambda lines, path: None)  # made of graph.nq, slowly
        place, inside = Path(scratch), {}
        for articles, prune in steps:
            inside = articles if prune else inside | articles
            attrigraph.build(write(place / "sources", articles), place / "out", prune=prune)
        attrigraph.build(write(place / "whole", inside), place / "fresh")
        assert told(place / "out") == told(place / "fresh")
        assert [entry.name for entry in place.iterdir() if entry.name.startswith(".")] == []


def test_a_graph_in_memory_is_the_one_on_disk(tmp_path: Path) -> None:
    sources = write(tmp_path / "sources", {"a": (0, 0), "b": (0, 1), "c": (0, 1), "d": (1, 3)})
    attrigraph.build(sources, tmp_path / "out")
    lines = (tmp_path / "out/graph.nq").read_text(encoding="utf-8").splitlines()
    assert sorted(f"{quad} ." for quad in attrigraph.build(sources).quads()) == lines


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, reader: Reader) -> None:
    sources = tmp_path / "sources"
    for articles in ({"a": (0, 0), "b": (1, 0)}, {"a": (0, 0), "b": (2, 0), "c": (0, 1)}, {"a": (0, 0), "c": (0, 1)}):
        attrigraph.build(write(sources, articles), tmp_path / "out")
    assert reader.read == ["a.txt", "b.txt", "b.txt", "c.txt"]
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert report["changes"] == {"new": 0, "changed": 0, "unchanged": 2, "kept": 1, "pruned": 0}


def test_another_version_reads_everything_again_even_what_the_sources_lack(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    attrigraph.build(write(tmp_path / "sources", {"a": (0, 0), "b": (1, 0)}), tmp_path / "out")
    before = told(tmp_path / "out")
    monkeypatch.setattr(building, "pipeline_version", lambda *_: "another")
    (tmp_path / "sources/b.txt").unlink()
    attrigraph.build(tmp_path / "sources", tmp_path / "out")
    assert reader.read == ["a.txt", "b.txt"] * 2
    assert told(tmp_path / "out") == before


def test_files_of_the_user_and_an_edited_report_survive(tmp_path: Path) -> None:
    sources = write(tmp_path / "sources", {"a": (0, 0)})
    attrigraph.build(sources, tmp_path / "out")
    (tmp_path / "out/decisions.jsonl").write_text("mine", encoding="utf-8")
    attrigraph.build(write(sources, {"b": (0, 0)}), tmp_path / "out", prune=True)
    assert (tmp_path / "out/decisions.jsonl").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_cache_that_is_broken_or_gone_costs_only_time(tmp_path: Path, reader: Reader, damage: bytes) -> None:
    sources = write(tmp_path / "sources", {"a": (0, 0), "b": (1, 0)})
    attrigraph.build(sources, tmp_path / "out")
    before = told(tmp_path / "out")
    (tmp_path / "out/cache.sqlite").write_bytes(damage)
    attrigraph.build(sources, tmp_path / "out")
    assert told(tmp_path / "out") == before
    assert len(reader.read) == 4


def test_a_folder_without_a_cache_says_that_nothing_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    sources = write(tmp_path / "sources", {"a": (0, 0)})
    attrigraph.build(sources, tmp_path / "out")
    assert caplog.text == ""
    (tmp_path / "out/cache.sqlite").unlink()
    attrigraph.build(write(sources, {"b": (0, 0)}), tmp_path / "out")
    assert "has no cache.sqlite, so that only what the sources hold stays in the graph" in caplog.text


def test_a_cache_of_another_form_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("a", "Text.")
    with Cache.open(tmp_path / "cache.sqlite", "1") as older:
        older.put(document, building.make([document])[0])
    monkeypatch.setattr(cache, "FORM", cache.FORM + 1)
    with Cache.open(tmp_path / "cache.sqlite", "1") as newer:
        assert not newer.known(document)


def test_a_whole_document_comes_back_from_the_cache(tmp_path: Path) -> None:
    (article,) = (
        one for one in attrigraph.documents.read(write(tmp_path / "s", {"a": (0, 0)})) if isinstance(one, Document)
    )
    with Cache.open(tmp_path / "cache.sqlite", "1") as older:
        older.put(article, building.make([article])[0])
    with Cache.open(tmp_path / "cache.sqlite", "2") as newer:
        assert list(newer.outdated()) == [article]


def test_a_document_that_cannot_be_read_to_the_end_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = write(tmp_path / "sources", {"a": (0, 0), "b": (1, 0), "c": (2, 0)})
    attrigraph.build(sources, tmp_path / "fresh")
    attrigraph.build(write(sources, {"a": (0, 0), "b": (2, 1), "c": (2, 0)}), tmp_path / "out")
    seen: list[Any] = []

    def all_but_b(work: Any, inputs: Any, jobs: Any, **_: Any) -> Any:
        for item in inputs:
            yield from [Lost(item, "took more than 60 seconds")] if item.id == "b.txt" else work([item])

    write(sources, {"a": (0, 0), "b": (1, 0), "c": (2, 0)})
    with monkeypatch.context() as patch:
        patch.setattr(building, "worked", all_but_b)
        attrigraph.build(sources, tmp_path / "out", watch=seen.append)
        assert [str(one) for one in seen if isinstance(one, Problem)] == [
            "b.txt: took more than 60 seconds; left out: try it alone with attrigraph extract, and report it"
        ]
        report = json.loads((tmp_path / "out/report.json").read_bytes())
        assert [one["id"] for one in report["documents"]] == ["a.txt", "c.txt"]
        lost = json.loads((tmp_path / "out/quarantine.jsonl").read_text(encoding="utf-8"))
        assert (lost["document"], lost["constraint"], lost["message"]) == ("b.txt", "read", "took more than 60 seconds")
    attrigraph.build(sources, tmp_path / "out")
    assert told(tmp_path / "out") == told(tmp_path / "fresh")


def test_the_version_is_of_all_code_that_decides_what_a_document_gives() -> None:
    """Readers are left out: what they read is compared itself. The others find files, fail, or hold answers."""
    without = {"documents", "errors", "folders", "outputs", "table", "workers", "workplace"}
    needed = grimp.build_graph("attrigraph").find_upstream_modules("attrigraph.parts.part")
    rooms = {name.split(".")[1] for name in needed if "." in name}
    assert rooms - without <= {*version._ROOMS, *(name.removesuffix(".py") for name in version._FILES)}
