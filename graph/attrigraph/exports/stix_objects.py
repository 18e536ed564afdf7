"""The objects of a STIX 2.1 bundle, as dictionaries: ids and times that do not change, and our extension.

Ids are UUIDv5 of our IRIs in the namespace of URLs. Actors and decisions are created at EPOCH, whatever a document
reports on the day of the document: a clock would give the same graph another bundle every day.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pyoxigraph import Literal, NamedNode

from attrigraph.exports.facts import Facts, Node, code_name, local_name
from attrigraph.exports.formats import rows
from attrigraph.rdf.tables import notation
from attrigraph.rdf.vocabulary import AG, DCTERMS, OA, RDF, RDFS, SCHEMA, SKOS

EPOCH = "1970-01-01T00:00:00.000Z"
INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"  # of the OASIS committee
HOME = "https://w3id.org/attrigraph"
ACCUSED = frozenset((AG.allegedPerpetrator, AG.via))
ELSEWHERE = frozenset((RDF.type, RDFS.label, AG.evidence, AG.mainEvidence, DCTERMS.title, SCHEMA.text))

Object = dict[str, Any]


def stix_id(kind: str, *parts: str) -> str:
    """Return the id of an object of a kind: the same parts give the same id.

    >>> stix_id("identity", "https://w3id.org/attrigraph/id/state/al")
    'identity--184aabb9-cdcc-5865-9d36-5e16508c5b69'
    """
    return f"{kind}--{uuid5(NAMESPACE_URL, ' '.join(parts))}"


EXTENSION = stix_id("extension-definition", f"{HOME}/stix-extension")
PRODUCER = stix_id("identity", HOME)


def words() -> Mapping[str, str]:
    """Return the sentences of stix_words.csv: what objects that stand for something else say of themselves."""
    return {row["key"]: row["words"] for row in rows("stix_words")}


class Objects:
    """Grows object by object; `found` holds them by id."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: dict[str, Object] = {}
        self.put("identity", HOME, name="attrigraph", identity_class="system", description=words()["producer"])
        self.put(
            "extension-definition",
            f"{HOME}/stix-extension",
            name="attrigraph",
            description=words()["extension"],
            schema=f"{HOME}/stix-extension.json",
            version="1.0.0",
            extension_types=["property-extension"],
        )

    def put(self, kind: str, *key: str, when: str = EPOCH, by: str = PRODUCER, **properties: Any) -> str:  # noqa: ANN401
        """Add an object and return its id; empty properties are left out, and one with the same key is replaced."""
        name = stix_id(kind, *key)
        common = {"type": kind, "spec_version": "2.1", "id": name, "created": when, "modified": when}
        filled = {prop: value for prop, value in properties.items() if value not in (None, "", [], {})}
        self.found[name] = {**common, "created_by_ref": by, **filled}
        return name

    def party(self, node: Node) -> str:
        """Return the identity of somebody who acts, speaks, is addressed or is a victim; a group has one too."""
        name = stix_id("identity", node.iri)
        if name not in self.found:
            self.found[name] = {}
            is_group = node.cls == AG.ThreatActor
            self.put(
                "identity",
                node.iri,
                name=self.facts.label(node),
                identity_class=identity_class(node),
                description=words()["group"] if is_group else None,
                external_references=references(node),
                extensions={} if is_group else self.extension(node),
            )
        return name

    def accused(self, node: Node) -> str:
        """Return the object that stands for somebody is accused: an intrusion set for a group, else a threat actor."""
        return self._group(node) if node.cls == AG.ThreatActor else self._as_accused(node)

    def incident(self, node: Node) -> str:
        """Return the incident, as its document reports it, with the incident core extension."""
        name = stix_id("incident", node.iri)
        if name not in self.found:
            self.found[name] = {}
            kinds = sorted(
                {found for code in node.all(AG.incidentType) if (found := notation(NamedNode(code), "stix"))}
            )
            core = {"extension_type": "property-extension", "determination": "suspected", "investigation_status": "new"}
            self.put(
                "incident",
                node.iri,
                when=self.day(node),
                name=self.facts.label(node),
                description=self.facts.quote(node),
                external_references=references(node),
                extensions={INCIDENT_CORE: core | ({"incident_types": kinds} if kinds else {}), **self.extension(node)},
            )
        return name

    def author(self, node: Node) -> str:
        """Return the identity of who speaks in a document: its publisher, else somebody of whom nothing is known."""
        document = self.facts.get(node.first(AG.reportedIn) or node.iri)
        publisher = document.first(DCTERMS.publisher)
        if publisher:
            return self.party(self.facts.get(publisher))
        name = f"author of {self.facts.label(document)}"
        return self.put("identity", document.iri, "author", name=name, identity_class="unknown")

    def day(self, node: Node) -> str:
        """Return the day of the document that reports a node, as a time."""
        issued = self.facts.get(node.first(AG.reportedIn) or node.iri).first(DCTERMS.issued)
        return f"{issued}T00:00:00.000Z" if issued and is_day(issued) else EPOCH

    def extension(self, node: Node, **more: Any) -> Object:  # noqa: ANN401 - values of JSON
        """Return our extension: everything that the graph says of a node and STIX has no property for."""
        told: Object = {"extension_type": "property-extension", "node": node.id}
        for predicate, values in node.values.items():
            if predicate not in ELSEWHERE and not (predicate == AG.canonical and node.all(predicate) == (node.iri,)):
                told |= self._told(predicate, values)
        spans = self.spans(node)
        return {EXTENSION: {**told, **({"evidence": spans} if spans else {}), **more}}

    def spans(self, node: Node) -> list[Object]:
        """Return the evidence of a node, its main span first."""
        order = dict.fromkeys([*node.all(AG.mainEvidence), *node.all(AG.evidence)])
        found = [self.facts.get(iri) for iri in order]
        return [
            {
                local_name(name): plain(span.values[name][0])
                for name in (OA.start, OA.end, OA.exact)
                if name in span.values
            }
            for span in found
        ]

    def _told(self, predicate: NamedNode, values: Iterable[NamedNode | Literal]) -> Object:
        """Return the values of a property, those that are objects of the bundle as references."""
        name = snake(local_name(predicate))
        found: dict[str, list[Any]] = {f"{name}_refs": [], name: []}
        for value in values:
            ref = self._ref(predicate, value.value) if isinstance(value, NamedNode) else None
            found[f"{name}_refs" if ref else name].append(ref or plain(value))
        return {key: several for key, several in found.items() if several}

    def _ref(self, predicate: NamedNode, iri: str) -> str | None:
        node, kind = self.facts.get(iri), self.facts.kind(iri)
        if kind == "Actor":
            between_groups = predicate in (AG.partOf, SKOS.closeMatch) and node.cls == AG.ThreatActor
            return self.accused(node) if predicate in ACCUSED or between_groups else self.party(node)
        if kind == "Incident":
            return self.incident(node)
        return stix_id(KINDS[kind], iri) if kind in KINDS else None

    def _group(self, node: Node) -> str:
        name = stix_id("intrusion-set", node.iri)
        if name not in self.found:
            self.found[name] = {}
            self.put(
                "intrusion-set",
                node.iri,
                name=self.facts.label(node),
                aliases=list(node.all(SKOS.altLabel)),
                external_references=references(node),
                extensions=self.extension(node),
            )
        return name

    def _as_accused(self, node: Node) -> str:
        """Return the threat actor that stands for a State, body or person where it is accused, tied to its identity."""
        label = self.facts.label(node)
        of_state = node.cls == AG.State or AG.organOf in node.values
        name = self.put(
            "threat-actor",
            node.iri,
            "accused",
            name=f"{label} (as accused)",
            description=words()["accused"].format(name=label),
            threat_actor_types=["nation-state" if of_state else "unknown"],
            labels=["as-accused"],
            external_references=references(node),
        )
        self.put(
            "relationship",
            node.iri,
            "accused",
            relationship_type="related-to",
            source_ref=name,
            target_ref=self.party(node),
            description=words()["related"].format(name=label),
        )
        return name


