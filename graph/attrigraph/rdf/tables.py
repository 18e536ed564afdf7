"""What the ontology folder says about acts: the form of each kind, and the words of labels. Read once."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from attrigraph.errors import MissingDataError
from attrigraph.folders import folder
from attrigraph.model import ActKind
from attrigraph.rdf.vocabulary import AG, AGC, SKOS, code


@dataclass(frozen=True, slots=True)
class ActForm:
    """How a kind of act stands in the graph: its class, and the name of its measure where the kind implies one."""

    cls: NamedNode
    measure: str | None

    @property
    def name(self) -> str:
        """The local name of the class."""
        return self.cls.value.removeprefix(AG.base)


@cache
def terms() -> ox.Store:
    """Return terms.ttl and codes.ttl as one store (default graph); do not change it."""
    store = ox.Store()
    for name in ("terms.ttl", "codes.ttl"):
        store.load(path=str(folder("ontology") / name), format=ox.RdfFormat.TURTLE)
    return store


@cache
def act_forms() -> dict[ActKind, ActForm]:
    """Return the form of every kind of act, from the ^^ag:gold notations and the lists of measures."""
    return {kind: _form(_bearer(kind)) for kind in ActKind}


def act_form(kind: ActKind) -> ActForm:
    """Return the form of a kind of act.

    >>> act_form(ActKind.EXPULSION).name, act_form(ActKind.EXPULSION).measure, act_form(ActKind.DENIAL).measure
    ('DiplomaticMeasure', 'expulsion', None)
    """
    return act_forms()[kind]


def known_code(name: str, schemes: Sequence[str]) -> NamedNode:
    """Return the code of that name in the first list that has one; the first list's where none has (the check objects).

    >>> known_code("espionage", ("effect", "incident")).value
    'https://w3id.org/attrigraph/code/incident-espionage'
    """
    candidates = [code(scheme, name) for scheme in schemes]
    return next(
        (one for one in candidates if next(terms().quads_for_pattern(one, SKOS.inScheme, None), None)), candidates[0]
    )


def notations(dataset: str, scheme: str) -> list[tuple[str, str]]:
    """Return how a dataset spells the codes of a list: (words, name of the code without the list's prefix).

    >>> ("Economic sanctions", "restrictive") in notations("eurepoc", "measure")
    True
    """
    prefix = f"{AGC}{scheme}-"
    found = []
    for quad in _alignments().quads_for_pattern(None, SKOS.notation, None):
        words, bearer = cast("Literal", quad.object), cast("NamedNode", quad.subject)
        if words.datatype.value == AG.base + dataset and bearer.value.startswith(prefix):
            found.append((words.value, bearer.value.removeprefix(prefix)))
    return sorted(found)


@cache
def document_types() -> dict[str, str]:
    """Return the usual type of the documents that a kind of organisation publishes, both as names of codes."""
    pairs = terms().quads_for_pattern(None, AG.publishes, None)
    return {_name(pair.subject, "orgkind"): _name(pair.object, "doctype") for pair in pairs}


@cache
def label_patterns() -> dict[str, dict[str, str]]:
    """Return the rows of ontology/labels.csv by kind of act, name of measure or part."""
    return _rows("labels.csv", "key")


@cache
def label_statuses() -> dict[str, dict[str, str]]:
    """Return the rows of ontology/label_statuses.csv by status: what each does to the words of a label."""
    return _rows("label_statuses.csv", "status")


def _rows(name: str, key: str) -> dict[str, dict[str, str]]:
    with (folder("ontology") / name).open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


def notation(term: NamedNode, dataset: str) -> str | None:
    """Return how another vocabulary spells a term, from alignments.ttl: the first of its notations of that type.

    >>> notation(AG.Denial, "stix"), notation(AG.Denial, "plover"), notation(AG.Match, "stix")
    ('opinion', 'REJECT', None)
    """
    spelled = (quad.object for quad in _alignments().quads_for_pattern(term, SKOS.notation, None))
    kind = NamedNode(AG.base + dataset)
    return min(
        (found.value for found in spelled if isinstance(found, Literal) and found.datatype == kind), default=None
    )


@cache
def _alignments() -> ox.Store:
    store = ox.Store()
    store.load(path=str(folder("ontology") / "alignments.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def _bearer(kind: ActKind) -> NamedNode:
    notation = Literal(kind.value, datatype=AG.gold)
    for quad in _alignments().quads_for_pattern(None, SKOS.notation, notation):
        return cast("NamedNode", quad.subject)
    raise MissingDataError(f"alignments.ttl has no {kind.value!r}^^ag:gold", "reinstall attrigraph", value=kind)


def _form(bearer: NamedNode) -> ActForm:
    if bearer.value.startswith(AG.base):
        return ActForm(bearer, None)
    above = {bearer, *(quad.object for quad in terms().quads_for_pattern(bearer, SKOS.broader, None))}
    for quad in terms().quads_for_pattern(None, AG.measureList, None):
        if quad.object in above:
            return ActForm(cast("NamedNode", quad.subject), _name(bearer, "measure"))
    raise MissingDataError(f"no class has measures like {bearer.value}", "reinstall attrigraph", value=bearer)


def _name(term: object, scheme: str) -> str:
    return cast("NamedNode", term).value.removeprefix(f"{AGC}{scheme}-")
