"""Web archives (WARC, WET): the pages and texts in them, one record after another. Needs the extra `warc`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from attrigraph.documents.formats import LINES, parse_bytes
from attrigraph.documents.limits import MAX_BYTES
from attrigraph.documents.metadata import Metadata, Parsed, from_mapping
from attrigraph.documents.normalise import one_line
from attrigraph.errors import MissingDataError, SourceError
from attrigraph.model import Problem

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

ARCHIVES = (".warc", ".wet", ".warc.gz", ".wet.gz")
_KINDS = ("response", "resource", "conversion")  # others say how a page was fetched, or that it was the same again
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True)
class Record:
    """One page or text of an archive: its number among all records from 1, its id, and what it holds."""

    number: int
    id: str
    parsed: Parsed


def is_archive(name: str) -> bool:
    """Say whether a file is a web archive by its name.

    >>> is_archive("news.warc.gz"), is_archive("news.html.gz")
    (True, False)
    """
    return name.lower().endswith(ARCHIVES)


def holds_several(name: str) -> bool:
    """Say whether a file holds several documents by its name: lines of JSON, or an archive."""
    return name.lower().endswith(tuple(LINES)) or is_archive(name)


def parse_records(stream: BinaryIO, *, source: str) -> Iterator[Record | Problem]:
    """Yield a Record or a Problem for every page, PDF and plain text of an archive that its server gave (HTTP 200).

    Pictures, requests and other records are passed over. A record's id is its WARC-Record-ID; its date of capture is
    the day of retrieval, and its address stands in where the page does not name its own. A broken archive is a Problem
    where it breaks. Raises MissingDataError without warcio.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingDataError("warcio is not installed", "pip install 'attrigraph[warc]'") from error

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if suffix := _suffix(record):
                yield _read(record, number, suffix, source)
    except (ArchiveLoadFailed, ValueError, LookupError, EOFError, OSError) as error:
        why = one_line(str(error))[:200] or type(error).__name__
        yield Problem(f"{source}:{number + 1}", f"the archive breaks here ({why})", "mend it, or leave the rest out")


def _suffix(record: "ArcWarcRecord") -> str | None:
    """Return the suffix of a file that would hold the same as a record; None for what is no document."""
    headers = record.http_headers
    if record.rec_type not in _KINDS or (headers and headers.get_statuscode() != "200"):
        return None
    told = (headers or record.rec_headers).get_header("Content-Type") or ""
    return _SUFFIXES.get(told.partition(";")[0].strip().lower())


def _read(record: "ArcWarcRecord", number: int, suffix: str, source: str) -> Record | Problem:
    try:
        data = record.content_stream().read(MAX_BYTES + 1)
        parsed = parse_bytes(data, suffix)
        known = _known(record)
        said = replace(
            parsed.metadata,
            url=parsed.metadata.url or known.url,
            retrieved=parsed.metadata.retrieved or known.retrieved,
        )
        name = (record.rec_headers.get_header("WARC-Record-ID") or f"record-{number}").strip("<>")
        return Record(number, one_line(name), replace(parsed, metadata=said))
    except SourceError as error:
        return Problem(f"{source}:{number}", error.what, error.todo)


def _known(record: "ArcWarcRecord") -> Metadata:
    """Return what the archive says of a page; what of it cannot be used is left out."""
    headers = record.rec_headers
    fields = {"url": headers.get_header("WARC-Target-URI"), "retrieved": headers.get_header("WARC-Date")}
    return from_mapping(fields)[0]
