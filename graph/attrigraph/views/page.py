"""The explorer as one HTML text: the bundle, the data, and a policy that lets nothing else run or load."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from attrigraph.errors import UsageError
from attrigraph.outputs import PAGE_MARK
from attrigraph.rdf import Graph
from attrigraph.rdf.sparql import find_query
from attrigraph.views.collect import collect
from attrigraph.views.layout import positions
from attrigraph.views.text import TITLE, line
from attrigraph.views.values import ActView, Evidence, Field, Node, PageData, Source

HEADING = "Who attributed what to whom"
VIEWS = ("network", "timeline", "coalitions", "table")


def explorer_html(
    graph: Graph,
    *,
    title: str | None = None,
    focus: str | None = None,
    view: str | None = None,
    endpoint: str | None = None,
) -> str:
    """Return the explorer of `graph` as one self-contained HTML text; the same graph gives the same text.

    `view` is the one it opens with: "network", "timeline", "coalitions" or "table"; UsageError for any other.
    `endpoint`, the address of a SPARQL endpoint on the page's own server, adds the query editor.

    `focus` opens the page on one actor, incident or act: an IRI, the end of one ("state/ir"), a name or a country
    code. Raises UsageError where the graph has no such thing.
    """
    if view not in (None, *VIEWS):
        raise UsageError(f"no view {view!r}", f"choose one of {', '.join(VIEWS)}", value=view)
    page = collect(graph)
    heading = line(title, TITLE) if title else HEADING
    data = {**_parts(page), "title": heading, "focus": _focus(page, focus), "places": _places(page), "view": view}
    if endpoint is not None:
        data |= {"endpoint": endpoint, **_help(graph)}
    style, scripts = _bundle("explorer.css"), [_bundle(f"{name}.js") for name in _scripts(endpoint)]
    template = Template((files("attrigraph.views") / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        mark=PAGE_MARK,
        policy=policy(style=style, scripts=scripts, connects=endpoint is not None),
        title=escape(heading),
        style=style,
        data=data_block(data),
        scripts="".join(f"<script>{script}</script>" for script in scripts),
    )


def large_html(acts: int, *, most: int) -> str:
    """Return what stands in place of the explorer of a graph with more acts than one page can show."""
    template = Template((files("attrigraph.views") / "large.html").read_text(encoding="utf-8"))
    return template.substitute(mark=PAGE_MARK, acts=f"{acts:,}", most=f"{most:,}")


def policy(*, style: str, scripts: Sequence[str], connects: bool = False) -> str:
    """Return a content security policy under which only this style and these scripts count, and nothing loads.

    With `connects` scripts may ask the server that the page came from.
    """
    parts = [
        "default-src 'none'",
        f"script-src {' '.join(map(fingerprint, scripts))}",
        f"style-src {fingerprint(style)}",
        "img-src data: blob:",
        *(["connect-src 'self'"] if connects else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def fingerprint(text: str) -> str:
    """Return what a content security policy calls an inline script or style.

    >>> fingerprint("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def data_block(data: object) -> str:
    r"""Return JSON that no HTML parser can take for markup.

    >>> data_block({"name": "</script>&\u2028"})
    '{"name":"\\u003c/script\\u003e\\u0026\\u2028"}'
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _bundle(name: str) -> str:
    return (files("attrigraph.views") / "bundle" / name).read_text(encoding="utf-8")


def _scripts(endpoint: str | None) -> tuple[str, ...]:
    return ("explorer",) if endpoint is None else ("editor", "explorer")


def _help(graph: Graph) -> dict[str, object]:
    """Return what helps to write a query: the terms of the ontology, and the named queries."""
    sparql = (files("attrigraph.views") / "queries" / "vocabulary.rq").read_text(encoding="utf-8")
    terms = [{"term": term, "means": means} for term, means in graph.query(sparql).rows]
    named = [
        {"name": name, "question": question, "text": find_query(name)}
        for name, question in graph.named_queries().items()
    ]
    return {"vocabulary": terms, "queries": named}


def _parts(page: PageData) -> dict[str, object]:
    return {field.name: _plain(getattr(page, field.name)) for field in fields(page)}


def _plain(value: object) -> object:
    """Return values as dicts without their empty parts, tuples as lists."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Node | ActView | Source | Evidence | Field):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(part) for name, part in pairs if part not in (None, ())}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _places(page: PageData) -> list[tuple[int, int]]:
    lines = [pair for act in page.acts for pair in act.lines]
    about = [(incident, actor) for act in page.acts for incident in act.incidents for actor in act.actors]
    ties = [(one, other) for one, other, _ in page.ties]
    return positions(len(page.nodes), [*lines, *about, *ties], first=_prominent(page))


def _prominent(page: PageData) -> list[int]:
    """Return the nodes of the acts, those about the busiest incidents first: a large page opens on these."""
    busy = Counter(incident for act in page.acts for incident in act.incidents)
    acts = sorted(page.acts, key=lambda act: -max((busy[incident] for incident in act.incidents), default=0))
    return [node for act in acts for node in (*act.incidents, *(end for pair in act.lines for end in pair))]


def _focus(page: PageData, focus: str | None) -> dict[str, int] | None:
    if focus is None:
        return None
    wanted = focus.casefold()
    for number, node in enumerate(page.nodes):
        names = {node.iri, node.name, node.code or "", *node.aliases, *node.reports}
        if wanted in {name.casefold() for name in names} or node.iri.casefold().endswith(f"/{wanted}"):
            return {"node": number}
    for number, act in enumerate(page.acts):
        if act.iri.casefold() == wanted or act.iri.casefold().endswith(f"/{wanted}"):
            return {"act": number}
    raise UsageError(
        f"{focus!r} is not in the graph", "focus on an actor, incident or act by its name or IRI", value=focus
    )
