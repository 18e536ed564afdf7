"""Start, change and end of a server."""

import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from attrigraph.cli import main
from attrigraph.rdf import Graph, write_nquads, write_store

from ..cli.conftest import one_line  # noqa: TID252 - no package above
from .conftest import IN, QUERY, RUNAWAY

COUNT = IN + "SELECT (COUNT(*) AS ?n) { ?s ex:in ?x }"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_when_told_so_and_leaves_no_process(start, file, how):
    server = start(file, "--processes", "2")
    server.ask(COUNT)
    server.process.send_signal(how)
    out, err = server.process.communicate(timeout=15)
    assert (server.process.returncode, out, err) == (0, "", "")
    found = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
    assert not [line for line in found.splitlines() if line.split()[0] == str(server.process.pid)]


def test_a_running_query_does_not_keep_it_from_ending(start, file):
    server = start(file, "--processes", "1", "--timeout", "60")
    wire = socket.create_connection(("127.0.0.1", int(server.address.rsplit(":", 1)[1].strip("/"))))
    head = f"Host: localhost\r\nContent-Type: {QUERY}\r\nContent-Length: {len(RUNAWAY)}"
    wire.sendall(f"POST /sparql HTTP/1.1\r\n{head}\r\n\r\n{RUNAWAY}".encode())
    while server.request("GET", "/health").json["busy"] == 0:
        pass
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=15)
    assert server.process.returncode == 0
    wire.close()


def folder(path: Path, places: int) -> None:
    """Write a graph folder in which so many things are somewhere."""
    name = ox.NamedNode("http://example.org/g")
    graph = Graph.of(
        ox.Quad(ox.NamedNode(f"http://example.org/{n}"), ox.NamedNode("http://example.org/in"), ox.Literal("x"), name)
        for n in range(places)
    )
    path.mkdir()
    write_store(graph.store, path / "store")
    write_nquads(graph.quads(), path / "graph.nq")


def test_a_graph_that_is_built_anew_is_served_anew(start, tmp_path):
    folder(tmp_path / "out", 1)
    server = start(tmp_path / "out", "--processes", "2")
    assert server.ask(COUNT).values("n") == ["1"]
    first = server.request("GET", "/").body
    folder(tmp_path / "new", 3)
    (tmp_path / "out").rename(tmp_path / "old")
    assert server.ask(COUNT).values("n") == ["1"]
    (tmp_path / "new").rename(tmp_path / "out")
    with ThreadPoolExecutor(20) as many:
        assert {reply.values("n")[0] for reply in many.map(server.ask, [COUNT] * 20)} == {"3"}
    assert server.request("GET", "/").body.startswith(first[:500])


def test_the_page_is_the_explorer(server):
    reply = server.request("GET", "/")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert b'<div id="app">' in reply.body


def test_a_taken_port_is_one_line(file, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", str(file), "--port", str(taken.getsockname()[1])]) == 2
    assert "choose another --host or --port" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize("graph", ["no-such-folder", "empty"])
def test_what_is_no_graph_is_one_line(graph, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["serve", str(tmp_path / graph), "--port", "0"]) == 2
    one_line(capsys.readouterr().err)
