"""The server itself: a socket, the application, and an end without broken answers."""

import asyncio
import signal
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from attrigraph.errors import UsageError
from attrigraph.serving.application import application
from attrigraph.serving.hosts import known_hosts
from attrigraph.serving.limits import Limits
from attrigraph.serving.source import Source

LAST_ANSWERS = 3  # seconds that running requests have when the server is told to stop


def serve(
    graph: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    origins: Collection[str] = (),
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve a graph folder or an RDF file until SIGINT or SIGTERM: SPARQL at /sparql, the explorer at /, /health.

    Port 0 takes a free one; `started` is called with the address once requests are answered. Scripts of `origins`
    ("https://a.example") may read the answers in a browser; () is its own page only, ("*",) everybody. On loopback it
    answers by the names of loopback and of `origins` only. Raises UsageError where the address cannot be had.
    """
    with TemporaryDirectory(prefix="attrigraph-") as scratch, _listening(host, port) as listening:
        app = application(
            Source(graph, Path(scratch)), limits or Limits(), origins=origins, hosts=known_hosts(host, origins)
        )
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=LAST_ANSWERS, server_header=False)
        address = _address(host, listening.getsockname()[1])
        asyncio.run(_until_told(_Server(config, lambda: started(address) if started else None), listening))


class _Server(uvicorn.Server):
    """Uvicorn that says when it answers, and leaves signals to us."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._say_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _until_told(server: _Server, listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    await server.serve(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"{_address(host, port)}: cannot be had ({reason})"
        raise UsageError(what, "choose another --host or --port", value=port) from error


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
