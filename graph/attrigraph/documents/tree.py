"""A page as a tree that is safe to work on: bounded in size, depth and attribute length."""

import re
import sys

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from attrigraph.documents.limits import MAX_ATTRIBUTE, MAX_ELEMENTS
from attrigraph.errors import SourceError

__all__ = ["HtmlElement", "keep_inline", "parse_tree"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that lxml reads but cannot write

_REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));?")


def parse_tree(page: str) -> HtmlElement:
    """Return the tree of a page without comments and with over-long attributes taken out.

    Raises SourceError for what is not HTML, has too many elements, or is nested so deeply that libxml2 gave up midway.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(_writable(page).encode("utf-8", "ignore"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise SourceError("the page is not HTML", "save it again, or its text as .txt") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError("the page is nested too deeply to be read whole", "save its text as .txt")
    _bound(tree)
    return tree


def _writable(page: str) -> str:
    """Take out forbidden characters, written as themselves or as numbers."""

    def checked(found: re.Match[str]) -> str:
        number = int(found[1]) if found[1] else int(found[2], 16)
        return "" if number > sys.maxunicode or _FORBIDDEN.match(chr(number)) else found[0]

    return _REFERENCE.sub(checked, _FORBIDDEN.sub("", page))


def _bound(tree: HtmlElement) -> None:
    """Take out long attributes, on which extraction rules take long; refuse a page of very many elements."""
    for count, element in enumerate(tree.iter()):
        if count >= MAX_ELEMENTS:
            raise SourceError(f"the page has more than {MAX_ELEMENTS:,} elements", "save its text as .txt")
        for name, value in element.attrib.items():
            if len(value) > MAX_ATTRIBUTE:
                del element.attrib[name]


def keep_inline(tree: HtmlElement) -> None:
    """Turn inline elements that extraction drops or breaks out of their sentence into plain ones.

    A date in <time> stays, <q> gets its quotation marks, the number of a footnote in <sup> goes.
    """
    for element in tree.xpath("//p//time | //p//q | //p//sup | //li//time | //li//q | //li//sup"):
        if element.tag == "q":
            _quote(element)
        elif element.tag == "sup" and (element.text or "").strip("[]() \n").isdigit() and not len(element):
            element.text = ""
        element.tag = "span"


def _quote(element: HtmlElement) -> None:
    element.text = f"“{element.text or ''}"
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}”"
    else:
        element.text += "”"
