"""Deterministic IRIs: the same values give the same names, on any machine, in any order.

Everything of ours lies below BASE; graphs are the IRIs below BASE + "graph/".
"""

import hashlib
import re
from collections import Counter
from urllib.parse import quote

from pyoxigraph import NamedNode

from attrigraph.model import Act, Actor, Document, Extraction, Incident, Span
from attrigraph.rdf.tables import act_form

BASE = "https://w3id.org/attrigraph/id/"
_SAFE = "/=,:"


def node(path: str) -> NamedNode:
    """Return the node of a path below the base; characters that no IRI may hold are percent-encoded.

    >>> node("person/name/a <b>").value
    'https://w3id.org/attrigraph/id/person/name/a%20%3Cb%3E'
    """
    place, mark, part = path.partition("#")  # an IRI has one fragment at most
    return NamedNode(
        BASE + quote(place, safe=_SAFE, errors="replace") + mark + quote(part, safe=_SAFE, errors="replace")
    )


REFERENCE = node("graph/reference")
LINKS = node("graph/links")
DERIVED = node("graph/derived")
ONTOLOGY = node("graph/ontology")


def actor(who: Actor) -> NamedNode:
    """Return the node of an actor: its id is its path."""
    return node(who.id)


def state(code: str) -> NamedNode:
    """Return the node of the State with an ISO 3166-1 alpha-2 code."""
    return node(f"state/{code.lower()}")


def document(source: Document) -> NamedNode:
    """Return the node of a document."""
    return node(f"doc/{source.key}")


def document_graph(source: Document) -> NamedNode:
    """Return the named graph that holds what one document reports."""
    return node(f"graph/doc/{source.key}")


def span(source: Document, stretch: Span) -> NamedNode:
    """Return the node of an evidence span (RFC 5147), in code points."""
    return node(f"doc/{source.key}#char={stretch.start},{stretch.end}")


def incident(source: Document, what: Incident) -> NamedNode:
    """Return the node of an incident: numbered in order of mention."""
    return node(f"doc/{source.key}/incident/{what.number}")


def acts(extraction: Extraction) -> tuple[NamedNode, ...]:
    """Return the nodes of the acts, in their order: class, and id or offsets of the main span, "-2" for a second."""
    seen: Counter[str] = Counter()
    return tuple(_act(extraction.document, act, seen) for act in extraction.acts)


def stated_match(source: Document, number: int) -> NamedNode:
    """Return the node of a match that a document proposes, numbered in its order."""
    return node(f"doc/{source.key}/match/{number}")


def match(one: NamedNode, other: NamedNode) -> NamedNode:
    """Return the node of the match of two nodes, whichever comes first."""
    both = "\n".join(sorted((one.value, other.value)))
    return node(f"match/{hashlib.sha256(both.encode()).hexdigest()[:16]}")


def _act(source: Document, act: Act, seen: Counter[str]) -> NamedNode:
    kind = re.sub(r"(?<!^)(?=[A-Z])", "-", act_form(act.kind).name).lower()
    main = act.evidence[0]
    path = f"doc/{source.key}/act/{kind}-{act.id or f'{main.start}-{main.end}'}"
    seen[path] += 1
    return node(path if seen[path] == 1 else f"{path}-{seen[path]}")
