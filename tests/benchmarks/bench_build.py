"""A build against only parsing the same texts: stage by stage in one process, then as commands with their memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

import attrigraph
from attrigraph import Document
from attrigraph.extraction import extract
from attrigraph.folders import folder
from attrigraph.language import load
from attrigraph.language.pipeline import WEIGHTS

STAGES = ("parse", "parse in batches", "and language", "and extraction", "whole build")
PARSE = "import json, spacy, sys; nlp = spacy.load(sys.argv[1]); [nlp(text) for text in json.load(open(sys.argv[2]))]"
PEAK = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
UNIT = 1 if sys.platform == "darwin" else 1024


def job(stage: str, documents: list[Document], out: Path) -> Callable[[], object]:
    """Return what does all stages up to one, with the pipeline loaded before."""
    if stage == "whole build":
        return lambda: attrigraph.build(folder("seeds") / "documents", out)
    nlp = spacy.load(WEIGHTS) if stage.startswith("parse") else load()
    if stage == "parse in batches":
        return lambda: list(nlp.pipe(one.text for one in documents))
    if stage == "and extraction":
        return lambda: [extract(one, nlp=nlp) for one in documents]
    return lambda: [nlp(one.text) for one in documents]


@pytest.mark.benchmark(group="build")
@pytest.mark.parametrize("way", STAGES)
def test_stages(benchmark, documents, words, tmp_path, way):
    benchmark.extra_info["words"] = words
    result = benchmark.pedantic(job(way, documents, tmp_path / "out"), rounds=3, warmup_rounds=1)
    assert len(result) >= len(documents)


@pytest.mark.benchmark(group="build as a command")
@pytest.mark.parametrize("way", ["spacy, parse only", "attrigraph build"])
def test_command(benchmark, documents, words, tmp_path, way):
    """A small process starts the command, for a process counts what its parent held as its own."""
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps([one.text for one in documents]), encoding="utf-8")
    parse = [sys.executable, "-c", PARSE, str(WEIGHTS), str(texts)]
    build = [Path(sys.executable).parent / "attrigraph", "build", folder("seeds"), "-o", tmp_path / "out"]
    command = [sys.executable, "-c", PEAK, *(build if way == "attrigraph build" else parse)]
    done = benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True, text=True), rounds=1)
    benchmark.extra_info.update(words=words, peak_bytes=int(done.stdout) * UNIT)
    assert (tmp_path / "out" / "graph.nq").is_file() == (way == "attrigraph build")
