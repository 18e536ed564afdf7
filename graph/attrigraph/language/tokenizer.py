"""A tokenizer that keeps white space out of the Doc and remembers where every token stood in the text.

The parser was trained on running text: white-space tokens, line breaks inside sentences and blank lines between
paragraphs would all mislead it. So paragraphs are tokenised one by one, runs of white space become one space, every
paragraph starts a sentence, and Doc.user_data["offsets"] holds the start of every token in the original text.

No sentence has more than LONGEST tokens, whatever the text: the time for one grows with the square of its length.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex
from spacy.vocab import Vocab

from attrigraph.language.words import word_classes

OFFSETS = "offsets"
TEXT = "text"
LONGEST = 500  # tokens of a sentence
_SETTLED = 250  # tokens after which the next full stop ends a sentence, whatever the parser thinks
_FULL_STOPS = (".", "!", "?")
_SENTENCE_END = (".", "!", "?", ":", ";", '"', "”", "’", "'", ")", "…")
_INSIDE = (",", ";", ")", "%")  # no sentence starts with one of them
_CLOSING = ('"', "'")  # nor with a quotation mark that closes
_WITH_STOP = 3  # an abbreviation, its full stop, and what follows
_DASHES = ("-", "–", "—")  # before a list item or who has signed
_LIST_ITEM = re.compile(r"\s*(?:[-–—*•·‣▪]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_DAY = r"(?:\w+\.? \d{1,2}|\d{1,2} \w+)"
_DATELINE = re.compile(  # "LONDON (Reuters) - ", "TALLINN, 6 September. "
    rf"[A-Z][A-Z'’/ -]{{2,30}}(?:, {_DAY}(?: \(\w+\))?(?: [-–—]|\.)|(?: \(\w+\))? [-–—]) (?=\S)"
)
_PLAIN_MARKS = str.maketrans("‘’‚‛“”„‟", "''''" + '""""')  # the parser and the tables know straight ones only
_INFIXES = (r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", "[—–]")  # "U.S.-based", dashes without spaces
_WRAPPED_LINE = 45  # a shorter line than this is a heading, a byline or a list item, never a wrapped line


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield [start, end) of every paragraph, in order, without the white space around it.

    A blank line always separates. A single line break separates unless the line before it looks wrapped: long,
    without sentence-final punctuation, and followed by a line that is no list item.

    >>> ["A title\nFirst line.\n\nSecond."[a:b] for a, b in paragraphs("A title\nFirst line.\n\nSecond.")]
    ['A title', 'First line.', 'Second.']
    """
    start = 0
    for line_break in re.finditer(r"\n+", text):
        line = text[text.rfind("\n", 0, line_break.start()) + 1 : line_break.start()]
        if len(line_break.group()) == 1 and _is_wrapped(line, text[line_break.end() : line_break.end() + 8]):
            continue
        yield from _stripped(text, start, line_break.start())
        start = line_break.end()
    yield from _stripped(text, start, len(text))


def _is_wrapped(line: str, following: str) -> bool:
    return len(line) >= _WRAPPED_LINE and not line.rstrip().endswith(_SENTENCE_END) and not _LIST_ITEM.match(following)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the piece without white space around it; a dateline at its start is a paragraph of its own."""
    start, end = _trimmed(text, start, end)
    dateline = _DATELINE.match(text, start, end)
    if dateline and dateline.end() < end:
        yield _trimmed(text, start, dateline.end())
        start, end = _trimmed(text, dateline.end(), end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


@dataclass
class _Words:
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    starts: list[bool | int | None] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)


class ParagraphTokenizer:
    """Tokenise paragraph by paragraph; the Doc holds no white-space tokens."""

    def __init__(self, base: Tokenizer) -> None:
        self.base = base
        self.vocab: Vocab = base.vocab
        infixes = [base.infix_finditer.__self__.pattern, *_INFIXES]
        base.infix_finditer = compile_infix_regex(infixes).finditer

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`; its user_data["offsets"] gives each token's start in `text`."""
        words = _Words()
        for start, end in paragraphs(text):
            self._add(words, text[start:end], start)
        doc = Doc(self.vocab, words=words.words, spaces=words.spaces, sent_starts=words.starts)
        doc.user_data[OFFSETS] = tuple(words.offsets)
        doc.user_data[TEXT] = text
        return doc

    def words(self, phrase: str) -> Doc:
        """Return the tokens of a phrase without line breaks, the same as inside a paragraph, but with no offsets."""
        found: Doc = self.base(phrase.translate(_PLAIN_MARKS))
        return found

    def _add(self, words: _Words, paragraph: str, offset: int) -> None:
        places = [m.start() + k for m in re.finditer(r"\S+|\s+", paragraph) for k in _kept(m.group())]
        squeezed = re.sub(r"\s+", " ", paragraph).translate(_PLAIN_MARKS)
        tokens = [token for token in self.base(squeezed) if not token.is_space]
        label = None if squeezed.startswith(_DASHES) else _LIST_ITEM.match(squeezed)
        length = 0
        for token in tokens:
            words.words.append(token.text)
            words.spaces.append(bool(token.whitespace_) or token is tokens[-1])
            labelled = label is not None and token.idx <= label.end()
            words.starts.append(token is tokens[0] or (False if labelled else _may_start(words, length)))
            words.offsets.append(offset + places[token.idx])
            length = 1 if words.starts[-1] else length + 1


def _may_start(words: _Words, length: int) -> bool | None:
    """Forbid the last token to start a sentence where none has ended ("U.S. assistance"); else leave it open.

    `length` counts the tokens since a sentence had to start; after too many one has to again.
    """
    before, here = words.words[-2], words.words[-1]
    if length >= LONGEST or (length >= _SETTLED and before in _FULL_STOPS and here[0].isalnum()):
        return True
    small = here[0].islower() and before not in _SENTENCE_END
    goes_on = here in _INSIDE or (here[0] in _CLOSING and not words.spaces[-2])
    return False if small or goes_on or _is_abbreviated(words.words) else None


def _is_abbreviated(words: list[str]) -> bool:
    """Return whether a title or a word before a number is abbreviated right before the last token: "Col.", "Fig. 3"."""
    before = words[-2] if words[-2] != "." or len(words) < _WITH_STOP else words[-3] + "."
    classes = word_classes().get(before[:-1].lower(), frozenset()) if before.endswith(".") else frozenset()
    return "title-abbreviation" in classes or ("number-abbreviation" in classes and words[-1][0].isdigit())


def _kept(piece: str) -> range:
    return range(1) if piece.isspace() else range(len(piece))


def start_of(token: Token) -> int:
    """Return where the token starts in the original text, in code points."""
    return int(token.doc.user_data[OFFSETS][token.i])


def end_of(token: Token) -> int:
    """Return where the token ends (exclusive) in the original text, in code points."""
    return start_of(token) + len(token.text)


def tokens_in(doc: Doc, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the indices of the tokens that start in one of the spans [start, end) of the original text."""
    offsets = doc.user_data[OFFSETS]
    return frozenset(i for span in spans for i in range(*(bisect_left(offsets, place) for place in span)))
