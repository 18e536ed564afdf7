import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from attrigraph.evaluation import Claim, DocumentClaims, evaluate, report, to_html, to_json
from attrigraph.evaluation.mistakes import Extra
from attrigraph.model import ActKind, Problem

from .conftest import HIT, MISSED, write_lines

EVIL = "</title><script>alert(1)</script>\u202e\x1b[31m & \"x\" 'y'"


@pytest.fixture
def evaluation(gold, engine):
    return evaluate(gold)


@pytest.fixture
def hostile(tmp_path):
    """An evaluation in which every text that comes from outside is an attack."""
    evil = {**HIT, "targets": [f"group:{EVIL}"], "quote": EVIL, "incident": EVIL, "rule": EVIL, "score": 0.5}
    gold = write_lines(tmp_path / "gold.jsonl", {"id": EVIL, "claims": [{**evil, **MISSED, "quote": EVIL}, evil]})
    theirs = write_lines(
        tmp_path / f"{EVIL.replace('/', '_')}.jsonl", {"id": EVIL, "claims": [{**evil, "act": "denial"}, evil]}
    )
    found = evaluate(gold, with_=theirs)
    return replace(found, gold=EVIL, problems=(Problem(EVIL, EVIL, EVIL),))


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_the_rows_as_a_table(evaluation):
    table = report.rows_table(evaluation.scores)
    assert table.columns == ("row", "P", "R", "F1", "tp", "fp", "fn")
    assert table.rows[0] == ("who-whom", "0.500", "0.500", "0.500", "1", "1", "1")
    assert [row[0] for row in table.rows] == ["who-whom", "culprit", "victim", "status", "claims"]


@pytest.mark.parametrize(
    ("by", "groups"), [("act", ["all", "attribution", "demand", "severed-relations"]), ("source", ["all", "daily"])]
)
def test_the_rows_in_groups(evaluation, by, groups):
    table = report.rows_table(evaluation.scores, by=by)
    assert table.columns[1] == by
    assert [row[1] for row in table.rows if row[0] == "claims"] == groups


def test_the_other_tables(evaluation):
    assert ("dates", "1", "1", "1.000") in report.accuracy_table(evaluation.scores).rows
    assert report.calibration_table(evaluation).rows[0] == ("0.7 to 0.8", "1", "0.750", "1.000")
    assert report.frames_table(evaluation).rows[0] == ("cut-ties", "1", "0", "1", "1")
    assert report.misses_table(evaluation).rows == (
        ("daily-1", "demand: AL > IR", "cut-ties", "act", "Albania cut its ties with Iran"),
    )
    assert report.extras_table(evaluation).rows == (
        ("cut-ties", "daily-1", "severed-relations: AL > IR", "Albania cut its ties with Iran."),
    )


def test_no_score_no_calibration(gold, tmp_path):
    found = evaluate(gold, with_=write_lines(tmp_path / "f.jsonl", {"id": "daily-1", "claims": [HIT]}))
    assert report.calibration_table(found).rows == report.frames_table(found).rows == ()
    assert json.loads(to_json(found))["calibration"] is None
    assert "No claim has a score." in to_html(found)
    assert "<svg" not in to_html(found)


def test_json_holds_all_figures_and_mistakes(evaluation):
    read = json.loads(to_json(evaluation))
    assert read["rows"]["claims"]["by_act"]["demand"] == {
        "precision": 0,
        "recall": 0,
        "f1": 0,
        "tp": 0,
        "fp": 0,
        "fn": 1,
    }
    assert read["accuracy"]["dates"] == {"right": 1, "total": 1, "share": 1}
    assert read["calibration"]["expected_error"] == pytest.approx((0.25 + 1) / 2)
    assert read["misses"][0]["near"]["rule"] == "cut-ties"
    assert read["extras"][0]["claim"]["quote"] == "Albania cut its ties with Iran."
    assert (read["documents"], read["engine"], read["problems"]) == (2, "none 0", [])


def test_the_page_holds_figures_and_mistakes(evaluation):
    page = Page(to_html(evaluation))
    words = " ".join(" ".join(page.words).split())
    for text in ("who-whom", "cut-ties", "demand: AL > IR", "Brier score 0.531", "daily-1", "0.750"):
        assert text in words
    assert [tag for tag, _ in page.elements].count("circle") == 2


def test_the_page_stands_alone(hostile):
    page = Page(to_html(hostile))
    tags = {tag for tag, _ in page.elements}
    assert tags & {"script", "link", "img", "iframe", "object", "form", "base", "a", "use", "image"} == set()
    names = {name for _, attributes in page.elements for name in attributes}
    assert {name for name in names if name.startswith("on")} | names & {"src", "href", "xlink:href", "style"} == set()
    policies = [
        found["content"] for tag, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; ")


def test_the_page_shows_hostile_text_as_text(hostile):
    html = to_html(hostile)
    page = Page(html)
    shown = " ".join(page.words)
    assert shown.count("<script>alert(1)</script>[31m & \"x\" 'y'") >= 8
    assert not any(character in html for character in "\x1b\u202e")
    known = {tag for tag, _ in Page(to_html(replace(hostile, problems=()))).elements}
    assert "script" not in known


def test_json_passes_no_terminal_command_on(hostile):
    assert not any(ord(one) < 32 and one != "\n" for one in to_json(hostile))
    assert json.loads(to_json(hostile))["gold"] == EVIL


def test_the_same_evaluation_gives_the_same_report(gold, engine):
    first, second = (evaluate(gold) for _ in range(2))
    assert (to_html(first), to_json(first)) == (to_html(second), to_json(second))


def test_a_page_can_be_written_whatever_an_id_holds(evaluation):
    strange = Extra("\ud800", Claim(ActKind.DENIAL, quote="\udfff"))
    found = replace(evaluation, extras=(strange,), found=(DocumentClaims("\ud800", ()),))
    assert to_html(found).encode()
    assert to_json(found).encode()
