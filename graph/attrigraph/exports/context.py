"""The prefixes and short names of ontology/context.jsonld, which every writer of RDF uses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from attrigraph.folders import folder


@dataclass(frozen=True, slots=True)
class Term:
    """A short name of a property, and the type its values have unless they say otherwise: "@id", a datatype, or ""."""

    name: str
    type: str


@cache
def context() -> Mapping[str, str | Mapping[str, str]]:
    """Return the context as it stands in ontology/context.jsonld."""
    text = (folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: Mapping[str, str | Mapping[str, str]] = json.loads(text)["@context"]
    return found


@cache
def prefixes() -> Mapping[str, str]:
    """Return the namespaces by prefix.

    >>> prefixes()["ag"]
    'https://w3id.org/attrigraph/ns#'
    """
    return {name: value for name, value in context().items() if isinstance(value, str) and value[-1] in "/#"}


@cache
def names() -> Mapping[str, Term]:
    """Return the short names by IRI, those of classes among them."""
    found = {}
    for name, value in context().items():
        if name not in prefixes():
            iri, kind = (value, "") if isinstance(value, str) else (value["@id"], value.get("@type", ""))
            found[expanded(iri)] = Term(name, expanded(kind))
    return found


def expanded(name: str) -> str:
    """Return the IRI of a name with a prefix; anything else as it is.

    >>> expanded("xsd:date"), expanded("@id")
    ('http://www.w3.org/2001/XMLSchema#date', '@id')
    """
    prefix, colon, rest = name.partition(":")
    return prefixes()[prefix] + rest if colon and prefix in prefixes() else name


@cache
def compact(iri: str) -> str:
    """Return an IRI with a prefix where one fits, else as it is.

    >>> compact("https://w3id.org/attrigraph/id/state/al"), compact("urn:x")
    ('agi:state/al', 'urn:x')
    """
    for prefix, base in prefixes().items():
        if iri.startswith(base) and not iri.startswith(f"{base}//"):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
