"""One line of English for each act."""

import pytest

from attrigraph.model import Actor, ActorKind, Participant
from attrigraph.rdf.labels import MAX_LENGTH, act_label

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
        ("attribution", {"perpetrators": (IRAN,)}, "The Adriatic Wire attributes attacks to Iran"),
        ("denial", {"agents": (IRAN,), "perpetrators": (IRAN,)}, "Iran denies responsibility for attacks"),
        (
            "denial",
            {"agents": (GROUP,), "perpetrators": (IRAN,)},
            "X Group denies that Iran is responsible for attacks",
        ),
        ("expulsion", {"agents": (ALBANIA,), "targets": (IRAN,)}, "Albania expels diplomats of Iran"),
        (
            "expulsion",
            {"agents": (ALBANIA,), "targets": (IRAN,), "measure": "persona-non-grata"},
            "Albania declares diplomats of Iran undesirable",
        ),
        ("recall", {"agents": (US, GB), "targets": (IRAN,)}, f"{JOINT} recall their ambassador from Iran"),
        ("demand", {"agents": (ALBANIA,)}, "Albania calls on someone"),
        (
            "sanction",
            {"agents": (US,), "targets": (GROUP,), "status": "planned"},
            "not done yet: United States sanctions X Group",
        ),
        (
            "support",
            {"agents": (US,), "targets": (ALBANIA,), "measure": "unheard-of"},
            "United States supports Albania",
        ),
    ],
)
def test_labels_say_who_did_what(document, act, kind, fields, label):
    assert act_label(act(kind, **fields), document) == label


def test_labels_are_short_and_on_one_line(document, act):
    name = "A very\nlong {name} " * 30
    label = act_label(
        act("support", agents=(Participant(Actor(ActorKind.ORGANISATION, "org/name/a", name), name),)), document
    )
    assert len(label) == MAX_LENGTH
    assert "\n" not in label
    assert label.endswith("…")
