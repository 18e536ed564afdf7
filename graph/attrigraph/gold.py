"""The gold form: the projection of acts that scorers compare (one JSON object a document, actors as strings)."""

from collections.abc import Iterator
from typing import TypedDict

from attrigraph.model import Act, ActorKind, Extraction, Participant

_PREFIX = {ActorKind.ORGANISATION: "org", ActorKind.GROUP: "group", ActorKind.PERSON: "person"}


class Claim(TypedDict):
    """One act in the gold form."""

    act: str
    agents: list[str]
    targets: list[str]
    victims: list[str]
    status: str
    date: str | None
    incident: str | None
    quote: str


class GoldDocument(TypedDict):
    """One document in the gold form."""

    id: str
    claims: list[Claim]


def project(extraction: Extraction) -> GoldDocument:
    """Return the acts of a document in the gold form, in their order.

    Agents are rolled up to their State, a named body or person among the targets is followed by its State, unnamed
    actors are dropped, victims are those of the incident, and values ruled out become a negated claim.
    """
    return {"id": extraction.document.id, "claims": [_claim(act) for act in extraction.acts]}


def _claim(act: Act) -> Claim:
    accused = act.perpetrators if act.kind == "attribution" else act.targets
    return {
        "act": act.kind.value,
        "agents": _unique(name for p in act.agents for name in _agent(p)),
        "targets": _unique(name for p in accused for name in _target(p)),
        "victims": _unique(name for p in (act.incident.victims if act.incident else ()) for name in _target(p)),
        "status": act.status.value,
        "date": act.when.partial if act.when else None,
        "incident": f"i{act.incident.number}" if act.incident else None,
        "quote": act.evidence[0].quote,
    }


def _agent(participant: Participant) -> Iterator[str]:
    actor = participant.actor
    if actor.code or actor.organ_of:
        yield str(actor.code or actor.organ_of)
    elif actor.is_named:
        yield f"{_PREFIX[actor.kind]}:{_short(participant)}"


def _target(participant: Participant) -> Iterator[str]:
    actor = participant.actor
    if actor.code or actor.organ_of:
        yield str(actor.code or actor.organ_of)
    if actor.kind is not ActorKind.STATE and actor.is_named and not _is_description(participant):
        yield f"{_PREFIX[actor.kind]}:{_short(participant)}"


def _short(participant: Participant) -> str:
    """The usual short name of an intergovernmental body, a name with the acronym the text explains, else its words."""
    actor = participant.actor
    if actor.kind is not ActorKind.ORGANISATION or actor.organ_of:
        return participant.mention
    usual = actor.org_kind == "intergovernmental" or actor.name.isupper() or actor.name.endswith(")")
    return actor.name if usual else participant.mention


def _is_description(participant: Participant) -> bool:
    """ "Russian military intelligence" describes a body of the State; "GRU" names it."""
    return participant.actor.organ_of is not None and any(
        word[0].islower() for word in participant.mention.split()[1:2]
    )


def _unique(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))
