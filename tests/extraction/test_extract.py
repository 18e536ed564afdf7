"""From a text to its acts: who says it, of whom, when, in which words."""

import pytest
from spacy.language import Language

from attrigraph.documents.limits import MAX_TEXT
from attrigraph.errors import SourceError
from attrigraph.extraction import extract
from attrigraph.model import Act, ActKind, Document, Interval

pytestmark = pytest.mark.slow


def acts(nlp: Language, text: str, *, kind: str | None = None, published: str = "2022-09-07") -> list[Act]:
    document = Document("t", text, published=Interval.parse(published))
    return [a for a in extract(document, nlp=nlp).acts if kind is None or a.kind is ActKind(kind)]


def names(participants) -> list[str]:
    return [p.actor.code or p.actor.name for p in participants]


def test_a_text_that_is_too_long_is_refused(nlp: Language) -> None:
    with pytest.raises(SourceError, match="cut it into documents"):
        extract(Document("t", "a" * (MAX_TEXT + 1)), nlp=nlp)


def test_joint_statement_is_one_act(nlp: Language) -> None:
    (act,) = acts(nlp, "Estonia, Latvia and the United Kingdom accused Russia of the cyberattack.")
    assert names(act.agents) == ["EE", "LV", "GB"]
    assert names(act.perpetrators) == ["RU"]


def test_the_speaker_speaks_for_the_state(nlp: Language) -> None:
    (act,) = acts(nlp, "Prime Minister Edi Rama blamed Iran for the cyberattack on Albania.")
    assert (names(act.agents), act.speaker.actor.name, act.capacity) == (["AL"], "Edi Rama", "Prime Minister")
    assert act.incident is not None
    assert names(act.incident.victims) == ["AL"]


def test_own_voice_has_no_agent(nlp: Language) -> None:
    (act,) = acts(nlp, "Iranian hackers breached a network of the Turkish government.")
    assert (act.agents, names(act.perpetrators), act.when) == ((), ["IR"], None)


def test_said_by_somebody(nlp: Language) -> None:
    (act,) = acts(nlp, "According to Microsoft, Chinese hackers breached a network of the Turkish government.")
    assert names(act.agents) == ["Microsoft"]
    assert act.basis == "it-security-community"


@pytest.mark.parametrize(
    ("accuser", "basis"),
    [("NATO", "international-organisation"), ("Killnet", "third-party"), ("Albania", "third-party")],
)
def test_the_basis_is_on_whose_word_it_stands(nlp: Language, accuser: str, basis: str) -> None:
    (act,) = acts(nlp, f"{accuser} accused Russia of the cyberattack on Sweden.")
    assert (len(act.agents), act.basis) == (1, basis)


def test_state_and_group_are_both_accused_and_the_group_is_the_instrument(nlp: Language) -> None:
    (act,) = acts(nlp, "Germany attributed the cyberattack on its parliament to the Russian group APT28.")
    assert set(names(act.perpetrators)) == {"RU", "APT28"}
    assert names(act.via) == ["APT28"]


def test_denial_is_about_oneself_and_contradicts_the_accuser(nlp: Language) -> None:
    (denial,) = acts(nlp, "Sweden accused Iran of the cyberattack. Iran denied any involvement.", kind="denial")
    assert (names(denial.perpetrators), names(denial.targets)) == (["IR"], ["SE"])


def test_nobody_accuses_himself(nlp: Language) -> None:
    found = acts(nlp, "Russia said that it had been hacked by Russian hackers.", kind="attribution")
    assert all(set(names(a.agents)).isdisjoint(names(a.perpetrators)) for a in found)


def test_dates_of_act_and_incident_are_kept_apart(nlp: Language) -> None:
    (act,) = acts(nlp, "On September 7 Albania accused Iran of the cyberattack of July 15.", kind="attribution")
    assert act.when == Interval.parse("2022-09-07")
    assert act.incident is not None
    assert act.incident.when == Interval.parse("2022-07-15")


