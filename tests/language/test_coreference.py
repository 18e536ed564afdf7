"""What pronouns and definite nominals stand for."""

import pytest
from spacy.language import Language

pytestmark = pytest.mark.slow


def antecedent(nlp: Language, text: str, word: str) -> str | None:
    doc = nlp(text)
    token = [t for t in doc if t.text == word][-1]
    best = doc._.coreference.get(token.i, ())[:1]
    return doc[best[0]].text if best else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Albania accused Iran. It cut relations.", "It", "Albania"),
        ("Putin spoke. He blamed Ukraine.", "He", "Putin"),
        ("Lazarus robbed the bank. The group sent the money on.", "group", "Lazarus"),
        ("Microsoft published a report. The company blamed nobody.", "company", "Microsoft"),
    ],
)
def test_antecedents(nlp: Language, text: str, word: str, expected: str) -> None:
    assert antecedent(nlp, text, word) == expected


def test_two_arguments_of_one_verb_are_two_actors(nlp: Language) -> None:
    assert antecedent(nlp, "Iran attacked. Albania cut relations with the country.", "country") == "Iran"


def test_a_pronoun_outside_a_quotation_means_nobody_named_inside_it(nlp: Language) -> None:
    text = 'Vjosa Osmani wrote at noon. "We stand with President Bajram Begaj and his government", she added.'
    assert antecedent(nlp, text, "she") == "Vjosa"


def test_an_official_with_a_name_behind_him_is_that_person(nlp: Language) -> None:
    text = "Washington acted. The U.S. Treasury imposed sanctions on the ministry and on the minister, Esmail Khatib."
    assert antecedent(nlp, text, "minister") is None


def test_nothing_to_refer_to(nlp: Language) -> None:
    assert antecedent(nlp, "The group left.", "group") is None
