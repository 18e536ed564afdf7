"""What a document says about itself, read from front matter, a JSON object or a web page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from attrigraph.documents.dates import parse_date, parse_day
from attrigraph.documents.limits import MAX_LABEL, MAX_REFERENCES, MAX_URL
from attrigraph.documents.normalise import one_line
from attrigraph.errors import SourceError
from attrigraph.model import Interval

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a Document beside its id and its text; None and () where the document is silent."""

    title: str | None = None
    published: Interval | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    retrieved: date | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A raw text, not yet normalised, and what the document says about itself."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)


def from_mapping(fields: Mapping[str, object]) -> Metadata:
    """Read the known keys of a mapping of strings; other keys are ignored, None and "" count as silence.

    Raises SourceError for a known key whose value cannot be used.

    >>> from_mapping({"title": "Albania cuts ties", "published": "2022-09-07", "mood": "tense"}).published.partial
    '2022-09-07'
    """
    return Metadata(
        title=_read(fields, "title", label),
        published=_read(fields, "published", parse_date),
        publisher=_read(fields, "publisher", label),
        url=_read(fields, "url", web_address),
        language=_read(fields, "language", language_tag),
        retrieved=_read(fields, "retrieved", parse_day),
        references=_references(fields.get("references")),
    )


def label(text: str) -> str:
    """Return a title or a name as one line, cut to 1,000 characters."""
    return one_line(text)[:MAX_LABEL].rstrip()


def web_address(text: str) -> str:
    """Return an absolute http(s) address with characters that no IRI may hold escaped; raise ValueError otherwise.

    >>> web_address("https://example.org/a b")
    'https://example.org/a%20b'
    """
    address = re.sub(
        r"[\s<>\"{}|\\^`]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), label(text)
    )
    if len(text) > MAX_URL or not re.fullmatch(r"https?://[^/?#%]+([/?#].*)?", address, re.IGNORECASE):
        raise ValueError(f"not a web address: {text[:80]!r}")
    return address


def language_tag(text: str) -> str:
    """Return a BCP 47 language tag in its usual case; raise ValueError for anything else.

    >>> language_tag("EN_gb"), language_tag("sr-latn-RS")
    ('en-GB', 'sr-Latn-RS')
    """
    parts = text.strip().replace("_", "-").split("-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", "-".join(parts)):
        raise ValueError(f"not a language code: {text[:80]!r}")
    cased = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in parts]
    return "-".join([parts[0].lower(), *cased[1:]])


_EXPECTED = {
    "title": "write one line of text",
    "publisher": "write one line of text",
    "published": "write YYYY, YYYY-MM, YYYY-MM-DD or an ISO date and time",
    "retrieved": "write YYYY-MM-DD or an ISO date and time",
    "url": "write an address that begins with http:// or https://",
    "language": "write a language code such as en",
    "references": "write a list of http(s) addresses or of titles with publisher and date",
}


def _read(fields: Mapping[str, object], key: str, parse: Callable[[str], T]) -> T | None:
    """Return the parsed value of one key, None where it is absent, null or blank."""
    value = fields.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if type(value) is int:  # a year, or a title such as 1984, in JSON
        value = str(value)
    if not isinstance(value, str):
        raise SourceError(f"{key} is not text but {type(value).__name__}", _EXPECTED[key], value=value)
    try:
        return parse(value)
    except ValueError as error:
        raise SourceError(f"{key} cannot be used ({value[:80]!r})", _EXPECTED[key], value=value) from error


def _reference(text: str) -> str:
    """Return an address as it is to be written, or the words that cite a source by title, publisher and date."""
    return web_address(text) if re.match(r"\s*[a-z][a-z+.-]*://", text, re.IGNORECASE) else label(text)


def _references(value: object) -> tuple[str, ...]:
    """Return the addresses and titles of a list, or of one string, without repetitions, in their order."""
    items = [value] if isinstance(value, str) else value if isinstance(value, list) else None
    if value is not None and items is None:
        raise SourceError(f"references is not a list but {type(value).__name__}", _EXPECTED["references"], value=value)
    read = [_read({"references": item}, "references", _reference) for item in (items or [])[:MAX_REFERENCES]]
    return tuple(dict.fromkeys(item for item in read if item))
