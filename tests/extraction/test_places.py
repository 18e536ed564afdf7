"""A region or city gives the State of victims and of officials there; by itself it neither acts nor is accused."""

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.language.gazetteer import Form
from attrigraph.model import Act, ActKind, Document, Interval

pytestmark = pytest.mark.slow


def acts(nlp: Language, text: str, kind: str) -> list[Act]:
    document = Document("t", text, published=Interval.parse("2024-05-01"))
    return [a for a in extract(document, nlp=nlp).acts if a.kind is ActKind(kind)]


def names(participants) -> list[str]:
    return [p.actor.code or p.actor.name for p in participants]


def places(nlp: Language, text: str) -> dict[str, tuple[str | None, float]]:
    doc = nlp(text)
    found = [m for m in doc._.mentions if m.form is Form.PLACE]
    return {doc[m.start : m.end].text: (m.actor.code, m.score) for m in found}


@pytest.mark.parametrize(
    ("text", "form", "code", "score"),
    [
        ("The hackers attacked a hospital in Dallas.", "Dallas", "US", 0.8),
        ("The firm is based in New Jersey.", "New Jersey", "US", 0.8),
        ("A court in Perth heard the case.", "Perth", "AU", 0.6),
        ("Prosecutors in Atlanta, Georgia, opened a case.", "Atlanta, Georgia", "US", 0.8),
    ],
)
def test_a_place_gives_its_state(nlp: Language, text: str, form: str, code: str, score: float) -> None:
    assert places(nlp, text) == {form: (code, score)}


@pytest.mark.parametrize(
    "text",
    [
        "The Dallas Morning News reported it.",
        "Cybercriminals attacked the University of Texas.",
        "Lloyd Houston denied the report.",
        "Whoever wants to go west can buy a virginia creeper.",
    ],
)
def test_a_part_of_a_longer_name_is_no_place(nlp: Language, text: str) -> None:
    assert places(nlp, text) == {}


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Russian hackers broke into the network of a hospital in Dallas.", ["US"]),
        ("Russian hackers attacked a power company in Kharkiv.", ["UA"]),
        ("Iranian hackers breached the networks of banks in Haifa and Milan.", ["IL", "IT"]),
        ("Sweden condemned the Russian cyberattack on hospitals in Munich.", ["DE"]),
    ],
)
def test_victims(nlp: Language, text: str, victims: list[str]) -> None:
    (incident,) = extract(Document("t", text), nlp=nlp).incidents
    assert names(incident.victims) == victims


@pytest.mark.parametrize(
    ("text", "kind", "agents"),
    [
        ("Prosecutors in Milan charged two Russian hackers.", "indictment", ["IT"]),
        ("A court in Texas sentenced an Iranian hacker.", "indictment", ["US"]),
        ("Officials in Kharkiv blamed Russia for the cyberattack.", "attribution", ["UA"]),
        ("Iranian officials in Istanbul blamed Israel for the cyberattack.", "attribution", ["IR"]),
        ("People in Dallas blamed Russia for the cyberattack.", "attribution", []),
        ("A company in Munich blamed Russia for the cyberattack.", "attribution", []),
        ("Dallas blamed Russia for the cyberattack.", "attribution", []),
    ],
)
def test_only_officials_of_a_place_act(nlp: Language, text: str, kind: str, agents: list[str]) -> None:
    assert [name for act in acts(nlp, text, kind) for name in names(act.agents)] == agents


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine accused hackers in Dallas of the cyberattack.",
        "Ukraine accused officials in Novosibirsk of the cyberattack.",
        "Ukraine blamed a group from Shanghai for the cyberattack.",
        "Ukraine blamed Shanghai for the cyberattack.",
        "The cyberattack came from Shenzhen, Ukraine said.",
    ],
)
def test_a_place_is_not_accused(nlp: Language, text: str) -> None:
    accused = [name for act in acts(nlp, text, "attribution") for name in names(act.perpetrators)]
    assert {"US", "RU", "CN", "Dallas", "Shanghai", "Shenzhen"}.isdisjoint(accused)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iran condemned the attack in Houston.", "condemnation"),
        ("Iran imposed sanctions on a bank in Houston.", "sanction"),
        ("Iran threatened a port in Houston.", "warning"),
    ],
)
def test_a_place_is_not_addressed(nlp: Language, text: str, kind: str) -> None:
    assert "US" not in [name for act in acts(nlp, text, kind) for name in names(act.targets)]
