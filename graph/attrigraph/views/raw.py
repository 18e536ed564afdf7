"""What the queries answer, as values of subjects: {subject: {property: values}} in sorted order."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from attrigraph.rdf import Graph
from attrigraph.views.text import NAME, QUOTE, clean, edges_of_context, line
from attrigraph.views.values import Evidence
from attrigraph.views.wording import NS

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
CONTEXT = 300

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Raw:
    """The answers to the queries in queries/, sorted."""

    acts: Mapping[str, Values]
    incidents: Mapping[str, Values]
    actors: Mapping[str, Values]
    documents: Mapping[str, Values]
    spans: Mapping[str, Evidence]
    codes: Mapping[str, str]

    @cached_property
    def merged(self) -> Mapping[str, tuple[str, ...]]:
        """The incidents that each representative stands for, itself included where the graph has it."""
        groups: dict[str, list[str]] = defaultdict(list)
        for iri, values in self.incidents.items():
            groups[first(values, NS + "canonical") or iri].append(iri)
        return {key: tuple(members) for key, members in sorted(groups.items())}

    def representative(self, iri: str) -> str:
        """Return the incident or actor that stands for `iri` after merging: itself where nothing was merged."""
        values = self.incidents.get(iri) or self.actors.get(iri) or {}
        return first(values, NS + "canonical") or iri

    def name(self, iri: str) -> str:
        """Return the label of an incident or actor, else the last part of its IRI."""
        values = self.incidents.get(iri) or self.actors.get(iri) or {}
        return line(first(values, LABEL) or iri.rsplit("/", 1)[-1], NAME)


def first(values: Values, name: str) -> str | None:
    """Return the first value of a property, or None."""
    return next(iter(values.get(name, ())), None)


def read(graph: Graph) -> Raw:
    """Run the queries of queries/ on `graph`."""
    answers = {name: _subjects(graph, name) for name in ("acts", "incidents", "actors", "documents")}
    codes = {code: line(label) for code, label in sorted(_rows(graph, "codes"))}
    return Raw(**answers, spans=_spans(graph), codes=codes)


def _rows(graph: Graph, name: str) -> list[tuple[str, ...]]:
    sparql = (files("attrigraph.views") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return [tuple(value or "" for value in row) for row in graph.query(sparql).rows]


def _subjects(graph: Graph, name: str) -> Mapping[str, Values]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, prop, value in _rows(graph, name):
        found[subject][prop].add(value)
    return {
        subject: {prop: tuple(sorted(values)) for prop, values in sorted(properties.items())}
        for subject, properties in sorted(found.items())
    }


def _spans(graph: Graph) -> Mapping[str, Evidence]:
    sparql = (files("attrigraph.views") / "queries" / "spans.rq").read_text(encoding="utf-8")
    return {str(row[0]): _evidence(*row[2:]) for row in sorted(graph.query(sparql).rows, key=str)}


def _evidence(start: str | None, end: str | None, quote: str | None, before: str | None, after: str | None) -> Evidence:
    around = edges_of_context(before, after, CONTEXT) if before is not None and after is not None else None
    return Evidence(
        quote=clean(quote or "", QUOTE),
        start=int(start or 0),
        end=int(end or 0),
        before=clean(around[0], 2 * CONTEXT) if around else None,
        after=clean(around[1], 2 * CONTEXT) if around else None,
    )
