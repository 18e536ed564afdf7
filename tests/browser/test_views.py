"""Timeline, coalitions, filters by date and score, the address, exports: the same acts in every view."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest

from attrigraph.api import Page
from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.views import explorer_html

from ..views.graphs import MARKUP, empty, hostile, large, story  # noqa: TID252 - no package above

pytestmark = pytest.mark.browser
VIEWS = ("network", "timeline", "coalitions", "table")
SVG = "{http://www.w3.org/2000/svg}"


def heading(page) -> str:
    return page.locator(".evidence h2").inner_text()


def total(page) -> str:
    return page.locator(".totals").inner_text().split(" · ")[0]


def state(page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.hash.slice(1)"))


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


def test_dates_narrow_by_field_and_by_dragging_over_the_histogram(open_page):
    page = open_page(explorer_html(story())).page
    page.fill("#date-from", "2022-09-08")
    page.fill("#date-to", "2022-09-09")
    page.keyboard.press("Tab")
    assert total(page) == "2 of 8 acts"
    assert page.locator(".chip").inner_text().startswith("2022-09-08 to 2022-09-09")
    page.locator(".chip").click()
    box = page.locator(".bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.85 * box["width"], box["y"] + 20)
    page.mouse.up()
    assert "of 8 acts" in total(page)
    assert page.locator(".chip").count() == 1


def test_scores_narrow(open_page):
    page = open_page(explorer_html(large(50))).page
    page.locator("#score").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert total(page) == "50 of 100 acts"
    assert "Score at least 0.5" in page.locator(".chips").inner_text()


def test_the_address_gives_the_same_page_again(open_page, browser):
    opened = open_page(explorer_html(story()))
    page = opened.page
    page.click("#tab-timeline")
    page.fill("#search", "iran")
    page.check("#facet-kind-Attribution")
    page.check("#facet-status-asserted")
    page.get_by_role("img", name="Albania attributes the attack to Iran").click()
    said = state(page)
    assert {"view", "q", "kind", "status", "act"} == set(said)
    again = page.context.new_page()
    again.goto(page.url)
    assert state(again) == said
    assert again.locator("#tab-timeline").get_attribute("aria-pressed") == "true"
    assert (heading(again), total(again)) == (heading(page), total(page))
    assert again.input_value("#search") == "iran"
    assert again.is_checked("#facet-kind-Attribution")


def test_the_back_button_goes_back_a_step(open_page):
    page = open_page(explorer_html(story())).page
    page.check("#facet-kind-Denial")
    page.click("#tab-table")
    page.locator("td.c-act button").first.click()
    page.go_back()
    assert heading(page) == "Who says what"
    page.go_back()
    assert page.locator("#app").get_attribute("data-view") == "network"
    page.go_back()
    assert total(page) == "8 acts"
    page.go_forward()
    assert total(page) == "1 of 8 acts"


@pytest.mark.parametrize(
    "hash_", ["#view=nowhere&kind=x&act=y", "#%%%", "#q=" + "a" * 5_000, "#from=x&score=-1&with=z"]
)
def test_an_address_that_makes_no_sense_does_no_harm(open_page, hash_):
    opened = open_page(explorer_html(story()))
    page = opened.page.context.new_page()
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.goto(opened.page.url + hash_)
    assert page.locator("h1").inner_text() == "Who attributed what to whom"
    assert opened.complaints == []


def test_acts_of_neighbours_are_added_and_taken_away(open_page):
    page = open_page(explorer_html(story(), focus="Kosovo")).page
    assert total(page) == "1 of 8 acts"
    page.locator(".evidence .acts .open").click()
    page.locator(".evidence .about button").click()
    page.get_by_role("button", name="Add its acts").click()
    assert total(page) == "8 acts"
    assert page.locator(".chip").count() == 2
    page.get_by_role("button", name="Remove its acts").click()
    assert total(page) == "1 of 8 acts"


def exported(page, name: str) -> Path:
    page.locator(".export").evaluate("menu => menu.open = true")
    with page.expect_download() as waiting:
        page.click(f"#export-{name}")
    return waiting.value.path()


def test_what_is_shown_is_exported_as_rows_and_citations(open_page):
    page = open_page(explorer_html(story())).page
    page.check("#facet-kind-Attribution")
    rows = list(csv.DictReader(io.StringIO(exported(page, "csv").read_text(encoding="utf-8"))))
    values = json.loads(exported(page, "json").read_text(encoding="utf-8"))
    assert rows == values
    assert len(rows) == 4
    assert rows[0]["quote"] == "We hold Iran responsible for the attack on the portal."
    assert (rows[0]["date"], rows[0]["status"]) == ("2022-09-07", "asserted")
    cited = exported(page, "citations").read_text(encoding="utf-8")
    assert (
        "Government of Albania, “Statement of the Prime Minister”, 7 Sep 2022, https://example.org/statement" in cited
    )
    assert "“Washington and London blamed Iran.”" in cited


@pytest.mark.parametrize("view", ["network", "timeline"])
def test_a_picture_is_exported(open_page, view):
    opened = open_page(explorer_html(story()))
    opened.page.click(f"#tab-{view}")
    picture = ElementTree.fromstring(exported(opened.page, "svg").read_text(encoding="utf-8"))  # noqa: S314
    assert picture.tag == f"{SVG}svg"
    texts = " ".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text"))
    assert "Albania" in texts
    assert len(list(picture.iter(f"{SVG}path"))) + len(list(picture.iter(f"{SVG}circle"))) >= 8
    assert exported(opened.page, "png").read_bytes().startswith(b"\x89PNG")
    assert opened.complaints == []


def test_hostile_text_stays_text_in_every_view_and_export(open_page):
    opened = open_page(explorer_html(hostile(MARKUP, "javascript:alert(3)")))
    page = opened.page
    for view in VIEWS:
        page.click(f"#tab-{view}")
        page.wait_for_timeout(100)
    page.click("#tab-network")
    picture = ElementTree.fromstring(exported(page, "svg").read_text(encoding="utf-8"))  # noqa: S314
    assert not list(picture.iter(f"{SVG}script"))
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, a").count() == 0
    assert (opened.requests, opened.complaints) == ([], [])


def test_a_name_of_a_megabyte_and_names_that_turn_the_text_around_do_no_harm(open_page):
    for text in (
        "x" * 1_000_000,
        "\u202e\u2066evil\u2069",
        "=HYPERLINK(1)",
        "'\"><svg/onload=alert(1)>",
        "javascript:alert(1)",
    ):
        opened = open_page(explorer_html(hostile(text, text[:4_000])))
        for view in VIEWS:
            opened.page.click(f"#tab-{view}")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1440
        assert (opened.requests, opened.complaints) == ([], [])


def test_a_printed_page_lists_the_evidence(open_page):
    page = open_page(explorer_html(story())).page
    page.check("#facet-kind-Denial")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".printed article").count() == 1
    assert "Iran had no part in the attack on Albania." in page.locator(".printed").inner_text()
    assert not page.locator("main").is_visible()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(explorer_html(story()), color_scheme=scheme, bypass_csp=True).page
    found = {}
    for view in VIEWS:
        page.click(f"#tab-{view}")
        page.keyboard.press("ArrowDown")
        for one in axe.run(page).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                found[view, one["id"]] = [node["html"][:200] for node in one["nodes"]][:3]
    assert found == {}


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
