"""Where in the text the words stand that a model says it copied."""

import re

from attrigraph.model import Document, Span

LONGEST = 600  # characters of a quote: two sentences, generously
_ENDS = " \t\r\n.,;:!?…\"'“”‘’„«»"  # punctuation around a quotation that copying adds or drops
_SAME = (  # characters that copying replaces by one another
    '"“”„«»',
    "'‘’`",
    "-‐‑–—",
)
_CLASSES = {letter: f"[{re.escape(group)}]" for group in _SAME for letter in group}


def anchored(document: Document, words: str) -> Span | None:
    """Return the first place in the text where exactly these words stand; None where there is none.

    White space, kinds of quotation marks and dashes, and punctuation around the words do not matter. The span has the
    text's own characters. Whole words only: "Iran" does not stand in "Iranian".

    >>> anchored(Document("a", "He said “Iran did it”  twice."), 'said "Iran did it" twice')
    Span(start=3, end=28, quote='said “Iran did it”  twice')
    >>> anchored(Document("a", "Iranian hackers"), "Iran") is None
    True
    """
    pieces = words.strip(_ENDS).split()
    if not pieces or len(words) > LONGEST:
        return None
    pattern = r"\s+".join("".join(_CLASSES.get(letter) or re.escape(letter) for letter in piece) for piece in pieces)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", document.text)
    return document.span(*found.span()) if found else None
