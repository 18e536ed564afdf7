"""The gold sets of the project, and the floors that the extractor must reach on them."""

import pytest

from attrigraph.evaluation import below, evaluate, gold_of, read_floors
from attrigraph.evaluation.floors import PINNED
from attrigraph.folders import folder

GOLD = folder("seeds") / "gold"
FLOORS = GOLD / "floors.json"
PINS = read_floors(FLOORS)


def test_every_gold_set_has_floors_for_every_pinned_row():
    assert [pin.gold for pin in PINS] == sorted(
        path.name for path in GOLD.glob("*.jsonl") if path.name != "eurepoc.jsonl"
    )
    for pin in PINS:
        assert set(pin.f1) == set(PINNED)
        assert min(pin.f1.values()) > 0


@pytest.mark.slow
@pytest.mark.parametrize("pin", PINS, ids=lambda pin: pin.gold)
def test_the_extractor_reaches_the_floors(pin):
    evaluation = evaluate(gold_of(pin, FLOORS))
    assert evaluation.problems == ()
    assert list(below(pin, FLOORS, evaluation)) == []
