"""The pyvis network as a reader meets it."""

from itertools import combinations

import pytest

from attrigraph.views import explorer_html, network_html

from ..views.graphs import MARKUP, empty, hostile, large, story  # noqa: TID252 - no package above

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("make", [story, empty, lambda: hostile(MARKUP)], ids=["story", "empty", "hostile"])
def test_the_pyvis_network_opens_without_a_request_or_a_complaint(open_page, make):
    opened = open_page(network_html(make()))
    opened.page.wait_for_timeout(500)
    assert opened.page.locator("canvas").count() == 1
    assert opened.page.locator("img").count() == 0
    assert (opened.requests, opened.complaints) == ([], [])


LABELS = """() => Object.values(network.body.nodes)
    .filter(node => node.labelModule.visible && node.options.label?.trim())
    .map(node => { const { left, top, width, height } = node.labelModule.size; return [left, top, width, height]; })"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_names_of_the_pyvis_network_do_not_overlap_and_are_in_sight(open_page, width):
    page = open_page(network_html(large(20, states=12)), width=width, height=844).page
    page.wait_for_timeout(800)
    boxes = page.evaluate(LABELS)
    assert len(boxes) > 5
    for one, other in combinations(boxes, 2):
        across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
        down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
        assert min(across, down) <= 3
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("network.getScale() * network.body.data.nodes.get()[0].font.size") > 10


def test_a_chosen_line_of_the_pyvis_network_is_put_into_words_as_text(open_page):
    opened = open_page(network_html(hostile(MARKUP)))
    page = opened.page
    page.wait_for_timeout(800)
    at = page.evaluate(
        """() => { const edge = Object.values(network.body.edges)[0];
        const { x, y } = network.canvasToDOM(edge.edgeType.getPoint(0.5));
        const box = document.querySelector('#mynetwork canvas').getBoundingClientRect();
        return [box.x + x, box.y + y]; }"""
    )
    page.mouse.move(*at)
    page.wait_for_timeout(600)
    assert "alert(1)" in page.locator(".vis-tooltip").inner_text()
    assert page.locator(".vis-tooltip *").count() == page.locator(".vis-tooltip br").count()
    page.mouse.click(*at)
    page.wait_for_timeout(600)
    assert "alert(1)" in page.locator("#said").inner_text()
    assert page.locator("#said script, #said img").count() == 0
    page.keyboard.press("Escape")
    assert not page.locator("#said").is_visible()
    assert (opened.requests, opened.complaints) == ([], [])


HOSTILE = {
    "handlers": '"><svg/onload=alert(1)><a href="javascript:alert(2)" onmouseover=alert(3)>x</a>',
    "turned around": "\u202eIran\u2066\u2069\u200b\ufeff",
    "a megabyte": "x" * 1_000_000,
    "formula and template": "{{7*7}} ${alert(1)} =HYPERLINK(1) <%= x %>",
    "comment": "<!--<script>alert(1)</script>--></style></title><base href=https://evil.example/>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_anything_else_in_the_pyvis_network(open_page, text):
    opened = open_page(network_html(hostile(text, text[:2_000])))
    page = opened.page
    page.wait_for_timeout(800)
    page.evaluate("network.selectEdges([edges.get()[0].id])")
    page.keyboard.press("Tab")
    assert page.locator("svg[onload], base, a, img, iframe").count() == 0
    assert page.evaluate("edges.get().every(edge => typeof edge.title === 'string' && edge.title.length < 5000)")
    assert (opened.requests, opened.complaints) == ([], [])


def test_the_pyvis_network_tells_the_same_as_the_explorer(open_page):
    titles = open_page(network_html(story())).page.evaluate("edges.get().map(edge => edge.title)")
    acts = open_page(explorer_html(story())).page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).acts.map(act => [act.sentence, act.evidence[0].quote])"
    )
    assert len(acts) == 8
    for sentence, quote in acts:
        assert any(title.startswith(sentence) and f"“{quote}”" in title for title in titles), sentence
