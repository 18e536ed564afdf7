"""What is in a file or a query never makes the program ask for something elsewhere: a server here counts requests."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import attrigraph
from attrigraph.importing import import_
from attrigraph.rdf import Graph

SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ROOT = f'<rdf:RDF xmlns:rdf="{SYNTAX}"'
FILES = {
    "context.jsonld": '{"@context": "IT/c.jsonld", "@id": "IT/a", "name": "x"}',
    "contexts.jsonld": '{"@context": ["IT/c.jsonld", {"@vocab": "IT/v#"}], "@id": "IT/a", "name": "x"}',
    "imported.jsonld": '{"@context": {"@version": 1.1, "@import": "IT/c.jsonld"}, "@id": "IT/a", "name": "x"}',
    "entity.rdf": f'<!DOCTYPE a [<!ENTITY b SYSTEM "IT/e">]>{ROOT}><a xmlns="IT/">&b;</a></rdf:RDF>',
    "doctype.rdf": f'<!DOCTYPE a SYSTEM "IT/a.dtd">{ROOT}/>',
    "style.rdf": f'<?xml-stylesheet href="IT/s.xsl"?>{ROOT} xml:base="IT/"><rdf:Description/></rdf:RDF>',
    "imported.ttl": "@base <IT/> . <> <http://www.w3.org/2002/07/owl#imports> <o.ttl> .",
}


@pytest.fixture(scope="module")
def counting() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that gives a context to whoever asks, and the requests it got."""
    requests: list[str] = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/ld+json")
            self.end_headers()
            self.wfile.write(b'{"@context": {"name": "http://schema.org/name"}}')

        do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_names_is_not_fetched(name: str, tmp_path: Path, counting: tuple[str, list[str]]) -> None:
    address, requests = counting
    (tmp_path / name).write_text(FILES[name].replace("IT", address), encoding="utf-8")
    for read in (lambda path: list(Graph.open(path).quads()), lambda path: list(import_("rdf", path).quads())):
        try:
            read(tmp_path / name)
        except attrigraph.AttrigraphError as error:
            assert name in str(error)
    assert requests == []


@pytest.mark.parametrize("clause", ["FROM <{it}/g.ttl>", "FROM NAMED <{it}/g.ttl>"])
def test_what_a_query_names_is_not_fetched(clause: str, tmp_path: Path, counting: tuple[str, list[str]]) -> None:
    address, requests = counting
    (tmp_path / "a.nq").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    query = f"SELECT * {clause.format(it=address)} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    assert attrigraph.ask(tmp_path / "a.nq", query).rows == ()
    assert requests == []
