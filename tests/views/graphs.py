"""Graphs made by hand for the views: one that tells a story, and extreme ones."""

from collections.abc import Iterator

import pyoxigraph as ox

from attrigraph.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Document,
    Extraction,
    Incident,
    Interval,
    Participant,
    Status,
)
from attrigraph.rdf import Graph, quads

AG = "https://w3id.org/attrigraph/ns#"
TYPE, LABEL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"
DC, OA, SCHEMA = "http://purl.org/dc/terms/", "http://www.w3.org/ns/oa#", "https://schema.org/"
MARKUP = '</script><script>alert(1)</script><img src="https://evil.example/x" onerror=alert(2)><!-- href ]]>'


def actor(kind: ActorKind, path: str, name: str, code: str | None = None) -> Participant:
    return Participant(Actor(kind, path, name, code=code), name)


ALBANIA = actor(ActorKind.STATE, "state/al", "Albania", "AL")
IRAN = actor(ActorKind.STATE, "state/ir", "Iran", "IR")
KOSOVO = actor(ActorKind.STATE, "state/xk", "Kosovo", "XK")
GERMANY = actor(ActorKind.STATE, "state/de", "Germany", "DE")
USA = actor(ActorKind.STATE, "state/us", "United States", "US")
BRITAIN = actor(ActorKind.STATE, "state/gb", "United Kingdom", "GB")
PREMIER = actor(ActorKind.PERSON, "person/edi-rama", "Edi Rama")

STATEMENT = Document(
    "statement",
    "🛡️ Tirana, today. The portal went down in July. 🇦🇱 We hold Iran responsible for the attack on the portal. "
    "Albania ends its diplomatic relations with Iran.",
    title="Statement of the Prime Minister",
    publisher="Government of Albania",
    published=Interval.parse("2022-09-07"),
    url="https://example.org/statement?a=1&b=2",
    language="en",
)
DENIAL = Document(
    "denial",
    "Tehran rejects the claim. Iran had no part in the attack on Albania.",
    title="Reply",
    publisher="Foreign Ministry of Iran",
    published=Interval.parse("2022-09-08"),
    language="en",
)
ARTICLE = Document(
    "article",
    "Iran is suspected of the attack on Albania. Washington and London blamed Iran. Germany has not blamed anyone. "
    "The United States may impose sanctions on Iran. Kosovo condemned the attack.",
    title="What we know",
    publisher="Daily Example",
    published=Interval.parse("2022-09-10"),
    url="https://example.org/news",
    language="en",
)


def incident(document: Document, words: str) -> Incident:
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    return Incident(1, "attack on Albania", (span,), victims=(ALBANIA,), when=Interval.parse("2022-07-15"))


def act(document: Document, kind: ActKind, status: Status, words: str, **roles: object) -> Act:
    start = document.text.index(words)
    return Act(kind, status, (document.span(start, start + len(words)),), rule="by hand", **roles)


def story() -> Graph:
    """Albania accuses Iran and breaks with it; Iran denies; an article hedges, negates, plans and joins."""
    portal = incident(STATEMENT, "the attack on the portal")
    denied = incident(DENIAL, "the attack on Albania")
    told = incident(ARTICLE, "the attack on Albania")
    attribution, asserted = ActKind.ATTRIBUTION, Status.ASSERTED
    says = {"agents": (ALBANIA,), "speaker": PREMIER, "capacity": "Prime Minister", "incident": portal}
    extractions = [
        Extraction(
            STATEMENT,
            (
                act(
                    STATEMENT,
                    attribution,
                    asserted,
                    "We hold Iran responsible for the attack on the portal.",
                    perpetrators=(IRAN,),
                    when=Interval.parse("2022-09-07"),
                    **says,
                ),
                act(
                    STATEMENT,
                    ActKind.SEVERED_RELATIONS,
                    asserted,
                    "Albania ends its diplomatic relations with Iran.",
                    targets=(IRAN,),
                    measure="severed-relations",
                    when=Interval.parse("2022-09"),
                    **says,
                ),
            ),
            (portal,),
        ),
        Extraction(
            DENIAL,
            (
                act(
                    DENIAL,
                    ActKind.DENIAL,
                    asserted,
                    "Iran had no part in the attack on Albania.",
                    agents=(IRAN,),
                    perpetrators=(IRAN,),
                    incident=denied,
                ),
            ),
            (denied,),
        ),
        Extraction(ARTICLE, tuple(_article(told)), (told,)),
    ]
    graph = Graph.of([quad for extraction in extractions for quad in quads(extraction)])
    _merge(graph.store, STATEMENT, (DENIAL, ARTICLE))
    return graph


