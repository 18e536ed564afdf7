"""Text from documents and foreign graphs can say anything; it stays text, and small."""

import json
import re

import pyoxigraph as ox
import pytest

from attrigraph.rdf import Graph
from attrigraph.views import explorer_html, network_html
from attrigraph.views.collect import collect

from .graphs import AG, MARKUP, OA, TYPE, hostile


def block(page: str) -> str:
    return re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1]


@pytest.mark.parametrize("text", [MARKUP, "&lt;b&gt;", "\u2028\u2029", "a\x0b\x1bb", "`${alert(1)}`", "$title $data"])
def test_text_never_becomes_markup(text):
    plain, page = explorer_html(hostile("x")), explorer_html(hostile(text))
    assert not set("<>&\u2028\u2029") & set(block(page))
    assert json.loads(block(page))["acts"][0]["evidence"][0]["quote"]
    assert page.replace(block(page), "") == plain.replace(block(plain), "")


@pytest.mark.parametrize(
    "text", ["Iran\u202enatsirap", "a\u2066b\u2069", "\u202dx", "nul\u0000".replace("\u0000", "\x01")]
)
def test_what_changes_direction_or_cannot_be_seen_is_made_visible(text):
    data = block(explorer_html(hostile(text)))
    assert "�" in data
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", data)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/",
        "https://a b/",
        "http://",
        "https://" + "a" * 5000,
        "https://[",
    ],
)
def test_only_web_addresses_become_links(url):
    source = collect(hostile("x", url)).sources[0]
    assert (source.links, source.references) == ((), ())


def test_a_web_address_is_kept_as_it_is():
    url = "https://example.org/a?b=1&c=%22#d"
    assert collect(hostile("x", url)).sources[0].links == (url,)


def test_a_megabyte_of_name_makes_no_megabyte_of_page():
    grown = len(explorer_html(hostile("A" * 1_000_000))) - len(explorer_html(hostile("A")))
    assert 0 < grown < 20_000


def test_a_quote_that_is_not_at_its_offsets_has_no_context():
    graph = hostile("The text.")
    graph.store.update(
        f'DELETE {{ GRAPH ?g {{ ?e <{OA}exact> ?q }} }} INSERT {{ GRAPH ?g {{ ?e <{OA}exact> "Else" }} }}'
        f"WHERE {{ GRAPH ?g {{ ?e <{OA}exact> ?q }} }}"
    )
    evidence = collect(graph).acts[0].evidence[0]
    assert (evidence.quote, evidence.before, evidence.after) == ("Else", None, None)


def test_an_act_without_status_source_or_evidence_is_still_shown():
    store = ox.Store()
    triple = (ox.NamedNode("urn:act"), ox.NamedNode(TYPE), ox.NamedNode(f"{AG}Sanction"))
    store.add(ox.Quad(*triple, ox.NamedNode("urn:g")))
    act = collect(Graph(store)).acts[0]
    assert (act.sentence, act.status) == ("Sanctions are imposed (status not stated)", "unstated")
    assert (act.lines, act.source, act.evidence, act.when) == ((), None, (), None)


@pytest.mark.parametrize("text", [MARKUP, "href", "&lt;img src=x&gt; href"])
def test_the_network_s_titles_never_switch_pyvis_to_markup(text):
    """Pyvis shows all titles as HTML as soon as one of a node holds "href"."""
    page, plain = network_html(hostile(text)), network_html(hostile("x"))
    assert page.count("showPopup(") == plain.count("showPopup(")
    assert "div.popup" not in page
    assert "alert(1)</script>" not in page.replace(r"</script>", "")
