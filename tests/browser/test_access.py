"""What axe-core, the usual checker of accessibility, finds; and the page by keyboard alone."""

import pytest

from attrigraph.views import explorer_html, network_html
from attrigraph.views.page import VIEWS

from ..views.graphs import story  # noqa: TID252 - no package above
from .reading import heading, state, total

pytestmark = pytest.mark.browser


def serious(page) -> dict[str, list[str]]:
    """Return the beginnings of what axe-core finds serious or worse, by rule."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return {
        one["id"]: [node["html"][:200] for node in one["nodes"]][:3]
        for one in found
        if one["impact"] in ("serious", "critical")
    }


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, scheme, width):
    page = open_page(explorer_html(story()), width=width, color_scheme=scheme, bypass_csp=True).page
    found = {}
    for view in (*VIEWS, *(["filters"] if width < 800 else [])):
        page.click(f"#tab-{view}")
        found[view] = serious(page)
    page.click("#tab-table")
    page.locator("td.c-act button").first.click()
    found["an act"] = serious(page)
    page.locator(".evidence .go").first.click()
    found["an actor"] = serious(page)
    page.locator(".export summary").click()
    found["the menu"] = serious(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_serious_in_the_pyvis_network(open_page):
    page = open_page(network_html(story()), bypass_csp=True).page
    page.wait_for_timeout(500)
    assert serious(page) == {}


def tab_to(page, selector: str) -> None:
    """Press Tab until the focus is on the first element that fits."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


@pytest.mark.parametrize("width", [1440, 390])
def test_tab_enter_and_space_do_all_of_it(open_page, width):
    page = open_page(explorer_html(story()), width=width).page
    press = page.keyboard.press
    tab_to(page, "#search")
    page.keyboard.type("iran")
    if width < 800:
        tab_to(page, "#tab-filters")
        press("Enter")
    tab_to(page, "#facet-kind-Attribution")
    press("Space")
    assert total(page) == "3 of 8 acts"
    page.keyboard.press("/")
    tab_to(page, "#tab-table")
    press("Enter")
    tab_to(page, "td.c-act button")
    press("Enter")
    chosen = heading(page)
    assert chosen.startswith("Albania attributes the attack to Iran")
    assert page.locator(".evidence mark").inner_text() == "We hold Iran responsible for the attack on the portal."
    assert set(state(page)) == {"view", "q", "kind", "act"}
    tab_to(page, ".evidence .go")
    press("Enter")
    assert heading(page) != chosen
    press("Escape")
    page.keyboard.press("/")
    tab_to(page, ".export summary")
    press("Enter")
    tab_to(page, "#export-csv")
    with page.expect_download() as waiting:
        press("Enter")
    assert waiting.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize(
    ("view", "mark"), [("network", ".network"), ("timeline", ".timeline"), ("coalitions", ".stand")]
)
def test_each_picture_leads_to_a_sentence_by_keyboard(open_page, view, mark):
    page = open_page(explorer_html(story())).page
    tab_to(page, f"#tab-{view}")
    page.keyboard.press("Enter")
    tab_to(page, mark)
    page.keyboard.press("Enter" if view == "coalitions" else "ArrowRight")
    assert page.locator(".evidence mark").count() > 0