KINDS = {"Act": "note", "Document": "report"}


def identity_class(node: Node) -> str:
    """Return the class of the identity of an actor, from stix_identities.csv."""
    return next(
        (row["class"] for row in rows("stix_identities") if node.cls and local_name(node.cls) == row["kind"]), "unknown"
    )


def references(node: Node) -> list[Object]:
    """Return what a node is called elsewhere: in the graph, in Wikidata, on the web.

    Addresses are external ids, not URLs: a URL should come with a hash of what it leads to, which nobody fetched.
    """
    found = [("attrigraph", "external_id", node.id)]
    found += [("Wikidata", "external_id", local_name(iri)) for iri in node.all(SCHEMA.sameAs)]
    for name, prop in (("source", DCTERMS.source), ("cited", DCTERMS.references)):
        for value in node.values.get(prop, ()):
            found.append((name, "external_id" if isinstance(value, NamedNode) else "description", value.value))
    return [{"source_name": name, key: value} for name, key, value in found]


def snake(name: str) -> str:
    """Return a name as STIX writes names of properties.

    >>> snake("allegedPerpetrator")
    'alleged_perpetrator'
    """
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


def plain(value: NamedNode | Literal) -> str | int | float:
    """Return a value for JSON: numbers as numbers, codes and terms by their names."""
    if isinstance(value, NamedNode):
        return value.value.removeprefix(AG.base) if value.value.startswith(AG.base) else code_name(value.value)
    with suppress(ValueError):
        return (
            NUMBERS[local_name(value.datatype)](value.value) if local_name(value.datatype) in NUMBERS else value.value
        )
    return value.value


NUMBERS: Mapping[str, Callable[[str], int | float]] = {"integer": int, "decimal": float}


def is_day(text: str) -> bool:
    """Say whether a text is an ISO day.

    >>> is_day("2022-09-07"), is_day("September")
    (True, False)
    """
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False
