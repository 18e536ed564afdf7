"""An act as one flat record."""

import json
from dataclasses import fields

from attrigraph.records import ActRecord, json_line, records

from .examples import DOCUMENT, EXTRACTION


def test_an_attribution_is_flat() -> None:
    flat, _ = records(EXTRACTION)
    assert flat.id == f"doc/{DOCUMENT.key}/act/attribution-0-80"
    assert (flat.document, flat.act, flat.status) == ("rama.txt", "attribution", "asserted")
    assert (flat.agents, flat.agent_names) == (["state/al"], ["Albania"])
    assert (flat.speaker, flat.speaker_name, flat.capacity) == ("person/edi-rama", "Edi Rama", "Prime Minister")
    assert (flat.targets, flat.perpetrators) == ([], ["state/ir"])
    assert (flat.incident, flat.incident_label, flat.victims) == (1, "Attack on Albania", ["state/al"])
    assert (flat.published, flat.earliest, flat.latest) == ("2022-09-07", "2022-09-07", "2022-09-07")


def test_the_quote_stands_at_its_offsets() -> None:
    for flat in records(EXTRACTION):
        assert DOCUMENT.text[flat.start : flat.end] == flat.quote != ""


def test_an_act_without_incident_and_date_has_nulls() -> None:
    _, flat = records(EXTRACTION)
    assert (flat.incident, flat.victims, flat.earliest, flat.speaker) == (None, [], None, None)


def test_every_line_has_every_column_in_one_order() -> None:
    columns = [field.name for field in fields(ActRecord)]
    lines = [json_line(flat) for flat in records(EXTRACTION)]
    assert [list(json.loads(line)) for line in lines] == [columns, columns]
