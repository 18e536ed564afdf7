"""The explorer page: what it holds, what it never holds."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from attrigraph.errors import UsageError
from attrigraph.model import ActKind, Extraction, Status
from attrigraph.rdf import Graph, quads
from attrigraph.views import explorer_html
from attrigraph.views.collect import collect

from .graphs import ALBANIA, IRAN, STATEMENT, act, empty, incident, large, one_node, story


class Reader(HTMLParser):
    """Reads a page as a browser's parser does: elements with attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and data.strip():
            self.texts.append((self.tags[-1][0], data))

    def data(self) -> dict:
        found = [text for (tag, text) in self.texts if tag == "script"]
        return json.loads(found[0])


def data_of(graph, **options) -> dict:
    return Reader(explorer_html(graph, **options)).data()


def sentences(graph) -> set[tuple[str, str]]:
    return {(act.status, act.sentence) for act in collect(graph).acts}


def test_acts_are_worded_as_what_was_said():
    assert sentences(story()) == {
        ("asserted", "Albania attributes the attack to Iran"),
        ("asserted", "Albania severs relations with Iran"),
        ("asserted", "Iran denies responsibility for the attack"),
        ("hedged", "The attack is attributed to Iran; no speaker named (hedged)"),
        ("asserted", "United Kingdom and United States attribute the attack to Iran"),
        ("negated", "Germany does not attribute the attack to anyone"),
        ("planned", "United States may impose sanctions on Iran"),
        ("asserted", "Kosovo condemns the attack"),
    }


@pytest.mark.parametrize("make", [story, empty, one_node, lambda: large(40)], ids=["story", "empty", "one", "large"])
def test_counts_are_those_of_the_graph(make):
    graph = make()
    data = data_of(graph)
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {} }}"
    prefix = "PREFIX ag: <https://w3id.org/attrigraph/ns#> "
    acts = graph.query(prefix + count.format("?x ag:status ?status")).rows[0][0]
    about = "?i a ag:Incident OPTIONAL { ?i ag:canonical ?c } BIND(COALESCE(?c, ?i) AS ?x)"
    incidents = graph.query(prefix + count.format(about)).rows[0][0]
    sources = graph.query(prefix + count.format("?x a ag:Document")).rows[0][0]
    assert len(data["acts"]) == int(acts)
    assert sum(node["kind"] == "Incident" for node in data["nodes"]) == int(incidents)
    assert len(data["sources"]) == int(sources)
    assert len(data["places"]) == len(data["nodes"])


def test_a_joint_act_is_one_act_with_a_line_for_each_agent():
    page = collect(story())
    joint = next(act for act in page.acts if "and United States" in act.sentence)
    ends = {(page.nodes[one].name, page.nodes[other].name) for one, other in joint.lines}
    assert ends == {("United Kingdom", "Iran"), ("United States", "Iran")}


def test_an_accusation_that_is_denied_is_contested_on_both_sides():
    acts = collect(story()).acts
    contested = {act.sentence: {acts[number].kind for number in act.contested_by} for act in acts if act.contested_by}
    assert contested == {
        "Albania attributes the attack to Iran": {"Denial"},
        "United Kingdom and United States attribute the attack to Iran": {"Denial"},
        "The attack is attributed to Iran; no speaker named (hedged)": {"Denial"},
        "Iran denies responsibility for the attack": {"Attribution"},
    }


def test_the_quote_stands_between_the_words_around_it_also_after_emoji():
    act = next(act for act in collect(story()).acts if act.sentence == "Albania attributes the attack to Iran")
    evidence = act.evidence[0]
    assert evidence.quote == STATEMENT.text[evidence.start : evidence.end]
    assert evidence.before + evidence.quote + evidence.after == STATEMENT.text
    assert evidence.before.endswith("🇦🇱 ")


def test_evidence_names_speaker_office_source_date_and_link():
    page = collect(story())
    act = next(act for act in page.acts if act.sentence == "Albania attributes the attack to Iran")
    fields = {field.label: field.texts for field in act.fields}
    source = page.sources[act.source]
    assert (fields["Speaker"], fields["Office"], act.when) == (("Edi Rama",), ("Prime Minister",), "7 Sep 2022")
    assert (source.title, source.publisher, source.when) == (STATEMENT.title, STATEMENT.publisher, "7 Sep 2022")
    assert source.links == (STATEMENT.url,)


