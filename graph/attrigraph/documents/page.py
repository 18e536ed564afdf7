"""What a web page says about itself: meta elements, JSON-LD, the canonical link, then trafilatura's own reading."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attrigraph.documents.dates import parse_date
from attrigraph.documents.metadata import Metadata, label, language_tag, web_address
from attrigraph.documents.tree import HtmlElement
from attrigraph.model import Interval

T = TypeVar("T")

# For each field the meta elements that state it, best first; "ld:" marks a key of the page's JSON-LD article.
_STATED = {
    "title": ("og:title", "ld:headline", "dc.title", "dcterms.title"),
    "published": (
        *("article:published_time", "og:article:published_time", "ld:datepublished", "datepublished", "dc.date.issued"),
        *(
            "dcterms.issued",
            "dcterms.date",
            "dc.date",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
        ),
        *("parsely-pub-date", "sailthru.date", "citation_publication_date", "article:published", "ld:datecreated"),
    ),
    "publisher": ("og:site_name", "ld:publisher", "dc.publisher", "dcterms.publisher", "citation_publisher"),
    "url": ("canonical", "og:url", "ld:url", "ld:mainentityofpage"),
    "language": ("ld:inlanguage", "dc.language", "dcterms.language", "content-language", "html:lang", "og:locale"),
}
_ARTICLE = re.compile(r"Article|Report|BlogPosting|PressRelease|WebPage", re.IGNORECASE)
_MAX_NODES = 10_000
# No date is looked for in running text, and none depends on the clock.
_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}


def page_metadata(tree: HtmlElement) -> Metadata:
    """Return the metadata of a page. What cannot be used (a relative address, an odd date) counts as silence."""
    from trafilatura.metadata import extract_metadata

    stated = dict(_stated(tree))
    guessed = extract_metadata(tree, date_config=_SEARCH)
    return Metadata(
        title=_first(stated, "title", label) or label(guessed.title or "") or None,
        published=_first(stated, "published", parse_date) or _seen(tree, guessed.date),
        publisher=_first(stated, "publisher", _site_name) or label(guessed.sitename or "") or None,
        url=_first(stated, "url", web_address),
        language=_first(stated, "language", language_tag),
    )


def _first(stated: dict[str, str], field: str, parse: Callable[[str], T]) -> T | None:
    """Return the first stated value of a field that can be read."""
    for key in _STATED[field]:
        try:
            value = parse(stated[key]) if stated.get(key, "").strip() else None
        except ValueError:
            continue
        if value:
            return value
    return None


def _site_name(text: str) -> str:
    """Return the name of a site; raise ValueError for an account name, an address and a reference inside the page."""
    if text.strip().startswith(("@", "#")) or "://" in text:
        raise ValueError(f"not a name: {text[:80]!r}")
    return label(text)


def _stated(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield (key in lower case, value), the last of a key counting: hence in reverse order."""
    for meta in reversed(tree.xpath("//meta[@content]")):
        for name in ("http-equiv", "itemprop", "name", "property"):
            if meta.get(name):
                yield meta.get(name).strip().lower(), meta.get("content")
    for link in reversed(tree.xpath("//link[@href][@rel]")):
        yield link.get("rel").strip().lower(), link.get("href")
    yield "html:lang", tree.get("lang") or tree.get("xml:lang") or ""
    yield from _linked_data(tree)


def _linked_data(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the text values of the first article of the page's JSON-LD."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(value))
        names = {str(node["@id"]): node["name"] for node in nodes if "@id" in node and "name" in node}
        for node in nodes:
            if _ARTICLE.search(str(node.get("@type"))[:200]) and ("headline" in node or "datePublished" in node):
                yield from ((f"ld:{key.lower()}", text) for key, item in node.items() if (text := _name(item, names)))
                return


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """Walk JSON for its objects in document order, without recursion and with an end."""
    stack = [value]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, dict):
            yield item
        children: Iterable[object] = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        stack += reversed([child for child in children if isinstance(child, dict | list)])


def _name(item: object, names: dict[str, object]) -> str:
    """Return a string, or the name of an object or of the one it refers to, or its @id; of a list, of its first."""
    if isinstance(item, list):
        item = item[0] if item else None
    if isinstance(item, dict):
        reference = item.get("@id")
        item = item.get("name") or names.get(str(reference)) or reference
    return item if isinstance(item, str) else ""


def _seen(tree: HtmlElement, day: str | None) -> Interval | None:
    """Keep a day that trafilatura found only where day and year really stand near each other on the page.

    Its date search completes "September 2022" with the day of the month on which it runs.
    """
    if not day:
        return None
    year, number = day[:4], rf"0?{int(day[8:])}(?!\d)"
    near = (
        rf"(?<!\d){number}\D{{1,20}}(\d\d?\D{{1,3}})?{year}|{year}\D{{1,12}}(\d\d?\D)?{number}|{day.replace('-', '')}"
    )
    page = " ".join([*tree.itertext(), *(" ".join(element.attrib.values()) for element in tree.iter())])
    return parse_date(day) if re.search(near, page) else None
