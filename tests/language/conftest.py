"""The language stage, loaded once."""

import pytest
from spacy.language import Language

from attrigraph.language import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()
