"""Web pages: main text through trafilatura, blocks parted by blank lines."""

import logging
import re
from typing import TYPE_CHECKING

from attrigraph.documents.encoding import decode
from attrigraph.documents.metadata import Parsed
from attrigraph.errors import SourceError

if TYPE_CHECKING:
    from attrigraph.documents.tree import HtmlElement

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# trafilatura promises no exception; its rules work on hostile trees, and a page must never stop the run.
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_HEAD = 4_096
_BLOCKS = dict.fromkeys(("p", "head", "quote", "list", "table"), "\n\n")
_BEFORE = {**_BLOCKS, "item": "\n", "row": "\n"}
_AFTER = {**_BLOCKS, "lb": "\n", "cell": " | "}

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # their complaints reach the user as our Problems


def parse_html(data: bytes) -> Parsed:
    """Return the main text of a page and what its metadata says; nothing is fetched.

    Raises SourceError for a page that is too large, too deep, broken, or without a main text.
    """
    from trafilatura import bare_extraction

    from attrigraph.documents.page import page_metadata
    from attrigraph.documents.tree import keep_inline, parse_tree

    declared = _CHARSET.search(data[:_HEAD])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    tree = parse_tree(decoded.text)
    try:
        metadata = page_metadata(tree)
        keep_inline(tree)
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except _MALFORMED as error:
        raise SourceError("the page is broken", "save its text as .txt") from error
    body = getattr(found, "body", None)  # None where nothing was found
    text = "" if body is None else _render(body)
    if not text.strip():
        raise SourceError("the page has no main text", "save the article itself, or its text as .txt")
    return Parsed(text, metadata, decoded.faults)


def _render(body: "HtmlElement") -> str:
    """Write trafilatura's tree as text: a blank line between blocks, a line for an item, a row, a line break."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if event == "start":
            parts += [_BEFORE.get(element.tag, ""), _flat(element.text)]
        else:
            parts += [_AFTER.get(element.tag, ""), _flat(element.tail)]
    return re.sub(r"(?: \| )+(?=\n|$)", "", "".join(parts))


def _flat(text: str | None) -> str:
    """Join lines, as a browser does, but keep blank lines: they part the paragraphs of preformatted text."""
    return "\n\n".join(re.sub(r"\s+", " ", part) for part in re.split(r"\n\s*\n", text or ""))
