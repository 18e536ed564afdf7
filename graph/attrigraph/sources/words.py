"""What several importers read out of free text: addresses."""

import re

_URL = re.compile(r"https?://(?:&amp;|[^\s;\"<>])+")


def urls(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text, each once, in order, with the entities of HTML resolved.

    >>> urls("Denial   https://example.org/a?b=1&amp;c=2, and http://example.com/.")
    ('https://example.org/a?b=1&c=2', 'http://example.com/')
    """
    found = (url.replace("&amp;", "&").rstrip(".,)]'") for url in _URL.findall(text))
    return tuple(dict.fromkeys(found))
