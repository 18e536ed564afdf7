"""A bundle that attrigraph wrote, read again by its own importer."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import attrigraph
from attrigraph.exports.facts import Facts
from attrigraph.model import Act, ActKind, Actor, ActorKind, Document, Extraction, Incident, Participant, Status
from attrigraph.rdf import Graph, check, quads
from attrigraph.rdf.vocabulary import AG

from .conftest import graph_of

Claim = tuple[str, str, str, str | None]


def claims(graph: Graph, kind: object) -> Iterator[Claim]:
    """Yield who says of whom that it is behind which incident, and the status, where all are named."""
    facts = Facts.of(graph.quads())
    for act in (act for act in facts.acts if act.cls == kind):
        for agent in act.all(AG.agent):
            for accused in act.all(AG.allegedPerpetrator):
                if "/id/doc/" not in accused:
                    yield from (
                        (agent, accused, facts.label(i), act.code(AG.status)) for i in facts.several(act, AG.concerns)
                    )


@pytest.fixture(scope="module")
def back(rich: Graph, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    target = tmp_path_factory.mktemp("stix") / "bundle.json"
    attrigraph.export(rich, target, to="stix")
    return attrigraph.import_("stix", target)


def test_attributions_come_back_with_accuser_accused_incident_and_status(rich: Graph, back: Graph) -> None:
    told = set(claims(rich, AG.Attribution))
    assert len(told) == 11
    assert told <= set(claims(back, AG.Attribution))


def test_denials_come_back_against_the_same_accusation(rich: Graph, back: Graph) -> None:
    found = {claim[:2] for claim in claims(back, AG.Denial)}
    assert found == {claim[:2] for claim in claims(rich, AG.Denial)} != set()


def test_who_is_accused_is_the_same_state_again_and_no_group(back: Graph) -> None:
    labels = {quad.object.value for quad in back.quads() if quad.subject.value.endswith("/state/ir")}
    assert "Iran" in labels
    assert not any("as accused" in quad.object.value for quad in back.quads() if quad.predicate == AG.isoCode)
    assert [quad for quad in back.quads() if "as-accused" in quad.subject.value] == []


def test_the_graph_that_comes_back_keeps_to_the_ontology(back: Graph) -> None:
    assert [str(one) for one in check(back) if one.severity == "V"] == []


@pytest.mark.parametrize("node", ["doc/x/actor/1", "state/../x", "actor/<b>", "state/zz", 7])
def test_a_bundle_cannot_name_nodes_that_are_no_actors(node: object, tmp_path: Path) -> None:
    group = {
        "type": "intrusion-set",
        "spec_version": "2.1",
        "id": "intrusion-set--11111111-1111-4111-8111-111111111111",
        "created": "2030-01-01T00:00:00Z",
        "modified": "2030-01-01T00:00:00Z",
        "name": "Desert Otter",
        "external_references": [{"source_name": "attrigraph", "external_id": node}],
    }
    (tmp_path / "bundle.json").write_text(json.dumps({"type": "bundle", "objects": [group]}), encoding="utf-8")
    graph = attrigraph.import_("stix", tmp_path / "bundle.json")
    actors = {quad.subject.value.partition("/id/")[2] for quad in graph.quads() if quad.object == AG.ThreatActor}
    assert actors == {"actor/name/desert-otter"}


TEXT = "Somebody said that somebody else had attacked a bank."
STATES = [
    Actor(ActorKind.STATE, f"state/{code.lower()}", name, code=code)
    for code, name in (("AL", "Albania"), ("EE", "Estonia"), ("US", "United States"))
]
ACCUSED = [
    Actor(ActorKind.STATE, "state/ir", "Iran", code="IR"),
    Actor(ActorKind.STATE, "state/ru", "Russia", code="RU"),
    Actor(ActorKind.GROUP, "actor/name/silent-ferret", "Silent Ferret"),
]
DOCUMENT = Document("told.txt", TEXT)


@st.composite
def tellings(draw: st.DrawFn) -> Extraction:
    """Draw what one document may tell: States that accuse States and groups of one of its incidents."""
    span = DOCUMENT.span(0, len(TEXT))
    several = [Incident(number, f"Attack {number}", (span,)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    acts = [
        Act(
            ActKind.ATTRIBUTION,
            draw(st.sampled_from([Status.ASSERTED, Status.HEDGED])),
            (DOCUMENT.span(place, len(TEXT)),),
            agents=_drawn(draw, STATES),
            perpetrators=_drawn(draw, ACCUSED),
            incident=draw(st.sampled_from(several)),
        )
        for place in range(draw(st.integers(1, 4)))
    ]
    return Extraction(DOCUMENT, tuple(acts), tuple(several))


def _drawn(draw: st.DrawFn, actors: list[Actor]) -> tuple[Participant, ...]:
    found = draw(st.lists(st.sampled_from(actors), min_size=1, unique=True))
    return tuple(Participant(actor, actor.name) for actor in found)


@settings(max_examples=25, deadline=None)
@given(tellings())
def test_any_attributions_come_back(told: Extraction) -> None:
    graph = graph_of(quads(told))
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "bundle.json"
        attrigraph.export(graph, target, to="stix")
        back = attrigraph.import_("stix", target)
    wanted = set(claims(graph, AG.Attribution))
    assert wanted and wanted <= set(claims(back, AG.Attribution))
