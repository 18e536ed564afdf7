"""What the page gives away: rows, citations, pictures, a printed list."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from attrigraph.views import explorer_html

from ..views.graphs import story  # noqa: TID252 - no package above
from .reading import exported

SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.browser


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


def test_a_printed_page_lists_the_evidence(open_page):
    page = open_page(explorer_html(story())).page
    page.check("#facet-kind-Denial")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".printed article").count() == 1
    assert "Iran had no part in the attack on Albania." in page.locator(".printed").inner_text()
    assert not page.locator("main").is_visible()
