"""Who acts, who is accused and who was hit, in constructions of news."""

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.gold import project
from attrigraph.model import ActKind, Document, Interval


def claims(nlp: Language, text: str, kind: str) -> list[tuple[set[str], set[str], set[str]]]:
    document = Document("x", text, published=Interval.parse("2024-05-08"))
    found = [c for c in project(extract(document, nlp=nlp))["claims"] if ActKind(c["act"]) is ActKind(kind)]
    return [(set(c["agents"]), set(c["targets"]), set(c["victims"])) for c in found]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "targets"),
    [
        (
            "One of the men, believed to be Russian military officers, was indicted by the U.S. Justice Department.",
            "indictment",
            {"US"},
            {"RU"},
        ),
        ("U.S. prosecutors unsealed charges against four Chinese nationals.", "indictment", {"US"}, {"CN"}),
        (
            "Hackers calling themselves Iron Lantern claimed responsibility for the breach.",
            "attribution",
            {"group:Iron Lantern"},
            {"group:Iron Lantern"},
        ),
        (
            "After Germany and Czechia blamed Russia for the hack, NATO declared its solidarity with both countries.",
            "support",
            {"org:NATO"},
            {"DE", "CZ"},
        ),
        (
            "After Germany and Czechia blamed Russia for the hack, NATO declared its solidarity with both countries.",
            "attribution",
            {"DE", "CZ"},
            {"RU"},
        ),
        ("Jane Roe was extradited from Poland over the hack.", "arrest", {"PL"}, {"person:Jane Roe"}),
        (
            "The Australian Federal Police (AFP) investigated the breach. AFP accused Russia of the cyberattack.",
            "attribution",
            {"AU"},
            {"RU"},
        ),
        ("Private Swedish investigators believe that China is behind the hack.", "attribution", set(), {"CN"}),
    ],
)
def test_who_and_whom(nlp: Language, text: str, kind: str, agents: set[str], targets: set[str]) -> None:
    assert [(a, t) for a, t, _ in claims(nlp, text, kind)] == [(agents, targets)]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        (
            "Russian hackers broke into the network of Lakeside Hospital, the Dutch police said.",
            {"org:Lakeside Hospital"},
        ),
        ("Afghan hackers defaced websites of Afghan ministries.", {"AF"}),
    ],
)
def test_who_was_hit(nlp: Language, text: str, victims: set[str]) -> None:
    assert victims <= {v for _, _, found in claims(nlp, text, "attribution") for v in found}


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("North Korea said on Monday that it had nothing to do with the hack.", "denial", "2024-05-06"),
        (
            "Lazarus hacked the exchange, according to an indictment by U.S. prosecutors, unsealed on 3 May 2024.",
            "attribution",
            "2024-05-03",
        ),
    ],
)
def test_when(nlp: Language, text: str, kind: str, date: str) -> None:
    document = Document("x", text, published=Interval.parse("2024-05-08"))
    acts = [a for a in extract(document, nlp=nlp).acts if a.kind is ActKind(kind)]
    assert [a.when.partial if a.when else None for a in acts] == [date]
