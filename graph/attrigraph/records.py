"""An act as one flat record: what a line of acts.jsonl, `attrigraph extract` and a data frame hold."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from attrigraph.model import Act, Document, Extraction, Participant
from attrigraph.rdf import iris

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# C1 controls, which a terminal may obey, and halves of characters, which UTF-8 cannot hold
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0xD800, 0xE000))}


@dataclass(frozen=True, slots=True)
class ActRecord:
    """One act, flat. Lists are in the order of the text; `*_names` run parallel to the ids before them.

    Ids, the act's own first, are paths below the base of the graph's IRIs ("state/al"). Dates are ISO days, both ends
    inclusive. `start` and `end` are code points of the document's text, and `quote` is exactly what stands there.
    """

    id: str
    document: str
    document_key: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    act: str
    status: str
    agents: list[str]
    agent_names: list[str]
    speaker: str | None
    speaker_name: str | None
    capacity: str | None
    targets: list[str]
    target_names: list[str]
    perpetrators: list[str]
    perpetrator_names: list[str]
    via: list[str]
    via_names: list[str]
    incident: int | None
    incident_label: str | None
    victims: list[str]
    victim_names: list[str]
    earliest: str | None
    latest: str | None
    measure: str | None
    basis: str | None
    mode: str | None
    confidence: str | None
    likelihood: str | None
    legal: list[str]
    ruled_out: list[str]
    deadline: str | None
    quote: str
    start: int
    end: int
    rule: str
    score: float


def records(extraction: Extraction, *, names: Sequence[NamedNode] | None = None) -> Iterator[ActRecord]:
    """Yield the records of an extraction's acts in order of their main span.

    `names` are the nodes of the acts, where they are not those that the acts have by themselves.
    """
    named = iris.acts(extraction) if names is None else names
    for name, act in zip(named, extraction.acts, strict=True):
        yield _record(name.value.removeprefix(iris.BASE), extraction.document, act)


def json_line(value: "DataclassInstance") -> str:
    r"""Return a dataclass as one line of JSON, without the line break.

    >>> from attrigraph.model import Span
    >>> json_line(Span(0, 2, "Ü\x9b"))
    '{"start": 0, "end": 2, "quote": "Ü\\u009b"}'
    """
    return escaped(json.dumps(asdict(value), ensure_ascii=False))


def line(value: "DataclassInstance") -> bytes:
    """Return a dataclass as a line of acts.jsonl or quarantine.jsonl."""
    return f"{json_line(value)}\n".encode()


def escaped(text: str) -> str:
    """Escape in a JSON text what a terminal could take for a command and what UTF-8 cannot hold, as JSON allows."""
    return text.translate(_ESCAPED)


def _record(name: str, document: Document, act: Act) -> ActRecord:
    main, incident, when = act.evidence[0], act.incident, act.when
    victims = incident.victims if incident else ()
    return ActRecord(
        id=name,
        document=document.id,
        document_key=document.key,
        title=document.title,
        publisher=document.publisher,
        published=document.published.partial if document.published else None,
        url=document.url,
        act=act.kind.value,
        status=act.status.value,
        agents=_ids(act.agents),
        agent_names=_names(act.agents),
        speaker=act.speaker.actor.id if act.speaker else None,
        speaker_name=act.speaker.actor.name if act.speaker else None,
        capacity=act.capacity,
        targets=_ids(act.targets),
        target_names=_names(act.targets),
        perpetrators=_ids(act.perpetrators),
        perpetrator_names=_names(act.perpetrators),
        via=_ids(act.via),
        via_names=_names(act.via),
        incident=incident.number if incident else None,
        incident_label=incident.label if incident else None,
        victims=_ids(victims),
        victim_names=_names(victims),
        earliest=when.earliest.isoformat() if when else None,
        latest=when.latest.isoformat() if when else None,
        measure=act.measure,
        basis=act.basis,
        mode=act.mode,
        confidence=act.confidence,
        likelihood=act.likelihood,
        legal=list(act.legal),
        ruled_out=list(act.ruled_out),
        deadline=act.deadline,
        quote=main.quote,
        start=main.start,
        end=main.end,
        rule=act.rule,
        score=act.score,
    )


def _ids(participants: Sequence[Participant]) -> list[str]:
    return [participant.actor.id for participant in participants]


def _names(participants: Sequence[Participant]) -> list[str]:
    return [participant.actor.name for participant in participants]
