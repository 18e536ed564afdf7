"""Nanopublications in TriG: each act one, with what it says, the document it stands in, and who made it.

What is asserted is that somebody accused somebody, never that it is so. There is no date of creation, for the same
graph would give other bytes each day; whoever publishes adds it with the signature.
"""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from attrigraph.exports.context import expanded
from attrigraph.exports.facts import Facts, Node
from attrigraph.exports.formats import Order, Written
from attrigraph.exports.rdf_files import serialized
from attrigraph.rdf.vocabulary import AG, DCTERMS, RDF, RDFS, SCHEMA

NP = "http://www.nanopub.org/nschema#"
HOME = "https://w3id.org/attrigraph"
ROLES = (AG.agent, AG.speaker, AG.target, AG.allegedPerpetrator, AG.via)
OF_ACTORS = (RDF.type, RDFS.label, AG.isoCode, AG.organOf, AG.partOf, DCTERMS.type, SCHEMA.sameAs)

Term = NamedNode | Literal


def write(order: Order, target: Path) -> Written:
    """Write all nanopublications into one TriG file, sorted."""
    facts = order.facts
    quads = {quad for act in facts.acts for quad in nanopublication(facts, act)}
    target.write_bytes(serialized(quads, ox.RdfFormat.TRIG, np=NP))
    told = {iri for act in facts.acts for iri in act.all(AG.reportedIn)}
    return Written(
        {"nanopublication": len(facts.acts), "quad": len(quads)},
        {"document without an act": sum(document.iri not in told for document in facts.documents)},
    )


def nanopublication(facts: Facts, act: Node) -> Iterator[Quad]:
    """Yield the quads of one: the graphs Head, assertion, provenance and pubinfo below the IRI of the publication."""
    name = f"{HOME}/np/{quote(act.id, safe='/#=,:%')}"
    graphs = {part: NamedNode(f"{name}/{part}") for part in ("Head", "assertion", "provenance", "pubinfo")}
    own = NamedNode(name)
    yield Quad(own, RDF.type, NamedNode(f"{NP}Nanopublication"), graphs["Head"])
    for link, part in HEAD.items():
        yield Quad(own, NamedNode(NP + link), graphs[part], graphs["Head"])
    for node, prop, value in _assertion(facts, act):
        yield Quad(_term(node), prop, value, graphs["assertion"])
    for subject, prop, value in _provenance(facts, act, graphs["assertion"]):
        yield Quad(subject, prop, value, graphs["provenance"])
    for prop, value in _publication():
        yield Quad(own, prop, value, graphs["pubinfo"])


HEAD = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}


def _assertion(facts: Facts, act: Node) -> Iterator[tuple[Node, NamedNode, Term]]:
    """Yield the act, its incidents and spans, and what its actors are called."""
    incidents = facts.several(act, AG.concerns)
    spans = [span for node in (act, *incidents) for span in facts.several(node, AG.evidence)]
    for node in (act, *incidents, *spans):
        yield from ((node, prop, value) for prop, values in node.values.items() for value in values)
    actors = [who for role in ROLES for who in facts.several(act, role)]
    victims = [who for incident in incidents for who in facts.several(incident, AG.victim)]
    for who in (*actors, *victims):
        yield from ((who, prop, value) for prop in OF_ACTORS for value in who.values.get(prop, ()))


def _provenance(facts: Facts, act: Node, assertion: NamedNode) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """Yield the document and the spans that the assertion is from, and what is known of the document but its text."""
    for document in facts.several(act, AG.reportedIn):
        yield assertion, NamedNode(expanded("prov:hadPrimarySource")), NamedNode(document.iri)
    for span in facts.several(act, AG.evidence):
        yield assertion, NamedNode(expanded("prov:wasQuotedFrom")), NamedNode(span.iri)
    yield assertion, NamedNode(expanded("prov:wasGeneratedBy")), NamedNode(HOME)
    for document in facts.several(act, AG.reportedIn):
        for prop, values in document.values.items():
            if prop != SCHEMA.text:
                yield from ((NamedNode(document.iri), prop, value) for value in values)
        for publisher in facts.several(document, DCTERMS.publisher):
            yield from (
                (NamedNode(publisher.iri), prop, value)
                for prop in OF_ACTORS
                for value in publisher.values.get(prop, ())
            )


def _term(node: Node) -> NamedNode | BlankNode:
    return BlankNode(node.iri[2:]) if node.iri.startswith("_:") else NamedNode(node.iri)


def _publication() -> Iterator[tuple[NamedNode, Term]]:
    yield NamedNode(expanded("dcterms:creator")), NamedNode(HOME)
    yield NamedNode(expanded("schema:version")), Literal(version("attrigraph"))