@pytest.mark.parametrize(
    ("kind", "status", "label"),
    [
        ("attribution", "asserted", "Attributed to"),
        ("attribution", "hedged", "Attributed to"),
        ("attribution", "negated", "Not attributed to"),
        ("attribution", "planned", "May be attributed to"),
        ("denial", "asserted", "Responsibility denied for"),
        ("denial", "negated", "Responsibility not denied for"),
    ],
)
def test_the_role_of_a_named_actor_follows_the_status(kind, status, label):
    denied = act(
        STATEMENT, ActKind(kind), Status(status), "The portal went down", agents=(ALBANIA,), perpetrators=(IRAN,)
    )
    (shown,) = collect(Graph.of(quads(Extraction(STATEMENT, (denied,), ())))).acts
    assert [field.label for field in shown.fields if field.nodes] == ["Who acts", label]


def test_what_was_not_done_ties_nobody_to_an_incident():
    told = incident(STATEMENT, "the attack on the portal")
    roles = {"agents": (ALBANIA,), "perpetrators": (IRAN,), "incident": told}
    for status, tied in ((Status.ASSERTED, {"Albania", "Iran"}), (Status.NEGATED, {"Albania"})):
        said = act(STATEMENT, ActKind.ATTRIBUTION, status, "The portal went down", **roles)
        page = collect(Graph.of(quads(Extraction(STATEMENT, (said,), (told,)))))
        assert {page.nodes[other].name for _, other, _ in page.ties} == tied


def test_a_document_without_a_title_is_shown_by_its_name():
    extraction = Extraction(replace(STATEMENT, title=None, publisher=None), (), ())
    (source,) = collect(Graph.of(quads(extraction))).sources
    assert source.title == "statement"


def test_the_same_graph_gives_the_same_page():
    assert explorer_html(story()) == explorer_html(story())


def test_the_policy_allows_the_page_s_own_script_and_style_and_nothing_else():
    page = explorer_html(story())
    reader = Reader(page)
    policy = next(
        attrs["content"] for tag, attrs in reader.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    script = re.search(r"<script>(.*?)</script>", page, re.S)[1]
    style = re.search(r"<style[^>]*>(.*?)</style>", page, re.S)[1]
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert f"script-src 'sha256-{hashes[0]}';" in policy
    assert f"style-src 'sha256-{hashes[1]}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_is_loaded_from_anywhere():
    reader = Reader(explorer_html(story()))
    assert {tag for tag, _ in reader.tags} == {
        *("html", "head", "meta", "title", "style", "body", "div", "noscript", "script")
    }
    assert not [attrs for _, attrs in reader.tags if {"src", "href", "srcset", "action", "data"} & attrs.keys()]
    assert "@import" not in explorer_html(story())
    assert not re.search(r"url\(\s*['\"]?https?:", explorer_html(story()))


def test_focus_takes_an_iri_its_end_a_name_or_a_code():
    nodes = [node["iri"] for node in data_of(story())["nodes"]]
    iran = nodes.index("https://w3id.org/attrigraph/id/state/ir")
    for focus in ("https://w3id.org/attrigraph/id/state/ir", "state/ir", "iran", "IR"):
        assert data_of(story(), focus=focus)["focus"] == {"node": iran}


def test_focus_on_what_is_not_there_is_an_error():
    with pytest.raises(UsageError, match="'Atlantis' is not in the graph"):
        explorer_html(story(), focus="Atlantis")


def test_the_title_is_the_caller_s():
    reader = Reader(explorer_html(story(), title="A <b>case</b>"))
    assert reader.data()["title"] == "A <b>case</b>"
    assert "b" not in {tag for tag, _ in reader.tags}


def test_a_view_that_is_none_is_an_error():
    assert data_of(story(), view="timeline")["view"] == "timeline"
    with pytest.raises(UsageError, match="choose one of network, timeline"):
        explorer_html(story(), view="list")


def test_the_page_with_an_endpoint_may_ask_its_own_server_only():
    page = explorer_html(Graph.of([]), endpoint="sparql")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert "connect-src 'self'" in policy
    assert "connect-src" not in explorer_html(Graph.of([]))
    assert page.count("<script>") == 2
    for _, script in re.findall(r"(<script>)(.*?)</script>", page, re.DOTALL):
        assert b64encode(sha256(script.encode()).digest()).decode() in policy


def test_the_page_with_an_endpoint_brings_terms_and_named_queries():
    data = data_of(Graph.of([]), endpoint="sparql")
    meanings = {one["term"]: one["means"] for one in data["vocabulary"]}
    assert meanings["ag:Attribution"]
    assert [one["name"] for one in data["queries"]] == list(Graph.named_queries())
    assert "endpoint" not in data_of(Graph.of([]))
