"""A graph as the exporters read it: its nodes by what they are, each with its values, in the order of their IRIs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Quad

from attrigraph.rdf import iris
from attrigraph.rdf.tables import terms
from attrigraph.rdf.vocabulary import AG, AGC, DCTERMS, OA, RDF, RDFS

ACTORS = frozenset((AG.State, AG.Organisation, AG.Person, AG.ThreatActor))
KINDS: Mapping[NamedNode | None, str] = {
    AG.Incident: "Incident",
    AG.Document: "Document",
    AG.Match: "Match",
    OA.SpecificResource: "Span",
}

Term = NamedNode | Literal


@dataclass(frozen=True)
class Node:
    """One node: its IRI, and its values by predicate, sorted."""

    iri: str
    values: Mapping[NamedNode, tuple[Term, ...]] = field(repr=False)

    @property
    def id(self) -> str:
        """The IRI without the base of the graph's IRIs."""
        return self.iri.removeprefix(iris.BASE)

    @cached_property
    def cls(self) -> NamedNode | None:
        """The class, the first in alphabetical order of several; of an act that did not happen ag:UnrealisedAct."""
        return next((one for one in self.values.get(RDF.type, ()) if isinstance(one, NamedNode)), None)

    @cached_property
    def kind(self) -> str:
        """What the node is: "Act", "Actor", "Incident", "Document", "Match", "Span" or "other"."""
        if self.cls in ACTORS:
            return "Actor"
        if self.cls in KINDS:
            return KINDS[self.cls]
        return "Act" if AG.status in self.values else "other"

    def all(self, predicate: NamedNode) -> tuple[str, ...]:
        """Return the values of a property as strings."""
        return tuple(value.value for value in self.values.get(predicate, ()))

    def first(self, predicate: NamedNode) -> str | None:
        """Return the first value of a property, or None."""
        return next(iter(self.all(predicate)), None)

    def codes(self, predicate: NamedNode) -> tuple[str, ...]:
        """Return the values of a coded property without the names of their lists ("status-hedged" is "hedged")."""
        return tuple(map(code_name, self.all(predicate)))

    def code(self, predicate: NamedNode) -> str | None:
        """Return the first value of a coded property without the name of its list, or None."""
        return next(iter(self.codes(predicate)), None)


@dataclass(frozen=True)
class Facts:
    """All nodes of a graph by IRI. Shortcuts are not among their values: they follow from the acts."""

    nodes: Mapping[str, Node]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Facts":
        """Read the quads of a graph; shortcuts are left out."""
        found: dict[str, dict[NamedNode, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            if isinstance(quad.object, NamedNode | Literal) and not is_shortcut(quad):
                found[name_of(quad.subject)][quad.predicate].add(quad.object)
        return cls({iri: Node(iri, _sorted(values)) for iri, values in sorted(found.items())})

    @cached_property
    def acts(self) -> tuple[Node, ...]:
        """Acts, those that did not happen among them: every node with a status that is nothing else."""
        return tuple(node for node in self.nodes.values() if node.kind == "Act")

    @cached_property
    def actors(self) -> tuple[Node, ...]:
        """States, organisations, persons and threat actors."""
        return self._of(*ACTORS)

    @cached_property
    def incidents(self) -> tuple[Node, ...]:
        """Incidents, each as one document reports it."""
        return self._of(AG.Incident)

    @cached_property
    def documents(self) -> tuple[Node, ...]:
        """Documents and records."""
        return self._of(AG.Document)

    @cached_property
    def matches(self) -> tuple[Node, ...]:
        """Decisions on whether two nodes are the same, accepted and rejected ones."""
        return self._of(AG.Match)

    def kind(self, iri: str) -> str:
        """Return the kind of a node by its IRI."""
        return self.get(iri).kind

    @cached_property
    def classes(self) -> Counter[str]:
        """How many nodes there are of each class."""
        names = (local_name(node.cls) for node in self.nodes.values() if node.cls)
        return Counter(dict(sorted(Counter(names).items())))

    def get(self, iri: str | None) -> Node:
        """Return a node by its IRI; one without values where the graph has none."""
        return self.nodes.get(iri or "") or Node(iri or "", {})

    def several(self, node: Node, predicate: NamedNode) -> list[Node]:
        """Return the nodes that a property points at; a text points at none."""
        return [self.get(value.value) for value in node.values.get(predicate, ()) if isinstance(value, NamedNode)]

    def label(self, node: Node) -> str:
        """Return what a node is called: its label, else its title, identifier or id."""
        return next((value for name in LABELS if (value := node.first(name))), node.id or node.iri)

    def quote(self, node: Node) -> str:
        """Return the words of the main evidence of an act or incident, else of the first evidence, or ""."""
        span = node.first(AG.mainEvidence) or node.first(AG.evidence)
        return self.get(span).first(OA.exact) or ""

    def _of(self, *classes: NamedNode) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if node.cls in classes)


LABELS = (RDFS.label, DCTERMS.title, DCTERMS.identifier)


@cache
def shortcuts() -> frozenset[NamedNode]:
    """Return the derived properties: those that say which class of act they come from."""
    return frozenset(
        quad.subject
        for quad in terms().quads_for_pattern(None, AG.fromClass, None)
        if isinstance(quad.subject, NamedNode)
    )


def is_shortcut(quad: Quad) -> bool:
    """Say whether a quad is a shortcut: in the derived graph, or of a derived property."""
    return quad.graph_name == iris.DERIVED or quad.predicate in shortcuts()


def local_name(term: NamedNode | str) -> str:
    """Return the last part of an IRI.

    >>> local_name(AG.Attribution), local_name("http://purl.org/dc/terms/title")
    ('Attribution', 'title')
    """
    value = term if isinstance(term, str) else term.value
    return value.rstrip("#/").replace("#", "/").rpartition("/")[2]


def code_name(iri: str) -> str:
    """Return a code without its namespace and the name of its list; anything else as it is.

    >>> code_name("https://w3id.org/attrigraph/code/measure-asset-freeze"), code_name("x")
    ('asset-freeze', 'x')
    """
    return iri.removeprefix(AGC).partition("-")[2] if iri.startswith(AGC) else iri


def act_class(node: Node) -> str:
    """Return the class of an act as a name, and the class it would have of one that did not happen."""
    return local_name(node.first(AG.wouldBe) or node.cls or AG.Act)


def _sorted(values: Mapping[NamedNode, set[Term]]) -> dict[NamedNode, tuple[Term, ...]]:
    by_name = sorted(values.items(), key=lambda item: item[0].value)
    return {
        predicate: tuple(sorted(several, key=lambda term: (term.value, str(term)))) for predicate, several in by_name
    }


def name_of(subject: object) -> str:
    """Return the IRI of a subject, or the label of a blank node with "_:"."""
    return subject.value if isinstance(subject, NamedNode) else str(subject)
