"""Small datasets of our own making, in the columns of the real ones."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from attrigraph import sources
from attrigraph.sources import Imported, Rejected

SHARED = Path(__file__).parents[2] / "../shared/data"

EUREPOC = {
    "incident_id": "7",
    "name": "Wiper at the harbour authority of Durrës",
    "description": "A wiper deleted data of the harbour authority.",
    "start_date": "01.05.2031",
    "end_date": "21.07.2031",
    "incident_type": "Disruption;Data theft & Doxing",
    "receiver_name": "Harbour portal;Harbour authority",
    "receiver_country": "Albania;NATO (region)",
    "initiator_name": "Desert Otter/APT28 fka Lake Otter (Unit 5)",
    "initiator_country": "Iran, Islamic Republic of",
    "initiator_category": "State affiliated actor",
    "state_responsibility_actor": "Direct (official members of state entities)",
    "il_breach_indicator": "Sovereignty;Air law",
    "attribution_id": "70",
    "attribution_date": "07.09.2031",
    "attribution_basis": "Attribution by receiver government / state entity",
    "attributing_actor": "Edi Rama (Prime Minister, ALB)",
    "attributing_company": "Not available",
    "attributing_country": "Albania",
    "legal_response_date": "2031-9-7;2031-9-9;2031-9-10",
    "legal_response_type": 2 * "Peaceful means: Retorsion (International Law);"
    + "Other legal measures on national level (e.g. law enforcement investigations, arrests)",
    "legal_response_subtype": "Severance of diplomatic relations;Economic sanctions;Not available",
    "legal_response_responding_country": "Albania;United States;Not available",
    "source_url": "https://example.org/a;https://example.org/b",
    "weighted_intensity": "6",
    "updated_at": "2032-02-20",
}
ATTRIBUTION = {
    "attribution_id": "71",
    "incident_id": "7",
    "attribution_date": "2031",
    "attribution_basis": "IT-security community attributes attacker",
    "attributing_country": "United States",
    "attributing_actor": "Mandiant",
    "attributing_company": "Mandiant",
    "initiator_name": "Ministry of Intelligence (MOI; Iran)",
    "initiator_country": "Iran, Islamic Republic of",
    "initiator_category": "State",
}
CFR = {
    "Title": "Targeting of the Albanian harbours",
    "Date": "8/4/2031",
    "Affiliations": "Believed to be the work of APT 28",
    "Description": "Somebody deleted data of harbours.",
    "Response": "Denouncement   https://example.org/told?x=1&amp;y=2",
    "Victims": "Albania, Harbour portal, and others",
    "Sponsor": "Iran (Islamic Republic of)",
    "Type": "Data destruction",
    "Category": "Government, Private sector",
    "Sources_1": "https://example.org/b",
    "Sources_2": "",
    "Sources_3": "",
}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write rows into a CSV file and return its path."""

    def write(name: str, *rows: Mapping[str, str]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def read(kind: str, *paths: Path) -> tuple[list[Imported], list[Rejected]]:
    """Return what an importer made of files, and what it rejected."""
    found = list(sources.items(kind, paths))
    return [one for one in found if isinstance(one, Imported)], [one for one in found if isinstance(one, Rejected)]


def ids(participants: Iterable) -> list[str]:
    return [one.actor.id for one in participants]
