"""The web application: /sparql, the explorer at /, and /health."""

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from http import HTTPStatus
from http.client import responses
from importlib.metadata import version
from importlib.resources import files

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from attrigraph.serving import protocol
from attrigraph.serving.formats import TRIPLES, offers, preferred
from attrigraph.serving.hosts import KnownHosts
from attrigraph.serving.limits import Limits
from attrigraph.serving.messages import Answer
from attrigraph.serving.pool import Pool
from attrigraph.serving.source import Source

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",  # no image, script or frame of another site; CORS is beside it
}


def application(
    source: Source, limits: Limits, *, origins: Collection[str] = (), hosts: frozenset[str] | None = None
) -> Starlette:
    """Return the application over a source: pages of `origins`, beside its own, may read its answers in a browser.

    It answers requests that ask one of `hosts`; None is any.
    """
    endpoint = _Endpoint(source, limits)
    refusals = Middleware(ExceptionMiddleware, handlers={HTTPException: _problem})
    cors = Middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["*"])
    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/", endpoint.page, methods=["GET"]),
            Route("/health", endpoint.health, methods=["GET"]),
        ],
        middleware=[refusals, Middleware(KnownHosts, hosts=hosts), cors],
        exception_handlers={HTTPException: _problem},
        lifespan=endpoint.lifespan,
    )


class _Endpoint:
    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._pool = Pool(source.database, limits)
        self._page: asyncio.Task[Answer] | None = None

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self._pool.start()
        try:
            yield
        finally:
            await self._pool.stop()

    async def sparql(self, request: Request) -> Response:
        """Answer a query, or describe the service."""
        asked = await protocol.question(request, most=self._limits.query_bytes)
        if asked is None:
            return _description(request)
        await self._look()
        return _response(await _unless_gone(request, self._pool.ask(asked)))

    async def page(self, _: Request) -> Response:
        """Return the explorer; it is made once for each version of the graph."""
        await self._look()
        if self._page is None or (self._page.done() and self._page.result().status != HTTPStatus.OK):
            self._page = asyncio.create_task(self._pool.page())
        return _response(await asyncio.shield(self._page))

    async def health(self, _: Request) -> Response:
        """Say that the server is there, and how busy."""
        load = {"processes": self._limits.processes, "busy": self._pool.busy, "waiting": self._pool.waiting}
        return JSONResponse({"status": "ok", "version": version("attrigraph"), **load}, headers=HEADERS)

    async def _look(self) -> None:
        """Take the new version of the graph, where there is one."""
        database = await asyncio.to_thread(lambda: self._source.database)
        if database != self._pool.database:
            self._pool.database, self._page = database, None


async def _unless_gone(request: Request, work: Coroutine[None, None, Answer]) -> Answer:
    """Return the answer; where the client leaves before, stop the work."""
    task, left = asyncio.create_task(work), asyncio.create_task(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise HTTPException(499, "the client left")
        return task.result()
    finally:
        task.cancel()
        left.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(answer: Answer) -> Response:
    if answer.status != HTTPStatus.OK:
        raise HTTPException(answer.status, answer.body.decode())
    return Response(answer.body, media_type=answer.media_type, headers={"Vary": "Accept", **HEADERS})


def _description(request: Request) -> Response:
    accept = ", ".join(request.headers.getlist("accept"))
    if "text/html" in accept:
        return RedirectResponse("./", status_code=303)
    offer = preferred(accept, offers(TRIPLES))
    if offer is None:
        raise HTTPException(406, "a service description is RDF; ask for text/turtle")
    text = (files("attrigraph.serving") / "service.ttl").read_text(encoding="utf-8")
    try:
        triples = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=str(request.url.replace(query="")))
        body = ox.serialize(triples, format=offer.rdf)
    except (SyntaxError, ValueError) as error:
        raise HTTPException(400, "the Host header is no host name; mend it") from error
    return Response(body, media_type=offer.media_type, headers={"Vary": "Accept", **HEADERS})


def _problem(_: Request, error: Exception) -> Response:
    """Return what went wrong as RFC 9457 has it: what failed, then what to do, in `detail`."""
    status, detail, given = 500, "", {}
    if isinstance(error, HTTPException):
        status, detail, given = error.status_code, error.detail, dict(error.headers or {})
    wait = {"Retry-After": "1"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    title = responses.get(status, "Client Closed Request")
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, {**given, **wait, **HEADERS}, "application/problem+json")
