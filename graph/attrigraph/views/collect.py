"""Everything the page shows, read from a graph by the queries in queries/."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from attrigraph.origins import Origins
from attrigraph.rdf import Graph
from attrigraph.views.acts import Cast, act_view
from attrigraph.views.raw import ALIAS, Raw, Values, first, read
from attrigraph.views.text import TITLE, interval, line, spoken, web_address
from attrigraph.views.values import ActView, Field, Node, PageData, Source
from attrigraph.views.wording import CODE, NS, code_name, table

DC = "http://purl.org/dc/terms/"
UNSPECIFIED = CODE + "doctype-unspecified"
UNREALISED = ("negated", "planned")
ROLES = ("agent", "target", "allegedPerpetrator", "via")


def collect(graph: Graph) -> PageData:
    """Return what the page shows of `graph`: nodes, acts and sources, each in the order of its IRIs."""
    raw = read(graph)
    iris = _node_iris(raw)
    numbers = {iri: number for number, iri in enumerate(iris)}
    sources = {iri: number for number, iri in enumerate(raw.documents)}
    cast = Cast(raw=raw, numbers=numbers, sources=sources)
    acts = _contested(
        raw, _grouped(raw, Origins(graph), [act_view(cast, iri, values) for iri, values in raw.acts.items()])
    )
    return PageData(
        nodes=tuple(_node(cast, iri) for iri in iris),
        acts=tuple(acts),
        sources=tuple(_source(raw, iri, values) for iri, values in raw.documents.items()),
        ties=tuple(_ties(cast, acts)),
        kinds={row["code"]: (row["label"], row["family"]) for row in table("kinds")},
        statuses={row["code"]: (row["label"], row["meaning"]) for row in table("statuses")},
    )


def _node_iris(raw: Raw) -> list[str]:
    """Return the actors with a role in an act or a victim, and one incident for each group of merged ones."""
    acting = {iri for act in raw.acts.values() for role in ROLES for iri in act.get(NS + role, ())}
    hit = {iri for incident in raw.incidents.values() for iri in incident.get(NS + "victim", ())}
    about = {iri for act in raw.acts.values() for iri in act.get(NS + "concerns", ())}
    return sorted({raw.representative(iri) for iri in acting | hit | about} | set(raw.merged))


def _node(cast: Cast, iri: str) -> Node:
    if iri in cast.raw.merged:
        return _incident(cast, iri)
    values = cast.raw.actors.get(iri, {})
    organs = cast.names(values.get(NS + "organOf", ()))
    return Node(
        iri=iri,
        kind=cast.act_class(values, default="Actor"),
        name=cast.raw.name(iri),
        code=line(first(values, NS + "isoCode") or "", 12) or None,
        aliases=tuple(line(alias) for alias in values.get(ALIAS, ())[:40]),
        fields=(Field("Body of", texts=organs),) if organs else (),
    )


def _incident(cast: Cast, iri: str) -> Node:
    reports = cast.raw.merged[iri]
    every = _union(cast.raw.incidents[report] for report in reports)
    own = cast.raw.incidents.get(iri) or every
    names = sorted({cast.raw.name(report) for report in reports} - {cast.raw.name(iri)})
    when = interval(first(own, NS + "earliest"), first(own, NS + "latest"))
    return Node(
        iri=iri,
        kind="Incident",
        name=cast.raw.name(iri),
        aliases=tuple(names),
        fields=cast.fields(every, "Incident", without=("score", "rule")),
        when=spoken(when),
        earliest=when.earliest.isoformat() if when else None,
        latest=when.latest.isoformat() if when else None,
        reports=reports,
    )


def _union(parts: Iterable[Values]) -> Values:
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for prop, values in part.items():
            found[prop].update(values)
    return {prop: tuple(sorted(values)) for prop, values in sorted(found.items())}


def _source(raw: Raw, iri: str, values: Values) -> Source:
    title, publisher = first(values, DC + "title"), first(values, DC + "publisher") or ""
    addresses = [web_address(url) for url in values.get(DC + "source", ())]
    cited = [web_address(url) for url in values.get(DC + "references", ())[:50]]
    kind, issued = first(values, DC + "type"), first(values, DC + "issued")
    day = interval(issued, issued)
    return Source(
        iri=iri,
        title=line(title or first(values, DC + "identifier") or iri.rsplit("/", 1)[-1], TITLE),
        publisher=(raw.name(publisher) if publisher in raw.actors else line(publisher)) or None,
        issued=day.earliest.isoformat() if day else None,
        when=spoken(day),
        kind=code_name(kind, raw.codes) if kind and kind != UNSPECIFIED else None,
        links=tuple(url for url in addresses if url),
        references=tuple(url for url in cited if url),
    )


def _contested(raw: Raw, acts: Sequence[ActView]) -> list[ActView]:
    """Join attributions and denials of one incident and one alleged perpetrator."""
    sides: dict[tuple[int, str], Mapping[str, list[int]]] = {}
    keys: list[list[tuple[int, str]]] = []
    for number, act in enumerate(acts):
        accused = raw.acts[act.iri].get(NS + "allegedPerpetrator", ())
        happened = act.kind in ("Attribution", "Denial") and act.status in ("asserted", "hedged")
        keys.append([(incident, iri) for incident in act.incidents for iri in accused] if happened else [])
        for key in keys[-1]:
            sides.setdefault(key, {"Attribution": [], "Denial": []})[act.kind].append(number)
    other = {"Attribution": "Denial", "Denial": "Attribution"}
    found = [sorted({n for key in keys[i] for n in sides[key][other[act.kind]]}) for i, act in enumerate(acts)]
    return [replace(act, contested_by=tuple(numbers)) for act, numbers in zip(acts, found, strict=True)]


def _grouped(raw: Raw, origins: Origins, acts: Sequence[ActView]) -> list[ActView]:
    """Give all reports of one canonical act one number, and the count of their origins."""
    groups: dict[str, list[ActView]] = defaultdict(list)
    for act in acts:
        groups[first(raw.acts[act.iri], NS + "canonical") or act.iri].append(act)
    found: dict[str, ActView] = {}
    for number, (_, reports) in enumerate(sorted(groups.items())):
        documents = [first(raw.acts[act.iri], NS + "reportedIn") or act.iri for act in reports]
        counted = origins.count(documents) if len(reports) > 1 else None
        found |= {act.iri: replace(act, group=number, origins=counted) for act in reports}
    return [found[act.iri] for act in acts]


def _ties(cast: Cast, acts: Sequence[ActView]) -> list[tuple[int, int, str]]:
    """Victims and larger incidents of each incident, and the actors its acts name where no line shows that already.

    What was not done ties nobody to an incident.
    """
    ties: dict[tuple[int, int], str] = {}
    for iri, reports in cast.raw.merged.items():
        for report in reports:
            for word, prop in (("part of", "partOf"), ("victim", "victim")):
                for other in cast.nodes(cast.raw.incidents[report].get(NS + prop, ())):
                    ties.setdefault((cast.numbers[iri], other), word)
    drawn = {frozenset(pair) for act in acts for pair in act.lines} | {frozenset(pair) for pair in ties}
    for act in (act for act in acts if act.status not in UNREALISED):
        via = cast.nodes(cast.raw.acts[act.iri].get(NS + "via", ()))
        about = [(incident, actor) for incident in act.incidents for actor in (*act.towards, *via)]
        for pair in [*about, *((group, accused) for group in via for accused in act.towards if not act.incidents)]:
            if frozenset(pair) not in drawn:
                ties.setdefault(pair, "named in acts about it")
    return sorted((one, other, word) for (one, other), word in ties.items() if one != other)