def test_two_incidents_stay_apart(nlp: Language) -> None:
    text = "Iranian hackers attacked ministries in Albania. Another campaign by Iranian hackers hit banks in Israel."
    document = Document("t", text)
    assert len(extract(document, nlp=nlp).incidents) == 2


def test_every_quote_stands_at_its_offsets(nlp: Language) -> None:
    text = "The President, Vjosa Osmani, condemned Iran’s attack.\n\n“We stand with Albania”,   she said."
    document = Document("t", text)
    for act in extract(document, nlp=nlp).acts:
        assert all(document.text[s.start : s.end] == s.quote for s in act.evidence)


def test_repetition_is_further_evidence(nlp: Language) -> None:
    (act,) = acts(nlp, "Albania accused Iran of the cyberattack. Albania accused Iran of the cyberattack again.")
    assert len(act.evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The weather was fine in Albania.",
        "The club blamed the referee for its defeat by Iran's team.",
        "The museum attributed the painting to a Dutch master.",
        "The building was condemned.",
    ],
)
def test_nothing_to_find(nlp: Language, text: str) -> None:
    assert acts(nlp, text) == []


def test_an_enumeration_is_whole_however_it_is_parsed(nlp: Language) -> None:
    text = (
        "Russia's military was behind the NotPetya malware that spread last June, Britain and the United States said."
    )
    (act,) = [a for a in acts(nlp, text, kind="attribution") if a.perpetrators]
    assert names(act.agents) == ["GB", "US"]


def test_who_is_told_apart_by_a_clause_is_nobody_named_before(nlp: Language) -> None:
    text = "Lazarus robbed banks. Ukraine tied the outage to the hackers who cut power in December."
    assert "group" not in {p.actor.kind.value for a in acts(nlp, text) if a.agents for p in a.perpetrators}


def test_a_counter_accusation_is_of_another_incident(nlp: Language) -> None:
    text = (
        "The United States accused China of the cyber attack on its mail servers. "
        "China in turn accused the United States of cyber attacks on its universities."
    )
    one, two = acts(nlp, text, kind="attribution")
    assert names(one.agents) == names(two.perpetrators) == ["US"]
    assert one.incident != two.incident


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The cyberattack by Russia on Estonia was condemned by Latvia.", ["LV"]),
        ("The cyberattack by Iran was attributed by Albania to Russia.", ["AL"]),
    ],
)
def test_who_attacked_is_not_who_condemned(nlp: Language, text: str, agents: list[str]) -> None:
    assert [names(a.agents) for a in acts(nlp, text) if a.agents] == [agents]


def test_who_signs_says_nothing_of_what_follows(nlp: Language) -> None:
    text = (
        "We condemn the cyber attack on our neighbour.\n\n— Vjosa Osmani September 7, 2022\n\n"
        "The article goes on. Iranian hackers breached the ministry."
    )
    assert [names(a.agents) for a in acts(nlp, text)] == [["XK"], []]


def test_citizens_who_are_told_to_leave_are_not_expelled(nlp: Language) -> None:
    assert acts(nlp, "Albania told its citizens to leave Iran.", kind="expulsion") == []


def test_victims_stand_in_order_of_mention(nlp: Language) -> None:
    text = "Iranian hackers attacked Albania in July. The Iranian hackers also attacked Kosovo and Albania."
    assert [names(a.incident.victims) for a in acts(nlp, text) if a.incident][:1] == [["AL", "XK"]]


@pytest.mark.parametrize(
    "text",
    [
        "Iran " + "decided to " * 800 + "accuse Russia.",
        "Iran " + "and they " * 1500 + "accused Russia.",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD - " * 1500,
        "according to the firm " + "Symantec " * 3000 + "Iran accused Russia.",
    ],
    ids=["infinitives", "conjuncts", "datelines", "compounds"],
)
def test_text_that_nests_without_end_is_read_to_its_end(nlp: Language, text: str) -> None:
    assert all(text[s.start : s.end] == s.quote for a in acts(nlp, text) for s in a.evidence)
