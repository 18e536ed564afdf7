"""Sources into documents: one bad input is a Problem, and the run goes on."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from attrigraph.documents.english import require_english
from attrigraph.documents.files import Found, find, printable, problem
from attrigraph.documents.formats import parse
from attrigraph.documents.jsonl import Line, parse_lines
from attrigraph.documents.limits import require_length
from attrigraph.documents.metadata import Parsed
from attrigraph.documents.normalise import normalise, one_line
from attrigraph.documents.warc import Record, holds_several, is_archive, parse_records
from attrigraph.errors import SourceError, UsageError
from attrigraph.model import Document, Interval, Problem

_STDIN = "-"


def read(
    sources: str | Path | Iterable[str | Path],
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Problem]:
    """Yield a Document or a Problem for every input, lazily, in the order of the sources and of names in a folder.

    A source is a file (.txt, .md, no suffix, .html, .pdf, .jsonl, .warc), a folder with all in it, a pattern, or
    "-" for JSON Lines on `stdin`. A folder with a folder `documents` in it stands for that one. A file that two sources
    name is read once. A document whose fault could be mended comes, and its Problem after it. `published` and
    `publisher` apply only where a document itself does not say. Raises UsageError where there is no source.

    >>> from io import BytesIO
    >>> lines = BytesIO(b'{"id": "a", "text": "Iran denied it."}')
    >>> next(read("-", publisher="BBC", stdin=lines)).key
    'bbc-3152a97f66effc8b'
    """
    listed = (sources,) if isinstance(sources, str | Path) else tuple(sources)
    if not listed:
        raise UsageError("no source", 'name a file, a folder, a glob pattern, or "-" for standard input')
    run = _Run(published, publisher, stdin)
    return (item for source in listed for item in run.read(source))


def read_stream(
    stream: BinaryIO, name: str, *, published: Interval | None = None, publisher: str | None = None
) -> Iterator[Document | Problem]:
    """Yield what a stream holds, as `read` does: a web archive if its name ends like one, else JSON Lines."""
    return _Run(published, publisher, stream).several(stream, name)


@dataclass
class _Run:
    """What one call of `read` has to remember: its defaults, the files it has read, the ids it has given."""

    published: Interval | None
    publisher: str | None
    stdin: BinaryIO | None
    files: set[Path] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)

    def read(self, source: str | Path) -> Iterator[Document | Problem]:
        """Yield what one source holds."""
        if str(source) == _STDIN:
            yield from self.several(self.stdin or sys.stdin.buffer, "standard input")
            return
        for found in find(source):
            if isinstance(found, Problem):
                yield found
            else:
                yield from self._file(found)

    def _file(self, found: Found) -> Iterator[Document | Problem]:
        try:
            real = found.path.resolve()
            if real in self.files:
                return
            self.files.add(real)
            if holds_several(found.path.name):
                with found.path.open("rb") as stream:
                    yield from self.several(stream, printable(found.path))
            else:
                yield from self._document(self._free_id(found), parse(found.path), printable(found.path))
        except (OSError, SourceError) as error:
            yield problem(found.path, error)

    def several(self, stream: BinaryIO, source: str) -> Iterator[Document | Problem]:
        """Yield what a web archive or, by its name, any other stream as JSON Lines holds."""
        archive = is_archive(source)
        empty = True
        for item in parse_records(stream, source=source) if archive else parse_lines(stream, source=source):
            empty = False
            yield from [item] if isinstance(item, Problem) else self._one(item, source)
        if empty and archive:
            yield Problem(source, "holds no page", "name an archive with pages in it")
        elif empty:
            yield Problem(source, "is empty", "write one JSON object a line")

    def _one(self, line: Line | Record, source: str) -> Iterator[Document | Problem]:
        where = f"{source}:{line.number}"
        if line.id in self.ids:
            yield Problem(where, f"the id {line.id!r} is taken ({self.ids[line.id]})", "give every text its own id")
            return
        try:
            yield from self._document(line.id, line.parsed, where)
        except SourceError as error:
            yield Problem(where, error.what, error.todo)

    def _document(self, name: str, parsed: Parsed, where: str) -> Iterator[Document | Problem]:
        """Normalise the text, fill in what the document does not say, take the id; then say what was wrong with it."""
        text = normalise(parsed.text)
        if not text:
            raise SourceError("has no text", "give a text of at least one sentence")
        require_length(text)
        said = parsed.metadata
        require_english(text, said.language)
        self.ids[name] = where
        yield Document(
            name,
            text,
            title=said.title,
            publisher=said.publisher or self.publisher,
            published=said.published or self.published,
            retrieved=said.retrieved,
            url=said.url,
            language=said.language,
            references=said.references,
        )
        for fault in parsed.faults:
            yield Problem(one_line(where), fault.what, fault.todo)

    def _free_id(self, found: Found) -> str:
        """Return the file's id, with as many folder names before it as make it unlike the ids given so far."""
        name = found.id
        for folder in reversed(found.base.resolve().parts[1:]):
            if name not in self.ids:
                break
            name = f"{one_line(printable(folder))}/{name}"
        if name in self.ids:
            raise SourceError(f"the id {name!r} is taken ({self.ids[name]})", "rename the file")
        return name
