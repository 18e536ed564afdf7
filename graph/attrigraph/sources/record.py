"""A record of a dataset as a document: its cells spelled out, one a line, so that each act can quote its cell."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attrigraph.ids import slug
from attrigraph.model import Document, Interval, Span
from attrigraph.sources.values import Row


@dataclass(frozen=True, slots=True)
class Record:
    """The document, and the line of each cell by the name it was given under."""

    document: Document
    lines: Mapping[str, Span]

    def spans(self, *names: str) -> tuple[Span, ...]:
        """Return the lines of the named cells that there are, in that order; the first line where there is none.

        >>> made = record("x-1", "x:1", {"name": "Attack", "date": "2020"}, publisher="X", title="Attack")
        >>> made.spans("date", "victim")[0].quote, made.spans("victim")[0].quote
        ('date: 2020', 'name: Attack')
        """
        found = tuple(dict.fromkeys(self.lines[name] for name in names if name in self.lines))
        return found or (next(iter(self.lines.values())),)


def record(
    key: str,
    id: str,
    cells: Mapping[str, str],
    *,
    publisher: str,
    title: str | None = None,
    published: Interval | None = None,
    url: str | None = None,
    references: Iterable[str] = (),
) -> Record:
    """Return the record of that key, with a line for each cell that is not empty, in the order of `cells`."""
    lines = [(name, f"{name}: {cell}") for name, cell in cells.items() if cell]
    text = "\n".join(line for _, line in lines)
    document = Document(
        id,
        text,
        title=title,
        publisher=publisher,
        published=published,
        url=url,
        language="en",
        references=tuple(dict.fromkeys(references)),
        record=key,
    )
    return Record(document, dict(_spans(document, lines)))


def key(kind: str, title: str, row: Row) -> str:
    """Return the key of the record of a row that has no number of its own: its title, and a digest of all its cells."""
    digest = hashlib.sha256("\n".join(row.cells.values()).encode()).hexdigest()[:16]
    return f"{kind}-{slug(title)[:60].rstrip('-')}-{digest}"


def repeats(row: Row, seen: dict[str, Row]) -> str | None:
    """Say which row of `seen` has the same cells; None, and take it in, where there is none."""
    first = seen.setdefault("\n".join(row.cells.values()), row)
    return None if first is row else f"the same as row {first.number} of {first.file}"


def _spans(document: Document, lines: Sequence[tuple[str, str]]) -> Iterable[tuple[str, Span]]:
    at = 0
    for name, line in lines:
        yield name, document.span(at, at + len(line))
        at += len(line) + 1
