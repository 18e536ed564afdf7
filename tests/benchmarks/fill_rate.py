"""What the sentences of EuRepoC say that its columns lack: fill_rate.py [--every N] GLOBAL.csv ATTRIBUTION.csv

The tables are those of EuRepoC 1.3, the one with the descriptions first. Each description, or each Nth, is read as a
text, its first incident is joined with the incident of its record, and the query fill-rate counts what the texts date
and quote.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrigraph
from attrigraph.rdf import Graph

INCIDENTS = """PREFIX ag: <https://w3id.org/attrigraph/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?name ?incident { ?incident a ag:Incident ; ag:reportedIn/dcterms:identifier ?name } ORDER BY DESC(?incident)"""


def descriptions(table: Path, every: int) -> Iterator[str]:
    """Yield a line of JSON for each Nth description."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if number % every == 0 and row["description"].strip():
                yield json.dumps({"id": row["incident_id"], "text": row["description"], "title": row["name"]}) + "\n"


def pairs(texts: Graph, records: Graph) -> Iterator[str]:
    """Yield the decision that the first incident of a description is that of its record."""
    first = {row[0]: row[1] for row in texts.query(INCIDENTS).rows}
    coded = {row[0].removeprefix("eurepoc:"): row[1] for row in records.query(INCIDENTS).rows}
    for number in sorted(first.keys() & coded.keys()):
        yield json.dumps({"one": first[number], "other": coded[number], "decision": "accept"}) + "\n"


def main() -> None:
    """Print how many descriptions there are, and what they add."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    lines = list(descriptions(given.tables[0], given.every))
    with tempfile.TemporaryDirectory() as folder:
        source, said = Path(folder) / "descriptions.jsonl", Path(folder) / "said.jsonl"
        source.write_text("".join(lines), encoding="utf-8")
        texts, records = attrigraph.build(source), attrigraph.import_("eurepoc", given.tables)
        said.write_text("".join(pairs(texts, records)), encoding="utf-8")
        merged = attrigraph.merge(texts, records, decisions=said)
    table = attrigraph.ask(merged, "fill-rate")
    print(f"descriptions: {len(lines)}")
    for row in table.rows:
        print("\n".join(f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=True)))


if __name__ == "__main__":
    main()
