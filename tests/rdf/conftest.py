"""Values that the tests of the graph share: a document of six sentences, actors, acts made from few words."""

from collections.abc import Callable

import pytest

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
from attrigraph.rdf.reference import state

SENTENCES = (
    "Albania accused Iran of the attack of 15 July.",
    "The group HomeLand Justice carried it out for Tehran.",
    "Albania cut its ties with Iran.",
    "Germany has not attributed the attack.",
    "The United States put Esmail Khatib on its sanctions list.",
    "Iran denies any role. 🙂 Kosovo condemned the attack.",
)
TEXT = " ".join(SENTENCES)


def participant(actor: Actor) -> Participant:
    return Participant(actor, actor.name)


def nation(code: str) -> Participant:
    return participant(state(code))


@pytest.fixture
def document() -> Document:
    return Document(
        "ties.txt",
        TEXT,
        title="Ties cut",
        publisher="The Adriatic Wire",
        published=Interval.parse("2022-09-07"),
        url="https://news.example.org/ties",
        language="en",
        references=("https://example.org/statement", "not a url"),
    )


@pytest.fixture
def incident(document: Document) -> Incident:
    start = TEXT.index("the attack of 15 July")
    when = Interval.parse("2022-07-15")
    return Incident(
        1, "attack of 15 July", (document.span(start, start + 21),), (nation("AL"),), types=("disruption",), when=when
    )


@pytest.fixture
def act(document: Document) -> Callable[..., Act]:
    """Return an act of a kind whose evidence is one sentence of the document."""

    def make(kind: str, sentence: int = 0, *, status: str = "asserted", **fields: object) -> Act:
        start = TEXT.index(SENTENCES[sentence])
        span = document.span(start, start + len(SENTENCES[sentence]))
        fields = {"rule": "by-hand", "score": 0.804, **fields}
        return Act(ActKind(kind), Status(status), (span,), **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def extraction(document: Document, incident: Incident, act: Callable[..., Act]) -> Extraction:
    group = participant(Actor(ActorKind.GROUP, "actor/name/homeland-justice", "HomeLand Justice"))
    khatib = participant(Actor(ActorKind.PERSON, "person/esmail-khatib", "Esmail Khatib", organ_of="IR"))
    rama = participant(Actor(ActorKind.PERSON, "person/edi-rama", "Edi Rama", organ_of="AL"))
    acts = (
        act(
            "attribution",
            agents=(nation("AL"),),
            perpetrators=(nation("IR"), group),
            via=(group,),
            speaker=rama,
            capacity="Prime Minister",
            incident=incident,
            when=Interval.parse("2022-09-07"),
            basis="receiver-government",
            mode="state-ordered",
            confidence="categorical",
            ruled_out=("independent",),
        ),
        act("severed-relations", 2, agents=(nation("AL"),), targets=(nation("IR"),), deadline="PT24H"),
        act("attribution", 3, status="negated", agents=(nation("DE"),), incident=incident),
        act("sanction", 4, agents=(nation("US"),), targets=(khatib,), measure="listing", legal=("us-eo-13694",)),
        act("denial", 5, agents=(nation("IR"),), perpetrators=(nation("IR"),), incident=incident),
        act("condemnation", 5, status="hedged", agents=(nation("XK"),), incident=incident),
    )
    return Extraction(document, acts, (incident,))
