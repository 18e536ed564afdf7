"""Quotations in a text, by their marks: straight, curly, guillemets either way round, low quotes, nested.

A mark's shape (what stands beside it) tells opening from closing and quotes from apostrophes. A quotation of several
paragraphs is one Quotation if each paragraph opens anew, or if a later one only closes; otherwise an unclosed one ends
with its paragraph. An unclosed single mark is an apostrophe.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_CLOSERS = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
}
_SINGLES = frozenset("‘'‚’")
_ONLY_OPENING = frozenset("„‟‚")
_MARK = re.compile(r"""["“”„‟«»‹›‘’'‚]""")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_OPENING_LEFT = re.compile(r"[\s(\[{—–/\-\"“„‟«‹‘'‚:]|^$")
_SHORTENED = re.compile(r"[0-9]{2}s?\b|(?:em|til|tis|twas|cause|n)\b", re.IGNORECASE)
_POSSESSIVE_RIGHT = re.compile(r"\s[a-z]")
_DEEPEST, _MOST_SILENT_PARAGRAPHS = 5, 3


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A quotation at [start, end) with its marks, its text at [text_start, text_end); open at the end if not closed."""

    start: int
    end: int
    text_start: int
    text_end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    start: int
    end: int = 0
    silent: int = 0


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations by start, an outer one before those inside it; nested to five levels.

    >>> find_quotations('He said: "Yes."')
    (Quotation(start=9, end=15, text_start=10, text_end=14, closed=True),)
    """
    done: list[Quotation] = []
    pending: _Open | None = None
    for paragraph in _PARAGRAPH.finditer(text):
        marks = _Paragraph(text, paragraph.start(), paragraph.start() + len(paragraph[0].rstrip()))
        pending = marks.read(pending, done)
    if pending:
        done.append(_unclosed(pending, pending.end))
    told = [quotation for quotation in done if text[quotation.text_start : quotation.text_end].strip()]
    return tuple(sorted(told, key=lambda quotation: (quotation.start, -quotation.end)))


def _unclosed(opened: _Open, end: int) -> Quotation:
    return Quotation(opened.start, end, opened.start + 1, end, closed=False)


class _Paragraph:
    """The marks of one paragraph at [start, end), read from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.places = [mark.start() for mark in _MARK.finditer(text, start, end)]
        self.possessives = set(self._possessives())
        self.stack: list[_Open] = []

    def read(self, pending: _Open | None, done: list[Quotation]) -> _Open | None:
        """Add what ends here to `done`; return the quotation that may go on in the next paragraph."""
        places = self.places
        if pending:
            if not self._goes_on(pending):
                return self._silent(pending, done)
            self.stack.append(pending)
            places = places[1:] if self._reopens(pending) else places
        for place in places:
            self._step(place, done)
        return self._finish(done)

    def _goes_on(self, pending: _Open) -> bool:
        if self._reopens(pending):
            return True
        family = _CLOSERS[pending.mark] + pending.mark
        first = next((place for place in self.places if self.text[place] in family), None)
        return first is not None and self.text[first] in _CLOSERS[pending.mark] and self._closing(first)

    def _reopens(self, pending: _Open) -> bool:
        return self.places[:1] == [self.start] and self.text[self.start] == pending.mark

    def _silent(self, pending: _Open, done: list[Quotation]) -> _Open | None:
        """Wait while paragraphs have no marks at all, but not for long; else end the pending quotation where it was."""
        if not self.places and pending.silent < _MOST_SILENT_PARAGRAPHS:
            return replace(pending, silent=pending.silent + 1)
        done.append(_unclosed(pending, pending.end))
        return self.read(None, done)

    def _finish(self, done: list[Quotation]) -> _Open | None:
        left = [opened for opened in self.stack if opened.mark not in _SINGLES]
        done.extend(_unclosed(opened, self.end) for opened in left[1:])
        return replace(left[0], end=self.end, silent=0) if left else None

    def _step(self, place: int, done: list[Quotation]) -> None:
        if self._inside_word(place) or place in self.possessives:
            return
        level = self._closed_by(place)
        if level is not None:
            self._close(level, place, done)
        elif self._opens(place) and len(self.stack) < _DEEPEST:
            self.stack.append(_Open(self.text[place], place))

    def _close(self, level: int, place: int, done: list[Quotation]) -> None:
        inner = [opened for opened in self.stack[level + 1 :] if opened.mark not in _SINGLES]
        done.extend(_unclosed(opened, place) for opened in inner)
        opened = self.stack[level]
        done.append(Quotation(opened.start, place + 1, opened.start + 1, place, closed=True))
        del self.stack[level:]

    def _closed_by(self, place: int) -> int | None:
        """Return the level of the stack that the mark closes, or None where it closes nothing."""
        mark = self.text[place]
        levels = [level for level, opened in enumerate(self.stack) if mark in _CLOSERS[opened.mark]]
        if not levels or mark in _ONLY_OPENING:
            return None
        symmetric = mark in _CLOSERS.get(mark, "")
        if symmetric or mark in _SINGLES:
            return levels[-1] if not self._opening(place) and (mark not in _SINGLES or self._closing(place)) else None
        return levels[-1]

    def _opens(self, place: int) -> bool:
        mark = self.text[place]
        if mark in _SINGLES:
            return mark != "’" and self._opening(place) and not _SHORTENED.match(self.text, place + 1)
        if mark in "“„‟«‹":
            return True
        return self._opening(place) or (mark == '"' and not self._closing(place))

    def _beside(self, place: int) -> tuple[str, str]:
        return self.text[max(self.start, place - 1) : place], self.text[place + 1 : min(self.end, place + 2)]

    def _inside_word(self, place: int) -> bool:
        left, right = self._beside(place)
        return self.text[place] in _SINGLES and left.isalnum() and right.isalnum()

    def _opening(self, place: int) -> bool:
        left, right = self._beside(place)
        return bool(_OPENING_LEFT.fullmatch(left)) and bool(right) and not right.isspace()

    def _closing(self, place: int) -> bool:
        left, right = self._beside(place)
        return bool(left) and not left.isspace() and not right.isalnum()

    def _possessives(self) -> Iterator[int]:
        """Yield plural possessives ("the hackers' tools"): "s'" before a word, with another closing mark to come."""
        more = False
        for place in reversed(self.places):
            if self.text[place] not in _SINGLES or self._inside_word(place):
                continue
            if self._opening(place):
                more = False
            elif more and self.text[place - 1] == "s" and _POSSESSIVE_RIGHT.match(self.text, place + 1):
                yield place
            elif self._closing(place):
                more = True
