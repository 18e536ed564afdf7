"""The SPARQL 1.1 Protocol for queries: the cases of the W3C's protocol tests, asked of our own graph."""

from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from .conftest import FORM, IN, QUERY

EX = "http://example.org/"
PLACES = IN + "SELECT ?x { ?s ex:in ?x }"
NAMED = IN + "SELECT DISTINCT ?g { GRAPH ?g { ?s ex:in ?x } }"
BOTH = IN + "SELECT ?x { { ?s ex:in ?x } UNION { GRAPH ?g { ?s ex:in ?y } BIND(CONCAT('named ', ?y) AS ?x) } }"


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


def test_query_by_get(server):
    reply = server.ask(PLACES)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/sparql-results+json")
    assert reply.values("x") == ["one", "three", "two"]


def test_query_by_post_of_a_form(server):
    reply = server.request("POST", body=form(("query", PLACES)), Content_Type=FORM)
    assert reply.values("x") == ["one", "three", "two"]


def test_query_by_post_directly(server):
    assert server.request("POST", body=PLACES, Content_Type=QUERY).values("x") == ["one", "three", "two"]
    assert server.request("POST", body=PLACES, Content_Type=f"{QUERY}; charset=UTF-8").status == 200


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (PLACES, ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")),
        ("ASK { ?s ?p ?o }", ("application/sparql-results+json", "application/sparql-results+xml")),
        (f"DESCRIBE <{EX}a>", ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ("text/turtle", "application/n-triples", "application/rdf+xml")),
    ],
    ids=["select", "ask", "describe", "construct"],
)
def test_each_form_of_query_answers_in_each_of_its_types(server, query, types):
    for media_type in types:
        reply = server.ask(query, Accept=media_type)
        assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media_type)
        assert "accept" in reply.headers["vary"].lower()


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([("default-graph-uri", EX + "one")], ["one"]),
        ([("default-graph-uri", EX + "one"), ("default-graph-uri", EX + "two")], ["one", "two"]),
        ([("named-graph-uri", EX + "one"), ("named-graph-uri", EX + "two")], ["named one", "named two"]),
        ([("default-graph-uri", EX + "three"), ("named-graph-uri", EX + "one")], ["named one", "three"]),
        ([("default-graph-uri", EX + "nowhere")], []),
    ],
)
def test_the_request_says_which_graphs_are_asked(server, parameters, expected):
    pairs = [("query", BOTH), *parameters]
    assert server.request("GET", f"/sparql?{form(*pairs)}").values("x") == expected
    assert server.request("POST", body=form(*pairs), Content_Type=FORM).values("x") == expected
    direct = server.request("POST", f"/sparql?{form(*parameters)}", BOTH, Content_Type=QUERY)
    assert direct.values("x") == expected


def test_graphs_of_the_request_go_before_those_of_the_query(server):
    query = BOTH.replace("{", f"FROM <{EX}two> FROM NAMED <{EX}two> {{", 1)
    assert server.ask(query).values("x") == ["named two", "two"]
    given = form(("query", query), ("default-graph-uri", EX + "one"), ("named-graph-uri", EX + "three"))
    assert server.request("GET", f"/sparql?{given}").values("x") == ["named three", "one"]


