"""RDF files that are nested without end, on which a parser takes quadratic time or ends the program, are refused."""

import json
import re
from pathlib import Path
from xml.parsers import expat  # what it could be made to expand is refused before it does

import pyoxigraph as ox

MAX_DEPTH = 500
MAX_BYTES = 300_000_000  # of a file that is read whole: RDF/XML and JSON-LD
_PIECE = 1 << 20
_QUOTED = re.compile(rb"<<|>>")


def refuse_nesting(path: Path, form: ox.RdfFormat) -> None:
    """Raise SyntaxError for a file that is nested more than 500 deep, or that declares XML entities; OSError."""
    if form == ox.RdfFormat.RDF_XML:
        _refuse_in_xml(_whole(path))
    elif form == ox.RdfFormat.JSON_LD:
        _refuse_in_json(_whole(path))
    else:
        _refuse_in_turtle(path)


def _whole(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SyntaxError(f"is larger than {MAX_BYTES:,} bytes: write it as N-Quads, which are read line by line")
    return data


def _refuse_in_xml(data: bytes) -> None:
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        _require(depth)

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise SyntaxError("declares XML entities, with which a small file can grow without bounds")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, declare
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that Python does not know
        raise SyntaxError(str(error)) from error


def _refuse_in_json(data: bytes) -> None:
    try:
        json.loads(data)
    except RecursionError as error:
        raise SyntaxError("is nested too deep") from error


def _refuse_in_turtle(path: Path) -> None:
    """Look for quoted triples in quoted triples; what else is nested takes no more time than its length."""
    depth = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            for mark in _QUOTED.findall(piece):
                depth = max(0, depth + (1 if mark == b"<<" else -1))
                _require(depth)


def _require(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise SyntaxError(f"is nested more than {MAX_DEPTH} deep")
