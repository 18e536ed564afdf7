import json

import pytest

from attrigraph.errors import UsageError
from attrigraph.evaluation import below, evaluate, gold_of, pin_of, read_floors, set_floors

from .conftest import HIT, write_lines

RIGHT = {"id": "daily-1", "claims": [HIT]}
WRONG = {"id": "daily-1", "claims": [{**HIT, "targets": ["RU"]}]}


@pytest.fixture
def floors(tmp_path):
    return tmp_path / "floors.json"


@pytest.fixture
def measured(gold, tmp_path):
    """Evaluate claims given by hand."""

    def measure(record):
        return evaluate(gold, with_=write_lines(tmp_path / "found.jsonl", record))

    return measure


def missed(gold, floors, evaluation):
    return list(below(pin_of(floors, gold), floors, evaluation))


def test_floors_are_a_little_below_what_was_measured(gold, floors, measured):
    pin = set_floors(floors, gold, measured(RIGHT))
    assert pin.f1 == {"claims": 0.656, "who-whom": 0.656, "culprit": 0.99}
    assert read_floors(floors) == (pin,)
    assert (pin.gold, pin.documents_sha256, gold_of(pin, floors)) == ("gold.jsonl", None, gold)
    assert missed(gold, floors, measured(RIGHT)) == []


def test_each_floor_that_is_missed_is_one_line(gold, floors, measured):
    set_floors(floors, gold, measured(RIGHT))
    assert missed(gold, floors, measured(WRONG)) == [
        f"gold.jsonl: {row} F1 0.000 is below the floor of {floor}; mend what made it worse"
        for row, floor in (("claims", "0.656"), ("who-whom", "0.656"), ("culprit", "0.990"))
    ]


def test_another_gold_file_is_noticed(gold, floors, measured):
    set_floors(floors, gold, measured(RIGHT))
    gold.write_bytes(gold.read_bytes() + b"\n")
    (line,) = missed(gold, floors, measured(RIGHT))
    assert "is not the file that the floors were measured on" in line


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("change", ["edit", "remove"])
def test_another_document_is_noticed(change, gold_beside_documents, floors):
    evaluation = evaluate(gold_beside_documents)
    set_floors(floors, gold_beside_documents, evaluation)
    assert missed(gold_beside_documents, floors, evaluation) == []
    document = gold_beside_documents.parents[1] / "documents/rain.md"
    document.write_text("It did not rain.", encoding="utf-8") if change == "edit" else document.unlink()
    (line,) = missed(gold_beside_documents, floors, evaluation)
    assert "its documents are not those of the floors" in line


def test_a_missed_floor_is_not_lowered_without_being_told(gold, floors, measured):
    set_floors(floors, gold, measured(RIGHT))
    before = floors.read_bytes()
    with pytest.raises(UsageError, match=r"gold.jsonl: claims F1 0.000 is below the floor of 0.656; .*--allow-lower"):
        set_floors(floors, gold, measured(WRONG))
    assert floors.read_bytes() == before
    assert set_floors(floors, gold, measured(WRONG), allow_lower=True).f1 == dict.fromkeys(
        ("claims", "who-whom", "culprit"), 0.0
    )


def test_a_floor_that_holds_is_kept_or_raised(gold, floors, measured):
    set_floors(floors, gold, measured(RIGHT))
    written = json.loads(floors.read_bytes())
    written[0]["f1"] |= {"claims": 0.66, "culprit": 0.5}
    floors.write_text(json.dumps(written), encoding="utf-8")
    for lower in (False, True):
        assert set_floors(floors, gold, measured(RIGHT), allow_lower=lower).f1 == {
            **{"claims": 0.66, "who-whom": 0.656, "culprit": 0.99}
        }


def test_other_gold_files_keep_their_pins(gold, floors, measured, tmp_path):
    other = write_lines(tmp_path / "deep/other.jsonl", {"id": "a", "text": "x", "claims": [HIT]})
    theirs = set_floors(
        floors, other, evaluate(other, with_=write_lines(tmp_path / "f.jsonl", {"id": "a", "claims": []}))
    )
    mine = set_floors(floors, gold, measured(RIGHT))
    assert read_floors(floors) == (theirs, mine)
    assert theirs.gold == "deep/other.jsonl"
    assert gold_of(theirs, floors) == other


def test_a_gold_file_without_floors(gold, floors, measured):
    floors.write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match=r"has no floors for gold.jsonl; add --set-floors"):
        pin_of(floors, gold)


GOOD = {"gold": "g", "gold_sha256": "0" * 64, "documents_sha256": None, "f1": {"claims": 0.5}}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[[]]",
        "[" * 100_000,
        json.dumps([{**GOOD, "more": 1}]),
        json.dumps([{**GOOD, "gold": 1}]),
        json.dumps([{**GOOD, "gold_sha256": "0"}]),
        json.dumps([{**GOOD, "documents_sha256": 5}]),
        json.dumps([{**GOOD, "f1": {"clams": 0.5}}]),
        json.dumps([{**GOOD, "f1": {"claims": "high"}}]),
    ],
)
def test_a_file_that_holds_no_floors(content, floors):
    floors.write_text(json.dumps([GOOD]), encoding="utf-8")
    assert read_floors(floors)[0].f1 == {"claims": 0.5}
    floors.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="write it with --set-floors"):
        read_floors(floors)
