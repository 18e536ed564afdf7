"""On whose word an attribution stands."""

from collections.abc import Sequence

from attrigraph.extraction.states import IGO
from attrigraph.model import ActorKind, Participant


def basis_of(
    agents: Sequence[Participant], accused: Sequence[Participant], victims: Sequence[Participant]
) -> str | None:
    """Return the code of agc:basis that who accuses whom of hitting whom gives; None where the accusers tell nothing.

    The codes are those of EuRepoC (ontology/codes.ttl). Persons and bodies speak for their State.

    >>> basis_of((), (), ())
    'media'
    """
    if not agents:
        return "media"
    if {one.actor.id for one in agents} & {one.actor.id for one in accused}:
        return "attacker-confirms"
    states = {one.actor.code or one.actor.organ_of for one in agents} - {None}
    if states:
        return "receiver-government" if states & {one.actor.code for one in victims} else "third-party"
    if any(one.actor.org_kind == IGO for one in agents):
        return "international-organisation"
    return "third-party" if any(one.actor.kind is ActorKind.GROUP for one in agents) else None
