"""What passes between the server and the processes that answer: a line of JSON, and after an answer its bytes."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the graphs it is asked of (both None: those it names, else all), and the media types that are wanted."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    accept: str = ""

    @property
    def names_graphs(self) -> bool:
        """Whether the request says of which graphs it asks."""
        return self.default_graphs is not None or self.named_graphs is not None


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is to do within some seconds: answer a question, or without one make the page."""

    seconds: float
    question: Question | None = None
    answer_bytes: int = 0
    memory_bytes: int = 0

    def line(self) -> bytes:
        """Return it as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: str | bytes) -> "Task":
        """Return the task of a line."""
        found = json.loads(line)
        question = found.pop("question")
        return cls(**found, question=Question(**question) if question else None)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP with the bytes of the answer; with any other status than 200 they are one line that says why."""

    status: int
    media_type: str
    body: bytes

    def head(self) -> bytes:
        """Return the line before the bytes."""
        head = {"status": self.status, "media_type": self.media_type, "length": len(self.body)}
        return json.dumps(head).encode() + b"\n"


def refusal(status: int, why: str) -> Answer:
    """Return an answer that says why there is none."""
    return Answer(status, "text/plain", " ".join(why.split())[:2_000].encode())
