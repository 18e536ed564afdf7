"""Under which names a server on loopback may be asked: a web page cannot give its own name to this machine and read on.

That trick is DNS rebinding: the name of a page is resolved to 127.0.0.1 once the page is loaded, and the browser takes
what it fetches from here for the page's own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def known_hosts(listening: str, origins: Collection[str]) -> frozenset[str] | None:
    """Return the names a server may be asked by: those of loopback and of the `origins`; None where any will do.

    >>> sorted(known_hosts("127.0.0.1", ["https://a.example:8443"]))
    ['127.0.0.1', '::1', 'a.example', 'localhost']
    >>> known_hosts("0.0.0.0", []), known_hosts("127.0.0.1", ["*"])
    (None, None)
    """
    if listening not in LOOPBACK or "*" in origins:
        return None
    return frozenset({*LOOPBACK, *(urlsplit(origin).hostname or "" for origin in origins)})


@dataclass(frozen=True, slots=True)
class KnownHosts:
    """ASGI middleware that refuses requests for another host than those known."""

    app: ASGIApp
    hosts: frozenset[str] | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise HTTPException (421) for a host that is not known."""
        if scope["type"] == "http" and self.hosts is not None:
            asked = HTTPConnection(scope).headers.get("host", "")
            if _name(asked) not in self.hosts:
                raise HTTPException(
                    421, f"{asked[:100]!r} is not this server; ask 127.0.0.1, or name its site with --cors"
                )
        await self.app(scope, receive, send)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
