"""STIX bundles and ATT&CK: claims are of who created them, and references may lead in circles or nowhere."""

import json

import pytest

from attrigraph.errors import SourceError
from attrigraph.importing import import_
from attrigraph.rdf import check

from .conftest import SHARED, ids, read


def id(kind: str, number: int) -> str:
    return f"{kind}--00000000-0000-4000-8000-{number:012}"


ALBANIA = {"type": "identity", "id": id("identity", 1), "name": "Albania", "identity_class": "group"}
IRAN = {"type": "threat-actor", "id": id("threat-actor", 2), "name": "Iran"}
OTTER = {
    "type": "intrusion-set",
    "id": id("intrusion-set", 3),
    "name": "Desert Otter",
    "aliases": ["Lake Otter", "Desert Otter"],
}
WIPER = {
    "type": "incident",
    "id": id("incident", 4),
    "name": "Wiper at the harbour",
    "description": "Data were deleted.",
    "extensions": {"extension-definition--x": {"start_time": "2031-07-15T00:00:00Z"}},
    "external_references": [{"source_name": "news", "url": "https://example.org/a"}],
}
PLACE = {"type": "location", "id": id("location", 5), "name": "Tirana", "country": "al"}


def relation(number: int, verb: str, source: dict, target: dict, **more: object) -> dict:
    ends = {"relationship_type": verb, "source_ref": source["id"], "target_ref": target["id"]}
    return {"type": "relationship", "id": id("relationship", number), **ends, **more}


CLAIM = relation(6, "attributed-to", WIPER, IRAN, created_by_ref=ALBANIA["id"], confidence=85)
SPONSOR = relation(7, "attributed-to", OTTER, IRAN, created_by_ref=ALBANIA["id"], confidence=20)
HIT = relation(8, "targets", WIPER, PLACE)
DENIAL = {
    "type": "opinion",
    "id": id("opinion", 9),
    "opinion": "strongly-disagree",
    "object_refs": [CLAIM["id"]],
    "created_by_ref": IRAN["id"],
}


@pytest.fixture
def bundle(tmp_path):
    """Write objects as a bundle and return its path."""

    def write(*objects, name="bundle.json"):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": objects}), encoding="utf-8")
        return path

    return write


def acts(imported):
    return {act.id: act for one in imported for act in one.extraction.acts}


def test_a_relationship_is_a_claim_of_who_created_it(bundle):
    imported, rejected = read("stix", bundle(ALBANIA, IRAN, OTTER, WIPER, PLACE, CLAIM, SPONSOR, HIT, DENIAL))
    found = acts(imported)
    claim = found[CLAIM["id"].removeprefix("relationship--")]
    assert (claim.kind, claim.status, claim.confidence) == ("attribution", "asserted", "high")
    assert (ids(claim.agents), ids(claim.perpetrators)) == (["state/al"], ["state/ir"])
    sponsor = found[SPONSOR["id"].removeprefix("relationship--")]
    assert (sponsor.status, sponsor.incident, ids(sponsor.via)) == ("hedged", None, ["actor/name/desert-otter"])
    denial = found[DENIAL["id"].removeprefix("opinion--")]
    assert (denial.kind, ids(denial.agents), ids(denial.targets)) == ("denial", ["state/ir"], ["state/al"])
    assert rejected == []


def test_targets_are_victims_and_the_extension_has_the_date(bundle):
    imported, _ = read("stix", bundle(WIPER, PLACE, HIT))
    (incident,) = (one for item in imported for one in item.extraction.incidents)
    assert (ids(incident.victims), incident.when.partial) == (["state/al"], "2031-07-15")


def test_other_names_are_hypotheses_of_the_record(bundle):
    ((imported,), _) = read("stix", bundle(OTTER))
    assert imported.extraction.profiles[0].aliases == ("Lake Otter",)


def test_every_object_is_in_a_document_or_rejected(bundle):
    technique = {"type": "attack-pattern", "id": id("attack-pattern", 10)}
    bad = [technique, technique, {"type": "incident", "id": "incident--7"}, "text", relation(11, "uses", OTTER, WIPER)]
    path = bundle(ALBANIA, IRAN, WIPER, CLAIM, *bad)
    imported, rejected = read("stix", path)
    used = sorted(row.number for one in imported for row in one.rows)
    assert used == [1, 2, 3, 4]
    assert sorted((one.number, one.unit) for one in rejected) == [(5, "SCOPE"), (7, "ROW"), (8, "ROW"), (9, "ROW")]


def test_circles_and_loose_ends_end_nothing(bundle):
    one = {**ALBANIA, "created_by_ref": ALBANIA["id"]}
    circle = [relation(20, "attributed-to", OTTER, OTTER), relation(21, "attributed-to", WIPER, {"id": id("x", 1)})]
    opinion = {**DENIAL, "object_refs": [DENIAL["id"], circle[0]["id"]]}
    imported, rejected = read("stix", bundle(one, OTTER, WIPER, opinion, *circle))
    assert acts(imported) == {}
    assert len({row.number for one in imported for row in one.rows} | {one.number for one in rejected}) == 6


def test_the_newer_version_of_an_object_counts(bundle):
    old = {**OTTER, "name": "Old Otter", "modified": "2030-01-01T00:00:00Z"}
    new = {**OTTER, "modified": "2031-01-01T00:00:00Z"}
    ((imported,), (rejected,)) = read("stix", bundle(new, old))
    assert (imported.extraction.document.title, rejected.number) == ("Desert Otter", 2)


def test_nested_json_without_end_is_one_clear_error(tmp_path):
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(SourceError, match="not JSON"):
        read("stix", tmp_path / "deep.json")


def test_attack_names_by_its_own_ids_and_only_hedges(bundle, tmp_path):
    group = {**OTTER, "external_references": [{"source_name": "mitre-attack", "external_id": "G9999"}]}
    campaign = {"type": "campaign", "id": id("campaign", 30), "name": "Dry Run", "first_seen": "2031-05-01T04:00:00Z"}
    campaign["external_references"] = [{"source_name": "mitre-attack", "external_id": "C9999"}]
    revoked = {**OTTER, "id": id("intrusion-set", 31), "revoked": True}
    folder = tmp_path / "enterprise"
    folder.mkdir()
    for number, one in enumerate((group, campaign, revoked, relation(32, "attributed-to", campaign, group))):
        bundle(one, name=f"enterprise/{number}.json")
    imported, (rejected,) = read("attack", folder)
    assert "revoked" in rejected.why
    assert sorted(one.extraction.document.key for one in imported) == ["attack-C9999", "attack-G9999"]
    (act,) = acts(imported).values()
    assert (act.status, act.basis, ids(act.agents)) == ("hedged", "it-security-community", ["org/mitre"])
    assert ids(act.perpetrators) == ["actor/attack/G9999"]
    assert [one for one in check(import_("attack", folder)) if one.severity == "V"] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the dataset is not here")
def test_every_real_object_is_in_a_document_or_rejected():
    imported, rejected = read("attack", SHARED / "attack")
    assert sum(len(one.rows) for one in imported) + len(rejected) == 52 + 187 + 25
    assert len(acts(imported)) == 25
