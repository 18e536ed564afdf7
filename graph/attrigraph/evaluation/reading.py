"""Files in the gold form: one JSON object a line, one document each."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from attrigraph.errors import SourceError, UsageError
from attrigraph.evaluation.names import is_actor
from attrigraph.evaluation.standoff import joined
from attrigraph.evaluation.values import Claim, DocumentClaims
from attrigraph.model import ActKind, Status

S = TypeVar("S", bound=StrEnum)
STDIN = "-"
MAX_FILE = 500_000_000  # bytes of a file
MAX_CLAIMS = 1_000  # claims of one document
MAX_ACTORS = 100  # actors in one role of one claim
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One document of a gold file: the number of its line, the line itself, and the claims in it."""

    number: int
    data: bytes
    document: DocumentClaims
    has_text: bool


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file in the gold form. `path` is None for standard input, and `name` is what messages call it."""

    path: Path | None
    name: str
    lines: tuple[Line, ...]

    @property
    def documents(self) -> tuple[DocumentClaims, ...]:
        """The claims of the documents, in their order."""
        return tuple(line.document for line in self.lines)


def read_gold(source: str | Path, *, stdin: BinaryIO | None = None, texts: Mapping[str, str] | None = None) -> GoldFile:
    r"""Read a file in the gold form; "-" is standard input. `texts` are those that a stand-off file belongs to, by id.

    Other keys than those of the gold form are ignored, but for `rule` and `score` of a claim. Raises UsageError that
    names file and line where the file is not in the gold form.

    >>> lines = BytesIO(b'{"id": "a", "claims": []}\n{"id": "b", "claims": [{"act": "blame"}]}\n')
    >>> read_gold("-", stdin=lines)
    Traceback (most recent call last):
    attrigraph.errors.UsageError: standard input:2: claim 1: act 'blame' is not known; write one of attribution, ...
    """
    path = None if str(source) == STDIN else Path(source)
    name = str(path or "standard input")
    data = _bytes(path, name, stdin)
    lines = tuple(_lines(data if texts is None else joined(data, texts), name))
    if not lines:
        raise UsageError(f"{name}: is empty", "write one JSON object a line", value=name)
    return GoldFile(path, name, lines)


def _bytes(path: Path | None, name: str, stdin: BinaryIO | None) -> bytes:
    try:
        if path is None:
            data = (stdin or sys.stdin.buffer).read(MAX_FILE + 1)
        else:
            with path.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise UsageError(f"{name}: cannot be read ({reason})", "name a file in the gold form", value=name) from error
    if len(data) > MAX_FILE:
        raise UsageError(f"{name}: is larger than {MAX_FILE:,} bytes", "split it", value=name)
    return data


def _lines(data: bytes, name: str) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for number, line in enumerate(BytesIO(data.removeprefix(b"\xef\xbb\xbf")), start=1):
        if not line.strip():
            continue
        try:
            read = _line(number, line)
            if read.document.id in seen:
                first = seen[read.document.id]
                raise SourceError(f"the id {read.document.id!r} is taken (line {first})", "give each its own id")
        except SourceError as error:
            raise UsageError(f"{name}:{number}: {error.what}", error.todo, value=name) from error
        seen[read.document.id] = number
        yield read


def _line(number: int, data: bytes) -> Line:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError("is not JSON in UTF-8", "write one JSON object a line") from error
    if not isinstance(value, dict):
        raise SourceError("is not a JSON object", 'write {"id": ..., "claims": [...]}')
    name, claims = value.get("id"), value.get("claims")
    if not isinstance(name, str) or not name.strip():
        raise SourceError("has no id", 'write {"id": ..., "claims": [...]}')
    if not isinstance(claims, list):
        raise SourceError("has no list of claims", 'write "claims": [] for a document without any')
    if len(claims) > MAX_CLAIMS:
        raise SourceError(f"has more than {MAX_CLAIMS:,} claims", "split the document")
    read = tuple(_claim(claim, position) for position, claim in enumerate(claims, start=1))
    return Line(number, data, DocumentClaims(name, read), value.get("text") is not None)


def _claim(value: object, position: int) -> Claim:
    try:
        if not isinstance(value, dict):
            raise SourceError("is not a JSON object", 'write {"act": ..., "agents": [...], ...}')
        return Claim(
            act=_one_of(ActKind, value.get("act"), "act"),
            status=_one_of(Status, value.get("status", Status.ASSERTED), "status"),
            agents=_actors(value, "agents"),
            targets=_actors(value, "targets"),
            victims=_actors(value, "victims"),
            date=_date(value),
            incident=_text(value, "incident") or None,
            quote=_text(value, "quote"),
            rule=_text(value, "rule"),
            score=_score(value),
        )
    except SourceError as error:
        raise SourceError(f"claim {position}: {error.what}", error.todo) from error


def _one_of(kinds: type[S], value: object, what: str) -> S:
    for kind in kinds:
        if kind == value:
            return kind
    raise SourceError(f"{what} {_shown(value)} is not known", f"write one of {', '.join(kinds)}")


def _actors(claim: Mapping[str, object], role: str) -> tuple[str, ...]:
    value = claim.get(role) or []
    if not isinstance(value, list) or len(value) > MAX_ACTORS:
        raise SourceError(f"{role} is not a list of at most {MAX_ACTORS} actors", 'write ["AL", "org:NATO"] or []')
    for actor in value:
        if not isinstance(actor, str) or not is_actor(actor):
            raise SourceError(
                f"malformed actor {_shown(actor)} in {role}",
                "write a two-letter code, or a name after org:, group: or person:",
            )
    return tuple(value)


def _date(claim: Mapping[str, object]) -> str | None:
    text = _text(claim, "date")
    if text and not _DATE.fullmatch(text):
        raise SourceError(f"date {_shown(text)} is not one", "write YYYY, YYYY-MM, YYYY-MM-DD or null")
    return text or None


def _text(claim: Mapping[str, object], name: str) -> str:
    value = claim.get(name)
    if value is None or isinstance(value, str):
        return value or ""
    raise SourceError(f"{name} {_shown(value)} is not text", "write a string or null")


def _score(claim: Mapping[str, object]) -> float | None:
    value = claim.get("score")
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise SourceError(f"score {_shown(value)} is not a number from 0 to 1", "write 0.8, or leave it out")


def _shown(value: object) -> str:
    return repr(value)[:80]
