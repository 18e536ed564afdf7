"""Every frame fires on its own example and on nothing else: the rows of seeds/frames/frames.csv run as tests."""

import pytest
from spacy.language import Language

from attrigraph.extraction.conditions import Filled, holds
from attrigraph.extraction.frames import Frame, frames
from attrigraph.extraction.matching import Matcher
from attrigraph.model import ActKind

pytestmark = pytest.mark.slow
each_frame = pytest.mark.parametrize("frame", frames(), ids=lambda f: f.id)


@each_frame
def test_fires_on_its_positive_example(nlp: Language, frame: Frame) -> None:
    found = [c.frame.id for c in Matcher(nlp(frame.positive)).candidates() if c.is_act]
    assert frame.id in found


@each_frame
def test_its_negative_example_tells_no_such_act(nlp: Language, frame: Frame) -> None:
    found = [c.frame.act for c in Matcher(nlp(frame.negative)).candidates() if c.is_act]
    assert frame.act not in found


def test_ids_are_unique() -> None:
    ids = [frame.id for frame in frames()]
    assert len(set(ids)) == len(ids)


def test_every_act_has_frames() -> None:
    assert {frame.act for frame in frames()} == set(ActKind)


@each_frame
def test_conditions_exist(nlp: Language, frame: Frame) -> None:
    filled = Filled(nlp("Iran denied it.")[1], (), (), ())
    assert all(isinstance(holds(need, filled), bool) for need in frame.needs)


def test_unknown_condition(nlp: Language) -> None:
    with pytest.raises(ValueError, match="unknown condition"):
        holds("nonsense", Filled(nlp("Iran denied it.")[1], (), (), ()))
