"""When two web addresses are of one page: addresses.toml says what sites write around it."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import SplitResult, urlsplit


def normalised(address: str) -> str | None:
    """Return what two addresses of one page have in common; None for a site's front page and what is no address.

    A headline of many words in the address says which page it is wherever it stands; else host, path and the number
    in the query do.

    >>> normalised("https://www.example.org/News/2031/?utm=1"), normalised("http://example.org/news/2031.html#top")
    ('example.org/news/2031', 'example.org/news/2031')
    >>> normalised("https://web.archive.org/web/2031/http://blog.example.org/otter-hits-the-harbour-of-vlora.html")
    'otter-hits-the-harbour-of-vlora'
    >>> normalised("https://example.org/view.php?lang=en&id=7"), normalised("https://example.org/"), normalised("no")
    ('example.org/view?id=7', None, None)
    """
    try:
        parts = urlsplit(_pattern("archive").sub("", address.strip()))
    except ValueError:
        return None
    path = _pattern("language").sub("", _pattern("ending").sub("", parts.path.rstrip("/").lower()))
    if parts.scheme not in ("http", "https") or not path:
        return None
    headline = _pattern("number").sub("", path.rpartition("/")[2])
    if len(headline.split("-")) >= _rules()["headline"]:
        return headline
    return _pattern("host").sub("", parts.netloc.lower()) + path + _page(parts)


def _page(parts: SplitResult) -> str:
    """Return what of a query tells pages apart."""
    named = (piece for piece in parts.query.lower().split("&") if _pattern("page").fullmatch(piece))
    query = "&".join(sorted(named))
    return f"?{query}" if query else ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_rules()[name])


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads((files("attrigraph.origins") / "addresses.toml").read_text(encoding="utf-8"))
