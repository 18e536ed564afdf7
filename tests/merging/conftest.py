"""Three small graphs that tell of the same attack, and of others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from attrigraph import model as of
from attrigraph.model import Actor, ActorKind, Document, Extraction, Interval, Participant, Profile, Similar
from attrigraph.rdf import Graph
from attrigraph.rdf.quads import quads
from attrigraph.rdf.reference import state

OTTER = Actor(ActorKind.GROUP, "actor/name/desert-otter", "Desert Otter")


def who(actor: Actor) -> Participant:
    return Participant(actor, actor.name)


def nation(code: str) -> Participant:
    return who(state(code))


def report(  # noqa: PLR0913
    key: str,
    text: str,
    *,
    publisher: str | None,
    victim: str = "AL",
    accused: str | None = "IR",
    public: str | None = None,
    when: str | None = None,
    url: str | None = None,
    agent: str | None = None,
) -> Extraction:
    """Return a record of a dataset, or with an agent a text in which a State attributes the attack."""
    record = None if agent else key
    published = Interval.parse(public) if agent and public else None
    document = Document(
        key,
        text,
        publisher=publisher,
        published=published,
        language="en",
        references=(url,) if url else (),
        record=record,
    )
    span = document.span(0, len(text))
    incident = of.Incident(
        1,
        text[:60],
        (span,),
        victims=(nation(victim),),
        when=Interval.parse(when) if when else None,
        reported=date.fromisoformat(public) if public and not agent else None,
    )
    curator = Actor(ActorKind.ORGANISATION, f"org/name/{str(publisher).lower()}", str(publisher))
    by = nation(agent) if agent else who(curator)
    act = of.Act(
        of.ActKind.ATTRIBUTION,
        of.Status.ASSERTED if agent else of.Status.HEDGED,
        (span,),
        agents=(by,),
        perpetrators=(nation(accused),) if accused else (),
        incident=incident,
        when=Interval.parse(public) if agent and public else None,
        basis=None if agent else "dataset-coding",
        rule="by-hand",
        id=None if agent else "coding",
    )
    return Extraction(document, (act,) if accused else (), (incident,))


WIPER = "Wiper in the harbour portal of Vlora deletes the manifests"
ONE = [
    report("one-1", f"{WIPER}, July", publisher="One", public="2031-08-04", url="https://example.org/wiper"),
    report("one-2", "Ballots of Elbasan were copied by somebody", publisher="One", public="2031-09-01"),
]
TWO = [
    report(
        "two-1", "Portal of the harbour of Vlora lost its manifests to a wiper", publisher="Two", public="2031-08-01"
    ),
    report("two-2", "Espionage against fishermen of Norway", publisher="Two", victim="NO", public="2031-08-02"),
    report("two-3", "Denial of service against a theatre in Durres", publisher="Two", public="2027-03-01"),
]
NEWS = [
    report(
        "news", f"Albania says that Iran is behind the {WIPER.lower()}", publisher=None, public="2031-08-05", agent="AL"
    ),
    report(
        "wire",
        f"Iran deleted the manifests in the harbour portal of Vlora, Albania said: {WIPER}",
        publisher=None,
        public="2031-08-05",
        agent="AL",
    ),
]
NAMES = [
    Extraction(
        Document("misp-1", "value: Desert Otter", record="misp-1"),
        (),
        (),
        (Profile(OTTER, ("Lake Otter",), (Similar("actor/misp/2", 0.87),)),),
    ),
    Extraction(
        Document("misp-2", "value: Reed Cat", record="misp-2"),
        (),
        (),
        (Profile(Actor(ActorKind.GROUP, "actor/misp/2", "Reed Cat"), ("LakeOtter", "Marsh Cat")),),
    ),
]


def graph(*extractions: Extraction) -> Graph:
    return Graph.of(quad for one in extractions for quad in quads(one))


@pytest.fixture(scope="session")
def graphs() -> list[Graph]:
    return [graph(*several) for several in (ONE, TWO, NEWS, NAMES)]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str, Graph], Path]:
    """Write a graph as an RDF file and return its path."""
    from attrigraph.rdf import write_nquads

    def write(name: str, one: Graph) -> Path:
        write_nquads(one.quads(), tmp_path / f"{name}.nq")
        return tmp_path / f"{name}.nq"

    return write


def incident(key: str) -> str:
    return f"https://w3id.org/attrigraph/id/doc/{key}/incident/1"
