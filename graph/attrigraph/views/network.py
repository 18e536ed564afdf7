"""The pyvis network, for notebooks and small graphs."""

import json
import re
from collections import Counter
from typing import Any

import networkx as nx

from attrigraph.outputs import PAGE_MARK
from attrigraph.rdf import Graph
from attrigraph.views.collect import collect
from attrigraph.views.layout import positions
from attrigraph.views.page import fingerprint
from attrigraph.views.text import line
from attrigraph.views.values import ActView, PageData
from attrigraph.views.wording import table

_OUTSIDE = re.compile(r"<link\b[^>]*?href=\"https?:[^>]*>|<script\b[^>]*?src=\"https?:[^>]*>\s*</script>", re.S)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.S)


def network_html(graph: Graph) -> str:
    """Return the network of `graph` as one self-contained HTML text: a directed line for each act and pair of ends.

    Negated and planned acts are drawn faint and dotted; every line has its sentence, its quote and its source as
    tooltip. The nodes stand still.
    """
    found = graph.to_networkx(unrealised=True)
    names = sorted(found.nodes)
    numbers = {name: number for number, name in enumerate(names)}
    places = positions(len(names), [(numbers[one], numbers[other]) for one, other in found.edges()])
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, (x, y) in zip(names, places, strict=True):
        drawn.add_node(name, x=x, y=y, physics=False, **_node(found.nodes[name]))
    _add_edges(drawn, found, collect(graph))
    return _sealed(_written(drawn))


def _add_edges(drawn: "nx.MultiDiGraph[str]", found: "nx.MultiDiGraph[str]", page: PageData) -> None:
    acts = {act.iri: act for act in page.acts}
    seen: Counter[tuple[str, str]] = Counter()
    for one, other, edge in sorted(found.edges(data=True), key=lambda item: (item[2]["act"], item[0], item[1])):
        seen[one, other] += 1
        drawn.add_edge(one, other, **_edge(page, acts[edge["act"]], nth=seen[one, other]))


def _node(node: dict[str, str]) -> dict[str, Any]:
    looks = {row["kind"]: row for row in table("shapes")}
    look = looks.get(node["kind"], looks["Organisation"])
    name = line(node["label"])
    short = line(name, 40) if node["kind"] == "Document" else name
    return {"label": short, "title": _plain(name), "shape": look["shape"], "color": look["colour"], "size": 14}


def _edge(page: PageData, act: ActView, *, nth: int) -> dict[str, Any]:
    family = page.kinds[act.kind][1]
    happened = act.status not in ("negated", "planned")
    colour = next(row["colour"] for row in table("colours") if row["family"] == family)
    return {
        "label": act.verb,
        "title": _plain(_tooltip(page, act)),
        "color": {"color": colour, "opacity": 1.0 if happened else 0.5},
        "dashes": False if act.status == "asserted" else [8, 5] if happened else [2, 5],
        "smooth": {"type": "curvedCW", "roundness": round(0.08 + 0.11 * (nth - 1), 2)},
        "width": 2,
    }


def _tooltip(page: PageData, act: ActView) -> str:
    source = page.sources[act.source] if act.source is not None else None
    cited = [part for part in (source.title, source.publisher, source.issued) if part] if source else []
    label, meaning = page.statuses[act.status]
    parts = [
        act.sentence,
        f"{act.when or 'date not stated'} ({label}: {meaning})",
        *[f"“{line(evidence.quote, 600)}”" for evidence in act.evidence[:1]],
        ", ".join(cited),
    ]
    return "\n".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Return text that stays text where it is shown as HTML: pyvis does that as soon as one title has "href" in it."""
    return text.replace("&", "＆").replace("<", "‹").replace(">", "›")


def _written(drawn: "nx.MultiDiGraph[str]") -> str:
    from pyvis.network import Network

    network = Network(height="94vh", width="100%", directed=True, cdn_resources="in_line")
    network.from_nx(drawn, show_edge_weights=False)
    network.set_options(
        json.dumps({"physics": {"enabled": False}, "interaction": {"hover": True}, "edges": {"font": {"size": 10}}})
    )
    html: str = network.generate_html(notebook=False)
    return html


def _sealed(html: str) -> str:
    """Take out what pyvis would load from elsewhere, and let only the scripts that are left run."""
    own = _OUTSIDE.sub("", html)
    scripts = " ".join(dict.fromkeys(fingerprint(text) for text in _SCRIPT.findall(own)))
    policy = f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return own.replace("<head>", f"<head>{PAGE_MARK}{meta}", 1)
