"""Whom the gazetteer covers."""

import re

import pytest

from .tables import by_form, codes, rows

UN_MEMBERS = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU
CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ
IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU
MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN
SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
"""
OTHERS = {"HK", "PS", "TW", "XK"}
TERRITORIES = """
AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR
RE SH SJ SX TC TF TK UM VA VG VI WF YT
"""
DIPLOMATS = "US GB AU CA NZ FR DE NL EE LV LT PL CZ UA RU CN KP KR IR IL AL IN JP TW"
HEADS = r"President|Premier|Prime Minister|Chancellor|Monarch|Taoiseach|Emir|Sultan|Leader|Head of State"


def test_every_state_and_territory_is_there():
    assert codes() == {*UN_MEMBERS.split(), *OTHERS, *TERRITORIES.split()}


@pytest.mark.parametrize("kind", ["name", "adjective", "capital"])
def test_every_acting_state_has(kind):
    have = {row["code"] for row in rows("state_names") if row["kind"] == kind}
    assert not {*UN_MEMBERS.split(), *OTHERS} - have


def test_every_member_of_the_un_but_the_smallest_has_a_leader():
    have = {row["code"] for row in rows("people") if re.search(HEADS, row["office"])}
    assert not {*UN_MEMBERS.split(), "XK", "TW", "PS"} - have - {"SM"}


@pytest.mark.parametrize("code", DIPLOMATS.split())
def test_cyber_diplomacy_actors_have_ministers_and_bodies(code):
    offices = {row["office"] for row in rows("people") if row["code"] == code}
    assert len(offices) > 3
    assert len([row for row in rows("bodies") if row["code"] == code]) > 3


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ("Iranian", "state IR"),
        ("Kosovar", "state XK"),
        ("Tirana", "state AL"),
        ("Kremlin", "state RU"),
        ("the Emirates", None),
        ("Edi Rama", "people edi-rama"),
        ("Fancy Bear", "groups attack/G0007"),
        ("Unit 74455", "bodies ru-gru-unit-74455"),
        ("Washington Post", "organisations washington-post"),
        ("Ministry of Foreign Affairs", None),
    ],
)
def test_examples(form, what):
    assert {found for found, _ in by_form().get(form, set())} == ({what} if what else set())
