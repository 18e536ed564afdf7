"""EuRepoC: what each column becomes, and that no row is lost."""

import pytest

from attrigraph.importing import import_
from attrigraph.rdf import check

from .conftest import ATTRIBUTION, EUREPOC, SHARED, ids, read


@pytest.fixture
def extraction(table):
    ((imported,), ()) = read("eurepoc", table("global.csv", EUREPOC))
    return imported.extraction


def act(extraction, id):
    return next(act for act in extraction.acts if act.id == id)


def test_a_record_is_a_document_with_a_line_for_each_cell(extraction):
    document = extraction.document
    assert (document.key, document.id, document.title) == ("eurepoc-7", "eurepoc:7", EUREPOC["name"])
    assert document.references == ("https://example.org/a", "https://example.org/b")
    assert document.published.partial == "2032-02-20"
    assert "receiver_country: Albania;NATO (region)" in document.text.splitlines()
    assert "weighted_intensity" not in document.text, "grades of the curator are left out"


def test_the_incident_has_victims_types_and_its_whole_span(extraction):
    (incident,) = extraction.incidents
    assert ids(incident.victims) == ["state/al", "org/nato"]
    assert incident.systems == ("Harbour portal", "Harbour authority")
    assert incident.types == ("disruption", "doxing")
    assert (str(incident.when.earliest), str(incident.when.latest)) == ("2031-05-01", "2031-07-21")


def test_the_first_of_a_month_without_an_end_may_be_the_month(table):
    ((imported,), ()) = read("eurepoc", table("global.csv", {**EUREPOC, "end_date": "Not available"}))
    assert str(imported.extraction.incidents[0].when.latest) == "2031-05-31"


def test_what_the_curator_codes_is_the_curators_hedged_act(extraction):
    coding = act(extraction, "coding")
    assert (coding.status, coding.basis, coding.mode) == ("hedged", "dataset-coding", "direct")
    assert ids(coding.agents) == ["org/eurepoc"]
    assert ids(coding.perpetrators) == ["state/ir", "actor/attack/G0007"]
    assert ids(coding.via) == ["actor/attack/G0007"]
    assert coding.legal == ("sovereignty", "other")


def test_an_attribution_is_the_act_of_who_makes_it(extraction):
    said = act(extraction, "70")
    assert (said.status, said.basis, said.capacity) == ("asserted", "receiver-government", "Prime Minister")
    assert (ids(said.agents), said.speaker.actor.id) == (["state/al"], "person/edi-rama")
    assert said.when.partial == "2031-09-07"
    assert said.evidence[0].quote.startswith("attribution 70: ")


def test_responses_are_acts_of_the_states_that_the_row_names(extraction):
    severed, sanction = act(extraction, "legal-1"), act(extraction, "legal-2")
    assert (severed.kind, ids(severed.agents), ids(severed.targets)) == (
        "severed-relations",
        ["state/al"],
        ["state/ir"],
    )
    assert severed.legal == ("retorsion",)
    assert (sanction.kind, sanction.measure, sanction.targets) == ("sanction", "restrictive", ())
    assert not [one for one in extraction.acts if one.id == "legal-3"], "nobody is said to have taken it"


def test_the_attribution_table_takes_the_place_of_the_settled_one(table):
    rows = (ATTRIBUTION, {**ATTRIBUTION, "attributing_actor": "Edi Rama (Prime Minister, ALB)"})
    ((imported,), ()) = read("eurepoc", table("global.csv", EUREPOC), table("attribution.csv", *rows))
    said = act(imported.extraction, "71")
    assert len(imported.rows) == 3
    assert (ids(said.perpetrators)[0], ids(said.via)) == ("state/ir", ids(said.perpetrators)[1:])
    assert said.when.partial == "2031"
    assert ids(said.agents)[0] == "org/mandiant"
    assert not [one for one in imported.extraction.acts if one.id == "70"]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("State", ["state/ir"]),
        ("State affiliated actor", ["state/ir"]),
        ("Non-state-group", ["doc/eurepoc-7/actor/unnamed-non-state-group-from-iran"]),
        ("Not attributed", []),
    ],
)
def test_the_country_of_a_group_that_is_no_states_is_not_accused(table, category, expected):
    row = {**EUREPOC, "initiator_name": "Unknown", "initiator_category": category}
    ((imported,), ()) = read("eurepoc", table("global.csv", row))
    assert [name for one in imported.extraction.acts if one.id == "70" for name in ids(one.perpetrators)] == expected


def test_who_confirms_an_attack_attributes_it_to_itself(table):
    row = {**EUREPOC, "attribution_basis": "Attacker confirms", "attributing_actor": "Not available"}
    ((imported,), ()) = read("eurepoc", table("global.csv", {**row, "initiator_category": "Non-state-group"}))
    said = act(imported.extraction, "70")
    assert said.basis == "attacker-confirms"
    assert said.agents == said.perpetrators


def test_names_of_a_group_are_hypotheses_of_the_record(extraction):
    (profile,) = extraction.profiles
    assert (profile.actor.id, profile.aliases) == ("actor/attack/G0007", ("Desert Otter", "Lake Otter"))


def test_rows_that_cannot_be_an_incident_are_rejected_with_their_number(table):
    path = table("global.csv", EUREPOC, {**EUREPOC, "incident_id": "x"}, EUREPOC)
    (imported, rejected) = read("eurepoc", path)
    assert len(imported) == 1
    assert [(one.file, one.number) for one in rejected] == [("global.csv", 3), ("global.csv", 4)]
    assert "incident number" in rejected[0].why
    assert "row 2" in rejected[1].why


def test_the_graph_of_a_record_conforms(table):
    graph = import_("eurepoc", [table("global.csv", EUREPOC), table("attribution.csv", ATTRIBUTION)])
    assert [one for one in check(graph) if one.severity == "V"] == []
    assert graph.ask(
        "SELECT ?t { ?d a <https://w3id.org/attrigraph/ns#Document> ; <http://purl.org/dc/terms/type> ?t }"
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the dataset is not here: its terms forbid shipping it")
def test_every_row_of_the_real_tables_is_in_a_document():
    paths = sorted((SHARED / "eurepoc-1.3").glob("*.csv"))
    imported, rejected = read("eurepoc", *paths)
    rows = [(row.file, row.number) for one in imported for row in one.rows]
    assert len(rows) == len(set(rows)) == 12_417 - len(rejected)
    assert sum(row.table == "global" for one in imported for row in one.rows) == 1_670
