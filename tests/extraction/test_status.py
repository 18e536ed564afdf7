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
        ("Estonia ruled out that Russia carried out the cyberattack.", "attribution", "negated"),
        ("Poland did not hesitate to blame Russia for the cyberattack.", "attribution", "asserted"),
        ("Poland accused Russia of the cyberattack, but did it matter?", "attribution", "asserted"),
        ("Russia was not behind the hack of the ministry, Warsaw said.", "attribution", "negated"),
        ("The FBI does not believe that North Korea was behind the hack.", "attribution", "negated"),
        ("There is no evidence that Russia was behind the cyberattack, Warsaw said.", "attribution", "negated"),
        ("There is no doubt that Russia carried out the cyberattack, Warsaw said.", "attribution", "asserted"),
        ("Poland withdrew its accusation against Russia over the cyberattack.", "attribution", "negated"),
        ("Poland stopped short of cutting diplomatic relations with Russia.", "severed-relations", "negated"),
        ("The opposition urged Germany to expel Russian diplomats.", "expulsion", "planned"),
        ("Lawmakers called on Biden to impose sanctions on China.", "sanction", "planned"),
        ("North Korea warned of serious consequences if the Americans refused.", "warning", "asserted"),
        ("U.S. prosecutors alleged that Russian officers were behind the hack.", "attribution", "asserted"),
        ("Russian officers are alleged to be behind the hack of the ministry.", "attribution", "hedged"),
        ("Russia's GRU is said to have hacked the Polish ministry.", "attribution", "hedged"),
        ("The police confirmed that APT31 was linked to the hack of the Polish ministry.", "attribution", "asserted"),
        (
            "Poland is investigating the hack of the ministry; Russian hackers are suspected.",
            "investigation",
            "asserted",
        ),
    ],
)
def test_status(nlp: Language, text: str, kind: str, status: str) -> None:
    acts = [a for a in extract(Document("t", text), nlp=nlp).acts if a.kind is ActKind(kind)]
    assert [a.status for a in acts] == [Status(status)]


@pytest.mark.parametrize(
    "text",
    [
        "If Russia carried out the cyberattack on the ministry, Warsaw would act.",
        "Did China carry out the cyberattack on the ministry?",
        "Poland asked whether Russia was responsible for the cyberattack.",
        "After the cyberattack the government in Tallinn has said publicly whom it holds responsible.",
    ],
)
def test_who_asks_or_supposes_accuses_nobody(nlp: Language, text: str) -> None:
    assert extract(Document("t", text), nlp=nlp).acts == ()


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Poland denied that Russia was behind the cyberattack.", "state/ru"),
        ("Seoul dismissed reports that North Korea carried out the hack.", "state/kp"),
        ("Iran called the claim that it carried out the cyberattack baseless.", "state/ir"),
        ("Moscow denied any involvement in the cyberattack.", "state/ru"),
    ],
)
def test_whose_responsibility_is_denied(nlp: Language, text: str, denied: str) -> None:
    (act,) = extract(Document("t", text), nlp=nlp).acts
    assert (act.kind, [p.actor.id for p in act.perpetrators]) == (ActKind.DENIAL, [denied])


def test_what_is_told_beside_is_not_governed(nlp: Language) -> None:
    text = "Poland refrained from blaming Russia for the hack, while Estonia said that Russian hackers had done it."
    found = {act.agents[0].actor.code: act.status for act in extract(Document("t", text), nlp=nlp).acts}
    assert found == {"PL": Status.NEGATED, "EE": Status.ASSERTED}
