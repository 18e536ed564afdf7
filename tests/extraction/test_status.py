"""Asserted, hedged, negated, planned: the words around the trigger decide."""

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.model import ActKind, Document, Status

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Poland accused Russia of the cyberattack.", "attribution", "asserted"),
        ("Poland has not accused Russia of the cyberattack.", "attribution", "negated"),
        ("Poland declined to blame Russia for the cyberattack.", "attribution", "negated"),
        ("Poland may blame Russia for the cyberattack.", "attribution", "planned"),
        ("Poland will impose sanctions on Russia.", "sanction", "planned"),
        ("Poland is considering sanctions on Russia.", "sanction", "planned"),
        ("No diplomats of Russia were expelled by Poland.", "expulsion", "negated"),
        ("Suspected Russian hackers attacked a Polish ministry.", "attribution", "hedged"),
        ("Russian hackers allegedly attacked a Polish ministry.", "attribution", "hedged"),
        ("The hack of the Polish ministry is believed to be the work of Russian hackers.", "attribution", "hedged"),
        ("Warsaw says that Russia was almost certainly responsible for the cyberattack.", "attribution", "hedged"),
        ("In May 2022 Poland expelled three Russian diplomats.", "expulsion", "asserted"),
        ("Neither Poland nor Latvia condemned Russia.", "condemnation", "negated"),
    ],
)
def test_status(nlp: Language, text: str, kind: str, status: str) -> None:
    acts = [a for a in extract(Document("t", text), nlp=nlp).acts if a.kind is ActKind(kind)]
    assert [a.status for a in acts] == [Status(status)]
