"""Web archives as sources: pages, texts and PDFs in them, and archives that break."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from attrigraph import documents
from attrigraph.model import Document, Problem

PAGE = (
    b"<html><head><title>Ties cut</title></head><body><article><p>Albania cut its diplomatic ties with Iran on"
    b" Wednesday over a cyberattack in July, the prime minister said in a video statement.</p>"
    b"<p>It was the first time that a country did so over an attack of that kind, and the embassy was told to leave"
    b" within a day.</p></article></body></html>"
)


def archive(*records: tuple[str, str, str, bytes]) -> bytes:
    """Return an archive of records: kind, type of the content, address, payload; a response has headers of HTTP."""
    out = b""
    for number, (kind, content, address, payload) in enumerate(records, 1):
        body = payload if kind != "response" else b"HTTP/1.1 %b\r\n\r\n%b" % (content.encode(), payload)
        told = "application/http; msgtype=response" if kind == "response" else content
        head = [
            "WARC/1.0",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:{number}>",
            "WARC-Date: 2022-09-08T10:00:00Z",
            f"WARC-Target-URI: {address}",
            f"Content-Type: {told}",
            f"Content-Length: {len(body)}",
        ]
        out += gzip.compress("\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n", mtime=0)
    return out


HTML = "200 OK\r\nContent-Type: text/html; charset=utf-8"


def test_pages_and_texts_of_an_archive_are_documents(tmp_path: Path) -> None:
    file = tmp_path / "news.warc.gz"
    file.write_bytes(
        archive(
            ("response", HTML, "https://example.org/a", PAGE),
            ("conversion", "text/plain", "https://example.org/b", b"Iran denied it on Thursday."),
            ("response", "404 Not Found\r\nContent-Type: text/html", "https://example.org/c", PAGE),
            ("response", "200 OK\r\nContent-Type: image/png", "https://example.org/d", b"\x89PNG"),
            ("request", "application/http; msgtype=request", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n"),
        )
    )
    page, text = documents.read(file)
    assert isinstance(page, Document)
    assert isinstance(text, Document)
    assert (page.id, page.title, page.url) == ("urn:uuid:1", "Ties cut", "https://example.org/a")
    assert page.text.startswith("Albania cut its diplomatic ties")
    assert (text.id, text.text) == ("urn:uuid:2", "Iran denied it on Thursday.")
    assert {str(one.retrieved) for one in (page, text)} == {"2022-09-08"}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "holds no page"),
        (b"no archive at all", "the archive breaks here"),
        (archive(("response", HTML, "https://example.org/a", b"<html>")), "the page has no main text"),
        (archive(("conversion", "text/plain", "https://example.org/b", b" ")), "is empty"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data: bytes, what: str) -> None:
    (problem,) = documents.read_stream(BytesIO(data), "news.warc.gz")
    assert isinstance(problem, Problem)
    assert problem.what.startswith(what)
    assert problem.source.startswith("news.warc.gz")


def test_an_archive_that_breaks_gives_what_stands_before(tmp_path: Path) -> None:
    whole = archive(*[("conversion", "text/plain", f"https://example.org/{n}", b"Iran denied it.") for n in range(2)])
    first, *rest = documents.read_stream(BytesIO(whole[:-30]), "news.warc.gz")
    assert isinstance(first, Document)
    assert all(isinstance(one, Problem) for one in rest)
    assert rest
