"""Requests of the SPARQL 1.1 Protocol: which question one asks, or what is wrong with it."""

from collections.abc import Mapping
from email.message import Message
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from attrigraph.serving.messages import Question

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
Parameters = Mapping[str, list[str]]


async def question(request: Request, *, most: int) -> Question | None:
    """Return the question of a GET or POST request; None for a GET without one, which asks for the description.

    Raises HTTPException with one line that says what is wrong: 400, 403, 413 or 415.
    """
    given = _parameters(request.scope["query_string"].decode("latin-1"))
    if request.method != "POST":
        return _question(given, request) if given.get("query") or "update" in given else None
    kind, charset = _content_type(request)
    text = _text(await _body(request, most), charset)
    if kind == FORM:
        return _question(_joined(given, _parameters(text)), request)
    if kind == QUERY:
        return _question(_joined(given, {"query": [text]}), request)
    if kind == UPDATE:
        raise _read_only()
    raise HTTPException(415, f"content type {kind or 'missing'}; send {FORM} with query=, or {QUERY}")


def _question(given: Parameters, request: Request) -> Question:
    if "update" in given:
        raise _read_only()
    queries = given.get("query", [])
    if len(queries) != 1:
        raise HTTPException(400, f"{len(queries) or 'no'} queries; send exactly one as query=")
    default, named = given.get("default-graph-uri"), given.get("named-graph-uri")
    graphs = {
        "default_graphs": None if default is None else tuple(default),
        "named_graphs": None if named is None else tuple(named),
    }
    return Question(queries[0], **graphs, accept=", ".join(request.headers.getlist("accept")))


def _read_only() -> HTTPException:
    return HTTPException(403, "this endpoint is read-only; updates are refused")


def _content_type(request: Request) -> tuple[str, str]:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    return header.get_content_type() if "/" in header["content-type"] else "", header.get_content_charset("utf-8")


def _text(body: bytes, charset: str) -> str:
    if charset.replace("-", "") != "utf8":
        raise HTTPException(415, f"charset {charset}; send UTF-8")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, "not UTF-8; send UTF-8") from error


def _parameters(text: str) -> Parameters:
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1_000):
            found.setdefault(name, []).append(value)
    except ValueError as error:
        raise HTTPException(400, "the parameters cannot be read; send them URL-encoded in UTF-8") from error
    return found


def _joined(one: Parameters, other: Parameters) -> Parameters:
    return {name: [*one.get(name, []), *other.get(name, [])] for name in {**one, **other}}


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise HTTPException(413, f"a query of more than {most:,} bytes; send a shorter one")
    except ClientDisconnect as error:
        raise HTTPException(400, "the request breaks off; send it whole") from error
    return bytes(body)
