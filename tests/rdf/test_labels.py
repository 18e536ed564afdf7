"""One line of English for each act, whoever is missing from it."""

import re

import pytest

from attrigraph.model import Actor, ActorKind, Participant, Status
from attrigraph.rdf.labels import MAX_LENGTH, Parts, act_label, edge_words, sentence
from attrigraph.rdf.tables import label_patterns, label_statuses

from .conftest import nation, participant

IRAN, ALBANIA, US, GB = (nation(code) for code in ("IR", "AL", "US", "GB"))
JOINT = "United States and United Kingdom"
GROUP = participant(Actor(ActorKind.GROUP, "actor/name/x", "X Group"))


@pytest.mark.parametrize(
    ("kind", "fields", "label"),
    [
        ("attribution", {"agents": (ALBANIA,), "perpetrators": (IRAN,)}, "Albania attributes attacks to Iran"),
        (
            "attribution",
            {"agents": (US, GB), "perpetrators": (IRAN, GROUP)},
            f"{JOINT} attribute attacks to Iran and X Group",
        ),
        ("attribution", {"perpetrators": (IRAN,)}, "Attacks are attributed to Iran; no speaker named"),
        ("denial", {"agents": (IRAN,), "perpetrators": (IRAN,)}, "Iran denies responsibility for attacks"),
        (
            "denial",
            {"agents": (GROUP,), "perpetrators": (IRAN,)},
            "X Group denies that Iran had a part in attacks",
        ),
        ("expulsion", {"agents": (ALBANIA,), "targets": (IRAN,)}, "Albania expels diplomats of Iran"),
        (
            "expulsion",
            {"agents": (ALBANIA,), "targets": (IRAN,), "measure": "persona-non-grata"},
            "Albania declares diplomats of Iran undesirable",
        ),
        ("recall", {"agents": (US, GB), "targets": (IRAN,)}, f"{JOINT} recall their ambassador from Iran"),
        ("demand", {"agents": (ALBANIA,)}, "Albania makes demands"),
        (
            "sanction",
            {"agents": (US,), "targets": (GROUP,), "status": "planned"},
            "United States may impose sanctions on X Group",
        ),
        (
            "support",
            {"agents": (US,), "targets": (ALBANIA,), "measure": "unheard-of"},
            "United States supports Albania",
        ),
    ],
)
def test_labels_say_who_did_what(act, kind, fields, label):
    assert act_label(act(kind, **fields)) == label


def test_labels_are_short_and_on_one_line(act):
    name = "A very\nlong {name} " * 30
    label = act_label(act("support", agents=(Participant(Actor(ActorKind.ORGANISATION, "org/name/a", name), name),)))
    assert len(label) == MAX_LENGTH
    assert "\n" not in label
    assert label.endswith("…")


KINDS = [key for key, row in label_patterns().items() if row["unvoiced"]]
CASTS = [
    Parts(agents, targets, perpetrators, incident=incident)
    for agents in ((), ("Albania",), ("Albania", "Kosovo"))
    for targets, perpetrators in (((), ()), (("Iran",), ()), ((), ("Iran", "X Group")))
    for incident in (False, True)
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", list(label_statuses()))
def test_every_act_reads_as_a_sentence_whoever_is_missing(kind, status):
    for parts in CASTS:
        said = sentence(kind, status, parts)
        assert re.fullmatch(r"[A-Z]\w*( [\w(),;-]+)+", said), said
        assert not re.search(r"\b(of|on|to|with|for|over|by|from|at|against|that)( \(.*\))?$", said), said
        assert edge_words(kind, status, parts) == edge_words(kind, status, parts).strip() != ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "word"), [(Status.NEGATED, "not"), (Status.PLANNED, "may")])
def test_what_did_not_happen_says_so_before_the_verb(kind, status, word):
    for parts in CASTS:
        assert word in sentence(kind, status, parts).split()
        assert word in edge_words(kind, status, parts).split()
        assert sentence(kind, status, parts) != sentence(kind, "asserted", parts)


@pytest.mark.parametrize("status", list(label_statuses()))
def test_an_accused_actor_is_never_the_subject_of_a_deed(status):
    for parts in CASTS:
        assert not re.search(
            r"(Iran|X Group) (attack|hack|did|carried|commit|conduct)", sentence("attribution", status, parts)
        )
        assert "accus" not in edge_words("attribution", status, parts)


IT = {"perpetrators": ["Iran"]}


@pytest.mark.parametrize(
    ("kind", "status", "parts", "said"),
    [
        ("attribution", "negated", Parts(["Albania"], **IT), "Albania does not attribute attacks to Iran"),
        ("attribution", "negated", Parts(**IT), "Attacks are not attributed to Iran; no speaker named"),
        (
            "attribution",
            "asserted",
            Parts(["Conti"], perpetrators=["Conti"]),
            "Conti claims responsibility for attacks",
        ),
        ("denial", "asserted", Parts(incident=True), "Responsibility for the attack is denied"),
        ("denial", "asserted", Parts(["Iran"]), "Iran denies responsibility for attacks"),
        ("denial", "negated", Parts(["Iran", "Syria"]), "Iran and Syria do not deny responsibility for attacks"),
        ("investigation", "asserted", Parts(["Norway"]), "Norway opens an investigation"),
        ("investigation", "asserted", Parts(), "An investigation is opened"),
        ("sanction", "hedged", Parts(targets=["Iran"]), "Sanctions on Iran are imposed (hedged)"),
        ("recall", "planned", Parts(["Albania"], ["Iran"]), "Albania may recall its ambassador from Iran"),
        ("indictment", "asserted", Parts(["China"], incident=True), "China brings charges over the attack"),
    ],
)
def test_sentences(kind, status, parts, said):
    assert sentence(kind, status, parts) == said


def test_one_is_and_several_are():
    one, several = (
        sentence("condemnation", "asserted", Parts(targets=names)) for names in (["Iran"], ["Iran", "Syria"])
    )
    assert (" is " in one, " are " in several) == (True, True), (one, several)


@pytest.mark.parametrize(
    ("kind", "status", "agents", "said"),
    [
        ("sanction", "asserted", ["Iran"], "imposes sanctions"),
        ("sanction", "asserted", ["Iran", "Iraq"], "impose sanctions"),
        ("attribution", "negated", ["Ukraine"], "does not attribute to"),
        ("condemnation", "planned", ["Ukraine"], "may condemn"),
    ],
)
def test_words_on_an_edge(kind, status, agents, said):
    assert edge_words(kind, status, Parts(agents, perpetrators=["Russia"])) == said
