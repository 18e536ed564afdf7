"""A long text is parsed in pieces, and nothing but the memory that it takes shows that."""

import pytest
from spacy.language import Language

from attrigraph.language import annotate, pieces

pytestmark = pytest.mark.slow
TEXT = (
    "Iran attacked Albania in July 2022. The government in Tirana condemned the attack.\n\n"
    "“We have proof,” said Prime Minister Edi Rama.\n\n"
    "He expelled Iranian diplomats."
)


@pytest.mark.parametrize(("size", "expected"), [(1, 3), (20, 2), (100, 1)])
def test_pieces_make_one_document(nlp: Language, monkeypatch: pytest.MonkeyPatch, size: int, expected: int) -> None:
    whole = annotate(nlp, nlp.make_doc(TEXT))
    asked: list[str] = []
    get_pipe = nlp.get_pipe
    monkeypatch.setattr(nlp, "get_pipe", lambda name: asked.append(name) or get_pipe(name))
    monkeypatch.setattr(pieces, "PIECE", size)
    doc = annotate(nlp, nlp.make_doc(TEXT))
    assert asked.count("parser") == expected
    assert doc.to_json() == whole.to_json()
    assert doc.user_data == whole.user_data
    assert ("He", "Edi") in {(doc[i].text, doc[found[0]].text) for i, found in doc._.coreference.items()}
