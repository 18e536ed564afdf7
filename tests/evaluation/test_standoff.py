"""Gold whose texts only the user has."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from attrigraph.cli import main
from attrigraph.evaluation import evaluate

TEXT = "Iranian hackers attacked a Dutch bank in May."
ROW = {
    "incident_id": "7",
    "name": "Bank",
    "description": TEXT.replace(" a ", "\u00a0a  "),
    "start_date": "01.05.2024",
    "incident_type": "Disruption",
    "receiver_country": "Netherlands",
    "initiator_name": "Not available",
    "source_url": "",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "global.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ROW)
        writer.writeheader()
        writer.writerow(ROW)
    return file


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    claim = {"act": "attribution", "targets": ["IR"], "victims": ["NL"], "start": 0, "end": 35}
    line = {"id": "eurepoc-7", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "claims": [claim]}
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(line) + "\n")
    return file


def test_claims_are_joined_with_the_users_copy(gold: Path, table: Path) -> None:
    found = evaluate(gold, texts_of=table)
    assert found.misses == ()
    assert [claim.quote for document in found.found for claim in document.claims] == [TEXT[:-1]]


def test_another_text_is_not_scored_as_the_one_annotated(
    gold: Path, table: Path, capsys: pytest.CaptureFixture
) -> None:
    table.write_text(table.read_text().replace("Dutch", "Danish"))
    assert main(["evaluate", str(gold), "--texts", str(table)]) == 2
    assert "none of its texts is here; give --texts FILE that has them" in capsys.readouterr().err


def test_without_the_texts_it_says_what_to_give(gold: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["evaluate", str(gold)]) == 2
    assert "give --texts FILE" in capsys.readouterr().err


def test_a_table_without_descriptions(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert main(["evaluate", str(gold), "--texts", str(other)]) != 0
    assert str(other) in capsys.readouterr().err


def test_a_text_that_changed_is_said_and_the_others_are_scored(gold: Path, table: Path) -> None:
    line = json.loads(gold.read_text())
    gold.write_text(f"{json.dumps(line)}\n{json.dumps({**line, 'id': 'eurepoc-8'})}\n")
    found = evaluate(gold, texts_of=table)
    assert [str(problem) for problem in found.problems] == [
        f"{gold}:2: its text is not here, or another than was annotated; give the version that was annotated"
    ]
    assert len(found.misses) == 1
