"""Where reports of one incident disagree: shown side by side, never solved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from attrigraph.merging.features import rows
from attrigraph.model import Interval
from attrigraph.origins import Origins
from attrigraph.rdf import Graph, iris
from attrigraph.rdf.labels import joined


@dataclass(frozen=True, slots=True)
class Voice:
    """One report on one side: who says so (the document, where nobody is named), when, how surely, in which words."""

    who: str
    when: str | None
    status: str
    quote: str
    document: str
    title: str
    node: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that exclude each other, who stands behind it, and from how many independent origins."""

    value: str
    voices: tuple[Voice, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides or more about one incident. `kind` is one of KINDS; the incident is its representative's IRI."""

    kind: str
    incident: str
    label: str
    sides: tuple[Side, ...]


KINDS = {
    "rival perpetrators": "different States are accused",
    "denial": "one accuses, another denies",
    "dates": "it went on at different times",
    "victims": "different States were hit",
    "ruled out": "one says that it was so, another rules it out",
}


def conflicts(graph: Graph | str | Path) -> list[Conflict]:
    """Return the conflicts of a graph, a graph folder or an RDF file in order of kind and incident.

    Reports disagree about an incident only after merging, or inside one document. Codings of curators are voices like
    others, and say that they are hedged.
    """
    graph = graph if isinstance(graph, Graph) else Graph.open(graph)
    labels = {row["iri"]: row["label"] for row in reversed(list(rows(graph, "labels")))}
    voices, claims = list(rows(graph, "voices")), list(rows(graph, "claims"))
    found = [
        *_rivals(_by_node(row for row in voices if row["state"] and _is(row, "Attribution"))),
        *_denials(_by_node(voices)),
        *_apart(_by_node(row for row in claims if row["property"] == "dates")),
        *_victims(_by_node(row for row in claims if row["property"] == "victim")),
        *_ruled_out(_by_node(row for row in claims if row["property"] in ("stated", "ruled out"))),
    ]
    origins = Origins(graph)
    order = list(KINDS)
    return sorted(
        (_conflict(kind, node, labels.get(node, ""), sides, origins) for kind, node, sides in found),
        key=lambda one: (order.index(one.kind), one.label, one.incident),
    )


_Row = Mapping[str, str]
_Value = Callable[[_Row], str]
_Found = tuple[str, str, dict[str, list[Voice]]]


def _rivals(nodes: Mapping[str, Sequence[_Row]]) -> Iterator[_Found]:
    for node, several in nodes.items():
        acts: dict[str, set[str]] = defaultdict(set)
        for row in several:
            acts[row["act"]].add(row["accused_label"])
        # who accuses two States together is no rival of who accuses one of them
        joint = {frozenset(accused) for accused in acts.values()}
        if any(not one & other for one in joint for other in joint):
            yield "rival perpetrators", node, _sides(several, lambda row: row["accused_label"])


def _denials(nodes: Mapping[str, Sequence[_Row]]) -> Iterator[_Found]:
    for node, several in nodes.items():
        for accused in sorted({row["accused"] for row in several if _is(row, "Denial")}):
            about = [row for row in several if row["accused"] == accused]
            name = about[0]["accused_label"]
            if any(_is(row, "Attribution") for row in about):
                yield "denial", node, _sides(about, partial(_verdict, name))


def _verdict(name: str, row: _Row) -> str:
    return f"{name} is behind it" if _is(row, "Attribution") else f"{name} is not behind it"


def _hit(hit: Mapping[str, set[str]], row: _Row) -> str:
    return ", ".join(sorted(hit[row["report"]]))


def _apart(nodes: Mapping[str, Sequence[_Row]]) -> Iterator[_Found]:
    for node, several in nodes.items():
        if max(row["starts"] for row in several) > min(row["ends"] for row in several):
            yield "dates", node, _sides(several, lambda row: _span(row["starts"], row["ends"]))


def _victims(nodes: Mapping[str, Sequence[_Row]]) -> Iterator[_Found]:
    for node, several in nodes.items():
        hit: dict[str, set[str]] = defaultdict(set)
        for row in several:
            hit[row["report"]].add(row["value_label"])
        if any(not one & other for one in hit.values() for other in hit.values()):
            yield "victims", node, _sides(several, partial(_hit, hit))


def _ruled_out(nodes: Mapping[str, Sequence[_Row]]) -> Iterator[_Found]:
    for node, several in nodes.items():
        for value in sorted({row["value"] for row in several if row["property"] == "ruled out"}):
            about = [row for row in several if row["value"] == value]
            if len({row["property"] for row in about}) > 1:
                yield "ruled out", node, _sides(about, lambda row: f"{row['value_label']}: {row['property']}")


def _by_node(several: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in several:
        found[row["node"]].append(row)
    return found


def _sides(several: Iterable[_Row], value: _Value) -> dict[str, list[Voice]]:
    """Return the voices by the value they stand for; who acts together is one voice."""
    found: dict[str, dict[str, tuple[_Row, dict[str, None]]]] = defaultdict(dict)
    for row in several:
        node = row.get("act") or row["report"]
        found[value(row)].setdefault(node, (row, {}))[1][row.get("agent", "")] = None
    return {
        name: [_voice(row, list(filter(None, agents))) for row, agents in reports.values()]
        for name, reports in found.items()
    }


def _voice(row: _Row, agents: Sequence[str]) -> Voice:
    title = row["title"] or row["document"].removeprefix(iris.BASE)
    when = _span(row["starts"], row["ends"]) if row.get("act") and row["starts"] else row["issued"] or None
    who = joined(agents) or row["publisher"] or title
    status = row.get("status", "").rpartition("status-")[2] or "asserted"
    node = row.get("act") or row.get("report") or ""
    return Voice(who, when, status, row["quote"], row["document"], title, node)


def _conflict(kind: str, node: str, label: str, sides: Mapping[str, Sequence[Voice]], origins: Origins) -> Conflict:
    made = [
        Side(value, tuple(sorted(voices, key=_earliest)), origins.count(voice.document for voice in voices))
        for value, voices in sides.items()
    ]
    return Conflict(kind, node, label, tuple(sorted(made, key=lambda side: (-side.origins, side.value))))


def _earliest(voice: Voice) -> tuple[str, str, str]:
    return voice.when or "9999", voice.who, voice.node


def _span(starts: str, ends: str) -> str:
    """Return a day, a month or a year as such, else first and last day."""
    span = Interval(date.fromisoformat(starts), date.fromisoformat(ends))
    short = span.partial
    return short if short and Interval.parse(short) == span else f"{starts}/{ends}"


def _class(row: _Row) -> str:
    return row["cls"].rpartition("#")[2]


def _is(row: _Row, name: str) -> bool:
    return _class(row) == name
