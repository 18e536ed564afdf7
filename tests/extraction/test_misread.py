"""What would be easily misread: nobody is accused or hit by these words."""

from collections.abc import Callable

import pytest

Claims = Callable[[str, str], list[tuple[set[str], set[str], set[str]]]]


@pytest.mark.parametrize(
    "text",
    [
        "The FBI ran an operation against the LockBit ransomware gang.",
        "The FBI participated in the operation against the hackers.",
        "The Dutch police used spyware to catch the hackers.",
        "Britain targeted Russian hackers with sanctions after the cyberattack.",
        "The use of malware by researchers in Norway was criticised after the hack.",
        "Norway stopped an attempt to hack its parliament.",
        "The hacker behind the Medibank breach was a student from Oslo.",
        "Germany has the ability to hack back.",
        "The Belgian government used a decryption tool to recover files after the ransomware attack.",
        "Moldova compromised with Russia on gas after the cyberattack.",
    ],
)
def test_who_fights_hackers_is_not_accused(claims: Claims, text: str) -> None:
    assert claims(text, "attribution") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian hackers broke into a Russian bank in support of Ukraine.",
        "Mike Pompeo put the blame for the hack on Russia.",
        "Chinese hackers used the Snowlight downloader against a bank.",
    ],
)
def test_who_was_not_hit(claims: Claims, text: str) -> None:
    hit = [v for _, _, v in claims(text, "attribution")]
    assert hit in ([set()], [{"RU"}] if "Ukrainian" in text else [set()])


@pytest.mark.parametrize(
    "text",
    [
        "Chinese hackers exploited flaws of Microsoft Exchange in Norway.",
        "Chinese hackers attacked Citrix gateways in Norway.",
    ],
)
def test_who_made_it_was_not_hit(claims: Claims, text: str) -> None:
    assert [v for _, _, v in claims(text, "attribution")] in ([set()], [{"NO"}])


def test_whom_hackers_are_against_is_not_accused(claims: Claims) -> None:
    assert not claims("Anti-Iranian hackers defaced the website of a Dutch bank.", "attribution")


def test_who_is_anonymous_is_not_the_group_of_that_name(claims: Claims) -> None:
    text = "Anonymous officials suspected Russian services of a cyberattack. Anonymous hacked the website of a mill."
    assert claims(text, "attribution") == [
        (set(), {"RU"}, set()),
        (set(), {"group:Anonymous"}, set()),
    ]


def test_the_ministry_in_the_name_of_an_accused_body_is_not_hit(claims: Claims) -> None:
    text = (
        "The company was targeted in a hacking operation by the Main Intelligence Directorate of the Ministry of "
        "Defense of Ukraine (HUR)."
    )
    name = "org:Main Intelligence Directorate of the Ministry of Defense of Ukraine"
    assert claims(text, "attribution") == [(set(), {"UA", name}, set())]


def test_who_ran_a_campaign_is_not_its_victim(claims: Claims) -> None:
    text = (
        "A Dutch clinic became the victim of a cyber campaign run by Camaro Dragon, believed to be a Chinese APT group."
    )
    ((_, targets, victims),) = claims(text, "attribution")
    assert (targets & {"CN"}, victims) == ({"CN"}, {"NL"})


def test_whose_election_campaign_was_hacked_is_not_accused(claims: Claims) -> None:
    text = "U.S. officials believe Iran was behind the hack of the Trump campaign, people familiar with it said."
    assert [(agents, targets) for agents, targets, _ in claims(text, "attribution")] == [({"US"}, {"IR"})]


def test_the_country_that_nobody_names_is_none_of_those_named_before(claims: Claims) -> None:
    text = "Norway did not name the country behind the cyberattack, but its intelligence service pointed to Belarus."
    assert [(agents, targets) for agents, targets, _ in claims(text, "attribution")] == [
        ({"NO"}, set()),
        ({"NO"}, {"BY"}),
    ]


@pytest.mark.parametrize(
    ("text", "agents", "targets"),
    [
        ("A cyberattack on Russia was blamed on Ukraine.", set(), {"UA"}),
        ("Poland said Belarus, not Russia, was behind the cyberattack.", {"PL"}, {"BY"}),
        ("Poland accused Russia, but not Belarus, of the cyberattack.", {"PL"}, {"RU"}),
        ("Poland, rather than Latvia, accused Russia of the cyberattack.", {"PL"}, {"RU"}),
        ("Ukraine, accused by Russia of the cyberattack, denied it.", {"RU"}, {"UA"}),
        ("Poland at first blamed Russia for the cyberattack but later retracted the accusation.", {"PL"}, {"RU"}),
        ("Polish hackers hired by Russia broke into a bank in Vilnius.", set(), {"PL", "RU"}),
    ],
)
def test_who_is_accused_of_several_in_one_sentence(
    claims: Claims, text: str, agents: set[str], targets: set[str]
) -> None:
    assert [(a, t) for a, t, _ in claims(text, "attribution")] == [(agents, targets)]


def test_who_agrees_not_to_do_it_is_not_accused(claims: Claims) -> None:
    assert claims("The United States and China agreed not to hack each other's firms.", "attribution") == []
