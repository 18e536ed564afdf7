"""The explorer as a reader meets it."""

import pytest

from attrigraph.views import explorer_html

from ..views.graphs import MARKUP, STATEMENT, empty, hostile, large, one_node, story  # noqa: TID252 - no package above

pytestmark = pytest.mark.browser

GRAPH = "document.querySelector('#canvas')._cyreg.cy"


def click_line(page, sentence: str) -> None:
    """Click with the mouse in the middle of the line of an act."""
    data = "JSON.parse(document.getElementById('data').textContent)"
    number = page.evaluate(f"sentence => {data}.acts.findIndex(act => act.sentence === sentence)", sentence)
    middle = page.evaluate(
        f"""id => {{ const cy = {GRAPH}, edge = cy.$id(id), at = edge.midpoint(), pan = cy.pan(), zoom = cy.zoom();
        const box = document.querySelector('#canvas').getBoundingClientRect();
        return [box.x + at.x * zoom + pan.x, box.y + at.y * zoom + pan.y]; }}""",
        f"a{number}.0",
    )
    page.mouse.click(*middle)


def shown(page) -> list[str]:
    """Return the sentences in the table."""
    page.click("#tab-table")
    return page.locator("td.c-act .open > span > bdi").all_inner_texts()


@pytest.mark.parametrize(
    "make",
    [story, empty, one_node, lambda: large(2940), lambda: hostile(MARKUP)],
    ids=["story", "empty", "one node", "3000 nodes", "hostile"],
)
def test_it_opens_from_disk_without_a_request_or_a_complaint(open_page, make):
    opened = open_page(explorer_html(make()))
    opened.page.wait_for_timeout(500)
    assert opened.page.locator("h1").inner_text() == "Who attributed what to whom"
    assert opened.page.locator("#canvas canvas").count() > 0
    assert (opened.requests, opened.complaints) == ([], [])


def test_a_click_on_a_line_shows_its_sentence_in_context(open_page):
    page = open_page(explorer_html(story())).page
    click_line(page, "Albania severs relations with Iran")
    evidence = page.locator(".evidence")
    assert evidence.locator("h2").inner_text() == "Albania severs relations with Iran"
    assert evidence.locator("mark").all_inner_texts() == ["Albania ends its diplomatic relations with Iran."]
    assert evidence.locator("blockquote").first.inner_text() == STATEMENT.text
    details = evidence.inner_text()
    for fact in ("Edi Rama", "Prime Minister", "Sep 2022", "Government of Albania", STATEMENT.title, "asserted"):
        assert fact in details


def test_the_marked_words_are_the_quote_also_after_emoji(open_page):
    page = open_page(explorer_html(story())).page
    click_line(page, "Albania attributes the attack to Iran")
    assert page.locator(".evidence mark").inner_text() == "We hold Iran responsible for the attack on the portal."


def test_the_source_opens_as_a_safe_link(open_page):
    page = open_page(explorer_html(story(), focus="Albania")).page
    click_line(page, "Albania attributes the attack to Iran")
    link = page.locator(".source a").first
    assert [link.get_attribute(name) for name in ("href", "target", "rel")] == [
        STATEMENT.url,
        "_blank",
        "noopener noreferrer",
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Germany does not attribute the attack to anyone",
            "Not an act that happened: the source says that it was not done",
        ),
        ("United States may impose sanctions on Iran", "Not an act that happened: announced, called for"),
    ],
)
def test_what_did_not_happen_says_so(open_page, sentence, words):
    page = open_page(explorer_html(story())).page
    click_line(page, sentence)
    assert words in page.locator(".evidence .caution").inner_text()


def test_a_line_of_what_was_not_said_is_no_arrow_and_has_no_colour_of_an_attribution(open_page):
    page = open_page(explorer_html(story())).page
    looks = page.evaluate(
        f"""() => Object.fromEntries(['asserted', 'negated'].map(status => {{
        const edge = {GRAPH}.edges('.f-attribution.s-' + status)[0];
        const names = ['target-arrow-shape', 'mid-target-arrow-shape', 'line-style', 'line-color'];
        return [status, names.map(name => edge.style(name))]; }}))"""
    )
    assert looks["asserted"][:3] == ["triangle", "none", "solid"]
    assert looks["negated"][:3] == ["none", "tee", "dashed"]
    assert looks["negated"][3] != looks["asserted"][3]


def test_on_a_phone_what_the_filters_leave_is_in_sight(open_page):
    page = open_page(explorer_html(story()), width=390, height=844).page
    page.click("#tab-filters")
    page.check("#facet-status-negated")
    page.click("#tab-network")
    page.wait_for_timeout(200)
    box = page.evaluate(f"{GRAPH}.elements(':visible').renderedBoundingBox()")
    size = page.evaluate(f"[{GRAPH}.width(), {GRAPH}.height()]")
    assert box["x1"] >= 0
    assert box["y1"] >= 0
    assert box["x2"] <= size[0]
    assert box["y2"] <= size[1]


def test_a_denied_accusation_leads_to_the_denial(open_page):
    page = open_page(explorer_html(story())).page
    click_line(page, "Albania attributes the attack to Iran")
    assert page.locator(".evidence .b-contested").inner_text() == "contested"
    page.locator(".evidence .acts .open").first.click()
    assert page.locator(".evidence h2").inner_text() == "Iran denies responsibility for the attack"
    assert page.locator(".evidence mark").inner_text() == "Iran had no part in the attack on Albania."