def _article(told: Incident) -> Iterator[Act]:
    attribution, asserted = ActKind.ATTRIBUTION, Status.ASSERTED
    yield act(
        ARTICLE,
        attribution,
        Status.HEDGED,
        "Iran is suspected of the attack on Albania.",
        perpetrators=(IRAN,),
        incident=told,
    )
    yield act(
        ARTICLE,
        attribution,
        asserted,
        "Washington and London blamed Iran.",
        agents=(USA, BRITAIN),
        perpetrators=(IRAN,),
        incident=told,
    )
    yield act(ARTICLE, attribution, Status.NEGATED, "Germany has not blamed anyone.", agents=(GERMANY,), incident=told)
    yield act(
        ARTICLE,
        ActKind.SANCTION,
        Status.PLANNED,
        "The United States may impose sanctions on Iran.",
        agents=(USA,),
        targets=(IRAN,),
        incident=told,
    )
    yield act(ARTICLE, ActKind.CONDEMNATION, asserted, "Kosovo condemned the attack.", agents=(KOSOVO,), incident=told)


def _merge(store: ox.Store, first: Document, others: tuple[Document, ...]) -> None:
    """Let the first document's incident stand for those of the others."""
    canonical, links = ox.NamedNode(AG + "canonical"), ox.NamedNode("https://w3id.org/attrigraph/id/graph/links")
    one, *rest = (ox.NamedNode(f"https://w3id.org/attrigraph/id/doc/{d.key}/incident/1") for d in (first, *others))
    for other in rest:
        store.remove(ox.Quad(other, canonical, other, links))
        store.add(ox.Quad(other, canonical, one, links))


def empty() -> Graph:
    return Graph(ox.Store())


def of_ntriples(text: str) -> Graph:
    """A graph of triples as they are, without anything added."""
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return Graph(store)


def one_node() -> Graph:
    """One incident that no act is about."""
    return of_ntriples(
        f"<https://example.org/i> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{AG}Incident> .\n"
        '<https://example.org/i> <http://www.w3.org/2000/01/rdf-schema#label> "a lonely incident" .\n'
    )


def large(incidents: int, states: int = 60) -> Graph:
    """States accuse each other of many incidents, two acts an incident; some deny."""
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<urn:s:{s}> {kind} <{AG}State> .\n<urn:s:{s}> {label} "State number {s}" .' for s in range(states)]
    for number in range(incidents):
        lines.append(f'<urn:i:{number}> {kind} <{AG}Incident> .\n<urn:i:{number}> {label} "incident number {number}" .')
        lines.append(f"<urn:i:{number}> <{AG}victim> <urn:s:{number % states}> .")
        for turn in range(2):
            name = f"<urn:a:{number}:{turn}>"
            accused, denies = (number * 7 + 3) % states, turn == 1 and number % 3 == 0
            lines += [
                f"{name} {kind} <{AG}{'Denial' if denies else 'Attribution'}> .",
                f"{name} <{AG}status> <https://w3id.org/attrigraph/code/status-{'hedged' if turn else 'asserted'}> .",
                f"{name} <{AG}agent> <urn:s:{accused if denies else (number + turn) % states}> .",
                f"{name} <{AG}allegedPerpetrator> <urn:s:{accused}> .",
                f"{name} <{AG}concerns> <urn:i:{number}> .",
                f'{name} <{AG}score> "0.{number % 10}" .',
                f'{name} <{AG}earliest> "20{number % 20 + 10}-01-{number % 28 + 1:02d}" .',
            ]
    return of_ntriples("\n".join(lines) + "\n")


def hostile(text: str, url: str = "https://example.org/") -> Graph:
    """One attribution in which every string is `text` and every address is `url`."""
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    said = {
        "urn:a": {
            TYPE: f"{AG}State",
            LABEL: text,
            "http://www.w3.org/2004/02/skos/core#altLabel": text,
            f"{AG}isoCode": text,
        },
        "urn:b": {TYPE: f"{AG}ThreatActor", LABEL: text},
        "urn:i": {TYPE: f"{AG}Incident", LABEL: text, f"{AG}targetSystem": text},
        "urn:d": {
            TYPE: f"{AG}Document",
            DC + "title": text,
            DC + "publisher": text,
            DC + "source": url,
            DC + "references": url,
            SCHEMA + "text": text,
            DC + "issued": text,
        },
        "urn:e": {OA + "hasSource": "urn:d", OA + "start": 0, OA + "end": len(text), OA + "exact": text},
        "urn:act": {
            TYPE: f"{AG}Attribution",
            LABEL: text,
            f"{AG}status": "https://w3id.org/attrigraph/code/status-asserted",
            f"{AG}agent": "urn:a",
            f"{AG}allegedPerpetrator": "urn:b",
            f"{AG}concerns": "urn:i",
            f"{AG}reportedIn": "urn:d",
            f"{AG}evidence": "urn:e",
            f"{AG}inCapacityOf": text,
            f"{AG}rule": text,
            f"{AG}earliest": text,
        },
    }
    store = ox.Store()
    for subject, pairs in said.items():
        for prop, value in pairs.items():
            is_node = isinstance(value, str) and (value.startswith(("urn:", AG, "https://w3id")) or prop == TYPE)
            term = (
                ox.NamedNode(value)
                if is_node
                else ox.Literal(str(value), datatype=integer)
                if isinstance(value, int)
                else ox.Literal(value)
            )
            store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(prop), term, ox.NamedNode("urn:g")))
    return Graph(store)
