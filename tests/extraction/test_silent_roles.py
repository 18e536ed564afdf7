"""What a sentence leaves out and the text tells elsewhere: dates, accusers, agents."""

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.model import Act, ActKind, Document, Interval

LEAD = "The cyberattack on the railways was the work of Russia, Estonia said on Monday."


def acts(nlp: Language, text: str, kind: ActKind) -> list[Act]:
    document = Document("x", text, published=Interval.parse("2024-05-08"))
    return [act for act in extract(document, nlp=nlp).acts if act.kind is kind]


def dates(nlp: Language, text: str, kind: ActKind) -> list[str | None]:
    return [act.when.partial if act.when else None for act in acts(nlp, text, kind)]


def test_what_is_told_without_a_date_is_of_the_day_named_last(nlp: Language) -> None:
    text = f"{LEAD}\n\nLatvia condemned the attack. Russia denied it on Tuesday.\n\nPoland condemned Russia."
    assert dates(nlp, text, ActKind.CONDEMNATION) == ["2024-05-06", "2024-05-07"]


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("Latvia had condemned the attack.", None),  # before the news
        ("Latvia condemned the attack in 2019.", "2019"),  # a date of its own
    ],
)
def test_the_day_of_the_news_is_not_that_of_what_was_before(nlp: Language, told: str, when: str | None) -> None:
    assert dates(nlp, f"{LEAD}\n\n{told}", ActKind.CONDEMNATION) == [when]


def test_an_old_date_is_no_day_of_news(nlp: Language) -> None:
    text = "Estonia accused Russia of the cyberattack on 3 March 2021.\n\nLatvia condemned the attack."
    assert dates(nlp, text, ActKind.CONDEMNATION) == [None]


def test_a_denial_told_first_contradicts_the_accusation_told_later(nlp: Language) -> None:
    text = "Russia denied any part in the cyberattack.\n\nEstonia accused Russia of the cyberattack on its railways."
    assert [p.actor.code for act in acts(nlp, text, ActKind.DENIAL) for p in act.targets] == ["EE"]


def test_who_tells_of_an_accusation_in_the_passive_makes_it(nlp: Language) -> None:
    text = "Lazarus is suspected of having hacked the exchange, the Japanese police said."
    assert [p.actor.code for act in acts(nlp, text, ActKind.ATTRIBUTION) for p in act.agents] == ["JP"]


def test_who_was_introduced_with_an_office_speaks_for_the_state_later(nlp: Language) -> None:
    text = "The Estonian minister Rein Talvik spoke in Tartu. Talvik accused Russia of the cyberattack on the railways."
    assert [p.actor.code for act in acts(nlp, text, ActKind.ATTRIBUTION) for p in act.agents] == ["EE"]


def test_who_refrains_from_an_accusation_is_not_contradicted(nlp: Language) -> None:
    text = "Latvia refrained from blaming Russia for the cyberattack. Russia denied any part in the cyberattack."
    assert [act.targets for act in acts(nlp, text, ActKind.DENIAL)] == [()]
    assert [p.actor.code for act in acts(nlp, text, ActKind.ATTRIBUTION) for p in act.perpetrators] == ["RU"]


def test_a_minister_condemns_whom_his_state_accuses(nlp: Language) -> None:
    text = f"{LEAD}\n\nEstonian Foreign Minister Margus Tsahkna condemned the attack."
    (condemnation,) = acts(nlp, text, ActKind.CONDEMNATION)
    assert [p.actor.code for p in condemnation.targets] == ["RU"]


@pytest.mark.parametrize("published", [None, Interval.parse("2024-05-08")])
def test_what_has_a_date_is_not_lost_in_what_has_none(nlp: Language, published: Interval | None) -> None:
    text = "Estonia has expelled diplomats of Russia over the hack.\n\nEstonia expelled Russian diplomats in 2018."
    found = extract(Document("x", text, published=published), nlp=nlp).acts
    assert [act.when.partial if act.when else None for act in found] == [published and "2024-05-08", "2018"]


@pytest.mark.parametrize(
    ("accusers", "targets"),
    [
        ("Estonia accused Russia of the cyberattack.", ["EE"]),
        ("Estonia accused Russia of the cyberattack. Latvia blamed Russia for the hack of its parliament.", []),
    ],
)
def test_a_denial_contradicts_the_only_accuser(nlp: Language, accusers: str, targets: list[str]) -> None:
    found = acts(nlp, f"{accusers}\n\nRussia denied any part in it.", ActKind.DENIAL)
    assert [p.actor.code for act in found for p in act.targets] == targets


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("Belgium is looking into the hack of its parliament, of which it suspects China.", "investigation", ["CN"]),
        ("Belgium is looking into the hack of its parliament.", "investigation", []),
        ("The Conti group hacked Peru's tax office. Conti demanded ten million dollars.", "demand", ["PE"]),
        ("North Korea warned of consequences if the Americans hacked it again.", "warning", ["US"]),
        ("North Korea warned of consequences of the hack.", "warning", []),
    ],
)
def test_whom_an_act_means(nlp: Language, text: str, kind: str, targets: list[str]) -> None:
    assert [p.actor.code for act in acts(nlp, text, ActKind(kind)) for p in act.targets] == targets


def test_a_denial_of_the_accusation_answers_the_sentence_before(nlp: Language) -> None:
    text = (
        "Estonia accused Russia of the hack.\n\nLatvia blamed Russia for the cyberattack. Russia denied the accusation."
    )
    assert [p.actor.code for act in acts(nlp, text, ActKind.DENIAL) for p in act.targets] == ["LV"]


def test_who_alone_indicts_charged_the_others_too(nlp: Language) -> None:
    text = "The United States indicted Jan Doe over the hack.\n\nPiet Roe also is charged with hacking a bank."
    assert [p.actor.code for act in acts(nlp, text, ActKind.INDICTMENT) for p in act.agents] == ["US", "US"]


def test_further_charges_of_the_same_day_are_others(nlp: Language) -> None:
    text = (
        "On 3 May 2024 the United States indicted Jan Doe and Piet Roe over the hack. On the same day it brought"
        " additional charges against Jan Doe over the cyberattack on a bank."
    )
    assert len(acts(nlp, text, ActKind.INDICTMENT)) == 2


def test_what_somebody_says_after_what_he_did_he_says_then(nlp: Language) -> None:
    text = "On 3 May 2024 the FBI and the NSA published a notice. They accused China of the hack."
    assert dates(nlp, text, ActKind.ATTRIBUTION) == ["2024-05-03"]


def test_the_day_of_a_crime_is_not_that_of_the_charges(nlp: Language) -> None:
    text = "On 3 May 2024 the FBI unsealed charges against Jan Doe related to an attack on a bank in 2020."
    assert dates(nlp, text, ActKind.INDICTMENT) == ["2024-05-03"]
