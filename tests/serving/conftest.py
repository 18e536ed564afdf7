"""A server in a process of its own, over a small graph of three named graphs."""

import http.client
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

GRAPHS = """
@prefix ex: <http://example.org/> .
ex:one { ex:a ex:in "one" ; ex:says "cut its ties" , "Ἀλβανία" , "🛡️ \\"quoted\\"\\n<b>" }
ex:two { ex:b ex:in "two" }
ex:three { ex:c ex:in "three" . ex:a ex:knows ex:b , ex:c }
"""
IN = "PREFIX ex: <http://example.org/> "
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
# a product so large that no machine counts it
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """What the reply says went wrong, in the form of RFC 9457."""
        assert self.headers["content-type"] == "application/problem+json"
        said = self.json
        assert said["status"] == self.status
        assert said["title"]
        return said["detail"]

    def values(self, name: str) -> list[str]:
        return sorted(row[name]["value"] for row in self.json["results"]["bindings"])


@dataclass(frozen=True)
class Server:
    """A server that runs, and how to talk with it."""

    address: str
    process: subprocess.Popen

    @property
    def endpoint(self) -> str:
        return f"{self.address}sparql"

    def request(self, method: str, path: str = "/sparql", body: bytes | str | None = None, **headers: str) -> Reply:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=150)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def ask(self, query: str, **headers: str) -> Reply:
        return self.request("GET", f"/sparql?{urlencode({'query': query})}", **headers)


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[..., Server]]:
    """Start servers; what still runs in the end is ended."""
    running = []

    def start(graph: Path, *options: str) -> Server:
        command = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
        process = subprocess.Popen(
            [*command, "serve", str(graph), "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        said = process.stdout.readline()
        assert said.startswith("serving at http://127.0.0.1:"), process.communicate(timeout=10)
        return Server(said.split()[2], process)

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "graph.trig"
    path.write_text(GRAPHS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def patient(start, file: Path) -> Server:
    """A server whose limit of time no query of a test reaches, however busy the machine is."""
    return start(file, "--timeout", "120", "--processes", "2")


@pytest.fixture(scope="session")
def server(start, file: Path) -> Server:
    return start(file, "--timeout", "2", "--processes", "2")
