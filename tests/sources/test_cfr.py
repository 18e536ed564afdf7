"""The CFR tracker: what each column becomes; shifted rows and lost characters."""

import pytest

from attrigraph.importing import import_
from attrigraph.rdf import check

from .conftest import CFR, SHARED, ids, read


@pytest.fixture
def extraction(table):
    ((imported,), ()) = read("cfr", table("cfr.csv", CFR))
    return imported.extraction


def test_a_row_is_a_document_and_an_incident(extraction):
    (incident,) = extraction.incidents
    assert extraction.document.key.startswith("cfr-targeting-of-the-albanian-harbours-")
    assert ids(incident.victims) == ["state/al"]
    assert incident.systems == ("Harbour portal",)
    assert incident.types == ("data-destruction",)


def test_the_date_is_when_it_became_public(extraction):
    (incident,) = extraction.incidents
    assert (incident.when, str(incident.reported)) == (None, "2031-08-04")


def test_the_sponsor_is_a_hedged_coding_of_the_curator(extraction):
    (act,) = extraction.acts
    assert (act.status, act.basis, ids(act.agents)) == ("hedged", "dataset-coding", ["org/cfr"])
    assert (ids(act.perpetrators), ids(act.via)) == (["state/ir", "actor/attack/G0007"], ["actor/attack/G0007"])


def test_addresses_in_all_columns_are_references(extraction):
    assert extraction.document.references == ("https://example.org/b", "https://example.org/told?x=1&y=2")


@pytest.mark.parametrize(
    ("affiliations", "groups"),
    [
        ("Believed to be the work of Desert Otter.", ["actor/name/desert-otter"]),
        ("Fancy Bear and Turla", ["actor/attack/G0007", "actor/attack/G0010"]),
        ("Believed to be the work of the Iranian government", []),
        ("Government of China", []),
        ("Iran", []),
    ],
)
def test_affiliations_name_groups_and_phrases_do_not(table, affiliations, groups):
    ((imported,), ()) = read("cfr", table("cfr.csv", {**CFR, "Affiliations": affiliations}))
    assert ids(imported.extraction.acts[0].via) == groups


def test_a_row_about_a_group_gives_its_other_names(table):
    row = {**CFR, "Title": "Desert Otter", "Affiliations": "Also known as Lake Otter, APT-900, and TEMP.Otter"}
    ((imported,), ()) = read("cfr", table("cfr.csv", row))
    (profile,) = imported.extraction.profiles
    assert (profile.actor.name, profile.aliases) == ("Desert Otter", ("Lake Otter", "APT-900", "TEMP.Otter"))


@pytest.mark.parametrize(
    "cells",
    [
        {"Type": "Government"},
        {"Type": "https://example.org/"},
        {"Category": "Espionage"},
        {"Sponsor": "Espionage"},
        {"Response": "Norwegian politicians"},
        {"Date": "Lazarus Group"},
        {"Description": ""},
    ],
)
def test_shifted_rows_are_rejected(table, cells):
    imported, rejected = read("cfr", table("cfr.csv", CFR, {**CFR, **cells}))
    assert len(imported) == 1
    assert [(one.number, one.column) for one in rejected] == [(3, None)]


def test_a_cell_that_lost_characters_names_nobody_and_the_row_stays(table):
    (imported,), (rejected,) = read("cfr", table("cfr.csv", {**CFR, "Victims": "Albania?? harbours"}))
    assert (rejected.number, rejected.column) == (2, "Victims")
    assert imported.extraction.incidents[0].victims == ()
    assert "Victims: Albania?? harbours" in imported.extraction.document.text


def test_the_same_row_twice_counts_once(table):
    imported, rejected = read("cfr", table("cfr.csv", CFR, CFR))
    assert (len(imported), [one.number for one in rejected]) == (1, [3])


def test_other_spellings_of_the_columns_are_known(table):
    other = {"Suspected victims": CFR["Victims"], "State_sponsor": CFR["Sponsor"], "TYPE": CFR["Type"]}
    row = {**{name: cell for name, cell in CFR.items() if name not in ("Victims", "Sponsor", "Type")}, **other}
    ((imported,), ()) = read("cfr", table("cfr.csv", row))
    assert ids(imported.extraction.incidents[0].victims) == ["state/al"]


def test_the_graph_of_a_row_conforms(table):
    assert [one for one in check(import_("cfr", table("cfr.csv", CFR))) if one.severity == "V"] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the dataset is not here: its terms forbid shipping it")
@pytest.mark.parametrize(("years", "rows", "shifted"), [("2005-2022-12", 768, 7), ("2005-2020-02", 481, 0)])
def test_every_real_row_is_a_document_or_rejected(years, rows, shifted):
    imported, rejected = read("cfr", SHARED / f"cfr/cyber-operations-incidents_{years}.csv")
    out = [one for one in rejected if not one.column]
    assert len(imported) + len(out) == rows
    assert len([one for one in out if "shifted" in one.why]) == shifted
