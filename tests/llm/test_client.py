"""What a server may do to us, and what we do then."""

import gzip
import json
import logging
import time

import pytest

from attrigraph.errors import MissingDataError, SourceError, UsageError
from attrigraph.llm import LanguageModel, engine
from attrigraph.model import Document

from .conftest import ANSWER, DOCUMENT, TEXT, Reply, chat

KEY = "sk-secret-0123456789"


def test_a_question_has_the_text_the_schema_and_the_model(server):
    found = server.model().read(DOCUMENT)
    assert [act.rule for act in found.acts] == ["llm/claims-1/stub"] * 2
    (question,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert (question["model"], question["temperature"]) == ("stub", 0)
    assert question["response_format"]["json_schema"]["strict"] is True
    told = question["messages"][1]["content"]
    assert TEXT in told
    assert "Published: 2022-09-08" in told
    assert "Authorization" not in server.headers[0]


def test_a_temperature_can_be_left_to_the_server(server):
    server.model(temperature=None).read(DOCUMENT)
    assert "temperature" not in server.asked[0]


def test_the_key_goes_into_the_header_and_nowhere_else(server, monkeypatch):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", f" {KEY}\n")
    model = server.model()
    model.read(DOCUMENT)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(model) + str(model.settings) + model.name + json.dumps(server.asked)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500])
def test_no_message_has_the_key_or_words_of_the_server(server, pauses, monkeypatch, status):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", KEY)
    server.replies = [Reply(f"Incorrect key: {KEY}. \x1b[31mRun this".encode(), status)]
    with pytest.raises((SourceError, UsageError)) as caught:
        server.model().read(DOCUMENT)
    assert KEY not in str(caught.value)
    assert "Run this" not in str(caught.value)
    assert str(status) in str(caught.value)


def test_a_key_that_no_header_can_hold_is_refused_and_not_shown(server, monkeypatch):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", "sk-\n\nX: y")
    with pytest.raises(
        UsageError, match=r"^the key has characters that no header can hold; look at ATTRIGRAPH_LLM_KEY$"
    ):
        server.model().read(DOCUMENT)
    assert server.asked == []


def test_a_key_that_would_travel_unencrypted_is_warned_of(monkeypatch, caplog):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", KEY)
    for url in ("https://models.example/v1", "http://127.0.0.1/v1", "http://localhost:1/v1"):
        LanguageModel(url, "m")
    assert caplog.records == []
    with caplog.at_level(logging.WARNING, "attrigraph"):
        LanguageModel("http://models.example/v1", "m")
    assert "goes there unencrypted" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_or_broken_server_is_asked_again(server, pauses, status):
    server.replies = [Reply(b"busy", status), Reply(b"busy", status), chat(ANSWER)]
    assert len(server.model().read(DOCUMENT).acts) == 2
    assert pauses == [2, 4]


@pytest.mark.parametrize(
    ("wished", "paused"),
    [("7", 7), ("0", 0), ("86400", 60), ("-1", 2), ("nan", 2), ("Wed, 21 Oct 2026 07:28:00 GMT", 2), ("9" * 400, 2)],
)
def test_the_server_may_say_how_long_to_wait_within_reason(server, pauses, wished, paused):
    server.replies = [Reply(status=429, headers=(("Retry-After", wished),)), chat(ANSWER)]
    server.model().read(DOCUMENT)
    assert pauses == [paused]


def test_a_server_that_stays_broken_costs_the_document(server, pauses):
    server.replies = [Reply(status=503)]
    with pytest.raises(SourceError, match=r"^the server answered HTTP 503; the same command asks again$"):
        server.model(tries=3).read(DOCUMENT)
    assert (len(server.asked), len(pauses)) == (3, 2)


@pytest.mark.parametrize("status", [400, 402, 409, 413, 422])
def test_a_question_that_is_refused_is_not_asked_again(server, pauses, status):
    server.replies = [Reply(b"context length exceeded", status)]
    with pytest.raises(SourceError, match=f"^the server answered HTTP {status}"):
        server.model().read(DOCUMENT)
    assert (len(server.asked), pauses) == (1, [])


@pytest.mark.parametrize(
    ("status", "why"), [(401, "refuses the key"), (403, "refuses the key"), (404, "no such address")]
)
def test_what_would_fail_for_every_document_ends_the_run(server, pauses, status, why):
    server.replies = [Reply(status=status)]
    with pytest.raises(UsageError, match=why):
        server.model().read(DOCUMENT)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server, monkeypatch, status):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", KEY)
    server.replies = [Reply(status=status, headers=(("Location", f"{server.url}/elsewhere"),)), chat(ANSWER)]
    with pytest.raises(UsageError, match="answers with a redirect, which is not followed"):
        server.model().read(DOCUMENT)
    assert server.paths == ["/v1/chat/completions"]


def test_nobody_listens(server, pauses):
    with pytest.raises(
        UsageError, match=r"^http://127.0.0.1:9/v1: cannot be reached \(ConnectError\); start the server"
    ):
        LanguageModel("http://127.0.0.1:9/v1", "m").read(DOCUMENT)
    assert len(pauses) == 3


