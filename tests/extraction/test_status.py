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
        ("Russian hackers may have attacked a Polish ministry.", "attribution", "hedged"),
        ("Hackers, possibly Russian, attacked a Polish ministry.", "attribution", "hedged"),
        ("Hackers believed to be Russian attacked a Polish ministry.", "attribution", "hedged"),
        ("Hackers that are reportedly Russian attacked a Polish ministry.", "attribution", "hedged"),
        ("Poland fears that Russian hackers attacked its power grid.", "attribution", "hedged"),
        ("Poland did not rule out that Russia carried out the cyberattack.", "attribution", "hedged"),
        ("Poland did not rule out sanctions on Russia.", "sanction", "planned"),
        ("Poland has condemned and will sanction Russia.", "sanction", "planned"),
        ("Poland will condemn and sanction Russia.", "sanction", "planned"),
        ("Poland wants to condemn and sanction Russia.", "sanction", "planned"),
        ("Poland called for sanctions on Russia.", "sanction", "planned"),
        ("Poland paid for sanctions on Russia.", "sanction", "asserted"),
        ("Poland is set to impose sanctions on Russia.", "sanction", "planned"),
        ("Poland was about to accuse Russia of the cyberattack.", "attribution", "planned"),
        ("Poland told Latvia to expel Russian diplomats.", "expulsion", "planned"),
        ("If Poland is hacked, Russia is blamed for it.", "attribution", "planned"),
        ("Poland expelled no diplomats of Russia.", "expulsion", "negated"),
        ("Nobody accused Russia of the cyberattack.", "attribution", "negated"),
        ("Poland accused nobody of the cyberattack.", "attribution", "negated"),
        ("Poland and Latvia have yet to accuse Russia of the cyberattack.", "attribution", "negated"),
        ("Poland decided against sanctions on Russia.", "sanction", "negated"),
        ("Poland decided on sanctions on Russia.", "sanction", "asserted"),
        ("Poland was against sanctions on Russia.", "sanction", "negated"),
        ("Poland announced sanctions against Russia.", "sanction", "asserted"),
        ("Poland condemned Russia's plan to hack its ministry.", "condemnation", "asserted"),
        ("Poland may warn Russia of consequences if the attacks go on.", "warning", "planned"),
        ("If Poland warned Russia of consequences, nobody noticed.", "warning", "planned"),
        ("Poland did not condemn or publicly sanction Russia.", "sanction", "negated"),
        ("Russia's protest against Polish sanctions on Russian banks began.", "sanction", "asserted"),
        ("The campaign against Polish sanctions on Russia began.", "sanction", "asserted"),
        ("Nobody is convinced that Russia was behind the hack.", "attribution", "negated"),
        ("Experts believe that hackers sponsored by Russia broke into a bank.", "attribution", "hedged"),
        ("Norway believes that Russia stands behind the cyberattack.", "attribution", "hedged"),
        ("The hackers may work for the Chinese government, the firm said.", "attribution", "hedged"),
        ("The malware may have been developed by Chinese hackers.", "attribution", "hedged"),
        ("Poland condemned Russian cyberattacks on its allies.", "condemnation", "asserted"),
        ("Ukraine, accused by Russia of the cyberattack, denied it.", "attribution", "asserted"),
        ("Russian hackers allegedly only attacked a Polish ministry.", "attribution", "hedged"),
        ("Probably Russian hackers attacked a Polish ministry.", "attribution", "hedged"),
        ("Poland's accusation against Russia was withdrawn.", "attribution", "negated"),
        ("Poland lifted sanctions on a Russian bank.", "sanction", "negated"),
        ("Polish sanctions on Russia were lifted.", "sanction", "negated"),
        ("Poland did not condemn or sanction Russia.", "sanction", "negated"),
        ("Poland did not merely condemn Russia, it expelled its diplomats.", "condemnation", "asserted"),
        ("Poland did not accuse Russia of the cyberattack, and sanctioned Belarus.", "sanction", "asserted"),
        ("Poland doubts that Russia was behind the cyberattack.", "attribution", "negated"),
        ("It is too early to say that Russia was behind the cyberattack, Poland said.", "attribution", "negated"),
        ("There is nothing to suggest that Russia was behind the hack, Poland said.", "attribution", "negated"),
        ("Nothing suggests that Russia was behind the cyberattack, Poland said.", "attribution", "negated"),
        ("Rumours that Russia was behind the cyberattack are false, Poland said.", "attribution", "negated"),
        ("Poland avoided naming Russia as the culprit of the cyberattack.", "attribution", "negated"),
        ("Poland warned of a campaign by Iranian hackers.", "attribution", "asserted"),
        ("The attack was a plan of Russian hackers; Poland condemned it.", "condemnation", "asserted"),
        (
            "Poland's claim that Russia was behind the cyberattack was rejected by Moscow.",
            "attribution",
            "asserted",
        ),
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
        "Did Warsaw say that China carried out the cyberattack?",
        '"Did China carry out the cyberattack on the ministry?"',
        'He asked: "Did China carry out the cyberattack?"',
        "Which Russian hackers attacked the Polish ministry?",
        "Why did Russian hackers attack the Polish ministry?",
        "Suppose that Russia carried out the cyberattack.",
        "Russian hackers could attack Polish servers.",
        "Poland braces for Russian cyberattacks.",
        "Poland strengthens its defences against Russian cyberattacks.",
        "Poland trains its army for a Russian cyberattack.",
        "In case of a Russian cyberattack, Poland would respond.",
        "A Russian cyberattack on Poland would trigger Article 5.",
        "Had Russia carried out the cyberattack, Warsaw would know it.",
        "In a simulation, Russian hackers attacked the Polish power grid.",
        "It is unclear whether Russian hackers attacked the Polish ministry.",
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
