"""A server on this machine that speaks the OpenAI protocol, answers as it is told, and misbehaves as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from attrigraph.llm import LanguageModel
from attrigraph.model import Document, Interval

TEXT = (
    "Prime Minister Edi Rama said on Wednesday that Iran was behind the attack on Albania’s portal on 15 July. "
    "“We have cut our ties with Iran,” he said. NATO condemned the  attack."
)
DOCUMENT = Document("rama.txt", TEXT, title="Ties cut", publisher="Daily", published=Interval.parse("2022-09-08"))


def actor(name: str, kind: str = "state", state: str | None = None) -> dict[str, object]:
    return {"name": name, "kind": kind, "state": state}


ALBANIA, IRAN = actor("Albania", state="AL"), actor("Iran", state="IR")
RAMA = actor("Edi Rama", "person", "AL")
INCIDENT = {
    "number": 1,
    "victims": [ALBANIA],
    "date": "2022-07-15",
    "quote": "the attack on Albania's portal on 15 July",
}
CLAIM = {
    "act": "attribution",
    "status": "asserted",
    "agents": [RAMA],
    "targets": [IRAN],
    "date": "2022-09-07",
    "incident": 1,
    "quote": "Iran was behind the attack",
}
CUT = CLAIM | {"act": "severed-relations", "agents": [ALBANIA], "quote": '"We have cut our ties with Iran"'}
ANSWER = {"incidents": [INCIDENT], "claims": [CUT, CLAIM]}


def with_claim(**changes: object) -> dict[str, object]:
    return {"incidents": [INCIDENT], "claims": [CLAIM | changes]}


@dataclass(frozen=True)
class Reply:
    """What the server sends once: a status, headers, a body in pieces, and the seconds before each piece."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0
    pieces: int = 1
    hangs_up: bool = False


def chat(content: object, *, finish: str = "stop", **message: object) -> Reply:
    """Return the reply of a server whose model says this."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


@dataclass
class Server:
    """Replies in their order, the last one again and again, or as `decide` says of each question."""

    url: str = ""
    replies: list[Reply] = field(default_factory=lambda: [chat(ANSWER)])
    decide: Callable[[dict[str, object]], Reply] | None = None
    asked: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, path: str, headers: dict[str, str], question: dict[str, object]) -> Reply:
        with self.lock:
            self.asked.append(question)
            self.headers.append(headers)
            self.paths.append(path)
            if self.decide:
                return self.decide(question)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def model(self, **options: object) -> LanguageModel:
        return LanguageModel(self.url, "stub", **options)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = server.reply(self.path, dict(self.headers), question)
            if reply.hangs_up:
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                for _ in range(reply.pieces):
                    time.sleep(reply.pause)
                    self.wfile.write(reply.body)
                    self.wfile.flush()
            except OSError:
                pass  # nobody waits any more

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Start a server of its own for a test; no proxy and no key of the machine stands between."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "ATTRIGRAPH_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    told = Server()
    listening = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    listening.daemon_threads = True
    told.url = f"http://127.0.0.1:{listening.server_port}/v1"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield told
    listening.shutdown()
    listening.server_close()
    thread.join()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no test wait between two tries, and note how long it would have been."""
    waited: list[float] = []
    monkeypatch.setattr("attrigraph.llm.client.sleep", waited.append)
    return waited
