"""The query editor of the page that is served."""

import json

import pytest

from attrigraph.rdf import write_nquads

from ..serving.conftest import RUNAWAY, start  # noqa: F401, TID252 - a fixture; no package above
from ..views.graphs import MARKUP, hostile, story  # noqa: TID252 - no package above
from .reading import heading

pytestmark = pytest.mark.browser
# Chromium gives text that is typed over coloured text a style of its own; the policy refuses it, and that is well
TYPED = "Applying inline style violates"


@pytest.fixture(scope="module")
def address(start, tmp_path_factory) -> str:  # noqa: F811
    path = tmp_path_factory.mktemp("served") / "graph.nq"
    write_nquads(story().quads(), path)
    return start(path, "--processes", "2", "--timeout", "20").address


@pytest.fixture
def opened(browser, address):
    """The served page at its query editor; what it asks for elsewhere and complains about is kept."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.strange = []
    page.on("request", lambda one: page.strange.append(one.url) if not one.url.startswith((address, "blob:")) else None)
    page.on("console", lambda one: page.strange.append(one.text) if TYPED not in one.text else None)
    page.on("pageerror", lambda error: page.strange.append(str(error)))
    page.goto(address)
    page.click("#tab-query")
    yield page
    context.close()


def write(page, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def said(page) -> str:
    while (words := page.locator(".query .said").inner_text()).startswith("Asking"):
        page.wait_for_timeout(50)
    return words


def test_a_query_is_written_run_and_answered(opened):
    write(opened, 'SELECT ?x { VALUES ?x { "one" <https://example.org/two> } }')
    opened.keyboard.press("Control+Enter")
    opened.wait_for_selector(".answer td")
    assert said(opened).startswith("2 rows, ")
    assert opened.locator(".answer td").all_inner_texts() == ["one", "https://example.org/two"]
    assert opened.locator(".answer a").get_attribute("rel") == "noopener noreferrer"
    assert opened.strange == []


def test_acts_in_an_answer_lead_to_their_evidence(opened):
    write(opened, "SELECT ?act { ?act a <https://w3id.org/attrigraph/ns#Denial> }")
    opened.click("#query-run")
    opened.locator(".answer .go").click()
    assert heading(opened) == "Iran denies responsibility for the attack"


def test_the_query_of_an_act_finds_it(opened):
    opened.click("#tab-table")
    opened.get_by_role("button", name="Albania severs relations with Iran").click()
    opened.locator(".asked summary").click()
    opened.get_by_role("button", name="Open in the editor").click()
    opened.click("#query-run")
    opened.wait_for_selector(".answer td")
    assert opened.locator(".answer tbody tr").count() == 1
    assert "Albania ends its diplomatic relations with Iran." in opened.locator(".answer").inner_text()


def test_a_named_query_can_be_the_beginning(opened):
    opened.select_option("#query-named", index=1)
    opened.click("#query-run")
    opened.wait_for_selector(".answer th")
    assert "accuser" in opened.locator(".answer thead").inner_text()


def test_what_is_wrong_is_said(opened):
    write(opened, "SELECT nonsense")
    opened.click("#query-run")
    assert said(opened).startswith("not a query: ")
    write(opened, "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    opened.click("#query-run")
    opened.locator(".said", has_text="SERVICE is not allowed").wait_for()


def test_a_query_that_takes_too_long_can_be_stopped(opened):
    write(opened, RUNAWAY)
    opened.click("#query-run")
    opened.click("#query-stop")
    assert said(opened) == "Stopped."


def test_triples_and_files(opened):
    write(opened, "CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}")
    opened.click("#query-run")
    opened.wait_for_selector(".answer pre")
    assert opened.locator(".answer pre").inner_text().strip() == "<urn:a> <urn:b> 1 ."
    write(opened, "SELECT (1 AS ?x) {}")
    with opened.expect_download() as waiting:
        opened.get_by_role("button", name="JSON", exact=True).click()
    assert json.loads(waiting.value.path().read_bytes())["head"]["vars"] == ["x"]


def test_the_address_holds_the_query(opened, address):
    write(opened, "SELECT (42 AS ?answer) {}")
    opened.click("#query-run")
    opened.wait_for_selector(".answer td")
    again = opened.context.new_page()
    again.goto(opened.url)
    assert again.locator(".cm-line").all_inner_texts() == ["SELECT (42 AS ?answer) {}"]
    assert again.locator(".answer td").count() == 0, "a link runs no query by itself"


def test_terms_are_completed_with_their_meaning(opened):
    write(opened, "SELECT * { ?act ag:allegedP")
    opened.keyboard.press("Control+Space")
    assert "ag:allegedPerpetrator" in opened.locator(".cm-tooltip-autocomplete").inner_text()
    assert opened.strange == []


def test_hostile_text_in_an_answer_stays_text(browser, start, tmp_path):  # noqa: F811
    write_nquads(hostile(MARKUP, "javascript:alert(3)").quads(), tmp_path / "graph.nq")
    page = browser.new_page()
    strange: list[str] = []
    page.on("dialog", lambda dialog: strange.append(dialog.message))
    page.on("console", lambda one: strange.append(one.text) if TYPED not in one.text else None)
    page.goto(start(tmp_path / "graph.nq", "--processes", "1").address + "#view=query")
    write(page, "SELECT ?s ?p ?o { GRAPH <urn:g> { ?s ?p ?o } } ORDER BY ?s ?p")
    page.click("#query-run")
    page.wait_for_selector(".answer td")
    assert MARKUP in page.locator(".answer").inner_text()
    assert page.locator(".answer script, .answer img, .answer a[href^=javascript]").count() == 0
    assert strange == []
    page.close()


def test_axe_finds_nothing_serious_in_the_editor(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = opened.context.browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(opened.url)
    page.click("#query-run")
    page.wait_for_selector(".answer td")
    found = [one for one in axe.run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    context.close()
