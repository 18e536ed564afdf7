"""A page as a tree that is safe to work on: bounded in size, depth and attribute length."""

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from attrigraph.documents.limits import MAX_ATTRIBUTE, MAX_ELEMENTS
from attrigraph.errors import SourceError

__all__ = ["HtmlElement", "parse_tree"]


def parse_tree(page: str) -> HtmlElement:
    """Return the tree of a page without comments and with over-long attributes taken out.

    Raises SourceError for what is not HTML, has too many elements, or is nested so deeply that libxml2 gave up midway.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(page.encode("utf-8", "ignore"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise SourceError("the page is not HTML", "save it again, or its text as .txt") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError("the page is nested too deeply to be read whole", "save its text as .txt")
    _bound(tree)
    return tree


def _bound(tree: HtmlElement) -> None:
    """Take out long attributes, on which extraction rules take long; refuse a page of very many elements."""
    for count, element in enumerate(tree.iter()):
        if count >= MAX_ELEMENTS:
            raise SourceError(f"the page has more than {MAX_ELEMENTS:,} elements", "save its text as .txt")
        for name, value in element.attrib.items():
            if len(value) > MAX_ATTRIBUTE:
                del element.attrib[name]
