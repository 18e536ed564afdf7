"""The pyvis network: all lines, nothing loaded, nothing that moves."""

import json
import re

import pytest

from attrigraph.views import network_html
from attrigraph.views.page import fingerprint

from .graphs import empty, story


def items(page: str, name: str) -> list[dict]:
    return json.loads(re.search(rf"{name} = new vis\.DataSet\((\[.*?\])\);", page, re.S)[1])


def test_every_line_of_the_graph_is_drawn_also_parallel_ones():
    graph = story()
    edges = items(network_html(graph), "edges")
    assert len(edges) == graph.to_networkx(unrealised=True).number_of_edges()
    assert len([edge for edge in edges if edge["from"].endswith("state/al") and edge["to"].endswith("state/ir")]) == 2
    assert {edge["arrows"] for edge in edges} == {"to"}


def test_parallel_lines_bend_differently():
    edges = items(network_html(story()), "edges")
    bends = [edge["smooth"]["roundness"] for edge in edges if (edge["from"][-2:], edge["to"][-2:]) == ("al", "ir")]
    assert len(set(bends)) == len(bends) == 2


def test_hedged_and_unrealised_acts_look_different():
    edges = {edge["label"]: edge for edge in items(network_html(story()), "edges")}
    assert edges["accuses"]["dashes"] is False
    assert edges["is suspected"]["dashes"] != edges["may impose sanctions"]["dashes"]
    assert edges["may impose sanctions"]["color"]["opacity"] < 1 == edges["accuses"]["color"]["opacity"]


def test_a_tooltip_has_sentence_date_status_quote_and_source():
    edges = items(network_html(story()), "edges")
    lines = next(edge["title"] for edge in edges if edge["label"] == "accuses").split("\n")
    assert lines == [
        "Albania accuses Iran",
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
