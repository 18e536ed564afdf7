"""Turtle, TriG and N-Quads: every quad, sorted, with the prefixes of the context."""

import io
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad

from attrigraph.exports.context import prefixes
from attrigraph.exports.formats import Order, Written
from attrigraph.rdf import iris, write_nquads

FORMS = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG}


def write(order: Order, target: Path) -> Written:
    """Write all quads; Turtle has no graph names, and holds a triple of several graphs once."""
    quads = order.quads
    if order.format == "nquads":
        write_nquads(quads, target)
        return Written({"quad": len(quads)}, {})
    if order.format == "trig":
        target.write_bytes(serialized(quads, FORMS["trig"]))
        return Written({"quad": len(quads)}, {})
    flat = {Quad(*quad.triple) for quad in quads}
    named = sum(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)
    target.write_bytes(serialized(flat, FORMS["turtle"]))
    return Written({"triple": len(flat)}, {"graph names of quads": named})


def serialized(quads: Iterable[Quad], form: ox.RdfFormat, **more: str) -> bytes:
    r"""Return quads sorted in Turtle or TriG, with the context's prefixes but that of our IRIs, and `more`.

    Theirs would need a backslash before every slash, and a base IRI would shorten the addresses of web pages too.
    """
    known = {name: base for name, base in prefixes().items() if base != iris.BASE} | more
    out = io.BytesIO()
    ox.serialize(sorted(quads, key=_place), out, form, prefixes=known)
    return _head_sorted(out.getvalue())


def _place(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _head_sorted(text: bytes) -> bytes:
    """Put the prefixes into the order of the alphabet: the serializer gives them in none."""
    lines = text.splitlines(keepends=True)
    size = next((number for number, line in enumerate(lines) if not line.startswith(b"@")), len(lines))
    return b"".join(sorted(lines[:size]) + lines[size:])
