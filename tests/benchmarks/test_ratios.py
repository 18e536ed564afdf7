"""Speed as ratios, side by side: each group holds one job done in several ways.

`just bench` measures; the plain test run does every job once, to see that all ways still give the same.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import rdflib
import spacy

from attrigraph import Document, Graph, check
from attrigraph.extraction import extract
from attrigraph.folders import folder
from attrigraph.language import load
from attrigraph.language.pipeline import WEIGHTS
from attrigraph.rdf.sparql import named_queries

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")]
NAMED = ("who-accused-whom", "contested", "timeline", "network")


@pytest.mark.benchmark(group="documents into acts")
@pytest.mark.parametrize("stage", ["parsed", "with mentions", "extracted"])
def test_reading(benchmark: Callable, articles: list[Document], stage: str) -> None:
    nlp = spacy.load(WEIGHTS) if stage == "parsed" else load()

    def read_all() -> list:
        if stage == "extracted":
            return [extract(one, nlp=nlp) for one in articles]
        return [nlp(one.text) for one in articles]

    assert len(benchmark(read_all)) == len(articles)


@pytest.mark.benchmark(group="length")
@pytest.mark.parametrize("texts", ["eight documents", "one document"])
def test_length(benchmark: Callable, articles: list[Document], texts: str) -> None:
    """The same words in eight documents and in one eight times as long: no word of a long text costs more."""
    nlp = load()
    whole = "\n\n".join(one.text for one in articles[:3])
    given = [whole] * 8 if texts == "eight documents" else ["\n\n".join([whole] * 8)]
    found = benchmark(lambda: [extract(Document("t", text), nlp=nlp) for text in given])
    assert len(found) == len(given)
    assert all(one.acts for one in found)


@pytest.mark.parametrize("engine", ["attrigraph", "rdflib"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.benchmark(group=name)) for name in NAMED])
def test_queries(benchmark: Callable, graph: Graph, dataset: rdflib.Dataset, name: str, engine: str) -> None:
    text = named_queries()[name].read_text(encoding="utf-8")
    ours = graph.ask(name).rows
    rows = benchmark((lambda: graph.ask(name).rows) if engine == "attrigraph" else (lambda: list(dataset.query(text))))
    assert len(rows) == len(ours) > 0


@pytest.mark.benchmark(group="check")
@pytest.mark.parametrize("engine", ["attrigraph", "pyshacl"])
def test_check(benchmark: Callable, engine: str) -> None:
    example = Graph.open(folder("ontology") / "example-albania.trig")
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    data = rdflib.Graph()
    for triple in example.to_rdflib():
        data.add(triple[:3])
    for name in ("terms.ttl", "codes.ttl"):
        data.parse(folder("ontology") / name)

    def violations() -> int:
        if engine == "attrigraph":
            return sum(one.severity == "V" for one in check(example))
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
        sh = rdflib.SH
        return len(list(report.subjects(sh.resultSeverity, sh.Violation)))

    assert benchmark(violations) == 0


@pytest.mark.benchmark(group="start")
@pytest.mark.parametrize("program", ["python", "attrigraph --help"])
def test_start(benchmark: Callable, program: str) -> None:
    scripts = Path(sys.executable).parent
    command = [sys.executable, "-c", "pass"] if program == "python" else [scripts / "attrigraph", "--help"]
    assert benchmark(lambda: subprocess.run(command, check=True, capture_output=True)).returncode == 0
