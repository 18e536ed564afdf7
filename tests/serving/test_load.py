"""Many at once, and those who want too much."""

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from attrigraph.serving import Limits
from attrigraph.serving.messages import Question
from attrigraph.serving.pool import Pool
from attrigraph.serving.source import Source

from .conftest import IN, RUNAWAY

# five million rows, in order
ALL_AT_ONCE = "SELECT * { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(8)) + " } ORDER BY ?o1 ?o7"
PLACES = IN + "SELECT ?x { ?s ex:in ?x }"


def test_200_queries_at_once_are_all_answered(server):
    with ThreadPoolExecutor(200) as many:
        replies = list(many.map(lambda _: server.ask(PLACES), range(200)))
    assert {(reply.status, tuple(reply.values("x"))) for reply in replies} == {(200, ("one", "three", "two"))}


def test_a_runaway_query_is_stopped_at_its_limit_while_others_are_answered(server):
    with ThreadPoolExecutor(1) as beside:
        begun = time.monotonic()
        runaway = beside.submit(server.ask, RUNAWAY)
        others = []
        while not runaway.done() and len(others) < 20:
            others.append(server.ask(PLACES).status)
        reply = runaway.result()
        stopped = time.monotonic() - begun
    assert set(others) == {200}
    assert stopped > 1.9
    assert (reply.status, reply.problem.partition(";")[0]) == (504, "no answer within 2 seconds")
    assert server.ask(PLACES).status == 200


def test_a_query_that_is_never_understood_is_stopped_too(server):
    """The engine's parser takes twice as long for each call of a function that does not end."""
    reply = server.ask("SELECT * { ?s ?p ?o FILTER(" + "REGEX('a' || " * 60)
    assert (reply.status, reply.problem.partition(";")[0]) == (504, "no answer within 2 seconds")
    assert server.ask(PLACES).status == 200


def test_more_runaway_queries_than_processes_do_not_stop_the_server(server):
    with ThreadPoolExecutor(4) as many:
        replies = list(many.map(server.ask, [RUNAWAY] * 4))
    assert {reply.status for reply in replies} <= {503, 504}
    assert server.ask(PLACES).status == 200


def test_the_query_of_a_client_that_left_is_stopped(patient):
    parts = urlsplit(patient.address)
    gone = socket.create_connection((parts.hostname, parts.port))
    path = f"/sparql?{urlencode({'query': RUNAWAY})}"
    gone.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    begun = time.monotonic()
    while patient.request("GET", "/health").json["busy"] == 0:
        assert time.monotonic() - begun < 100
    gone.close()
    while patient.request("GET", "/health").json["busy"]:
        assert time.monotonic() - begun < 119, "it went on to its limit"


def test_a_query_that_takes_too_much_memory_ends_with_its_process(tmp_path, file):
    """All rows have to be held before the first is given: 400 MB are not enough for them, and another query goes on."""

    async def asked() -> list[int]:
        pool = Pool(Source(file, tmp_path).database, Limits(seconds=60, processes=1, memory_bytes=400_000_000))
        await pool.start()
        try:
            return [(await pool.ask(Question(query))).status for query in (ALL_AT_ONCE, PLACES)]
        finally:
            await pool.stop()

    assert asyncio.run(asked()) == [422, 200]


def test_an_answer_that_is_too_large_is_refused(start, file):
    small = start(file, "--max-answer", "1", "--processes", "1")
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    reply = small.ask(product)
    assert (reply.status, reply.problem) == (
        422,
        "the answer is larger than 1,000,000 bytes; ask for less, for example with LIMIT",
    )
    assert small.ask(f"{product} LIMIT 3").status == 200
