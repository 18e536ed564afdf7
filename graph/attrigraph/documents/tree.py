"""A page as a tree that is safe to work on: bounded in size, depth and attribute length."""

import re
import sys

from lxml.etree import LxmlError, strip_tags  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from attrigraph.documents.limits import MAX_ATTRIBUTE, MAX_CHILDREN, MAX_ELEMENTS, MAX_NAME, MAX_NAMES
from attrigraph.errors import SourceError

__all__ = ["HtmlElement", "keep_inline", "parse_tree"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that lxml reads but cannot write

_DATA = frozenset(("content", "datetime", "href"))
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|d[dlt]|details|div|fieldset|figure|footer|form|h[1-6]|head|header|hr|li"
    r"|link|main|meta|nav|[ou]l|option|p|pre|script|section|style|table|tbody|t[dhr]|tfoot|thead"
)
_REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));?")


def parse_tree(page: str) -> HtmlElement:
    """Return the tree of a page without comments and with over-long attributes cut.

    Raises SourceError for what is not HTML, has too many elements, or is nested so deeply that libxml2 gave up midway.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(_writable(page).encode("utf-8", "ignore"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise SourceError("the page is not HTML", "save it again, or its text as .txt") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError("the page is too deep or too long to be read whole", "save its text as .txt")
    _bound(tree)
    return tree


def _writable(page: str) -> str:
    """Take out forbidden characters, written as themselves or as numbers."""

    def checked(found: re.Match[str]) -> str:
        number = int(found[1]) if found[1] else int(found[2], 16)
        return "" if number > sys.maxunicode or _FORBIDDEN.match(chr(number)) else found[0]

    return _REFERENCE.sub(checked, _FORBIDDEN.sub("", page))


def _bound(tree: HtmlElement) -> None:
    """Cut long attributes, in which extraction searches for many words; refuse a page of very many elements."""
    count = sum(1 for _ in tree.iter())
    if count > MAX_ELEMENTS:
        raise SourceError(f"the page has more than {MAX_ELEMENTS:,} elements", "save its text as .txt")
    shortest = min(MAX_NAME, MAX_NAMES // count)
    for element in tree.iter():
        for name, value in element.attrib.items():
            limit = MAX_ATTRIBUTE if name in _DATA else shortest
            if len(value) > limit:
                element.set(name, value[:limit])


def keep_inline(tree: HtmlElement) -> None:
    """Turn inline elements that extraction drops or breaks out of their sentence into plain ones.

    A date in <time> stays, <q> gets its quotation marks, the number of a footnote in <sup> goes. Where very many inline
    elements stand side by side, on which extraction takes quadratic time, only their text is kept.
    """
    for element in tree.iter("time", "q", "sup"):
        if next(element.iterancestors("p", "li", "blockquote", "td"), None) is not None:
            _make_plain(element)
    for element in list(tree.iter()):
        if len(element) > MAX_CHILDREN:
            _thin_out(element)


def _thin_out(element: HtmlElement) -> None:
    inline = [child.tag for child in element if not _BLOCK.fullmatch(child.tag)]
    if len(inline) > MAX_CHILDREN:
        strip_tags(element, *set(inline))
        element.text = element.text  # joins what strip_tags left as thousands of text nodes
        for child in element:
            child.tail = child.tail


def _make_plain(element: HtmlElement) -> None:
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
