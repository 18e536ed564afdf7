"""Quads of any shape that an RDF file may hold."""

import pyoxigraph as ox
from hypothesis import strategies as st

from attrigraph.rdf.terms import clean
from attrigraph.rdf.vocabulary import AG, DCTERMS, OA, RDF, RDFS, SCHEMA, XSD

BASE = "https://w3id.org/attrigraph/id/"
NAMED = ("state/al", "doc/x-20220907-1/act/denial-1-2", "doc/x#char=1,2", "actor/name/a%20b", "/two", "a:b", "")
OTHER = (
    "https://example.org/a?b=c&d=%C3%A9",
    "http://www.w3.org/2001/XMLSchema#date",
    "urn:x:y",
    "mailto:a@b.c",
    "tag:q",
)

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(clean)
iris = st.sampled_from([*(BASE + name for name in NAMED), *OTHER, AG.Attribution.value]).map(ox.NamedNode)
predicates = st.sampled_from(
    [AG.agent, AG.score, AG.earliest, AG.status, RDFS.label, RDF.type, DCTERMS.source, ox.NamedNode("urn:p:q")]
)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(ox.Literal, texts, language=st.sampled_from(["en", "de-ch", "sq"])),
    st.builds(ox.Literal, texts, datatype=st.sampled_from([XSD.date, XSD.duration, ox.NamedNode("urn:t:u")])),
    st.decimals(0, 1, places=2).map(lambda number: ox.Literal(str(number), datatype=XSD.decimal)),
)
CODES = [
    f"https://w3id.org/attrigraph/code/{name}" for name in ("status-asserted", "status-planned", "review-accepted")
]
CLASSES = (
    AG.Attribution,
    AG.Denial,
    AG.Sanction,
    AG.UnrealisedAct,
    AG.State,
    AG.ThreatActor,
    AG.Incident,
    AG.Document,
    AG.Match,
)
links = st.sampled_from(
    [
        *(AG.agent, AG.target, AG.allegedPerpetrator, AG.via, AG.concerns, AG.reportedIn, AG.evidence, AG.canonical),
        *(AG.matches, AG.victim, AG.organOf, AG.partOf, AG.respondsTo, DCTERMS.publisher, DCTERMS.references),
    ]
)
values = st.sampled_from(
    [AG.score, AG.earliest, AG.rule, RDFS.label, DCTERMS.issued, DCTERMS.language, OA.exact, SCHEMA.text]
)
own = ("state/al", "actor/x", "doc/d", "doc/d/act/1", "doc/d/incident/1", "")
things = st.sampled_from([*(ox.NamedNode(BASE + name) for name in own), ox.BlankNode("b1")])
# graphs of our own terms put together at random: most of them break the ontology, none may break a writer
nonsense = st.lists(
    st.one_of(
        st.builds(ox.Quad, things, st.just(RDF.type), st.sampled_from(CLASSES)),
        st.builds(
            ox.Quad, things, st.sampled_from([AG.status, AG.reviewStatus]), st.sampled_from(CODES).map(ox.NamedNode)
        ),
        st.builds(
            ox.Quad, things, links, st.one_of(things, things, literals, st.builds(ox.Triple, things, links, things))
        ),
        st.builds(ox.Quad, things, values, st.one_of(literals, iris)),
    ),
    max_size=40,
)
graphs = st.one_of(st.just(ox.DefaultGraph()), iris)
quads = st.lists(st.builds(ox.Quad, iris, predicates, st.one_of(iris, literals), graphs), max_size=12)