def test_a_connection_that_breaks_off_is_tried_again(server, pauses):
    server.replies = [Reply(hangs_up=True), chat(ANSWER)]
    assert len(server.model().read(DOCUMENT).acts) == 2
    server.replies = [Reply(hangs_up=True)]
    with pytest.raises(SourceError, match=r"^the connection broke off \(RemoteProtocolError\)"):
        server.model(tries=2).read(DOCUMENT)


def test_a_server_that_says_nothing_is_given_up_in_time(server):
    server.replies = [Reply(b"x", pause=5)]
    start = time.monotonic()
    with pytest.raises(SourceError, match=r"^the model did not answer in time"):
        server.model(timeout=0.2).read(DOCUMENT)
    assert time.monotonic() - start < 4
    assert len(server.asked) == 1


def test_a_server_that_drips_is_given_up_in_time(server):
    server.replies = [Reply(b" ", pause=0.05, pieces=200)]
    start = time.monotonic()
    with pytest.raises(SourceError, match=r"^the model did not answer in time"):
        server.model(timeout=0.3).read(DOCUMENT)
    assert time.monotonic() - start < 4


def test_a_huge_response_is_given_up_before_it_fills_the_memory(server):
    server.replies = [Reply(b"x" * 1_000_000, pieces=50)]
    with pytest.raises(SourceError, match=r"^the response is larger than 4,000,000 bytes"):
        server.model().read(DOCUMENT)


def test_a_response_that_swells_is_given_up_too(server):
    bomb = gzip.compress(b" " * 12_000_000)
    server.replies = [Reply(bomb, headers=(("Content-Encoding", "gzip"),))]
    with pytest.raises(SourceError, match=r"^the response is larger than 4,000,000 bytes"):
        server.model().read(DOCUMENT)


def test_a_response_whose_encoding_lies_cannot_be_read(server):
    server.replies = [Reply(b"no gzip at all", headers=(("Content-Encoding", "gzip"),))]
    with pytest.raises(SourceError, match=r"^the response cannot be read \(DecodingError\)"):
        server.model().read(DOCUMENT)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>", b"\xff\xfe", b"[]", b"{}", b'{"choices": []}', b'{"choices": [3]}', b'{"choices": {"0": 1}}'),
        *(b'{"choices": [{"message": null}]}', b"[" * 100_000, b'{"choices": [{"message": "hello"}]}'),
    ],
)
def test_a_response_of_another_protocol_is_one_clear_line(server, body):
    server.replies = [Reply(body)]
    with pytest.raises(SourceError, match=r"^the response is not one of the OpenAI protocol; look at --llm-url$"):
        server.model().read(DOCUMENT)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (chat(None), "refused or answered nothing"),
        (chat("  "), "refused or answered nothing"),
        (chat(ANSWER, refusal="I cannot"), "refused or answered nothing"),
        (chat('{"incidents": [', finish="length"), "was cut off"),
        (chat("Sorry!"), "is not JSON"),
    ],
)
def test_no_answer_is_one_clear_line(server, reply, why):
    server.replies = [reply]
    with pytest.raises(SourceError, match=why):
        server.model().read(DOCUMENT)


def test_a_text_that_is_too_long_is_not_sent(server):
    with pytest.raises(SourceError, match=r"^longer than 100,000 characters: not sent to the model; split it$"):
        server.model().read(Document("long", "x" * (engine.LONGEST + 1)))
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "localhost:8000/v1",
            "ftp://x/v1",
            "file:///etc/passwd",
            "http://",
            "http://[::1/v1",
            "http://x:99999/v1",
        ),
        *("http://a b/v1", "http://x/v1\n"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url):
    with pytest.raises(UsageError, match="no address of a server"):
        LanguageModel(url, "m")


@pytest.mark.parametrize("url", ["https://me:pw@x.example/v1", "https://x.example/v1?key=pw", "https://x.example/#pw"])
def test_an_address_with_a_secret_is_refused_and_not_shown(url):
    with pytest.raises(UsageError, match="which would stand in reports") as caught:
        LanguageModel(url, "m")
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("options", [{"model": " "}, {"tries": 0}, {"timeout": 0}, {"timeout": -1}])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(UsageError):
        LanguageModel("http://127.0.0.1/v1", **{"model": "m"} | options)


def test_without_the_extra_there_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(
        MissingDataError, match=r"^httpx and pydantic are not both installed; pip install 'attrigraph\[llm\]'$"
    ):
        LanguageModel("http://127.0.0.1/v1", "m")


def test_the_version_is_of_everything_that_decides_an_answer(monkeypatch):
    models = [
        LanguageModel("http://127.0.0.1/v1", "m"),
        LanguageModel("http://127.0.0.1/v2", "m"),
        LanguageModel("http://127.0.0.1/v1", "n"),
        LanguageModel("http://127.0.0.1/v1", "m", temperature=None),
    ]
    versions = [model.version for model in models]
    monkeypatch.setattr(engine, "prompt_digest", lambda: "another")
    versions.append(models[0].version)
    assert len(set(versions)) == len(versions)
    assert LanguageModel("http://127.0.0.1/v1", "m", timeout=1, tries=1).version == models[0].version
