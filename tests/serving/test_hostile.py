"""Whatever is sent, it is the client's fault or it is answered."""

import socket
from urllib.parse import quote, urlsplit

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import FORM, QUERY

CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "*",
    "{",
    "}",
    "?s",
    "?p",
    "?o",
    ".",
    "FILTER(",
    ")",
    "'a'",
    "<urn:x>",
    "FROM",
    "1",
]
QUERIES = st.text() | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@CALM
@given(query=QUERIES)
@example("ASK " + "{" * 5_000)
@example("SELECT * {" + "{} UNION " * 300 + "{} }")
@example("ASK { FILTER(" + "(" * 20_000 + ")}")
def test_any_text_as_a_query(patient, query):
    assert patient.request("POST", body=query.encode(errors="replace"), Content_Type=QUERY).status < 500


@CALM
@given(body=st.binary(max_size=300), kind=st.sampled_from([FORM, QUERY]) | HEADER, accept=HEADER)
def test_any_bytes_under_any_name(patient, body, kind, accept):
    headers = {"Content-Type": kind.strip(), "Accept": accept.strip()}
    assert patient.request("POST", body=body, **headers).status < 500


@CALM
@given(
    parameters=st.lists(st.tuples(st.sampled_from(["query", "default-graph-uri", "named-graph-uri", "x"]), st.text()))
)
def test_any_parameters(patient, parameters):
    text = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in parameters)
    assert patient.request("GET", f"/sparql?{text}").status < 500


@CALM
@given(
    raw=st.binary(max_size=200), line=st.sampled_from([b"GET /sparql HTTP/1.1\r\n", b"POST /sparql HTTP/1.1\r\n", b""])
)
@example(raw=b"Host: <>\r\n\r\n", line=b"GET /sparql HTTP/1.1\r\n")
@example(raw=b"Host: a b\r\nAccept: text/turtle\r\n\r\n", line=b"GET /sparql HTTP/1.1\r\n")
@example(raw=b"Host: [::1\r\n\r\n", line=b"GET /sparql HTTP/1.1\r\n")
@example(raw=b"Host: localhost\r\nContent-Length: -1\r\n\r\n", line=b"POST /sparql HTTP/1.1\r\n")
def test_any_bytes_at_all(patient, raw, line):
    parts = urlsplit(patient.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(line + raw)
        wire.shutdown(socket.SHUT_WR)
        answer = wire.recv(1 << 16)
    assert not answer.startswith(b"HTTP/1.1 5")
