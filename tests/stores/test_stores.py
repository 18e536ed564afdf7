"""Other people's stores: the how-to as it stands, then every named query in each of them. Run with `just stores`."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from attrigraph.exports import export
from attrigraph.folders import folder
from attrigraph.rdf import Graph, write_nquads
from attrigraph.rdf.sparql import named_queries

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/stores.md").read_text(encoding="utf-8")
OXIGRAPH, VIRTUOSO = "http://127.0.0.1:7878/query", "http://127.0.0.1:8890/sparql"
PROGRAMS = {
    "virtuoso-t": "apt-get install virtuoso-opensource-7-bin",
    "isql-vt": "apt-get install virtuoso-opensource-7-bin",
    "rapper": "apt-get install raptor2-utils",
    "curl": "apt-get install curl",
}
Rows = list[tuple[str | None, ...]]

pytestmark = pytest.mark.stores


def blocks(section: str, language: str) -> list[str]:
    """Return the code blocks of a language in a section of the page, or before the first with ""."""
    (part,) = [part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if part.startswith(section or "# ")]
    return re.findall(rf"^```{language}\n(.*?)\n```$", part, re.MULTILINE | re.DOTALL)


def shell(script: str, place: Path) -> str:
    """Run a block of the page with the programs of this environment; what it leaves running goes on."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with (place / "shell.out").open("w+b") as out:  # a file: a pipe would stay open as long as a server runs
        command = ["bash", "-euc", script]
        done = subprocess.run(
            command, cwd=place, env=environment, stdout=out, stderr=subprocess.STDOUT, timeout=120, check=False
        )
        out.seek(0)
        text = out.read().decode()
    assert done.returncode == 0, text
    return text


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    missing = [f"{name} ({todo})" for name, todo in PROGRAMS.items() if shutil.which(name) is None]
    assert missing == [], "install what these tests are about"


@pytest.fixture(scope="session")
def graph() -> Graph:
    return Graph.open(folder("ontology") / "example-albania.trig")


@pytest.fixture(scope="session")
def place(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph in out/, after the first block of the page."""
    place = tmp_path_factory.mktemp("stores")
    (place / "out").mkdir()
    write_nquads(graph.quads(), place / "out" / "graph.nq")
    shell(blocks("", "sh")[0], place)
    return place


@pytest.fixture(scope="session")
def oxigraph_library(place: Path) -> Callable[[str], Rows]:
    (code,) = blocks("Oxigraph in Python", "python")
    names = run_python(code, place)

    def ask(query: str) -> Rows:
        answer = names["store"].query(query, use_default_graph_as_union=True)
        columns = [variable.value for variable in answer.variables]
        return [tuple(row[name].value if row[name] is not None else None for name in columns) for row in answer]

    return ask


@pytest.fixture(scope="session")
def rdflib_dataset(place: Path) -> Callable[[str], Rows]:
    (code,) = blocks("rdflib", "python")
    names = run_python(code, place)
    return lambda query: [
        tuple(None if cell is None else str(cell) for cell in row) for row in names["dataset"].query(query)
    ]


@pytest.fixture(scope="session")
def oxigraph_server(place: Path) -> Iterator[Callable[[str], Rows]]:
    start, asking = blocks("Oxigraph's server", "sh")
    start = start.replace("pip install --quiet oxigraph\n", "").removesuffix("&") + "& echo $! > served.pid"
    try:
        shell(start, place)
        assert len(list(csv.reader(io.StringIO(shell(asking, place))))) == 5
        yield lambda query: http(OXIGRAPH, query)
    finally:
        os.kill(int((place / "served.pid").read_text()), signal.SIGTERM)


@pytest.fixture(scope="session")
def virtuoso_server(place: Path) -> Iterator[Callable[[str], Rows]]:
    (settings,), (start, stop) = blocks("Virtuoso", "ini"), blocks("Virtuoso", "sh")
    (place / "virtuoso.ini").write_text(settings + "\n", encoding="utf-8")
    assert shell(start, place).count("Albania") > 0
    yield lambda query: http(VIRTUOSO, query)
    subprocess.run(["bash", "-c", stop], cwd=place, capture_output=True, check=False)  # it ends with the connection


def run_python(code: str, place: Path) -> dict[str, Any]:
    names: dict[str, Any] = {}
    before = Path.cwd()
    os.chdir(place)
    try:
        exec(code, names)  # noqa: S102 - a block of our own page
    finally:
        os.chdir(before)
    return names


def http(address: str, query: str) -> Rows:
    request = urllib.request.Request(  # noqa: S310 - on this machine
        address, urlencode({"query": query}).encode(), {"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found = json.load(answer)
    names = found["head"]["vars"]
    return [
        tuple(row[name]["value"] if name in row else None for name in names) for row in found["results"]["bindings"]
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::ResourceWarning")
@pytest.mark.parametrize("name", named_queries())
@pytest.mark.parametrize("store", ["oxigraph_library", "rdflib_dataset", "oxigraph_server", "virtuoso_server"])
def test_a_named_query_gives_the_same_rows(store: str, name: str, graph: Graph, request: pytest.FixtureRequest) -> None:
    ask = request.getfixturevalue(store)
    expected = graph.ask(name).rows
    assert expected, "a query without rows shows nothing"
    assert Counter(ask(named_queries()[name].read_text(encoding="utf-8"))) == Counter(expected)


def test_a_graph_in_many_files_is_the_graph(graph: Graph, place: Path) -> None:
    (loading,) = blocks("Many files", "sh")
    shell(loading, place)
    assert len(list((place / "parts").iterdir())) == 10
    loaded = Graph(ox.Store.read_only(str(place / "loaded")))
    assert all(loaded.ask(name) == graph.ask(name) for name in named_queries())


@pytest.mark.parametrize("to", ["turtle", "trig", "nquads"])
def test_rapper_reads_as_many_triples(to: str, graph: Graph, tmp_path: Path) -> None:
    target = tmp_path / "graph"
    report = export(graph, target, to=to)
    command = ["rapper", "-q", "-i", to, "-o", "nquads", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = set(ox.parse(done.stdout.encode(), format=ox.RdfFormat.N_QUADS))
    assert done.stderr == ""
    assert len(found) == sum(report.written.values())
