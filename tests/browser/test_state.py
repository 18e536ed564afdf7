"""Filters by date and score, neighbours, and the address that holds them."""

import pytest

from attrigraph.views import explorer_html

from ..views.graphs import large, story  # noqa: TID252 - no package above
from .reading import heading, state, total

pytestmark = pytest.mark.browser


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
