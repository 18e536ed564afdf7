"""The ontology page: tables, an example and a diagram from the Turtle files."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from attrigraph.exports.context import prefixes
from attrigraph.folders import folder
from attrigraph.rdf import iris

AG = rdflib.Namespace("https://w3id.org/attrigraph/ns#")
AGC = rdflib.Namespace("https://w3id.org/attrigraph/code/")
SCHEMA = rdflib.Namespace("https://schema.org/")
STATUS = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
EXAMPLE = rdflib.URIRef(f"{iris.BASE}doc/al-pm-20220907-704dbbadf64a7d8e/act/attribution-321-421")
MAPPED = (SKOS.closeMatch, SKOS.relatedMatch, RDFS.subClassOf, RDFS.subPropertyOf)
BOX = (130, 34)

Node = rdflib.term.Node


def version() -> Iterator[str]:
    """Yield the version of the ontology and its IRI."""
    ontology = rdflib.URIRef(str(AG).rstrip("#"))
    number, name = (terms().value(ontology, prop) for prop in (OWL.versionInfo, OWL.versionIRI))
    yield f"This is version {number}, `{name}`. {terms().value(ontology, RDFS.comment)}"


def classes() -> Iterator[str]:
    """Yield the classes as a table, with an act of the worked example for each class of act."""
    yield from ("| class | means | example | status |", "|---|---|---|---|")
    for term in declared(OWL.Class):
        above = terms().value(term, RDFS.subClassOf)
        kind = f" ({name(above)})" if above else ""
        yield f"| `{name(term)}`{kind} | {meaning(term)} | {cell(_example_of(term))} | {terms().value(term, STATUS)} |"


def properties() -> Iterator[str]:
    """Yield the stored properties as a table."""
    yield from ("| property | from, to | means | status |", "|---|---|---|---|")
    derived = set(terms().subjects(AG.fromClass))
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty):
        if term not in derived:
            of, to = (short(terms().objects(term, prop)) for prop in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes))
            code_list = terms().value(term, AG.codeList)
            to = to or "node"
            to = f"code of {short([code_list])}" if code_list else to
            yield f"| `{name(term)}` | {of} → {to} | {meaning(term)} | {terms().value(term, STATUS)} |"


def shortcuts() -> Iterator[str]:
    """Yield the derived properties as a table, with what each is derived from."""
    yield from ("| shortcut | derived from | means | status |", "|---|---|---|---|")
    for term in declared(OWL.ObjectProperty):
        if (term, AG.fromClass, None) in terms():
            parts = (AG.fromClass, AG.fromStatus, AG.fromSubject, AG.fromObject, AG.fromMeasure)
            act, status, subject, target, measures = (short(terms().objects(term, part)) for part in parts)
            rule = f"{act}, {status}: {subject} → {target}" + (f"; only {measures}" if measures else "")
            yield f"| `{name(term)}` | {rule} | {meaning(term)} | {terms().value(term, STATUS)} |"


def codes() -> Iterator[str]:
    """Yield the code lists, each as a table of its own."""
    for scheme in sorted(code_lists().subjects(RDF.type, SKOS.ConceptScheme)):
        yield from (f"### `{name(scheme)}`", "", f"{cell(code_lists().value(scheme, SKOS.prefLabel))}", "")
        yield from ("| code | means |", "|---|---|")
        for code in sorted(code_lists().subjects(SKOS.inScheme, scheme)):
            yield f"| `{name(code)}` | {cell(code_lists().value(code, SKOS.prefLabel))} |"
        yield ""


def alignments() -> Iterator[str]:
    """Yield how other vocabularies and datasets call our terms and codes."""
    graph = rdflib.Graph().parse(folder("ontology") / "alignments.ttl")
    yield from ("| here | there |", "|---|---|")
    for term in sorted({term for term in graph.subjects() if str(term).startswith((AG, AGC))}):
        spelled = [
            f"{name(value.datatype).removeprefix('ag:')}: {value}"
            for value in sorted(graph.objects(term, SKOS.notation))
        ]
        mapped = [f"`{name(value)}`" for prop in MAPPED for value in sorted(graph.objects(term, prop))]
        if spelled or mapped:
            yield f"| `{name(term)}` | {cell(', '.join([*mapped, *spelled]))} |"


def example() -> Iterator[str]:
    """Yield one act of the worked example as it stands in its graph."""
    own = [quad.triple for quad in worked().quads_for_pattern(ox.NamedNode(str(EXAMPLE)), None, None)]
    shown = [ox.Quad(*triple) for triple in sorted(own, key=str)]
    known = {prefix: base for prefix, base in prefixes().items() if base != iris.BASE}
    text = (ox.serialize(shown, format=ox.RdfFormat.TURTLE, prefixes=known) or b"").decode()
    body = [line.replace(f"<{iris.BASE}", "<") for line in text.splitlines() if not line.startswith("@prefix")]
    yield from ("```turtle", f"@base <{iris.BASE}> .", *body, "```")


def diagram() -> Iterator[str]:
    """Yield a drawing of an act: its roles, and what they lead to."""
    rows = list(csv.DictReader((Path(__file__).parent / "diagram.csv").open(encoding="utf-8")))
    places = {"act": (400, 150)} | {row["to"]: (int(row["x"]), int(row["y"])) for row in rows}
    yield '<svg viewBox="0 0 800 400" role="img" aria-label="An act, its roles, and what they lead to" class="diagram">'
    yield from (_line(places[row["from"]], places[row["to"]], row["property"]) for row in rows)
    yield _box(places["act"], "Act")
    yield from (_box(places[row["to"]], row["range"]) for row in rows)
    yield "</svg>"


def _line(start: tuple[int, int], end: tuple[int, int], label: str) -> str:
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + 2 * x2) / 3, (y1 + 2 * y2) / 3 - 22 * (y1 == y2)
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
        f'<text x="{x:.0f}" y="{y:.0f}" class="role">{escape(label)}</text>'
    )


def _box(place: tuple[int, int], label: str) -> str:
    (x, y), (width, height) = place, BOX
    rectangle = f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" rx="6"/>'
    return f'{rectangle}<text x="{x}" y="{y + 5}">{escape(label)}</text>'


def _example_of(term: Node) -> str:
    """Return the label of the first act of a class in the worked example, or ""."""
    acts = worked().quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(term)))
    labels = sorted(
        label.object.value
        for act in acts
        if list(worked().quads_for_pattern(act.subject, ox.NamedNode(str(AG.status)), None))
        for label in worked().quads_for_pattern(act.subject, ox.NamedNode(str(RDFS.label)), None)
    )
    return labels[0] if labels else ""


@cache
def terms() -> rdflib.Graph:
    """Return terms.ttl."""
    return rdflib.Graph().parse(folder("ontology") / "terms.ttl")


@cache
def code_lists() -> rdflib.Graph:
    """Return codes.ttl."""
    return rdflib.Graph().parse(folder("ontology") / "codes.ttl")


@cache
def worked() -> ox.Store:
    """Return the worked example with all graphs in one."""
    store = ox.Store()
    for quad in ox.parse(path=str(folder("ontology") / "example-albania.trig"), format=ox.RdfFormat.TRIG):
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return store


def declared(*types: rdflib.URIRef) -> list[Node]:
    """Return our terms of some types, in alphabetical order."""
    return sorted(term for kind in types for term in terms().subjects(RDF.type, kind) if str(term).startswith(AG))


def name(term: object) -> str:
    """Return a term with its prefix."""
    known: Mapping[str, str] = {"owl": str(OWL), "skos": str(SKOS), **prefixes()}
    found = ((prefix, base) for prefix, base in known.items() if str(term).startswith(base))
    prefix, base = max(found, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{prefix}:{str(term).removeprefix(base)}" if prefix else str(term)


def short(several: Iterable[object]) -> str:
    """Return the names of terms without prefix, and of codes without the name of their list."""
    found = (name(one).partition(":")[2] for one in several)
    return ", ".join(sorted(one.removeprefix("status-").removeprefix("measure-") for one in found))


def meaning(term: Node) -> str:
    """Return the comment of a term, else its label."""
    return cell(terms().value(term, RDFS.comment) or terms().value(term, RDFS.label))


def cell(text: object) -> str:
    """Return a text that fits a cell of a table."""
    return " ".join(str(text or "").split()).replace("|", "\\|").replace("<", "&lt;")


FILLS = {one.__name__: one for one in (version, classes, properties, shortcuts, codes, alignments, example, diagram)}