def test_parallel_lines_are_apart(open_page):
    page = open_page(explorer_html(story())).page
    middles = page.evaluate(
        f"""() => {GRAPH}.edges('.act')
        .filter(edge => edge.source().data('name') === 'Albania' && edge.target().data('name') === 'Iran')
        .map(edge => edge.renderedMidpoint())"""
    )
    assert len(middles) == 2
    assert abs(middles[0]["x"] - middles[1]["x"]) + abs(middles[0]["y"] - middles[1]["y"]) > 12


def test_search_finds_names_and_words_in_quotes_and_can_be_cleared(open_page):
    page = open_page(explorer_html(story())).page
    page.fill("#search", "LONDON blamed")
    assert shown(page) == ["United Kingdom and United States attribute the attack to Iran"]
    page.fill("#search", "kosovo")
    assert shown(page) == ["Kosovo condemns the attack"]
    page.fill("#search", "no such words")
    assert "No act matches" in page.locator(".table").inner_text()
    page.click(".clear")
    assert len(shown(page)) == 8
    assert page.input_value("#search") == ""


def test_filters_narrow_and_their_counts_follow(open_page):
    page = open_page(explorer_html(story())).page
    items = "[...document.querySelectorAll('.filters details:first-child li')]"
    counts = f"{items}.map(item => [...item.querySelectorAll('.value, .count')].map(part => part.innerText))"
    assert ["Attribution", "4"] in page.evaluate(counts)
    page.check("#facet-status-asserted")
    assert ["Attribution", "2"] in page.evaluate(counts)
    page.check("#facet-kind-Denial")
    assert shown(page) == ["Iran denies responsibility for the attack"]
    assert page.evaluate(f"{GRAPH}.edges('.act').not('.off').length") == 1
    page.locator(".chip", has_text="asserted").click()
    page.locator(".chip", has_text="Denial").click()
    assert len(shown(page)) == 8


def test_focus_shows_only_what_involves_it(open_page):
    page = open_page(explorer_html(story(), focus="Kosovo")).page
    assert page.locator(".evidence h2").inner_text() == "Kosovo"
    assert shown(page) == ["Kosovo condemns the attack"]


def test_the_table_sorts_by_what_is_asked(open_page):
    page = open_page(explorer_html(story())).page
    page.click("#tab-table")
    page.click("#sort-act")
    ascending = shown(page)
    assert ascending == sorted(ascending)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Act")
    page.click("#sort-act")
    assert shown(page) == ascending[::-1]


def test_everything_works_from_the_keyboard(open_page):
    page = open_page(explorer_html(story())).page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("iran")
    page.locator(".network").focus()
    page.keyboard.press("ArrowDown")
    first = page.locator(".evidence h2").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator(".evidence h2").inner_text() != first
    page.keyboard.press("Escape")
    assert page.locator(".evidence h2").inner_text() == "Who says what"
    page.locator("#facet-kind-Denial").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "facet-kind-Denial"
    assert len(shown(page)) == 1
    page.locator("td.c-act button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".evidence h2").inner_text() == shown(page)[0]


def test_tab_reaches_everything_in_order_and_focus_is_visible(open_page):
    page = open_page(explorer_html(story())).page
    seen = []
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert seen[:5] == ["search", "tab-network", "tab-timeline", "tab-coalitions", "tab-table"]
    assert "facet-kind-Attribution" in seen


def test_every_control_has_a_name(open_page):
    page = open_page(explorer_html(story())).page
    click_line(page, "Albania attributes the attack to Iran")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, a')].filter(e =>
        !(e.getAttribute('aria-label') || e.textContent?.trim() || e.labels?.length)).map(e => e.outerHTML)"""
    )
    assert nameless == []


def test_hostile_text_stays_text(open_page):
    opened = open_page(explorer_html(hostile(MARKUP, "javascript:alert(3)")))
    page = opened.page
    page.click("#tab-table")
    page.locator("td.c-act button").first.click()
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, a").count() == 0
    assert MARKUP in page.locator(".evidence mark").inner_text()
    assert (opened.requests, opened.complaints) == ([], [])


def test_a_phone_shows_one_thing_at_a_time_without_sideways_scrolling(open_page):
    page = open_page(explorer_html(story()), width=390, height=844).page
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 390
    assert not page.locator(".filters").is_visible()
    page.click("#tab-filters")
    assert page.locator(".filters").is_visible()
    page.click("#tab-table")
    page.locator("td.c-act button").first.click()
    assert page.locator(".evidence").is_visible()
    assert page.evaluate(width) == 390
    page.locator(".evidence .close").click()
    assert not page.locator(".evidence").is_visible()


def test_a_page_with_broken_data_says_so(open_page):
    html = explorer_html(story())
    start = html.index('id="data">') + 10
    broken = html[:start] + "{" + html[html.index("</script>", start) :]
    page = open_page(broken).page
    assert "The data in this page cannot be read" in page.locator("#app").inner_text()


def test_evidence_that_a_filter_takes_away_is_closed(open_page):
    page = open_page(explorer_html(story())).page
    click_line(page, "Albania attributes the attack to Iran")
    page.fill("#search", "kosovo")
    assert page.locator(".evidence h2").inner_text() == "Who says what"


def test_on_a_phone_the_evidence_leaves_its_line_in_sight_and_goes_with_the_view(open_page):
    page = open_page(explorer_html(story(), focus="Iran"), width=390, height=844).page
    page.wait_for_timeout(300)
    top = page.locator(".evidence").bounding_box()["y"]
    places = page.evaluate(f"{GRAPH}.nodes().not('.off').map(node => node.renderedPosition('y'))")
    canvas = page.locator("#canvas").bounding_box()["y"]
    assert all(canvas < canvas + place < top for place in places)
    page.click("#tab-table")
    assert not page.locator(".evidence").is_visible()
