"""A bundle that attrigraph wrote, read again by its own importer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import attrigraph
from attrigraph.exports.facts import Facts
from attrigraph.rdf import Graph, check
from attrigraph.rdf.vocabulary import AG

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
