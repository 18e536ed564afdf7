"""Web pages: main text through trafilatura, blocks parted by blank lines."""

import re
from typing import TYPE_CHECKING

from attrigraph.documents.encoding import decode
from attrigraph.documents.metadata import Parsed
from attrigraph.errors import SourceError

if TYPE_CHECKING:
    from attrigraph.documents.tree import HtmlElement

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096
_BLOCKS = dict.fromkeys(("p", "head", "quote", "list", "table"), "\n\n")
_BEFORE = {**_BLOCKS, "item": "\n", "row": "\n"}
_AFTER = {**_BEFORE, "lb": "\n", "cell": " | "}


def parse_html(data: bytes) -> Parsed:
    """Return the main text of a page and what its metadata says; nothing is fetched.

    Raises SourceError for a page that is too large, too deep, broken, or without a main text.
    """
    from trafilatura import bare_extraction

    from attrigraph.documents.page import page_metadata
    from attrigraph.documents.tree import parse_tree

    declared = _CHARSET.search(data[:_HEAD])
    tree = parse_tree(decode(data, declared=declared[1].decode("ascii") if declared else None))
    metadata = page_metadata(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)  # None where nothing was found
    text = "" if body is None else _render(body)
    if not text.strip():
        raise SourceError("the page has no main text", "save the article itself, or its text as .txt")
    return Parsed(text, metadata)


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
    return re.sub(r"[ \t\r\n]+", " ", text or "")
