"""Malformed requests by the thousand: `python -m tests.serving.malformed --count 10000 --record malformed.json`.

Each is wrong by construction, in one of the ways of KINDS, so each must get a 4xx, or no answer at all where what was
sent is no whole request.
"""

import argparse
import json
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

QUERY = "SELECT * { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
BROKEN = (
    "SELECT",
    "ASK {",
    "SELECT * WHERE { ?s ?p }",
    "DESCRIBE ?",
    "CONSTRUCT {} {",
    "SELECT ?x { } GROUP",
    "}",
    "FROM <",
)


@dataclass(frozen=True)
class Sent:
    """Raw bytes on the wire, in which way they are wrong, and whether an answer must come."""

    kind: str
    data: bytes
    answered: bool = True


def requests(random: Random) -> Iterator[Sent]:
    """Yield malformed requests without end."""
    while True:
        kind = random.choice(sorted(KINDS))
        yield KINDS[kind](kind, random)


def http(line: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    given = {
        "Host": "127.0.0.1",
        "Connection": "close",
        **({"Content-Length": str(len(body))} if body else {}),
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"{line} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace") + body


def get(text: str, **headers: str) -> bytes:
    return http(f"GET /sparql?{text}", headers)


def post(body: bytes, kind: str, **headers: str) -> bytes:
    return http("POST /sparql", {"Content-Type": kind, **headers}, body)


def word(random: Random, most: int = 40, letters: str = "abcXYZ019?*{}<>.:;/'\"#%& é☃\u202e") -> str:
    return "".join(random.choices(letters, k=random.randrange(1, most)))


def broken_query(kind: str, random: Random) -> Sent:
    text = f"{random.choice(BROKEN)} {word(random)} \x00{{"  # no query of any form ends so
    if random.random() < 0.5:
        return Sent(kind, get(f"query={quote(text)}"))
    return Sent(kind, post(text.encode(), "application/sparql-query"))


def bytes_as_query(kind: str, random: Random) -> Sent:
    return Sent(kind, post(random.randbytes(random.randrange(1, 300)) + b"\xff", "application/sparql-query"))


def not_utf8(kind: str, random: Random) -> Sent:
    return Sent(kind, get(f"query={quote(QUERY)}%ff{''.join(f'%{byte:02x}' for byte in random.randbytes(5))}"))


def several_queries(kind: str, random: Random) -> Sent:
    return Sent(kind, get("&".join([f"query={quote(QUERY)}"] * random.randrange(2, 9))))


def no_query(kind: str, random: Random) -> Sent:
    return Sent(kind, post(f"{quote(word(random))}=1".replace("query", "q").encode(), FORM))


def content_type(kind: str, random: Random) -> Sent:
    odd = word(random, letters="abc/;=*, \t-") if random.random() < 0.5 else random.choice(("text/plain", "", "a/b;c"))
    return Sent(kind, post(QUERY.encode(), odd.strip()))


def charset(kind: str, random: Random) -> Sent:
    return Sent(kind, post(QUERY.encode(), f"application/sparql-query; charset={word(random, 9, 'abcdefg-123')}x"))


def accept(kind: str, random: Random) -> Sent:
    return Sent(kind, get(f"query={quote(QUERY)}", Accept=f"image/{word(random, 9, 'abc')}"))


def update(kind: str, random: Random) -> Sent:
    text = random.choice(("INSERT DATA { <a:a> <a:a> 1 }", "CLEAR ALL", "LOAD <http://127.0.0.1/>", "DROP ALL"))
    if random.random() < 0.5:
        return Sent(kind, post(text.encode(), "application/sparql-update"))
    return Sent(kind, get(f"{random.choice(('query', 'update'))}={quote(text)}"))


def service(kind: str, random: Random) -> Sent:
    silent, port = random.choice(("", "SILENT")), random.randrange(1, 65536)
    return Sent(
        kind, get(f"query={quote(f'SELECT * {{ SERVICE {silent} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}')}")
    )


def wrong_graph(kind: str, random: Random) -> Sent:
    graph = quote(f"no iri {word(random)}")
    return Sent(kind, get(f"query={quote(QUERY)}&{random.choice(('default', 'named'))}-graph-uri={graph}"))


def deep(kind: str, random: Random) -> Sent:
    return Sent(
        kind,
        post(
            b"ASK " + random.choice((b"{", b"{FILTER(", b"{(")) * random.randrange(100, 5_000),
            "application/sparql-query",
        ),
    )


def many_parameters(kind: str, random: Random) -> Sent:
    return Sent(kind, post(b"&".join(b"a=%d" % n for n in range(random.randrange(1_001, 2_000))), FORM))


def method(kind: str, random: Random) -> Sent:
    return Sent(kind, http(f"{random.choice(('PUT', 'DELETE', 'PATCH', 'TRACE', 'BREW', 'QUERY'))} /sparql", {}))


def path(kind: str, random: Random) -> Sent:
    return Sent(
        kind,
        http(f"GET /{quote(random.choice(('..', '%2e%2e', 'sparql', 'health', '')) + '/' + word(random) + 'x')}", {}),
    )


def headers(kind: str, random: Random) -> Sent:
    line = random.choice(
        (
            "Content-Length: -1",
            "Content-Length: x",
            "no colon",
            "a b: c",
            "Transfer-Encoding: x",
            "\x00: a",
            "Content-Length: 9\r\nContent-Length: 8",
        )
    )
    return Sent(kind, f"POST /sparql HTTP/1.1\r\nHost: localhost\r\n{line}\r\n\r\n".encode(), answered=False)


def first_line(kind: str, random: Random) -> Sent:
    return Sent(
        kind,
        random.choice((b"GET", b"\x16\x03\x01", b"GET /sparql HTTP/x", b"GET  HTTP/1.1", random.randbytes(40)))
        + b"\r\n\r\n",
        answered=False,
    )


def too_long(kind: str, random: Random) -> Sent:
    return Sent(kind, http(f"GET /sparql?query={'x' * random.randrange(70_000, 200_000)}", {}), answered=False)


def cut_off(kind: str, random: Random) -> Sent:
    whole = post(QUERY.encode(), "application/sparql-query")
    return Sent(kind, whole[: random.randrange(len(whole) - 1)], answered=False)


_ALL: tuple[Callable[[str, Random], Sent], ...] = (
    *(
        broken_query,
        bytes_as_query,
        not_utf8,
        several_queries,
        no_query,
        content_type,
        charset,
        accept,
        update,
        service,
    ),
    *(wrong_graph, deep, many_parameters, method, path, headers, first_line, too_long, cut_off),
)
KINDS: dict[str, Callable[[str, Random], Sent]] = {one.__name__: one for one in _ALL}


def status(address: str, sent: Sent) -> int | None:
    """Return the status that comes back, None where nothing does."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
        try:
            wire.sendall(sent.data)
            if not sent.answered:
                wire.shutdown(socket.SHUT_WR)  # nothing more comes, though more was announced
            head = wire.recv(1 << 12)
        except TimeoutError:
            raise
        except OSError:
            return None
    return int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/1.1 ") else None


def wrong(sent: Sent, found: int | None) -> bool:
    """Say whether an answer breaks the promise."""
    return sent.answered if found is None else not 400 <= found < 500


def run(address: str, count: int, seed: int) -> tuple[dict[str, Counter[str]], list[Sent]]:
    """Send `count` requests; return the answers by kind, and what got a wrong one."""
    random, seen, bad = Random(seed), {}, []  # noqa: S311
    stream = requests(random)
    for _ in range(count):
        sent = next(stream)
        found = status(address, sent)
        seen.setdefault(sent.kind, Counter())[str(found or "closed")] += 1
        if wrong(sent, found):
            bad.append(sent)
    return seen, bad


def main() -> int:
    from .soak import served

    parser = argparse.ArgumentParser(prog="python -m tests.serving.malformed", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, default=Path("malformed.json"))
    given = parser.parse_args()
    with served() as server:
        seen, bad = run(server.address, given.count, given.seed)
    total: Counter[str] = Counter()
    for counts in seen.values():
        total.update(counts)
    value = {"requests": given.count, "seed": given.seed, "answers": dict(sorted(total.items())), "wrong": len(bad)}
    value["by_kind"] = {kind: dict(sorted(counts.items())) for kind, counts in sorted(seen.items())}
    given.record.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    for sent in bad[:20]:
        print(sent.kind, sent.data[:200])
    print(f"{given.count} requests, {len(bad)} with a wrong answer: {dict(sorted(total.items()))}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