def test_without_any_graph_named_all_are_asked(server):
    assert server.ask(NAMED).values("g") == [EX + "one", EX + "three", EX + "two"]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "words"),
    [
        ("PUT", f"?{form(('query', PLACES))}", None, {}, 405, ""),
        ("DELETE", "", None, {}, 405, ""),
        ("GET", f"?{form(('query', PLACES), ('query', PLACES))}", None, {}, 400, "2 queries"),
        ("POST", "", form(("query", PLACES), ("query", PLACES)), {"Content-Type": FORM}, 400, "2 queries"),
        ("POST", f"?{form(('query', PLACES))}", PLACES, {"Content-Type": QUERY}, 400, "2 queries"),
        ("POST", "", form(("limit", "3")), {"Content-Type": FORM}, 400, "no queries"),
        ("POST", "", PLACES, {"Content-Type": "text/plain"}, 415, "text/plain"),
        ("POST", "", PLACES, {}, 415, "missing"),
        ("POST", "", form(("query", PLACES)), {}, 415, "missing"),
        ("POST", "", PLACES.encode("utf-16"), {"Content-Type": f"{QUERY}; charset=UTF-16"}, 415, "UTF-8"),
        ("POST", "", PLACES.encode("utf-16"), {"Content-Type": QUERY}, 400, "UTF-8"),
        ("GET", "?query=" + quote("ASK { ?s ?p 'Zürich' }", encoding="latin-1"), None, {}, 400, "UTF-8"),
        ("GET", f"?{form(('query', 'SELECT nonsense'))}", None, {}, 400, "not a query"),
        ("GET", f"?{form(('query', ''))}", None, {}, 400, ""),
        ("GET", f"?{form(('query', PLACES), ('default-graph-uri', 'no iri'))}", None, {}, 400, "IRI"),
        ("GET", f"?{form(('update', 'DROP ALL'))}", None, {}, 403, "read-only"),
        ("POST", "", form(("update", "CLEAR ALL")), {"Content-Type": FORM}, 403, "read-only"),
        ("POST", "", "DROP ALL", {"Content-Type": "application/sparql-update"}, 403, "read-only"),
        ("POST", "", "DROP ALL", {"Content-Type": QUERY}, 400, "updates are not queries"),
        ("POST", "", "LOAD <http://127.0.0.1:9/x>", {"Content-Type": QUERY}, 400, "updates are not queries"),
        ("POST", "", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {"Content-Type": QUERY}, 403, "SERVICE"),
        ("POST", "", "#" + "x" * 1_100_000, {"Content-Type": QUERY}, 413, "1,000,000 bytes"),
        ("GET", f"?{form(('query', PLACES))}", None, {"Accept": "image/png"}, 406, "ask for"),
        ("POST", "", "ASK {" + "{" * 100_000, {"Content-Type": QUERY}, 422, "nested too deep"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_a_status_of_the_client(server, method, path, body, headers, status, words):
    reply = server.request(method, "/sparql" + path, body, **headers)
    assert reply.status == status
    assert words in (reply.problem if words else "")


def test_an_empty_query_parameter_is_no_request_for_the_description(server):
    assert server.request("GET", "/sparql?query=").status == 400


def test_a_graph_is_not_fetched_from_the_web(server):
    assert server.ask("ASK FROM <http://127.0.0.1:9/graph.ttl> { ?s ?p ?o }").json["boolean"] is False


def test_the_service_describes_itself_in_the_form_that_is_asked_for(server):
    for media_type, form_ in (("text/turtle", ox.RdfFormat.TURTLE), ("application/rdf+xml", ox.RdfFormat.RDF_XML)):
        reply = server.request("GET", Accept=media_type)
        triples = list(ox.parse(reply.body, format=form_))
        sd = "http://www.w3.org/ns/sparql-service-description#"
        said = {(triple.predicate.value, triple.object.value) for triple in triples if triple.object != ox.BlankNode}
        assert (sd + "endpoint", server.endpoint) in {(p, o) for p, o in said}
        assert (sd + "supportedLanguage", sd + "SPARQL11Query") in said


def test_a_browser_that_asks_for_the_endpoint_is_led_to_the_page(server):
    reply = server.request("GET", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (reply.status, reply.headers["location"]) == (303, "./")


def test_health_says_ok(server):
    reply = server.request("GET", "/health")
    assert (reply.status, reply.json["status"], reply.json["processes"]) == (200, "ok", 2)


def test_head_gives_no_body(server):
    reply = server.request("HEAD", f"/sparql?{form(('query', PLACES))}")
    assert (reply.status, reply.body) == (200, b"")
