"""JSON Lines: one document a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from attrigraph.documents.encoding import is_binary, refuse_binary
from attrigraph.documents.limits import MAX_BYTES
from attrigraph.documents.metadata import Parsed, from_mapping, label
from attrigraph.documents.normalise import visible
from attrigraph.errors import SourceError
from attrigraph.model import Problem

_BOM = b"\xef\xbb\xbf"
_PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One valid line: its number from 1, the document's id, and what stands there."""

    number: int
    id: str
    parsed: Parsed


def parse_lines(stream: BinaryIO, *, source: str) -> Iterator[Line | Problem]:
    r"""Yield a Line or a Problem for every line that is not blank, in their order.

    Binary data is one Problem and ends the stream; a line that is too long is read past in pieces.

    >>> from io import BytesIO
    >>> [str(item) for item in parse_lines(BytesIO(b'{"id": "a"}\n'), source="x.jsonl")]
    ['x.jsonl:1: text is missing; give every line an "id" and a "text"']
    """
    for number, data in enumerate(_lines(stream), start=1):
        try:
            if number == 1:
                refuse_binary(data)
            if len(data) > MAX_BYTES:
                raise SourceError(f"the line is longer than {MAX_BYTES:,} bytes", "split the text")
            if data.strip():
                yield _line(number, data)
        except SourceError as error:
            yield Problem(f"{source}:{number}", error.what, error.todo)
            if number == 1 and is_binary(data):
                return


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines as bytes; a line over the limit comes cut just above it, its rest is read and dropped."""
    data = stream.readline(MAX_BYTES + 1).removeprefix(_BOM)
    while data:
        yield data
        while data and not data.endswith(b"\n"):
            data = stream.readline(_PIECE)
        data = stream.readline(MAX_BYTES + 1)


def _line(number: int, data: bytes) -> Line:
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SourceError("the line is not JSON in UTF-8", "write one JSON object a line") from error
    if not isinstance(value, dict):
        raise SourceError("the line is not a JSON object", 'write {"id": ..., "text": ...}')
    metadata, faults = from_mapping(value)
    return Line(number, label(_text(value, "id")), Parsed(_text(value, "text"), metadata, faults))


def _text(value: dict[str, object], key: str) -> str:
    """Return the text of a key that must be there; a whole number serves as an id."""
    found = value.get(key)
    if key == "id" and type(found) is int:
        return str(found)
    if isinstance(found, str) and visible(found[:_PIECE]).strip():
        return found
    state = "is missing" if found is None else "is empty" if isinstance(found, str) else "is not text"
    raise SourceError(f"{key} {state}", 'give every line an "id" and a "text"', value=found)
