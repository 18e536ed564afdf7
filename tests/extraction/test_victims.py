"""Who was hit."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.model import Document

Claims = Callable[[str, str], list[tuple[set[str], set[str], set[str]]]]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        (
            "Russian hackers broke into the network of Lakeside Hospital, the Dutch police said.",
            {"org:Lakeside Hospital"},
        ),
        ("Afghan hackers defaced websites of Afghan ministries.", {"AF"}),
        (
            "The FBI attributed the cyberattack on the companies Alphapo, CoinsPaid and Bitfarm to Lazarus.",
            {"org:Alphapo", "org:CoinsPaid", "org:Bitfarm"},
        ),
        ("Spear-phishing campaign by the group Molerats aka Gaza Cybergang against Israeli and US banks", {"IL", "US"}),
        ("Chinese hackers breached sites run by the Dutch tax office.", {"NL"}),
        ("Russian hackers broke into the Qatar News Agency.", {"QA", "org:Qatar News Agency"}),
        ("Russian hackers hit Siemens, Trimble and Bitfarm.", {"org:Siemens", "org:Trimble", "org:Bitfarm"}),
        ("Chinese hackers breached accounts associated with members and staffers of the British parliament.", {"GB"}),
        (
            "Chinese hackers breached two websites linked to the region, Tibet Post and Lhasa University.",
            {"org:Tibet Post", "org:Lhasa University"},
        ),
        ("Several banks were targeted by Iranian hackers, including Wells Fargo.", {"org:Wells Fargo"}),
        ("Chinese hackers breached the Clingendael Institute, a think tank located in The Hague.", {"NL"}),
    ],
)
def test_who_was_hit(claims: Claims, text: str, victims: set[str]) -> None:
    assert victims <= {v for _, _, found in claims(text, "attribution") for v in found}


def test_who_is_hit_belongs_to_four_kinds_of_acts(claims: Claims) -> None:
    text = "The FBI attributed the hack of a Dutch bank to Lazarus. The Netherlands sanctioned Lazarus for the hack."
    assert [v for _, _, v in claims(text, "attribution")] == [{"NL"}]
    assert [v for _, _, v in claims(text, "sanction")] == [set()]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("The Norwegian mill suffered a cyberattack in May.", {"NO"}),
        ("The mill in Norway was the victim of a data breach.", {"NO"}),
        ("Marriott reported a massive data breach.", {None}),
        ("Norwegian ports were affected by a DDoS attack.", {"NO"}),
        ("The website of a Norwegian port was forced offline by hackers.", {"NO"}),
    ],
)
def test_an_incident_without_a_culprit(nlp: Language, text: str, victims: set[str | None]) -> None:
    found = extract(Document("x", text), nlp=nlp)
    assert not found.acts
    assert [{p.actor.code for p in incident.victims} for incident in found.incidents] == [victims]
