"""Timeline, coalitions and table: the same acts in every view."""

import pytest

from attrigraph.api import Page
from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.views import explorer_html
from attrigraph.views.page import VIEWS

from ..views.graphs import empty, large, story  # noqa: TID252 - no package above
from .reading import heading

pytestmark = pytest.mark.browser


def test_the_timeline_has_a_lane_for_each_incident_with_the_days_between(open_page):
    page = open_page(explorer_html(story())).page
    page.click("#tab-timeline")
    assert page.locator(".lane .name").all_text_contents() == ["attack on Albania"]
    assert page.locator(".lane .lag").all_text_contents() == ["attributed after 54 days"]
    assert page.locator(".lane .when").count() == 1
    assert page.locator(".lane .mark").count() == 8


def test_a_mark_of_the_timeline_leads_to_its_sentence(open_page):
    page = open_page(explorer_html(story())).page
    page.click("#tab-timeline")
    mark = page.get_by_role("img", name="Albania attributes the attack to Iran")
    assert "54 days after the incident" in mark.get_attribute("aria-label")
    mark.click()
    assert heading(page) == "Albania attributes the attack to Iran"
    assert page.locator(".evidence mark").inner_text() == "We hold Iran responsible for the attack on the portal."
    assert "chosen" in mark.get_attribute("class")


def test_the_timeline_zooms_moves_and_steps_from_the_keyboard(open_page):
    page = open_page(explorer_html(large(30))).page
    page.click("#tab-timeline")
    page.locator(".timeline").focus()
    ticks = page.locator(".axis text").all_text_contents()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.locator(".axis text").all_text_contents() != ticks
    page.keyboard.press("0")
    assert page.locator(".axis text").all_text_contents() == ticks
    page.keyboard.press("ArrowRight")
    first = heading(page)
    page.keyboard.press("ArrowRight")
    assert heading(page) != first
    assert page.locator(".mark.chosen").count() > 0


def test_the_coalitions_say_who_stands_where_and_since_when(open_page):
    page = open_page(explorer_html(story())).page
    page.click("#tab-coalitions")
    rows = {
        row.locator("th").inner_text(): row.locator("td").first.locator("button").get_attribute("aria-label")
        for row in page.locator(".coalitions tbody tr").all()
    }
    assert rows == {
        "Albania": "attributed it; took a measure; on the day of the first attribution",
        "United States": "attributed it; 3 days after the first attribution",
        "United Kingdom": "attributed it; 3 days after the first attribution",
        "Iran": "denied responsibility; 1 day after the first attribution",
        "Germany": "expressly did not attribute it; 3 days after the first attribution",
        "Kosovo": "condemned without naming anybody; 3 days after the first attribution",
    }
    page.get_by_role("button", name="denied responsibility").click()
    assert heading(page) == "Iran denies responsibility for the attack"


def test_who_said_nothing_is_silent(open_page):
    page = open_page(explorer_html(large(4, states=5))).page
    page.click("#tab-coalitions")
    assert page.locator(".coalitions td.silent").count() > 0
    assert page.locator(".coalitions td.silent").first.inner_text().startswith("silent")


def test_a_large_graph_opens_on_a_part_with_a_notice(open_page):
    opened = open_page(explorer_html(large(2_940)))
    notice = opened.page.locator(".network .notice").inner_text()
    assert "of 5880 acts" in notice
    assert "Draw all (slow)" in notice
    opened.page.click("#tab-timeline")
    assert "busiest of" in opened.page.locator(".timeline .notice").inner_text()
    assert opened.complaints == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [1440, 768, 390])
def test_no_view_scrolls_sideways_as_a_whole(open_page, view, width):
    page = open_page(explorer_html(story()), width=width).page
    page.click(f"#tab-{view}")
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_graph_says_so_in_every_view(open_page, view):
    page = open_page(explorer_html(empty())).page
    page.click(f"#tab-{view}")
    assert page.locator(f".{view} .notice").inner_text()


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_opens_with_the_view_that_was_asked_for_also_within_a_notebook(open_page, view):
    inside = Page(explorer_html(story(), view=view))._repr_html_()
    opened = open_page(f"<!doctype html><title>notebook</title>{inside}")
    frame = opened.page.frame_locator("iframe")
    assert frame.locator(f"#tab-{view}").get_attribute("aria-pressed") == "true"
    frame.locator("#tab-table").click()
    frame.locator("td.c-act button").first.click()
    assert frame.locator(".evidence mark").count() > 0
    frame.locator("#search").fill("kosovo")
    assert frame.locator(".totals").inner_text().startswith("1 of 8")
    assert opened.complaints == []


def test_reports_of_the_same_act_stand_together_with_their_origins(open_page):
    graph = Graph.open(folder("ontology") / "example-albania.trig")
    page = open_page(explorer_html(graph, view="table")).page
    page.get_by_role("button", name="Albania attributes the attack to Iran").first.click()
    evidence = page.locator(".evidence").inner_text()
    assert "The same act in 3 other reports" in evidence
    assert "Together they have 4 independent origins." in evidence
