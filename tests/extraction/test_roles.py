"""Who acts and who is accused, in constructions of news."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from attrigraph.extraction import extract
from attrigraph.model import ActKind, Document, Interval

Claims = Callable[[str, str], list[tuple[set[str], set[str], set[str]]]]


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
        (
            "The Bolivian Federal Police (BFP) investigated the breach. BFP accused Russia of the cyberattack.",
            "attribution",
            {"BO"},
            {"RU"},
        ),
        ("Private Swedish investigators believe that China is behind the hack.", "attribution", set(), {"CN"}),
        (
            "Iranian hacker group Silent Ferret stole and leaked files of a Dutch bank.",
            "attribution",
            set(),
            {"IR", "group:Silent Ferret"},
        ),
        ("North Korean APT Lazarus hacked a Dutch bank.", "attribution", set(), {"KP", "group:Lazarus"}),
        (
            "The Russian hacktivist group KillNet claimed an attack on the website of a Dutch bank.",
            "attribution",
            {"group:KillNet"},
            {"RU", "group:KillNet"},
        ),
        (
            'The White House provided an update on China\'s "Salt Typhoon" hacking campaign.',
            "attribution",
            {"US"},
            {"CN", "group:Salt Typhoon"},
        ),
        ("As reported by the Dutch police, Chinese hackers breached a bank.", "attribution", {"NL"}, {"CN"}),
        ("As Canada reported losses, Chinese hackers breached a bank.", "attribution", set(), {"CN"}),
        (
            "Chinese hackers breached a bank, based on an advisory issued by the FBI.",
            "attribution",
            {"US"},
            {"CN"},
        ),
        ("The FBI warned of a campaign by Chinese hackers.", "attribution", {"US"}, {"CN"}),
        (
            "The FBI warned Dutch banks of hackers. In the same warning, it attributed a breach to North Korea.",
            "warning",
            {"US"},
            {"NL"},
        ),
        (
            "U.S. prosecutors charged two members of the hacking group, Jan Doe and Piet Roe, with intrusions.",
            "indictment",
            {"US"},
            {"person:Jan Doe", "person:Piet Roe"},
        ),
        (
            "Syrian Electronic Army hacks Belgian media sites.",
            "attribution",
            set(),
            {"SY", "group:Syrian Electronic Army"},
        ),
        ("Anonymous Sudan hacked a Dutch bank.", "attribution", set(), {"group:Anonymous Sudan"}),
        (
            "Former U.S. intelligence operatives working for the Emirates hacked the phones of activists.",
            "attribution",
            set(),
            {"AE"},
        ),
        (
            "Norway's security service suspects that pro-Russian hackers opened the valve.",
            "attribution",
            {"NO"},
            {"RU"},
        ),
        ("Poland's computer emergency response team blamed Russia for the hack.", "attribution", {"PL"}, {"RU"}),
        ("Most of the cyberattacks came from China, Taiwan said.", "attribution", {"TW"}, {"CN"}),
        ("Most of the cyberattacks came from China, which denies involvement.", "denial", {"CN"}, set()),
        ("Albania cut ties with Iran and expelled its diplomats over the hack.", "expulsion", {"AL"}, {"IR"}),
        (
            "The hackers, whom Microsoft says are backed by Iran, broke into a bank.",
            "attribution",
            {"org:Microsoft"},
            {"IR"},
        ),
        (
            "Norway found malware of the group RedEcho, which Recorded Future says is sponsored by China.",
            "attribution",
            {"org:Recorded Future"},
            {"CN"},
        ),
        (
            "Belarus's opposition group Cyber Partisans hacked the state railway.",
            "attribution",
            set(),
            {"group:Cyber Partisans"},
        ),
        ("Norway holds that Chinese actors were behind the hack.", "attribution", {"NO"}, {"CN"}),
        ("Norway is convinced that China was behind the hack.", "attribution", {"NO"}, {"CN"}),
        ("Estonia is for the first time blaming a cyberattack on China.", "attribution", {"EE"}, {"CN"}),
        (
            "Norway assesses that the hackers of APT31 are affiliated to the Chinese state.",
            "attribution",
            {"NO"},
            {"CN"},
        ),
        (
            "Norway has established links between Chinese hackers and the cyberattack.",
            "attribution",
            {"NO"},
            {"CN"},
        ),
        (
            "Norway has identified China as responsible for a campaign against its foreign ministry network.",
            "attribution",
            {"NO"},
            {"CN"},
        ),
        ("Actors tied to the Moroccan government accessed the phones of lawyers.", "attribution", set(), {"MA"}),
        ("Hackers, most likely from Russia, broke into a Dutch bank.", "attribution", set(), {"RU"}),
        (
            "Axteam, an Armenian hacker group, took down Danish websites.",
            "attribution",
            set(),
            {"AM", "group:Axteam"},
        ),
        (
            "The hack has been attributed to Sandworm, allegedly run by the Russian service GRU.",
            "attribution",
            set(),
            {"RU", "org:GRU", "group:Sandworm"},
        ),
        (
            "The bank was hit by a hack, which the Estonian minister, Jan Kos, linked to Russia.",
            "attribution",
            {"EE"},
            {"RU"},
        ),
        (
            "Ukraine's SBU said it had thwarted an attempt by Russia's Sandworm to hack military tablets.",
            "attribution",
            {"UA"},
            {"RU", "group:Sandworm"},
        ),
        (
            "CERT-UA warned of a campaign using the SPECTR malware by UAC-0020 against Ukrainian forces.",
            "attribution",
            {"UA"},
            {"group:UAC-0020"},
        ),
        (
            "ESET reported the usage of a new wiper called NikoWiper by the Russia-affiliated group Sandworm.",
            "attribution",
            {"org:ESET"},
            {"RU", "group:Sandworm"},
        ),
        (
            "The minister of Latvia believed there was enough evidence to link the cyberattack to Russia.",
            "attribution",
            {"LV"},
            {"RU"},
        ),
        ("In Finland, the police accused Russia of the hack.", "attribution", {"FI"}, {"RU"}),
        ("Aides to Iranian President Hassan Rouhani rejected the accusations.", "denial", {"IR"}, set()),
        ("Elements of Kazakhstan's intelligence services are suspected of the hack.", "attribution", set(), {"KZ"}),
        ("Sandworm, run by the GRU, hacked a Dutch bank.", "attribution", set(), {"RU", "org:GRU", "group:Sandworm"}),
        (
            "The incident, originally believed to be the work of Russian hackers, hit a bank.",
            "attribution",
            set(),
            {"RU"},
        ),
        ("Iranian hackers conducted a series of attacks on Dutch banks.", "attribution", set(), {"IR"}),
        ("U.S. firms linked the breach to hacking groups based in China.", "attribution", set(), {"CN"}),
        (
            '"We hacked the Dutch ministry," KillNet said on Telegram.',
            "attribution",
            {"group:KillNet"},
            {"group:KillNet"},
        ),
        ("After the hack, the Kremlin said that Russia did not carry out the cyberattack.", "denial", {"RU"}, set()),
        ('"We did not hack the Dutch ministry," the Iranian foreign ministry said.', "denial", {"IR"}, set()),
        (
            "American officials charged with enforcing sanctions were hacked by Iran.",
            "attribution",
            set(),
            {"IR"},
        ),
    ],
)
def test_who_and_whom(claims: Claims, text: str, kind: str, agents: set[str], targets: set[str]) -> None:
    assert [(a, t) for a, t, _ in claims(text, kind)] == [(agents, targets)]


def test_rival_culprits_of_one_sentence_stand_side_by_side(claims: Claims) -> None:
    text = "The hack, originally believed to be the work of Russian hackers, was later attributed to Iran."
    assert [t for _, t, _ in claims(text, "attribution")] == [{"RU"}, {"IR"}]


def test_the_acronym_that_a_text_explains(claims: Claims) -> None:
    text = (
        "Chinese hackers working for the Ministry of State Security (MSS) breached Eastern Telecommunications (EasTel)."
    )
    assert claims(text, "attribution") == [(set(), {"CN", "org:MSS"}, {"org:EasTel"})]


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


def test_to_whom_a_description_links_the_accused(claims: Claims) -> None:
    text = "Andariel, a group suspected to operate as a unit of Iran's army, hacked a Dutch bank."
    assert (set(), {"group:Andariel", "IR"}, {"NL"}) in claims(text, "attribution")


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (
            "The Treasury sanctioned three banks, including Bank Melli, over the cyberattacks.",
            "sanction",
            "org:Bank Melli",
        ),
        ("Norway notified other countries, including Denmark, of the cyberattack.", "notification", "DK"),
        ("Norway warned several companies, including Equinor, about the hackers.", "warning", "org:Equinor"),
    ],
)
def test_who_is_named_as_one_of_several_is_meant(claims: Claims, text: str, kind: str, target: str) -> None:
    assert [targets for _, targets, _ in claims(text, kind)] == [{target}]
