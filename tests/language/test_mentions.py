"""Who a sentence names: the right actor for a form, and nobody where the form means something else."""

import pytest
from spacy.language import Language

from attrigraph.language.gazetteer import lexicon
from attrigraph.model import Interval

pytestmark = pytest.mark.slow


def found(nlp: Language, text: str, *, published: str | None = None) -> dict[str, str]:
    doc = nlp.make_doc(text)
    doc._.published = Interval.parse(published) if published else None
    doc = nlp(doc)
    return {doc[m.start : m.end].text: m.actor.id for m in doc._.mentions}


@pytest.mark.parametrize(
    ("text", "form", "actor"),
    [
        ("Tirana cut its ties with Tehran.", "Tehran", "state/ir"),
        ("The Kremlin denied it.", "Kremlin", "state/ru"),
        ("Kosovar officials condemned the attack.", "Kosovar", "state/xk"),
        ("British ministers blamed the GRU.", "GRU", "org/ru-gru"),
        ("The hackers of Fancy Bear broke in.", "Fancy Bear", "actor/attack/G0007"),
        ("Microsoft calls the group Storm-9876.", "Storm-9876", "actor/name/storm-9876"),
        ("NATO stands with Albania.", "NATO", "org/nato"),
        ("Georgia accused Russia of the attack.", "Georgia", "state/ge"),
        ("Early on, Brightwell Partners, an American firm, found it.", "Brightwell Partners", "org/name"),
        ("Hackers stole coins from the Chinese exchange HTX Global.", "HTX Global", "org/name"),
        ("The ransomware group 'Grey Heron' attacked.", "Grey Heron", "actor/name/grey-heron"),
        ("Attacks on Israel, Saudi Arabia, Jordan and Kuwait followed.", "Jordan", "state/jo"),
        ("SWEDEN ACCUSES RUSSIA OF HACKING", "SWEDEN", "state/se"),
        ("North Korea denied it, but the South insisted.", "South", "state/kr"),
        ("The People 's Republic of China denied it.", "People 's Republic of China", "state/cn"),
    ],
)
def test_named(nlp: Language, text: str, form: str, actor: str) -> None:
    known = found(nlp, text)
    assert known.get(form, "").startswith(actor), known


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Washington Post reported it.", "state/us"),
        ("They met us at noon.", "state/us"),
        ("The firm is based in New Jersey.", "state/je"),
        ("Ministers signed the Paris Agreement.", "state/fr"),
        ("Michael Jordan scored again.", "state/jo"),
        ("We had turkey for dinner.", "state/tr"),
    ],
)
def test_not_meant(nlp: Language, text: str, state: str) -> None:
    assert state not in found(nlp, text).values()


def test_a_surname_at_the_start_of_a_sentence_is_the_person_named_before(nlp: Language) -> None:
    assert found(nlp, "Prime Minister Edi Rama spoke. Rama had cut ties with Tehran.")["Rama"] == "person/edi-rama"


def test_in_some_countries_the_surname_stands_first(nlp: Language) -> None:
    known = found(nlp, "The spokesman Zhao Lijian denied it. Zhao accused the United States of hacking.")
    assert known["Zhao"] == known["Zhao Lijian"] == "person/zhao-lijian"


def test_members_of_a_group_are_no_groups(nlp: Language) -> None:
    known = found(nlp, "Two members of the group, Zhao Guangzong and Ni Gaobin, were charged.")
    assert known["Zhao Guangzong"] == "person/name/zhao-guangzong"


def test_office_holders_by_date(nlp: Language) -> None:
    text = "Jens Stoltenberg condemned the attack."
    actors = lexicon().affiliations
    assert found(nlp, text, published="2022-09-08")["Jens Stoltenberg"] in actors


def test_surname_alone_means_the_person_named_before(nlp: Language) -> None:
    known = found(nlp, "Prime Minister Edi Rama spoke on Wednesday. Rama blamed Iran.")
    assert known["Rama"] == known["Edi Rama"] == "person/edi-rama"
