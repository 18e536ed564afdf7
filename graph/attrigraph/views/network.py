"""The pyvis network, for notebooks and small graphs."""

import re
from collections import Counter
from html import escape
from importlib.resources import files
from math import sqrt
from typing import Any

import networkx as nx

from attrigraph.outputs import PAGE_MARK
from attrigraph.rdf import Graph
from attrigraph.views.collect import collect
from attrigraph.views.layout import positions
from attrigraph.views.page import HEADING, fingerprint
from attrigraph.views.text import line
from attrigraph.views.values import ActView, PageData
from attrigraph.views.wording import Row, row, table

_OUTSIDE = re.compile(r"<link\b[^>]*?href=\"https?:[^>]*>|<script\b[^>]*?src=\"https?:[^>]*>\s*</script>", re.S)
WIDE, SHORT, GREY = 1.7, 48, "#56616f"
NOTE = "A line: somebody said or did this, says one source. Point at it or choose it for the words."
HEADS = {
    "arrow": '<path d="M20 1 L29 6 L20 11 Z" stroke="none"/>',
    "vee": '<path d="M21 1 L28 6 L21 11" fill="none"/>',
    "bar": '<path d="M23 1 V11"/>',
    "": "",
}
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.S)


def network_html(graph: Graph) -> str:
    """Return the network of `graph` as one self-contained HTML text: a directed line for each act and pair of ends.

    How a line looks follows its status (lines.csv): what was not done has no arrow and no colour of its kind. Every
    line has its sentence, its quote and its source as tooltip, and below the picture once it is chosen. The nodes stand
    still; busier ones are larger, and only names that cover nothing are written.
    """
    found = graph.to_networkx(unrealised=True)
    names = sorted(found.nodes)
    numbers = {name: number for number, name in enumerate(names)}
    places = positions(len(names), [(numbers[one], numbers[other]) for one, other in found.edges()], aspect=WIDE)
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, (x, y) in zip(names, places, strict=True):
        drawn.add_node(name, x=x, y=y, physics=False, **_node(found.nodes[name], found.degree(name)))
    page = collect(graph)
    _add_edges(drawn, found, page)
    return _sealed(_written(drawn), _legend(page, {found.nodes[name]["kind"] for name in names}))


def _add_edges(drawn: "nx.MultiDiGraph[str]", found: "nx.MultiDiGraph[str]", page: PageData) -> None:
    acts = {act.iri: act for act in page.acts}
    seen: Counter[tuple[str, str]] = Counter()
    for one, other, edge in sorted(found.edges(data=True), key=lambda item: (item[2]["act"], item[0], item[1])):
        seen[one, other] += 1
        drawn.add_edge(one, other, **_edge(page, acts[edge["act"]], nth=seen[one, other]))


def _node(node: dict[str, str], degree: int) -> dict[str, Any]:
    looks = {row["kind"]: row for row in table("shapes")}
    look = looks.get(node["kind"], looks["Organisation"])
    name = line(node["label"])  # not as a title: pyvis shows titles of nodes as markup once one has "href" in it
    size = round(9 + min(20, 2.6 * sqrt(degree)), 1)
    said = {"name": line(name, SHORT), "label": " ", "words": f"{name}\n{look['label']}"}
    return {**said, "shape": look["shape"], "color": look["colour"], "size": size, "degree": degree}


def _edge(page: PageData, act: ActView, *, nth: int) -> dict[str, Any]:
    look = _look(act.status, act.kind == "Denial")
    colour = look["colour"] or row("colours", page.kinds[act.kind][1], key="family")["colour"]
    return {
        "title": _tooltip(page, act),
        "color": {"color": colour, "highlight": colour, "hover": colour, "opacity": float(look["opacity"])},
        "dashes": [int(part) for part in look["dashes"].split()] or False,
        "arrows": _arrows(look["end"], look["middle"]),
        "smooth": {"type": "curvedCW", "roundness": round(0.08 + 0.11 * (nth - 1), 2)},
    }


def _look(status: str, is_denial: bool = False) -> Row:
    """Return the row of lines.csv for a status; a denial ends in a bar where others end in an arrow."""
    look = row("lines", status, key="status")
    return {**look, "end": "bar"} if is_denial and look["end"] else look


def _arrows(end: str, middle: str) -> dict[str, dict[str, Any]]:
    ends = {"to": end, "middle": middle}
    return {place: {"enabled": bool(kind), "type": kind or "arrow"} for place, kind in ends.items()}


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


def _legend(page: PageData, shapes: set[str]) -> str:
    """Return what colours, lines and shapes mean, of those that are there."""
    families = {page.kinds[act.kind][1] for act in page.acts}
    statuses = {act.status for act in page.acts} - {"asserted"}
    kinds = [one for one in table("colours") if one["family"] in families]
    entries = [
        *((_sample(_look("asserted", one["family"] == "denial"), one["colour"]), one["label"]) for one in kinds),
        *((_sample(_look(name), GREY), page.statuses[name][0]) for name in page.statuses if name in statuses),
        *((_sign(one), one["label"]) for one in table("shapes") if one["kind"] in shapes),
    ]
    items = "".join(f"<li>{sign}{escape(words)}</li>" for sign, words in entries)
    return f'<details id="legend" open><summary>Legend</summary><ul>{items}<li>{escape(NOTE)}</li></ul></details>'


def _sample(look: Row, colour: str) -> str:
    middle = '<path d="M12 1 V11"/>' if look["middle"] else ""
    dashed = f'<path d="M0 6 H22" stroke-dasharray="{look["dashes"]}"/>'
    ink = look["colour"] or colour
    parts = f"{dashed}{middle}{HEADS[look['end']]}"
    return f'<svg width="30" height="12" stroke="{ink}" fill="{ink}" stroke-width="2">{parts}</svg>'


def _sign(look: Row) -> str:
    return f'<span style="color: {look["colour"]}">{look["sign"]}</span>'


def _written(drawn: "nx.MultiDiGraph[str]") -> str:
    from pyvis.network import Network

    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.from_nx(drawn, show_edge_weights=False)
    network.set_options(_part("network.json"))
    html: str = network.generate_html(notebook=False)
    return html


def _sealed(html: str, legend: str) -> str:
    """Add our own parts, take out what pyvis would load from elsewhere, and let only the scripts that are left run."""
    style, script = _part("network.css"), _part("bundle/pyvis.js")
    own = _OUTSIDE.sub("", html)
    own = own.replace("<html>", '<html lang="en">', 1).replace("<body>", f"<body>{legend}", 1)
    own = own.replace("</body>", f'<div id="said" role="status" hidden></div><script>{script}</script></body>', 1)
    scripts = " ".join(dict.fromkeys(fingerprint(text) for text in _SCRIPT.findall(own)))
    policy = f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">{VIEWPORT}'
    own = own.replace("</head>", f"<title>{HEADING}</title><style>{style}</style></head>", 1)
    return own.replace("<head>", f"<head>{PAGE_MARK}{meta}", 1)


def _part(name: str) -> str:
    return (files("attrigraph.views") / name).read_text(encoding="utf-8")
