"""Fixtures that several tests share."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from attrigraph.model import Act, Document, Extraction

from .examples import ATTRIBUTION, INCIDENT, SEVERANCE, TEXT


def pytest_configure() -> None:
    """Let NumPy, which nothing has imported yet, use one thread: as many processes as cores are at work anyway, and the
    threads of several wait for each other in loops that take six times the processor time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    settings.register_profile("tests", deadline=None)  # how long an example takes says how busy the machine is
    settings.load_profile("tests")


def understand(document: Document, *, pipeline: str | Path | None = None) -> Extraction:
    """Stand in for the language model: find the two acts of the example text wherever it stands in a document."""
    start = document.text.find(TEXT)
    if start < 0:
        return Extraction(document, (), ())
    incident = replace(INCIDENT, evidence=(moved(document, INCIDENT.evidence[0], start),))
    acts = (moved_act(document, act, start) for act in (replace(ATTRIBUTION, incident=incident), SEVERANCE))
    return Extraction(document, tuple(acts), (incident,))


def moved(document, span, by):
    return document.span(span.start + by, span.end + by)


def moved_act(document: Document, act: Act, by: int) -> Act:
    return replace(act, evidence=(moved(document, act.evidence[0], by),))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stages run without the language model."""
    monkeypatch.setattr("attrigraph.stages.extracted", understand)
    monkeypatch.setattr("attrigraph.building.pipeline_name", lambda pipeline: "none 0")
    monkeypatch.setattr("attrigraph.workers.cores", lambda: None)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles: one reports two acts, the other none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    head = "---\ntitle: Ties cut\npublisher: Daily\npublished: 2022-09-07\nlanguage: en\n---\n"
    (folder / "rama.txt").write_text(head + TEXT, encoding="utf-8")
    (folder / "weather.txt").write_text("It rained in Tirana on Wednesday.", encoding="utf-8")
    return folder
