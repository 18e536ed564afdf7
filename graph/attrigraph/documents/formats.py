"""Which parser reads a file: decided by how it begins, then by its suffix."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from attrigraph.documents.encoding import decode
from attrigraph.documents.html import parse_html
from attrigraph.documents.limits import MAX_BYTES
from attrigraph.documents.metadata import Parsed
from attrigraph.documents.pdf import parse_pdf
from attrigraph.documents.text import parse_text
from attrigraph.errors import SourceError

LINES = frozenset((".jsonl", ".ndjson"))


def parse(path: Path) -> Parsed:
    """Return the raw text and the metadata of one file that holds one document.

    Raises SourceError for a kind of file that is not known, an empty file and one that is too large; OSError.
    """
    if path.suffix.lower() not in _BY_SUFFIX:
        raise SourceError(f"{path.suffix[:20]} files cannot be read", "give .txt, .md, .html, .pdf, .jsonl or .warc.gz")
    with path.open("rb") as stream:
        return parse_bytes(stream.read(MAX_BYTES + 1), path.suffix)


def parse_bytes(data: bytes, suffix: str) -> Parsed:
    """Return the raw text and the metadata of what a file of a known suffix holds; SourceError as in parse."""
    _require_size(data)
    return (_by_beginning(data) or _BY_SUFFIX[suffix.lower()])(data)


def _require_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES:,} bytes", "cut it into documents")
    if not data.strip():
        raise SourceError("is empty", "give a file with text in it")


def _by_beginning(data: bytes) -> Callable[[bytes], Parsed] | None:
    """Tell a PDF and a web page from their first bytes, whatever the file is called."""
    start = data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"%pdf-"):
        return parse_pdf
    return parse_html if start.startswith((b"<!doctype html", b"<html")) else None


def _plain(data: bytes) -> Parsed:
    decoded = decode(data)
    parsed = parse_text(decoded.text)
    return replace(parsed, faults=(*decoded.faults, *parsed.faults))


_BY_SUFFIX: dict[str, Callable[[bytes], Parsed]] = {
    "": _plain,
    ".txt": _plain,
    ".text": _plain,
    ".md": _plain,
    ".markdown": _plain,
    ".htm": parse_html,
    ".html": parse_html,
    ".xhtml": parse_html,
    ".pdf": parse_pdf,
}
