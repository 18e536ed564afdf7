"""Acts in a STIX bundle: a note for each, and besides a relationship or an opinion by whoever attributes or denies."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from attrigraph.exports.facts import Node, act_class, code_name
from attrigraph.exports.formats import rows
from attrigraph.exports.stix_objects import EXTENSION, Object, Objects, references, stix_id
from attrigraph.rdf.vocabulary import AG, RDF

Claims = Mapping[str, list[str]]


def happened(act: Node) -> bool:
    """Say whether an act is one: asserted or hedged, and not of the class of those that did not happen."""
    return act.code(AG.status) in ("asserted", "hedged") and AG.UnrealisedAct not in act.values.get(RDF.type, ())


def attribute(objects: Objects, act: Node) -> dict[str, str]:
    """Add attributed-to, created by each party that attributes, from what is attributed to each that is accused.

    Returns what each may be denied by (see claim_key) by its id: nothing where the act names no incident and no group,
    for then there is nothing to attribute.
    """
    return {
        _relationship(objects, act, party, source, accused): key
        for party in parties(objects, act)
        for source, accused, key in _pairs(objects, act)
    }


def _relationship(objects: Objects, act: Node, party: str, source: str, accused: str) -> str:
    return objects.put(
        "relationship",
        act.iri,
        party,
        source,
        accused,
        when=objects.day(act),
        by=party,
        relationship_type="attributed-to",
        source_ref=source,
        target_ref=accused,
        description=objects.facts.quote(act),
        confidence=confidence(act),
        labels=_labels(act),
        external_references=references(act),
        extensions=_of_act(act),
    )


def _pairs(objects: Objects, act: Node) -> Iterator[tuple[str, str, str]]:
    """Yield what is attributed, to whom, and the key: incidents, and a group to a State if the act names one each."""
    facts = objects.facts
    accused = facts.several(act, AG.allegedPerpetrator)
    for incident, who in product(facts.several(act, AG.concerns), accused):
        yield objects.incident(incident), objects.accused(who), claim_key(incident, who)
    states = [who for who in accused if who.cls == AG.State]
    groups = {who.iri: who for who in (*accused, *facts.several(act, AG.via)) if who.cls == AG.ThreatActor}
    via = [who for who in facts.several(act, AG.via) if who.cls == AG.ThreatActor]
    if len(states) == len(groups) == len(via) == 1:
        yield objects.accused(via[0]), objects.accused(states[0]), claim_key(via[0], states[0])


def deny(objects: Objects, act: Node, claims: Claims) -> list[str]:
    """Add an opinion of each party that denies: on the attributions it contradicts, else on who is accused."""
    facts = objects.facts
    accused = facts.several(act, AG.allegedPerpetrator)
    keys = [claim_key(incident, who) for incident in facts.several(act, AG.concerns) for who in accused]
    about = [claim for key in keys for claim in claims.get(key, ())] or [objects.accused(who) for who in accused]
    view = "strongly-disagree" if act.code(AG.status) == "asserted" else "disagree"
    return _opinions(objects, act, view, about)


def support(objects: Objects, act: Node, by_act: Claims) -> list[str]:
    """Add an opinion of each party that supports an attribution of the same document; else nothing."""
    about = [claim for iri in act.all(AG.respondsTo) for claim in by_act.get(iri, ())]
    return _opinions(objects, act, "agree", about)


def _opinions(objects: Objects, act: Node, view: str, about: list[str]) -> list[str]:
    return [
        objects.put(
            "opinion",
            act.iri,
            party,
            when=objects.day(act),
            by=party,
            opinion=view,
            explanation=objects.facts.quote(act),
            object_refs=list(dict.fromkeys(about)),
            labels=_labels(act),
            external_references=references(act),
            extensions=_of_act(act),
        )
        for party in parties(objects, act)
        if about
    ]


def note(objects: Objects, act: Node, about: list[str]) -> str:
    """Add the note of an act: its sentence, its words in short, and everything else in our extension."""
    extension = objects.extension(act)
    roles = [ref for key, refs in extension[EXTENSION].items() if key.endswith("_refs") for ref in refs]
    told = [ref for ref in dict.fromkeys([*about, *roles]) if not ref.startswith("note--")]
    return objects.put(
        "note",
        act.iri,
        when=objects.day(act),
        abstract=objects.facts.label(act),
        content=objects.facts.quote(act) or objects.facts.label(act),
        object_refs=told or [objects.author(act)],
        labels=_labels(act),
        external_references=references(act),
        extensions=extension,
    )


def parties(objects: Objects, act: Node) -> list[str]:
    """Return the identities of who acts; of a document in its own voice, of its publisher or author."""
    agents = [objects.party(who) for who in objects.facts.several(act, AG.agent)]
    return agents or [objects.author(act)]


def claim_key(incident: Node, accused: Node) -> str:
    """Return what an attribution and its denial have in common: the incident after merging, and who is accused."""
    return f"{incident.first(AG.canonical) or incident.iri} {accused.iri}"


def confidence(act: Node) -> int | None:
    """Return the confidence that an act states, as STIX counts it; of a hedged act 30 at most."""
    stated = _confidences().get(act.code(AG.statedConfidence) or "")
    if act.code(AG.status) != "hedged":
        return stated
    return min(stated or 100, _confidences()["hedged"])


@cache
def _confidences() -> Mapping[str, int]:
    return {row["stated"]: int(row["confidence"]) for row in rows("stix_confidence")}


def _labels(act: Node) -> list[str]:
    kinds = [act_class(act), *(code_name(iri) for iri in act.all(AG.measure))]
    return [f"act:{kinds[0]}", f"status:{act.code(AG.status)}", *(f"measure:{name}" for name in kinds[1:])]


def _of_act(act: Node) -> Object:
    return {
        EXTENSION: {
            "extension_type": "property-extension",
            "node": act.id,
            "status": [act.code(AG.status)],
            "act_refs": [stix_id("note", act.iri)],
        }
    }
