"""MISP, Microsoft, DCID and OFAC: whose conclusion a cell is, and what it makes of names."""

import json

import openpyxl
import pytest

from attrigraph.errors import SourceError
from attrigraph.importing import import_
from attrigraph.rdf import check

from .conftest import SHARED, ids, read

UUIDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(3)]
LIKELY = 'estimative-language:likelihood-probability="very-likely"'
OTTER = {
    "uuid": UUIDS[0],
    "value": "Desert Otter",
    "description": "An otter.",
    "meta": {
        "country": "IR",
        "cfr-suspected-state-sponsor": "Iran (Islamic Republic of)",
        "attribution-confidence": "75",
        "synonyms": ["Lake Otter", "Desert Otter"],
        "refs": ["https://example.org/otter"],
    },
    "related": [
        {"dest-uuid": UUIDS[1], "type": "similar", "tags": [LIKELY]},
        {"dest-uuid": UUIDS[2], "type": "uses"},
        {"dest-uuid": "unknown", "type": "similar"},
    ],
}


@pytest.fixture
def galaxy(tmp_path):
    def write(kind, *values):
        path = tmp_path / f"{kind}.json"
        path.write_text(json.dumps({"type": kind, "values": values}), encoding="utf-8")
        return path

    return write


def conforms(graph) -> bool:
    return not [one for one in check(graph) if one.severity == "V"]


def test_a_cluster_is_a_group_with_its_names_and_likenesses(galaxy):
    path = galaxy("threat-actor", OTTER, {"uuid": UUIDS[1], "value": "Marsh Otter", "meta": {}})
    imported, _ = read("misp", path)
    (profile,) = imported[0].extraction.profiles
    assert (profile.actor.id, profile.aliases) == (f"actor/misp/{UUIDS[0]}", ("Lake Otter",))
    assert [(one.id, one.score) for one in profile.similar] == [(f"actor/misp/{UUIDS[1]}", 0.87)]
    assert conforms(import_("misp", path))


def test_its_country_is_misps_and_its_sponsor_cfrs_conclusion(galaxy):
    ((imported,), _) = read("misp", galaxy("threat-actor", OTTER))
    country, sponsor = imported.extraction.acts
    assert (ids(country.agents), country.status, country.confidence) == (["org/misp-project"], "hedged", "high")
    assert (ids(sponsor.agents), sponsor.status, sponsor.confidence) == (["org/cfr"], "hedged", None)
    assert ids(country.perpetrators) == ["state/ir", f"actor/misp/{UUIDS[0]}"]


def test_agencies_are_bodies_of_their_states(galaxy):
    agency = {"uuid": UUIDS[0], "value": "Otter Watch", "meta": {"country": "AL", "country_name": "Albania"}}
    ((imported,), _) = read("misp", galaxy("intelligence-agency", agency))
    actor = imported.extraction.profiles[0].actor
    assert (actor.id, actor.organ_of, imported.extraction.acts) == ("org/name/otter-watch", "AL", ())


def test_what_is_no_galaxy_is_one_clear_error(galaxy):
    with pytest.raises(SourceError, match="no galaxy"):
        read("misp", galaxy("ammunition"))


def test_microsofts_names(tmp_path):
    rows = [
        {"Threat actor name": "Mud Blizzard", "Origin/Threat": "Russia", "Other names": "Bog, FEN-1"},
        {"Threat actor name": "Mud Tempest", "Origin/Threat": "Israel, Private sector offensive actor"},
        {"Threat actor name": "Mud Blizzard", "Origin/Threat": "Russia"},
        {"Origin/Threat": "Russia"},
    ]
    path = tmp_path / "names.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    (first, second), rejected = read("microsoft", path)
    assert first.extraction.profiles[0].aliases == ("Bog", "FEN-1")
    assert ids(first.extraction.acts[0].perpetrators) == ["state/ru", "actor/microsoft/mud-blizzard"]
    assert second.extraction.acts == (), "a company of a country is not the State"
    assert [one.number for one in rejected] == [3, 4]
    assert conforms(import_("microsoft", path))


