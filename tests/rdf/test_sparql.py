"""What a query may hold: SERVICE only where it is no keyword, as Oxigraph reads it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from attrigraph.errors import QueryError
from attrigraph.rdf import Graph
from attrigraph.rdf.sparql import find_query, named_queries, names_its_graphs, refuse_service

ALLOWED = [
    'SELECT ?s WHERE { ?s ?p "intelligence SERVICE" }',
    "SELECT ?s WHERE { ?s ?p 'SERVICE' }",
    'SELECT ?s WHERE { ?s ?p """a "SERVICE" b""" }',
    "SELECT ?s WHERE { ?s ?p '''it's SERVICE''' }",
    'SELECT ?s WHERE { ?s ?p "a \\" SERVICE" }',
    "SELECT ?service WHERE { ?service ?p $SERVICE }",
    "PREFIX ex: <http://x/> SELECT ?s WHERE { ?s ex:SERVICE ?o }",
    "PREFIX : <http://x/> SELECT ?s WHERE { ?s :SERVICE ?o }",
    "PREFIX ex: <http://x/> SELECT ?s WHERE { ?s ex:a.SERVICE ?o }",
    "SELECT ?s WHERE { ?s <http://x/SERVICE#a(b)> ?o }",
    "SELECT ?s WHERE { ?s <urn:service> ?o }",
    "SELECT ?s WHERE { ?s ?p ?o } # SERVICE <http://x/> { }",
    'SELECT ?s WHERE { ?s ?p "x"@service }',
    "SELECT ?s WHERE { _:SERVICE ?p ?s }",
    "SELECT ?s WHERE { ?s ?p 'service' FILTER(?o < 3 && ?o > 1) }",
    "SELECT ?s WHERE { ?s ?p ?o FILTER(?o<3 || CONTAINS(?o, 'service')) }",
    "SELECT ?s WHERE { ?s ?p ?o FILTER(?o<3&&?o>1) }",
]
REFUSED = [
    "SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * WHERE { SeRvIcE ?x { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE<http://x/>{ ?s ?p ?o } } } }",
    "SELECT * WHERE { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p 'a' . SERVICE <http://x/> { ?s ?p ?o } . ?s ?p 'b' }",
    "SELECT * WHERE { FILTER(?a<?b) SERVICE <http://x/> { ?s ?p ?o } FILTER(?b>?a) }",
    "PREFIX service: <http://x/> SELECT ?s WHERE { ?s service:name ?o }",  # cannot be told from the keyword
    "SELECT ?s WHERE { ?s ?p 'service' FILTER(?o<3&&?o>1) }",  # nor this from an IRI
]
# Inside { }, with HERE the address of a server that counts
TRIED = [
    "SERVICE HERE{?s ?p ?o}",
    "SERVICE:x{?s ?p ?o}",
    "SERVICESILENT:x{?s ?p ?o}",
    "?s ?p ex:.SERVICE HERE{?s ?p ?o}",
    "?s ?p 1SERVICE HERE{?s ?p ?o}",
    "?s ?p trueSERVICE HERE{?s ?p ?o}",
    "?s ?p ?o FILTER(1<2)SERVICE#>\nHERE{?s ?p ?o}",
    "OPTIONAL{?s <'> ?o} SERVICE HERE{?s ?p ?o} OPTIONAL{?s <'> ?o}",
    "OPTIONAL{?s <#'> ?o} SERVICE HERE{?s ?p ?o} OPTIONAL{?s <#'> ?o}",
    "?s ex:x?1SERVICE HERE{?s ?p ?o}",
    '?s ?p "x"@en.SERVICE HERE{?s ?p ?o}',
    "?s ?p ?o#'\nSERVICE HERE{?s ?p ?o}#'",
    "?s ?p ex:SERVICE . SERVICE:x{?s ?p ?o}",
    "\\u0053ERVICE HERE{?s ?p ?o}",
    "\u017fERVICE HERE{?s ?p ?o}",
    "BIND(HERE AS ?x) SERVICE?x{?s ?p ?o}",
    "OPTIONAL { SELECT * { SERVICE SILENT HERE{?s ?p ?o} } }",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_a_word_that_is_no_keyword_may_stand(query):
    refuse_service(query)


@pytest.mark.parametrize("query", REFUSED)
def test_the_keyword_is_refused(query):
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        refuse_service(query)


@pytest.fixture(scope="module")
def counting():
    """A server on this machine, and the requests it got."""
    requests: list[str] = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(500)
            self.end_headers()

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"<http://127.0.0.1:{server.server_port}/>", requests
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Graph:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text('<http://x/a> <http://x/b> "x"@en , 1 , true , <http://x/a> .', encoding="utf-8")
    return Graph.open(path)


def in_prefixes(pattern: str, address: str) -> str:
    prefixes = f"BASE {address} PREFIX : {address} PREFIX ex: <http://x/>"
    return f"{prefixes} SELECT * {{ {pattern.replace('HERE', address)} }}"


def test_oxigraph_itself_would_go_to_the_network(small, counting):
    address, requests = counting
    list(small.store.query(in_prefixes("SERVICE SILENT:x{?s ?p ?o}", address)))
    assert requests


@pytest.mark.parametrize("pattern", TRIED)
def test_no_query_reaches_another_server(small, counting, pattern):
    address, requests = counting
    before = len(requests)
    with pytest.raises(QueryError):
        small.query(in_prefixes(pattern, address))
    assert len(requests) == before


def test_named_queries_pass_and_have_plain_names():
    for name, file in named_queries().items():
        refuse_service(find_query(name))
        assert name.replace("-", "").isalpha()
        assert file.stem.endswith(name)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT (?a<?b AS ?c) from named <urn:g> WHERE { ?a ?p ?b FILTER(?a>1) }", True),
        ("PREFIX g: <urn:> ASK FROM g:one { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } # template\nFROM<urn:g> WHERE { ?s ?p ?o }", True),
        (
            "PREFIX from: <urn:> SELECT ?from { ?from from:from <urn:from> , 'FROM <urn:g>' , _:from } # FROM <urn:g>",
            False,
        ),
        ("SELECT * { ?fromage ?p 'x'@from }", False),
    ],
)
def test_a_query_that_names_its_graphs_is_known(query, named):
    assert names_its_graphs(query) == named


def test_a_query_with_from_asks_those_graphs_only(tmp_path):
    path = tmp_path / "graphs.trig"
    path.write_text('<urn:g> { <urn:a> <urn:in> "g" } <urn:h> { <urn:b> <urn:in> "h" }', encoding="utf-8")
    graph = Graph.open(path)
    assert graph.query("SELECT ?x FROM <urn:h> { ?s <urn:in> ?x }").rows == (("h",),)
    assert graph.query("SELECT ?x { ?s <urn:in> ?x } ORDER BY ?x").rows == (("g",), ("h",))


def test_a_query_that_ends_like_a_file_name_is_a_query():
    query = "ASK { ?s ?p ?o }\n# as in names.rq"
    assert find_query(query) == query


def test_a_cell_is_the_words_of_a_term_or_none(tmp_path):
    (tmp_path / "a.ttl").write_text('<urn:a> <urn:in> "g"@en , <<( <urn:a> <urn:b> 1 )>> .', encoding="utf-8")
    rows = Graph.open(tmp_path / "a.ttl").query("SELECT ?x ?none { ?s <urn:in> ?x } ORDER BY isLiteral(?x)").rows
    assert rows[1] == ("g", None)
    assert "<urn:a> <urn:b>" in rows[0][0]
