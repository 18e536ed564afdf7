"""The tables of seeds/frames say only what the code understands: a misspelt slot, class or effect is found here."""

import csv
import re

import pytest

from attrigraph.extraction.frames import Frame, frames, status_words
from attrigraph.extraction.slots import _WALKS
from attrigraph.folders import folder
from attrigraph.language.words import word_classes
from attrigraph.model import Status

PREPOSITIONS = frozenset(
    [
        "about",
        "across",
        "after",
        "against",
        "alongside",
        "amid",
        "among",
        "around",
        "as",
        "at",
        "because",
        "before",
        "behind",
        "between",
        "by",
        "called",
        "concerning",
        "during",
        "following",
        "for",
        "from",
        "in",
        "including",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "regarding",
        "targeting",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
        "within",
        "without",
    ]
)
CLASSES = frozenset({"person"}).union(*word_classes().values())
EFFECTS = {f"{place}-{status}" for place in ("modifier", "governor", "doubt", "undo") for status in Status}
EFFECTS |= {"passive-hedged", "wants-planned", "decision-for-or-against", "certain-if-negated", "certain-if-under-way"}
EFFECTS |= {"passive-planned", "passive-negated", "possible-if-negated", "have-negated"}
EFFECTS |= {"guards-planned", "contingency-planned"}


def words(table: str) -> list[str]:
    with (folder("seeds") / "frames" / table).open(encoding="utf-8", newline="") as lines:
        return [next(iter(row.values())) for row in csv.DictReader(lines)]


def steps(slot: str) -> set[str]:
    return {step for step in re.split(r"[|&>+]", slot) if step}


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_slots_are_walks_or_prepositions(frame: Frame) -> None:
    slots = [frame.target, frame.event, frame.victim, frame.via, *(need.rstrip("+") for need in frame.needs)]
    slots = [re.split(r"[~!]", slot)[0] for slot in slots if "~" in slot or "!" in slot or slot not in frame.needs]
    agent = set() if frame.is_own_voice else steps(frame.agent)
    assert {step for slot in slots for step in steps(slot)} | agent <= PREPOSITIONS | set(_WALKS) | {"near"}


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_classes_that_frames_need_exist(frame: Frame) -> None:
    named = [re.split(r"[~!]", need)[1] for need in frame.needs if re.search(r"[~!]", need)]
    needed = {word_class for names in named for word_class in names.split("/")}
    assert needed <= CLASSES
    assert frame.status in {"", *Status}


def test_effects_are_understood() -> None:
    assert {effect for _, effect in status_words()} <= EFFECTS


@pytest.mark.parametrize("table", ["words.csv", "status.csv", "anaphora.csv", "irregular.csv"])
def test_a_word_is_one_token_or_a_verb_with_its_particle(table: str) -> None:
    assert [word for word in words(table) if not re.fullmatch(r"[^\s-]+(-(out|down|back|off|up))?", word)] == []
