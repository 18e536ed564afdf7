"""Shortcuts say no more than the acts behind them."""

import pyoxigraph as ox
import pytest

from attrigraph.rdf import iris
from attrigraph.rdf.derive import ontology_graph, shortcuts

DOC = "doc/test"


@pytest.fixture
def derived(altered):
    """Return what follows from an act of the given form, as (subject, shortcut, object) without bases."""

    def derive(cls: str, roles: str, status: str = "asserted") -> set[tuple[str, ...]]:
        act = f"<{DOC}/act/1> a ag:{cls} ; ag:status agc:status-{status} ; {roles} ."
        actors = """<state/ru> a ag:State . <state/kp> a ag:State . <state/us> a ag:State .
            <actor/apt28> a ag:ThreatActor . <actor/lazarus> a ag:ThreatActor . <org/ru-gru> a ag:Organisation .
            <person/minister> a ag:Person ; ag:organOf <state/ru> . <doc/test/incident/1> a ag:Incident ."""
        store = altered(f"CLEAR ALL ; INSERT DATA {{ GRAPH <graph/test> {{ {act} {actors} }} }}")
        store.bulk_extend(ontology_graph())
        return {tuple(local(term) for term in (one.subject, one.predicate, one.object)) for one in shortcuts(store)}

    return derive


def local(term: ox.NamedNode) -> str:
    return term.value.removeprefix(iris.BASE).rpartition("#")[2].removeprefix(f"{DOC}/")


def edges(found: set[tuple[str, ...]], shortcut: str) -> set[tuple[str, str]]:
    return {(subject, value) for subject, name, value in found if name == shortcut}


def test_two_states_and_two_groups_give_no_edge_between_a_group_and_a_state(derived):
    found = derived(
        "Attribution",
        "ag:allegedPerpetrator <state/ru> , <state/kp> , <actor/apt28> , <actor/lazarus> ; "
        "ag:via <actor/apt28> , <actor/lazarus> ; ag:concerns <doc/test/incident/1>",
    )
    everyone = {"state/ru", "state/kp", "actor/apt28", "actor/lazarus"}
    assert edges(found, "attributedTo") == {("incident/1", who) for who in everyone}


@pytest.mark.parametrize(
    "accused",
    [
        "<state/ru> , <state/kp> , <actor/apt28> ; ag:via <actor/apt28>",
        "<state/ru> , <actor/apt28> , <actor/lazarus> ; ag:via <actor/apt28> , <actor/lazarus>",
        "<state/ru> , <actor/apt28> , <actor/lazarus> ; ag:via <actor/apt28>",
        "<actor/apt28> , <actor/lazarus> ; ag:via <actor/apt28>",
    ],
    ids=["two States", "two groups", "two groups, one via", "no State"],
)
@pytest.mark.parametrize(("status", "shortcut"), [("asserted", "attributedTo"), ("hedged", "tentativelyAttributedTo")])
def test_a_group_is_tied_to_a_state_only_where_there_is_one_of_each(derived, accused, status, shortcut):
    found = derived("Attribution", f"ag:allegedPerpetrator {accused}", status)
    assert not edges(found, shortcut)


@pytest.mark.parametrize(("status", "shortcut"), [("asserted", "attributedTo"), ("hedged", "tentativelyAttributedTo")])
def test_one_group_of_one_state_gives_an_edge(derived, status, shortcut):
    roles = "ag:allegedPerpetrator <state/ru> , <org/ru-gru> , <actor/apt28> ; ag:via <org/ru-gru> , <actor/apt28>"
    assert edges(derived("Attribution", roles, status), shortcut) == {("actor/apt28", "state/ru")}


def test_a_group_is_never_the_object_of_a_group(derived):
    roles = "ag:allegedPerpetrator <actor/lazarus> , <state/kp> ; ag:via <actor/apt28>"
    assert not edges(derived("Attribution", roles), "attributedTo")


def test_a_sanctioned_minister_is_not_a_sanctioned_state(derived):
    roles = "ag:agent <state/us> ; ag:target <person/minister>"
    assert edges(derived("Sanction", roles), "sanctioned") == {("state/us", "person/minister")}


def test_a_state_that_is_a_target_itself_is_sanctioned(derived):
    roles = "ag:agent <state/us> ; ag:target <person/minister> , <state/ru>"
    found = edges(derived("Sanction", roles), "sanctioned")
    assert found == {("state/us", "person/minister"), ("state/us", "state/ru")}


@pytest.mark.parametrize("cls", ["Sanction", "UnrealisedAct"])
@pytest.mark.parametrize("status", ["negated", "planned"])
def test_what_did_not_happen_gives_nothing(derived, cls, status):
    roles = "ag:agent <state/us> ; ag:target <state/ru> ; ag:wouldBe ag:Sanction"
    assert derived(cls, roles, status) == set()


def test_a_hedged_attribution_accuses_nobody_outright(derived):
    roles = "ag:agent <state/us> ; ag:allegedPerpetrator <state/ru> ; ag:concerns <doc/test/incident/1>"
    found = derived("Attribution", roles, "hedged")
    assert found == {("incident/1", "tentativelyAttributedTo", "state/ru")}


def test_without_an_agent_nobody_accuses_but_the_incident_is_attributed(derived):
    found = derived("Attribution", "ag:allegedPerpetrator <state/ru> ; ag:concerns <doc/test/incident/1>")
    assert not edges(found, "accused")
    assert edges(found, "attributedTo") == {("incident/1", "state/ru")}


def test_a_denial_counts_only_for_who_denies_the_own_part(derived):
    own = "ag:agent <state/ru> ; ag:allegedPerpetrator <state/ru> ; ag:concerns <doc/test/incident/1>"
    other = "ag:agent <state/us> ; ag:allegedPerpetrator <state/ru> ; ag:concerns <doc/test/incident/1>"
    assert edges(derived("Denial", own), "deniedResponsibilityFor") == {("state/ru", "incident/1")}
    assert derived("Denial", other) == set()


@pytest.mark.parametrize(
    ("measure", "shortcut"),
    [("severed-relations", "severedRelationsWith"), ("expulsion", "expelledDiplomatsOf"), ("summons", None)],
)
def test_the_measure_chooses_the_shortcut(derived, measure, shortcut):
    roles = f"ag:agent <state/us> ; ag:target <state/ru> ; ag:measure agc:measure-{measure}"
    assert derived("DiplomaticMeasure", roles) == ({("state/us", shortcut, "state/ru")} if shortcut else set())


def test_shortcuts_lead_to_canonical_nodes(derived):
    roles = (
        "ag:allegedPerpetrator <state/ru> ; ag:concerns <doc/test/incident/1> . "
        "<doc/test/incident/1> ag:canonical <doc/other/incident/1>"
    )
    assert edges(derived("Attribution", roles), "attributedTo") == {("doc/other/incident/1", "state/ru")}
