"""Acronyms that a text explains: "People's Liberation Army (PLA)"."""

import re

_BRACKETED = re.compile(r" \(([A-Z][\w-]{1,14})\)")


def explained(name: str, text: str) -> str | None:
    """Return the acronym that stands in brackets right after a name which spells it; None where there is none.

    >>> explained("Ministry of State Security", "China's Ministry of State Security (MSS) denied it.")
    'MSS'
    >>> explained("Stealth Mango", "The group has Stealth Mango (Android).") is None
    True
    """
    for found in _BRACKETED.finditer(text):
        if text.endswith(name, 0, found.start()) and spells(found[1], name):
            return found[1]
    return None


def spells(short: str, name: str) -> bool:
    """Return whether the capitals of a name contain those of the acronym in their order.

    >>> spells("FIFA", "Federation Internationale de Football Association"), spells("BKA", "Federal Police")
    (True, False)
    """
    capitals = (letter for letter in name if letter.isupper())
    return all(letter in capitals for letter in short if letter.isupper())
