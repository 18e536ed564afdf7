"""STIX 2.1: the OASIS validator accepts the bundle, and an accusation stays what its party said."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pytest
from stix2validator import ValidationOptions, validate_string

from attrigraph.exports import ExportReport, export
from attrigraph.exports.stix_objects import EXTENSION, PRODUCER, stix_id
from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import AG, RDF

from .conftest import graph_of

BASE = "https://w3id.org/attrigraph/id/"
MODES = {
    "default": ValidationOptions(version="2.1"),
    "strict": ValidationOptions(version="2.1", strict=True, disabled=["202"]),
}
Objects = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def text(rich: Graph, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("stix") / "bundle.json"
    export(rich, target, to="stix")
    return target.read_text(encoding="utf-8")


@pytest.fixture
def objects(text: str) -> Objects:
    return {one["id"]: one for one in json.loads(text)["objects"]}


def of(objects: Objects, kind: str) -> list[dict[str, Any]]:
    return [one for one in objects.values() if one["type"] == kind]


def by_node(objects: Objects, kind: str, node: str) -> list[dict[str, Any]]:
    return [one for one in of(objects, kind) if one.get("extensions", {}).get(EXTENSION, {}).get("node") == node]


def attributions(objects: Objects) -> list[dict[str, Any]]:
    return [one for one in of(objects, "relationship") if one["relationship_type"] == "attributed-to"]


@pytest.mark.parametrize("mode", MODES)
def test_the_oasis_validator_accepts_the_bundle(text: str, mode: str) -> None:
    result = validate_string(text, MODES[mode])
    assert result.is_valid, result.errors


def test_the_validator_would_object(text: str) -> None:
    assert not validate_string(text.replace('"strongly-disagree"', '"no"'), MODES["default"]).is_valid


def test_every_act_is_a_note_and_every_document_a_report(objects: Objects, rich: Graph) -> None:
    assert len(of(objects, "note")) == 43
    assert len(of(objects, "report")) == 11
    assert len(of(objects, "incident")) == 19


def references(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from references(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner, key)
    elif isinstance(value, str) and key.endswith(("_ref", "_refs")):
        yield value


def test_every_reference_leads_to_an_object_of_the_bundle(objects: Objects) -> None:
    assert {ref for one in objects.values() for ref in references(one)} <= set(objects)


def test_an_attribution_is_created_by_who_attributes(objects: Objects) -> None:
    incident = stix_id("incident", f"{BASE}doc/al-pm-20220907-704dbbadf64a7d8e/incident/1")
    iran = stix_id("threat-actor", f"{BASE}state/ir", "accused")
    found = [one for one in attributions(objects) if (one["source_ref"], one["target_ref"]) == (incident, iran)]
    assert [objects[one["created_by_ref"]]["name"] for one in found] == ["Albania"]
    assert [one["confidence"] for one in found] == [95]
    assert "Iran" in found[0]["description"]


def test_nothing_of_ours_attributes(objects: Objects) -> None:
    assert PRODUCER not in {one["created_by_ref"] for one in attributions(objects)}
    assert {objects[one["created_by_ref"]]["type"] for one in attributions(objects)} == {"identity"}


def test_who_is_accused_is_no_culprit_by_name(objects: Objects) -> None:
    """A State that is accused is a threat actor only "as accused", and its identity says nothing of it."""
    assert [one["name"] for one in of(objects, "threat-actor")] == ["Iran (as accused)"]
    (iran,) = by_node(objects, "identity", "state/ir")
    assert set(iran) & {"roles", "labels", "description"} == set()
    assert len([one for one in of(objects, "relationship") if one["source_ref"] == iran["id"]]) == 0


def test_hedged_attributions_have_little_confidence(objects: Objects) -> None:
    hedged = [one for one in attributions(objects) if "status:hedged" in one["labels"]]
    assert hedged
    assert {one["confidence"] for one in hedged} == {30}


def test_what_did_not_happen_is_a_note_and_nothing_else(objects: Objects, quads: list[ox.Quad]) -> None:
    unrealised = {quad.subject.value.removeprefix(BASE) for quad in quads if quad.object == AG.UnrealisedAct}
    kinds = Counter(
        one["type"]
        for one in objects.values()
        if one.get("extensions", {}).get(EXTENSION, {}).get("node") in unrealised
    )
    assert kinds == {"note": 3}


def test_a_denial_disagrees_with_the_attributions_of_the_same_incident(objects: Objects) -> None:
    denials = [one for one in of(objects, "opinion") if one["opinion"] == "strongly-disagree"]
    assert {objects[one["created_by_ref"]]["name"] for one in denials} == {"Iran"}
    for denial in denials:
        contested = [objects[ref] for ref in denial["object_refs"]]
        assert len(contested) > 1
        assert {objects[one["target_ref"]]["name"] for one in contested} == {"Iran (as accused)"}


def test_a_denial_of_what_nobody_claims_is_about_the_accused(quads: list[ox.Quad], tmp_path: Path) -> None:
    kept = {quad.subject for quad in quads if quad.predicate == AG.status and "denial" in quad.subject.value}
    acts = {quad.subject for quad in quads if quad.predicate == AG.status}
    graph = graph_of(quad for quad in quads if quad.subject not in acts - kept)
    export(graph, tmp_path / "bundle", to="stix")
    objects = {one["id"]: one for one in json.loads((tmp_path / "bundle").read_text(encoding="utf-8"))["objects"]}
    assert {objects[ref]["name"] for one in of(objects, "opinion") for ref in one["object_refs"]} == {
        "Iran (as accused)"
    }


def test_support_agrees_with_the_attribution_it_answers(objects: Objects) -> None:
    (agreed,) = [one for one in of(objects, "opinion") if one["opinion"] == "agree"]
    assert objects[agreed["created_by_ref"]]["name"] == "NATO"
    assert {objects[ref]["relationship_type"] for ref in agreed["object_refs"]} == {"attributed-to"}


def test_accepted_matches_of_incidents_are_duplicates(objects: Objects) -> None:
    same = [one for one in of(objects, "relationship") if one["relationship_type"] == "duplicate-of"]
    assert same
    assert {objects[ref]["type"] for one in same for ref in (one["source_ref"], one["target_ref"])} == {"incident"}


def test_an_incident_has_the_core_extension_and_types_of_its_vocabulary(objects: Objects) -> None:
    core = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
    found = [one["extensions"][core] for one in of(objects, "incident")]
    assert {(one["determination"], one["investigation_status"]) for one in found} == {("suspected", "new")}
    assert "ransomware" in {kind for one in found for kind in one.get("incident_types", ())}


def test_our_extension_keeps_to_its_schema(objects: Objects) -> None:
    schema = json.loads((folder("ontology") / "stix-extension.json").read_text(encoding="utf-8"))
    found = [one["extensions"][EXTENSION] for one in objects.values() if EXTENSION in one.get("extensions", {})]
    assert len(found) > 100
    for one in found:
        jsonschema.validate(one, schema)


def test_ids_do_not_depend_on_the_rest_of_the_graph(objects: Objects, quads: list[ox.Quad], tmp_path: Path) -> None:
    names = {quad.graph_name for quad in quads if "eurepoc" not in quad.graph_name.value}
    export(graph_of(quad for quad in quads if quad.graph_name in names), tmp_path / "bundle", to="stix")
    fewer = {one["id"] for one in json.loads((tmp_path / "bundle").read_text(encoding="utf-8"))["objects"]}
    assert len(fewer) < len(objects)
    assert fewer < set(objects)


def test_a_document_without_a_day_is_counted(
    quads: list[ox.Quad], exported: Callable[..., tuple[Path, ExportReport]]
) -> None:
    graph = graph_of(quad for quad in quads if not quad.predicate.value.endswith("issued"))
    target, report = exported("stix", graph)
    assert report.left_out["document without a day: published in 1970"] == 11
    assert validate_string(target.read_text(encoding="utf-8"), MODES["strict"]).is_valid


def test_acts_that_name_nobody_and_nothing_are_notes(exported: Callable[..., tuple[Path, ExportReport]]) -> None:
    act = ox.NamedNode(f"{BASE}doc/x/act/attribution-1-2")
    status = ox.NamedNode("https://w3id.org/attrigraph/code/status-asserted")
    target, report = exported(
        "stix", graph_of([ox.Quad(act, RDF.type, AG.Attribution), ox.Quad(act, AG.status, status)])
    )
    assert report.written["note"] == 1
    assert report.left_out == {"attribution of no incident or group: a note only": 1}
    assert validate_string(target.read_text(encoding="utf-8"), MODES["strict"]).is_valid
