"""The gold form: the projection of acts that scorers compare (one JSON object a document, actors as strings)."""

from collections.abc import Iterator
from typing import TypedDict

from attrigraph.acronyms import explained
from attrigraph.model import Act, ActKind, ActorKind, Extraction, Participant

_PREFIX = {ActorKind.ORGANISATION: "org", ActorKind.GROUP: "group", ActorKind.PERSON: "person"}
_OF_VICTIMS = frozenset({ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.CONDEMNATION, ActKind.SUPPORT})
_LONGEST_FUNCTION_WORD = 3  # letters: "of", "the", "and"


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
    actors are dropped, victims are those of the incident and of four kinds of acts only, values ruled out become a
    negated claim, and a name is given
    by the acronym that the text explains.
    """
    text = extraction.document.text.replace("’", "'")  # as it is in the words of a mention
    return {"id": extraction.document.id, "claims": [_claim(act, text) for act in extraction.acts]}


def _claim(act: Act, text: str) -> Claim:
    accused = act.perpetrators if act.kind == "attribution" else act.targets
    victims = act.incident.victims if act.incident and act.kind in _OF_VICTIMS else ()
    return {
        "act": act.kind.value,
        "agents": _unique(name for p in act.agents for name in _agent(p, text)),
        "targets": _unique(name for p in accused for name in _target(p, text)),
        "victims": _unique(name for p in victims for name in _target(p, text)),
        "status": act.status.value,
        "date": act.when.partial if act.when else None,
        "incident": f"i{act.incident.number}" if act.incident else None,
        "quote": act.evidence[0].quote,
    }


def _agent(participant: Participant, text: str) -> Iterator[str]:
    actor = participant.actor
    if actor.code or actor.organ_of:
        yield str(actor.code or actor.organ_of)
    elif actor.is_named:
        yield f"{_PREFIX[actor.kind]}:{_short(participant, text)}"


def _target(participant: Participant, text: str) -> Iterator[str]:
    actor = participant.actor
    if actor.code or actor.organ_of:
        yield str(actor.code or actor.organ_of)
    if actor.kind is not ActorKind.STATE and actor.is_named and not _is_description(participant):
        yield f"{_PREFIX[actor.kind]}:{_short(participant, text)}"


def _short(participant: Participant, text: str) -> str:
    """The acronym that the text explains, the usual short name of an intergovernmental body, else the text's words."""
    actor = participant.actor
    if actor.kind is not ActorKind.ORGANISATION:
        return participant.mention
    is_igo = actor.org_kind == "intergovernmental" or (actor.name.isupper() and not actor.organ_of)
    return explained(participant.mention, text) or (actor.name if is_igo else participant.mention)


def _is_description(participant: Participant) -> bool:
    """ "Russian military intelligence" describes a body of the State; "GRU" names it."""
    words = (word for word in participant.mention.split()[1:] if len(word) > _LONGEST_FUNCTION_WORD)
    return participant.actor.organ_of is not None and next(words, "A")[0].islower()


def _unique(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))