DCID = {
    "Cyberincidentnum": 1,
    "Dyadpair": 2365,
    "StateA": "US",
    "StateB": "Russia",
    "Name": "Otter in the well",
    "interactionstartdate": "2031-05-01",
    "interactionenddate": "2031-06-01",
    "method": 4.4,
    "initiator": 365,
    "cyber_objective": 2,
    "Ransomware": 1,
    "Sources1": "https://example.org/well",
}


def test_dcid_codes_initiator_and_victim(tmp_path):
    book = openpyxl.Workbook()
    for row in (list(DCID), list(DCID.values()), [*list(DCID.values())[:8], 710, 2, 0, ""]):
        book.active.append(row)
    book.create_sheet("other").append(["a", "b"])
    book.save(tmp_path / "dcid.xlsx")
    (imported,), rejected = read("dcid", tmp_path / "dcid.xlsx")
    (incident,), (act,) = imported.extraction.incidents, imported.extraction.acts
    assert (ids(incident.victims), incident.types) == (
        ["state/us"],
        ("hijacking-with-misuse", "espionage", "ransomware"),
    )
    assert (ids(act.agents), act.status, ids(act.perpetrators)) == (["org/dcid"], "hedged", ["state/ru"])
    assert sorted((one.unit, one.number) for one in rejected) == [("ROW", 3), ("SCOPE", 1)]
    assert conforms(import_("dcid", tmp_path / "dcid.xlsx"))


def test_ofacs_listings_are_acts_of_ofac(tmp_path):
    rest = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'Otto'; DOB 1980.\""
    lines = [
        f'1,"OTTER, Ivan Petrovich",individual,CYBER2,{rest}',
        f'2,"REED LLC",-0- ,IRAN] [CYBER2,{rest}',
        f'3,"BOAT CO",-0- ,CUBA,{rest}',
        "4,short",
    ]
    (tmp_path / "sdn.csv").write_text("\n".join(lines) + "\n\x1a", encoding="utf-8")
    (tmp_path / "alt.csv").write_text('2,1,"aka","REED AND SONS",-0- \n3,2,"aka","BOATS",-0- \n', encoding="utf-8")
    (tmp_path / "add.csv").write_text('2,1,"Quay 1","Vlora","Albania",-0- \n', encoding="utf-8")
    (ivan, reed), rejected = read("ofac", *(tmp_path / f"{name}.csv" for name in ("sdn", "alt", "add")))
    (act,) = ivan.extraction.acts
    assert (act.kind, act.status, act.measure, act.legal) == ("sanction", "asserted", "listing", ("us-eo-13694",))
    assert (ids(act.agents), ids(act.targets)) == (["org/us-ofac"], ["person/name/ivan-petrovich-otter"])
    assert reed.extraction.profiles[0].aliases == ("REED AND SONS", "Otto")
    assert sorted((one.unit, one.number) for one in rejected) == [("ROW", 4), ("SCOPE", 1), ("SCOPE", 2), ("SCOPE", 3)]
    assert conforms(import_("ofac", [tmp_path / "sdn.csv", tmp_path / "alt.csv"]))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the datasets are not here")
@pytest.mark.parametrize(
    ("kind", "files", "documents"),
    [
        ("misp", ["misp/threat-actor.json", "misp/intelligence-agencies.json"], 1_041 + 436),
        ("microsoft", ["microsoft/MicrosoftMapping.json"], 166),
        ("ofac", ["ofac/sdn.csv", "ofac/alt.csv"], 161),
    ],
)
def test_every_real_record_is_a_document(kind, files, documents):
    imported, rejected = read(kind, *(SHARED / file for file in files))
    assert len(imported) == documents
    assert [one for one in rejected if one.unit == "ROW"] == []
