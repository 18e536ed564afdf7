"""STIX 2.1: an attribution is a relationship that its party created, a denial an opinion, every act a note.

Where a State, body or person is accused, a threat actor named "... (as accused)" stands for it: its identity stays
free of the charge, and only relationships by accusers lead to it.
"""

import json
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import stix2

from attrigraph.exports.facts import Node
from attrigraph.exports.formats import Order, Written
from attrigraph.exports.report import counted
from attrigraph.exports.stix_acts import attribute, deny, happened, note, support
from attrigraph.exports.stix_objects import EPOCH, Object, Objects, references, stix_id, words
from attrigraph.rdf.vocabulary import AG, DCTERMS

ACCEPTED = ("accepted", "auto-accepted")


def write(order: Order, target: Path) -> Written:
    """Write a bundle, one object a line, sorted by id; every object has passed the checks of the library stix2."""
    facts = order.facts
    objects = Objects(facts)
    for actor in facts.actors:
        objects.accused(actor) if actor.cls == AG.ThreatActor else objects.party(actor)
    told, by_act = _acts(objects)
    for incident in facts.incidents:
        told[incident.first(AG.reportedIn) or ""] += [objects.incident(incident), *_victims(objects, incident)]
    for document in facts.documents:
        _report(objects, document, told[document.iri])
    same = sum(_same(objects, match) for match in facts.matches)
    target.write_text(_bundle(objects), encoding="utf-8")
    bare = sum(act.cls == AG.Attribution and not by_act.get(act.iri) for act in facts.acts)
    return Written(
        counted(one["type"] for one in objects.found.values()),
        {
            "attribution of no incident or group: a note only": bare,
            "match that was not accepted, or not of incidents": len(facts.matches) - same,
            "document without a day: published in 1970": sum(objects.day(one) == EPOCH for one in facts.documents),
        },
    )


def _acts(objects: Objects) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Add what is said of acts; return the ids of it by document, and those of relationships and opinions by act."""
    claims: dict[str, list[str]] = defaultdict(list)
    by_act: dict[str, list[str]] = {}
    acts = [act for act in objects.facts.acts if happened(act)]
    for act in (act for act in acts if act.cls == AG.Attribution):
        made = attribute(objects, act)
        by_act[act.iri] = list(made)
        for claim, key in made.items():
            claims[key].append(claim)
    by_act |= {act.iri: deny(objects, act, claims) for act in acts if act.cls == AG.Denial}
    by_act |= {act.iri: support(objects, act, by_act) for act in acts if act.cls == AG.Support}
    told: dict[str, list[str]] = defaultdict(list)
    for act in objects.facts.acts:
        about = by_act.get(act.iri, [])
        told[act.first(AG.reportedIn) or ""] += [*about, note(objects, act, about)]
    return told, by_act


def _victims(objects: Objects, incident: Node) -> list[str]:
    """Add that an incident targets its victims, as its document says."""
    return [
        objects.put(
            "relationship",
            incident.iri,
            "targets",
            victim.iri,
            when=objects.day(incident),
            by=objects.author(incident),
            relationship_type="targets",
            source_ref=objects.incident(incident),
            target_ref=objects.party(victim),
            description=words()["victim"],
        )
        for victim in objects.facts.several(incident, AG.victim)
    ]


def _report(objects: Objects, document: Node, told: list[str]) -> None:
    author = objects.author(document)
    objects.put(
        "report",
        document.iri,
        when=objects.day(document),
        by=author,
        name=objects.facts.label(document),
        published=objects.day(document),
        report_types=["threat-report"],
        lang=document.first(DCTERMS.language),
        labels=[f"document:{kind}" for kind in document.codes(DCTERMS.type)],
        object_refs=list(dict.fromkeys(told)) or [author],
        external_references=references(document),
        extensions=objects.extension(document),
    )


def _same(objects: Objects, match: Node) -> bool:
    """Add that two incidents are the same, where that was accepted; say whether it was."""
    pair = [node for node in objects.facts.several(match, AG.matches) if objects.facts.kind(node.iri) == "Incident"]
    if match.code(AG.reviewStatus) not in ACCEPTED or len(pair) != 2:
        return False
    source, target = (objects.incident(node) for node in pair)
    objects.put(
        "relationship",
        match.iri,
        relationship_type="duplicate-of",
        source_ref=source,
        target_ref=target,
        description=words()["same"],
        external_references=references(match),
        extensions=objects.extension(match),
    )
    return True


def _bundle(objects: Objects) -> str:
    """Return the bundle as JSON; its id depends on all that is in it."""
    lines = [_checked(objects.found[name]) for name in sorted(objects.found)]
    name = stix_id("bundle", sha256("\n".join(lines).encode()).hexdigest())
    return f'{{"type": "bundle", "id": "{name}", "objects": [\n' + ",\n".join(lines) + "\n]}\n"


def _checked(one: Object) -> str:
    """Return an object as a line of JSON; the library raises an error for one that breaks the specification."""
    parsed = stix2.parse(one, allow_custom=False, version="2.1")
    return json.dumps(json.loads(parsed.serialize()), ensure_ascii=False, sort_keys=True)
