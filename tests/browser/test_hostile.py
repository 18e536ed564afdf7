"""Text that would be something else: in every view and picture it stays text."""

from xml.etree import ElementTree

import pytest

from attrigraph.views import explorer_html
from attrigraph.views.page import VIEWS

from ..views.graphs import MARKUP, hostile  # noqa: TID252 - no package above
from .reading import exported

SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.browser


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
