"""The pyvis network: all lines, nothing loaded, nothing that moves."""

import json
import re

import pytest

from attrigraph.views import network_html
from attrigraph.views.page import fingerprint
from attrigraph.views.wording import table

from .graphs import empty, story


def items(page: str, name: str) -> list[dict]:
    return json.loads(re.search(rf"{name} = new vis\.DataSet\((\[.*?\])\);", page, re.S)[1])


def test_every_line_of_the_graph_is_drawn_also_parallel_ones():
    graph = story()
    edges = items(network_html(graph), "edges")
    assert len(edges) == graph.to_networkx(unrealised=True).number_of_edges()
    assert len([edge for edge in edges if edge["from"].endswith("state/al") and edge["to"].endswith("state/ir")]) == 2


def test_parallel_lines_bend_differently():
    edges = items(network_html(story()), "edges")
    bends = [edge["smooth"]["roundness"] for edge in edges if (edge["from"][-2:], edge["to"][-2:]) == ("al", "ir")]
    assert len(set(bends)) == len(bends) == 2


def line(page: str, sentence: str) -> dict:
    return next(edge for edge in items(page, "edges") if edge["title"].split("\n")[0] == sentence)


def test_every_status_has_a_line_of_its_own():
    page = network_html(story())
    asserted = line(page, "Albania attributes the attack to Iran")
    hedged = line(page, "The attack is attributed to Iran; no speaker named (hedged)")
    negated = line(page, "Germany does not attribute the attack to anyone")
    planned = line(page, "United States may impose sanctions on Iran")
    assert len({json.dumps(edge["dashes"]) for edge in (asserted, hedged, negated, planned)}) == 4
    assert asserted["arrows"]["to"] == hedged["arrows"]["to"] == {"enabled": True, "type": "arrow"}
    assert planned["arrows"]["to"]["type"] == "vee"
    assert not negated["arrows"]["to"]["enabled"]
    assert negated["arrows"]["middle"] == {"enabled": True, "type": "bar"}
    assert len({json.dumps(edge["color"]) for edge in (asserted, negated)}) == 2


def test_a_denial_ends_in_a_bar_and_not_in_an_arrow():
    assert line(network_html(story()), "Iran denies responsibility for the attack")["arrows"]["to"]["type"] == "bar"


def test_every_status_of_the_ontology_has_a_line():
    assert {entry["status"] for entry in table("lines")} == {entry["code"] for entry in table("statuses")}


def test_the_legend_explains_what_is_there_and_nothing_else():
    legend = re.search(r'<details id="legend".*?</details>', network_html(story()), re.S)[0]
    words = re.findall(r"</(?:svg|span)>([^<]*)</li>", legend)
    assert {"attribution", "denial", "not done or ruled out", "planned or possible", "State"} <= set(words)
    assert not {"counter-operation", "threat actor"} & set(words)


def test_busier_nodes_are_larger_and_lines_carry_no_words():
    page = network_html(story())
    sizes = {node["name"]: node["size"] for node in items(page, "nodes")}
    assert sizes["Iran"] > sizes["Albania"] > sizes["Kosovo"]
    assert not [edge for edge in items(page, "edges") if "label" in edge]


def test_a_tooltip_has_sentence_date_status_quote_and_source():
    title = line(network_html(story()), "Albania attributes the attack to Iran")["title"]
    assert title.split("\n") == [
        "Albania attributes the attack to Iran",
        "7 Sep 2022 (asserted: said or done outright)",
        "“We hold Iran responsible for the attack on the portal.”",
        "Statement of the Prime Minister, Government of Albania, 2022-09-07",
    ]


@pytest.mark.parametrize("make", [story, empty])
def test_nothing_is_loaded_and_only_its_own_scripts_run(make):
    page = network_html(make())
    markup = re.sub(r"(<script\b[^>]*>).*?(</script>)", r"\1\2", page, flags=re.S)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""", markup)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    for script in re.findall(r"<script\b[^>]*>(.*?)</script>", page, re.S):
        assert fingerprint(script) in policy
    assert "script-src 'unsafe" not in policy


def test_nodes_stand_still_where_they_were_put():
    page = network_html(story())
    assert all({"x", "y"} <= node.keys() for node in items(page, "nodes"))
    assert '"physics": {"enabled": false}' in page


def test_the_same_graph_gives_the_same_page():
    assert network_html(story()) == network_html(story())
