"""The language stage, loaded once, and what is found in a text, in the gold form."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.gold import project
from attrigraph.language import load
from attrigraph.model import ActKind, Document, Interval


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture
def claims(nlp: Language) -> Callable[[str, str], list[tuple[set[str], set[str], set[str]]]]:
    """Return the agents, targets and victims of each act of one kind."""

    def found(text: str, kind: str) -> list[tuple[set[str], set[str], set[str]]]:
        document = Document("x", text, published=Interval.parse("2024-05-08"))
        acts = [c for c in project(extract(document, nlp=nlp))["claims"] if ActKind(c["act"]) is ActKind(kind)]
        return [(set(c["agents"]), set(c["targets"]), set(c["victims"])) for c in acts]

    return found
