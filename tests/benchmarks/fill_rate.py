"""What the sentences of EuRepoC say that its columns lack: fill_rate.py [--every N] [--keep DIR] GLOBAL.csv ATTR.csv

The tables are those of EuRepoC 1.3, the one with the descriptions first. Each description, or each Nth, is read as a
text, its first incident is joined with the incident of its record, and the query fill-rate counts what the texts date
and quote. Reading the texts takes nearly all of the time; with --keep they stay in a graph folder, and a run that was
ended goes on where it was.
"""

import argparse
import csv
import json
import os
import resource
import tempfile
from collections.abc import Iterator, Sequence
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


def read_texts(table: Path, every: int, folder: Path) -> tuple[int, Graph]:
    """Build the descriptions in a folder, on all cores, and return how many there are with their graph."""
    lines = list(descriptions(table, every))
    source = folder / "descriptions.jsonl"
    source.write_text("".join(lines), encoding="utf-8")
    return len(lines), attrigraph.build(source, folder / "texts", jobs=os.cpu_count(), prune=True)


def report(tables: Sequence[Path], every: int, folder: Path) -> None:
    """Print how many descriptions there are, how many tell of the incident of their record, and what they add."""
    number, texts = read_texts(tables[0], every, folder)
    records = attrigraph.import_("eurepoc", tables)
    joined, said = list(pairs(texts, records)), folder / "said.jsonl"
    said.write_text("".join(joined), encoding="utf-8")
    table = attrigraph.ask(attrigraph.merge(texts, records, decisions=said), "fill-rate")
    print(f"descriptions: {number}\nwith an incident: {len(joined)}")
    for row in table.rows:
        print("\n".join(f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=True)))
    spent = [sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"seconds of the processor: {sum(spent):.0f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        report(given.tables, given.every, given.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            report(given.tables, given.every, Path(folder))


if __name__ == "__main__":
    main()
