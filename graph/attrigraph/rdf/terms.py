"""RDF terms from our values, always well-formed, in the form in which the store keeps them.

Oxigraph keeps the value of numbers and durations, not their spelling ("0.80" comes back as "0.8", nonNegativeInteger
as integer): they are written so from the start, and a graph that went through a store is byte for byte the same.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import cast
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from attrigraph.rdf.vocabulary import XSD

MAX_IRI = 2048
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """Replace each character that XML cannot hold by U+FFFD: lengths and offsets stay as they were.

    >>> clean(f"a{chr(0)}b")
    'a�b'
    """
    return _NOT_IN_XML.sub(REPLACEMENT, words)


def text(words: str, language: str | None = None) -> Literal:
    """Return a string literal, or one in a language."""
    return Literal(clean(words), language=language) if language else Literal(clean(words))


def day(value: date) -> Literal:
    """Return an xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date)


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def score(value: float) -> Literal:
    """Return an xsd:decimal with at most two digits after the point.

    >>> score(0.804).value, score(1.0).value, score(0.0).value
    ('0.8', '1', '0')
    """
    return Literal(f"{Decimal(f'{value:.2f}').normalize():f}", datatype=XSD.decimal)


def duration(value: str) -> Literal:
    """Return an xsd:duration as the store spells it ("PT24H" is "P1D"); what is none stays for the check to find.

    >>> duration("PT24H").value, duration("a day").value
    ('P1D', 'a day')
    """
    literal = Literal(clean(value), datatype=XSD.duration)
    anything = NamedNode("urn:x")
    store = ox.Store()
    store.add(Quad(anything, anything, literal))
    return next(cast("Literal", quad.object) for quad in store)


def web_address(url: str) -> NamedNode | Literal:
    """Return an IRI for an address of the web, and the words as they are for anything else.

    >>> web_address("https://example.org/a b").value
    'https://example.org/a%20b'
    >>> type(web_address("javascript:alert(1)")).__name__
    'Literal'
    """
    with suppress(ValueError):
        parts = urlsplit(url.strip())
        if parts.scheme.lower() in ("http", "https") and parts.hostname and len(url) <= MAX_IRI:
            return NamedNode(quote(url.strip(), safe="%:/?#[]@!$&'()*+,;=~-._"))
    return text(url)
