"""Conflicts: what excludes each other, who says so, and from how many origins."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from attrigraph.cli import main
from attrigraph.merging.decisions import Said
from attrigraph.merging.disagreements import KINDS, conflicts
from attrigraph.merging.page import to_html, to_json
from attrigraph.merging.unite import merged
from attrigraph.model import Act, ActKind, Status

from .conftest import WIPER, graph, incident, nation, report

ALBANIA = report("a", f"Albania says that Iran is behind the {WIPER}", publisher="A", public="2031-08-05", agent="AL")
NORWAY = report(
    "b", f"Norway says that Russia is behind the {WIPER}", publisher="B", public="2031-08-06", agent="NO", accused="RU"
)


def join(*extractions):
    """Merge extractions, all reports of one incident by a person's word."""
    first, *others = sorted(incident(one.document.key) for one in extractions)
    return merged([graph(*extractions)], said=Said({(first, other): True for other in others})).graph


def found(kind: str, *extractions):
    return [one for one in conflicts(join(*extractions)) if one.kind == kind]


def denial(by: str):
    """A text in which a State denies to be behind it."""
    text = f"{by} denies to be behind the wiper in the harbour portal"
    told = report(by.lower(), text, publisher="C", public="2031-08-07", agent=by, accused=None)
    act = Act(
        ActKind.DENIAL,
        Status.ASSERTED,
        (told.document.span(0, len(text)),),
        agents=(nation(by),),
        perpetrators=(nation(by),),
        incident=told.incidents[0],
        rule="by-hand",
    )
    return replace(told, acts=(act,))


def test_rival_perpetrators_stand_side_by_side_with_their_quotes():
    (conflict,) = found("rival perpetrators", ALBANIA, NORWAY)
    assert [(side.value, side.origins, [voice.who for voice in side.voices]) for side in conflict.sides] == [
        ("Iran", 1, ["Albania"]),
        ("Russia", 1, ["Norway"]),
    ]
    voice = conflict.sides[1].voices[0]
    assert (voice.when, voice.status) == ("2031-08-06", "asserted")
    assert voice.quote == NORWAY.document.text


def test_the_same_accused_is_no_conflict():
    same = report("b", f"Norway agrees on Iran and the {WIPER}", publisher="B", public="2031-08-06", agent="NO")
    assert conflicts(join(ALBANIA, same)) == []


def test_a_denial_stands_against_the_attribution():
    (conflict,) = found("denial", ALBANIA, denial("IR"))
    assert [side.value for side in conflict.sides] == ["Iran is behind it", "Iran is not behind it"]
    assert found("denial", NORWAY, denial("IR")) == [], "nobody accuses Iran there"


def test_dates_and_victims_that_exclude_each_other():
    early, late = (
        report(key, f"{WIPER} {key}", publisher=key, victim=victim, when=when)
        for key, victim, when in (("a", "AL", "2031-05"), ("b", "NO", "2031-07"))
    )
    assert [side.value for side in found("dates", early, late)[0].sides] == [
        "2031-05",
        "2031-07",
    ]
    assert [side.value for side in found("victims", early, late)[0].sides] == ["Albania", "Norway"]
    overlapping = report("b", f"{WIPER} again", publisher="b", when="2031")
    assert found("dates", early, overlapping) == []


def test_what_is_stated_and_ruled_out():
    yes, no = (report(key, f"{WIPER} {key}", publisher=key) for key in "ab")
    stated = replace(yes, incidents=(replace(yes.incidents[0], effects=("data-destroyed",)),))
    denied = replace(no, incidents=(replace(no.incidents[0], ruled_out=("data-destroyed",)),))
    stated, denied = (
        replace(one, acts=tuple(replace(act, incident=one.incidents[0]) for act in one.acts))
        for one in (stated, denied)
    )
    (conflict,) = found("ruled out", stated, denied)
    assert {side.value.rpartition(": ")[2] for side in conflict.sides} == {"stated", "ruled out"}


def test_the_page_shows_both_quotes_and_runs_nothing():
    hostile = report(
        "b", f"<script>alert(1)</script> Russia, {WIPER}", publisher="B", public="2031-08-06", agent="NO", accused="RU"
    )
    page = to_html(conflicts(join(ALBANIA, hostile)))
    assert "Albania says that Iran is behind" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert json.loads(to_json(conflicts(join(ALBANIA, NORWAY))))[0]["kind"] == "rival perpetrators"


@pytest.fixture
def rivals(tmp_path: Path) -> Path:
    from attrigraph.rdf import write_nquads

    write_nquads(join(ALBANIA, NORWAY).quads(), tmp_path / "rivals.nq")
    return tmp_path / "rivals.nq"


def test_the_verb_prints_a_table_json_or_writes_a_page(
    rivals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", str(rivals)]) == 0
    assert "rival perpetrators" in capsys.readouterr().out
    assert main(["conflicts", str(rivals), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["sides"][0]["value"] == "Iran"
    assert main(["conflicts", str(rivals), "-o", str(tmp_path / "c.html")]) == 0
    assert main(["conflicts", str(rivals), "-o", str(rivals)]) == 2
    assert main(["conflicts", str(rivals), "--format", "xml"]) == 2


def test_every_kind_says_what_it_is():
    assert all(KINDS.values())
