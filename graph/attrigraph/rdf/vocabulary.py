"""Python names of the ontology's terms, and of the few terms that other vocabularies lend.

A name that is not listed is an AttributeError at run time and an error for the type checker. A test compares the
names with ontology/terms.ttl and ontology/codes.ttl.
"""

# ruff: noqa: N815 (the names are those of the vocabularies)
from typing import ClassVar
from urllib.parse import quote

from pyoxigraph import NamedNode

AGC = "https://w3id.org/attrigraph/code/"


class Vocabulary:
    """A closed list of terms under one namespace: each annotated name becomes a NamedNode."""

    base: ClassVar[str]

    def __init_subclass__(cls, *, base: str) -> None:
        cls.base = base
        for name in cls.__annotations__:
            setattr(cls, name, NamedNode(base + name))


class AG(Vocabulary, base="https://w3id.org/attrigraph/ns#"):
    """The terms of attrigraph.

    >>> AG.Attribution.value
    'https://w3id.org/attrigraph/ns#Attribution'
    >>> AG.Atribution  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    AttributeError: type object 'AG' has no attribute 'Atribution'
    """

    # actors
    Actor: NamedNode
    State: NamedNode
    Organisation: NamedNode
    Person: NamedNode
    ThreatActor: NamedNode
    # what acts are about
    Incident: NamedNode
    # acts
    Act: NamedNode
    Attribution: NamedNode
    Denial: NamedNode
    Condemnation: NamedNode
    Support: NamedNode
    Demand: NamedNode
    Warning: NamedNode
    Notification: NamedNode
    DiplomaticMeasure: NamedNode
    Sanction: NamedNode
    LegalAction: NamedNode
    CounterOperation: NamedNode
    Assistance: NamedNode
    UnrealisedAct: NamedNode
    # provenance and merging
    Document: NamedNode
    Match: NamedNode
    # roles of acts
    agent: NamedNode
    speaker: NamedNode
    inCapacityOf: NamedNode
    target: NamedNode
    allegedPerpetrator: NamedNode
    via: NamedNode
    concerns: NamedNode
    respondsTo: NamedNode
    # content of acts
    measure: NamedNode
    basis: NamedNode
    responsibilityMode: NamedNode
    statedConfidence: NamedNode
    statedLikelihood: NamedNode
    legalReference: NamedNode
    ruledOut: NamedNode
    deadline: NamedNode
    # time
    earliest: NamedNode
    latest: NamedNode
    publiclyReportedOn: NamedNode
    # incidents
    victim: NamedNode
    targetSystem: NamedNode
    incidentType: NamedNode
    effect: NamedNode
    partOf: NamedNode
    # actors
    organOf: NamedNode
    isoCode: NamedNode
    # provenance
    status: NamedNode
    wouldBe: NamedNode
    reportedIn: NamedNode
    evidence: NamedNode
    mainEvidence: NamedNode
    rule: NamedNode
    score: NamedNode
    reviewStatus: NamedNode
    # merging
    matches: NamedNode
    method: NamedNode
    canonical: NamedNode
    # shortcuts
    attributedTo: NamedNode
    attributedIncident: NamedNode
    tentativelyAttributedTo: NamedNode
    accused: NamedNode
    deniedResponsibilityFor: NamedNode
    condemned: NamedNode
    supported: NamedNode
    calledOn: NamedNode
    warned: NamedNode
    severedRelationsWith: NamedNode
    expelledDiplomatsOf: NamedNode
    sanctioned: NamedNode
    tookLegalActionAgainst: NamedNode
    assisted: NamedNode
    # about terms
    codeList: NamedNode
    measureList: NamedNode
    publishes: NamedNode
    fromClass: NamedNode
    fromStatus: NamedNode
    fromSubject: NamedNode
    fromObject: NamedNode
    fromMeasure: NamedNode
    fromSelf: NamedNode
    soleSubject: NamedNode
    soleObject: NamedNode
    # datatypes of notations in alignments.ttl
    gold: NamedNode


class RDF(Vocabulary, base="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """Used as it is."""

    type: NamedNode


class RDFS(Vocabulary, base="http://www.w3.org/2000/01/rdf-schema#"):
    """Used as it is."""

    label: NamedNode
    subClassOf: NamedNode


class OWL(Vocabulary, base="http://www.w3.org/2002/07/owl#"):
    """Used as it is."""

    AnnotationProperty: NamedNode


class SKOS(Vocabulary, base="http://www.w3.org/2004/02/skos/core#"):
    """Used as it is."""

    altLabel: NamedNode
    broader: NamedNode
    closeMatch: NamedNode
    inScheme: NamedNode
    notation: NamedNode
    prefLabel: NamedNode


class OA(Vocabulary, base="http://www.w3.org/ns/oa#"):
    """Used as it is, for evidence spans."""

    SpecificResource: NamedNode
    end: NamedNode
    exact: NamedNode
    hasSource: NamedNode
    start: NamedNode


class DCTERMS(Vocabulary, base="http://purl.org/dc/terms/"):
    """Used as it is, for documents."""

    dateSubmitted: NamedNode
    identifier: NamedNode
    issued: NamedNode
    language: NamedNode
    license: NamedNode
    publisher: NamedNode
    references: NamedNode
    source: NamedNode
    title: NamedNode
    type: NamedNode


class SCHEMA(Vocabulary, base="https://schema.org/"):
    """Used as it is."""

    sameAs: NamedNode
    sha256: NamedNode
    text: NamedNode


class XSD(Vocabulary, base="http://www.w3.org/2001/XMLSchema#"):
    """Used as it is."""

    date: NamedNode
    decimal: NamedNode
    duration: NamedNode
    integer: NamedNode


def code(scheme: str, name: str) -> NamedNode:
    """Return a code of a closed list; that it is in ontology/codes.ttl is for the check to find out.

    >>> code("status", "hedged").value
    'https://w3id.org/attrigraph/code/status-hedged'
    """
    return NamedNode(f"{AGC}{scheme}-{quote(name, safe='')}")
