"""A text that is eight times as long takes eight times the work, counted in calls of functions."""

import sys
from collections.abc import Callable
from itertools import cycle, islice

import pytest
from spacy.language import Language

from attrigraph.extraction.assembly import assemble
from attrigraph.extraction.combine import combine
from attrigraph.extraction.matching import Matcher
from attrigraph.language import annotate
from attrigraph.model import Document

pytestmark = pytest.mark.slow
SHORT, TIMES = 30, 8  # sentences
SIDES = zip(cycle(("Iran", "Albania")), cycle(("Russia", "China", "Israel")), cycle(("Japan", "Latvia", "Italy")))
TEXTS = {
    "one accusation": ["Iran accused Russia of the cyberattack on Albania."],
    "many accusations": [
        f"{one} accused {another} of the cyberattack on {third} on May {day}, 2021."
        for day, (one, another, third) in zip(range(1, 31), SIDES, strict=False)
    ],
    "answers": [
        "Albania accused Iran of the cyberattack.",
        "Iran denied it.",
        "France condemned the cyberattack.",
        "Two diplomats were expelled.",
    ],
    "quotations": ["“We condemn the cyberattack of Iran,” said the minister.", "“Iran did it.”"],
    "names": [
        "Albania accused Iran of the NotPetya cyberattack.",
        "The group was blamed for the WannaCry attack on Latvia.",
        "Hackers linked to Iran hit a bank in Norway.",
    ],
}


def _calls(work: Callable[[], object]) -> int:
    """Return how many functions a second run calls: the first fills the tables that are read once."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    work()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def _work(nlp: Language, kind: str, sentences: int) -> tuple[int, int]:
    """Return the calls to find the candidates of a text, and those to make acts of them."""
    document = Document("t", " ".join(islice(cycle(TEXTS[kind]), sentences)))
    doc = annotate(nlp, nlp.make_doc(document.text))
    candidates = combine(Matcher(doc).candidates())
    assert assemble(document, candidates).acts
    return _calls(lambda: combine(Matcher(doc).candidates())), _calls(lambda: assemble(document, candidates))


@pytest.mark.parametrize("kind", TEXTS)
def test_work_grows_no_faster_than_the_text(nlp: Language, kind: str) -> None:
    for short, long in zip(_work(nlp, kind, SHORT), _work(nlp, kind, TIMES * SHORT), strict=True):
        assert long < 1.1 * TIMES * short
