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
    """A raw text, not yet normalised, what the document says about itself, and what had to be left out or mended."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    faults: tuple[SourceError, ...] = ()


def from_mapping(fields: Mapping[str, object]) -> tuple[Metadata, tuple[SourceError, ...]]:
    """Read the known keys of a mapping of strings; other keys are ignored, None and "" count as silence.

    A value that cannot be used is left out, and there is a fault that says so: no text is lost over its date.

    >>> found, faults = from_mapping({"title": "Albania cuts ties", "url": "a.html", "mood": "tense"})
    >>> found.title, found.url, [str(fault) for fault in faults]
    ('Albania cuts ties', None, ["url 'a.html' is left out; write an address that begins with http:// or https://"])
    """
    reader = _Reader(fields)
    found = Metadata(
        title=reader.one("title", label),
        published=reader.one("published", parse_date),
        publisher=reader.one("publisher", label),
        url=reader.one("url", web_address),
        language=reader.one("language", language_tag),
        retrieved=reader.one("retrieved", parse_day),
        references=reader.references(),
    )
    return found, tuple(reader.faults.values())


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


@dataclass
class _Reader:
    """Reads the values of a mapping and collects what is wrong with them: one fault a key."""

    fields: Mapping[str, object]
    faults: dict[str, SourceError] = field(default_factory=dict)

    def one(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Return the parsed value of one key, None where it is absent, null, blank or cannot be used."""
        return self._parsed(key, self.fields.get(key), parse)

    def references(self) -> tuple[str, ...]:
        """Return the addresses and titles of a list, or of one string, without repetitions, in their order."""
        value = self.fields.get("references")
        items = value if isinstance(value, list) else [value]
        read = [self._parsed("references", item, _reference) for item in items[:MAX_REFERENCES]]
        return tuple(dict.fromkeys(item for item in read if item))

    def _parsed(self, key: str, value: object, parse: Callable[[str], T]) -> T | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        text = str(value) if type(value) is int else value  # a year, or a title such as 1984, in JSON
        try:
            if isinstance(text, str):
                return parse(text)
        except ValueError:
            pass
        self.faults.setdefault(key, SourceError(f"{key} {_shown(value)} is left out", _EXPECTED[key], value=value))
        return None


def _reference(text: str) -> str:
    """Return an address as it is to be written, or the words that cite a source by title, publisher and date."""
    return web_address(text) if re.match(r"\s*[a-z][a-z+.-]*://", text, re.IGNORECASE) else label(text)


def _shown(value: object) -> str:
    """Return a bad value as a message can show it."""
    return repr(one_line(value[:80])) if isinstance(value, str) else f"(a {type(value).__name__}, not text)"
