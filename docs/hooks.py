"""Fill the reference pages from what they describe, so that they cannot differ from it.

A line `{{ name }}` in a page is replaced by what the function of that name returns.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import ontology_page
import typer
from ontology_page import cell

from attrigraph import sources
from attrigraph.cli.app import app
from attrigraph.folders import folder
from attrigraph.rdf.parquet import named_sql
from attrigraph.rdf.sparql import named_queries, question


def on_page_markdown(markdown: str, **_: object) -> str:
    """Replace the marks of one page; KeyError for a mark that nothing fills."""
    return re.sub(r"^\{\{ (\w+) \}\}$", lambda mark: "\n".join(FILLS[mark[1]]()), markdown, flags=re.MULTILINE)


def commands() -> Iterator[str]:
    """Yield the help of each verb as the program prints it."""
    program = typer.main.get_command(app)
    nested = program.commands.pop("spark").commands
    several = {**program.commands, **{f"spark {name}": command for name, command in nested.items()}}
    for name, command in several.items():
        context = typer.Context(command, info_name=f"attrigraph {name}", max_content_width=100)
        yield from (f"## {name}", "", "```text", command.get_help(context), "```", "")


def queries() -> Iterator[str]:
    """Yield each named query with its question, and its SQL where it has one."""
    sql = named_sql()
    for name, file in named_queries().items():
        yield from (
            f"## {name}",
            "",
            question(file),
            "",
            "```sparql",
            file.read_text(encoding="utf-8").strip(),
            "```",
            "",
        )
        if name in sql:
            yield from (
                "Over the acts as Parquet:",
                "",
                "```sql",
                sql[name].read_text(encoding="utf-8").strip(),
                "```",
                "",
            )


def frames() -> Iterator[str]:
    """Yield the frames of the extractor: what fires, and an example."""
    yield from ("| act | words | example |", "|---|---|---|")
    with (folder("seeds") / "frames" / "frames.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"| {row['act']} | {cell(row['triggers'].replace('|', ', '))} | {cell(row['positive'])} |"


def kinds() -> Iterator[str]:
    """Yield the kinds of dataset that can be imported, as a table."""
    yield from ("| kind | files |", "|---|---|")
    yield from (f"| `{one.name}` | {cell(one.what)} |" for one in sources.kinds().values())


def model_card() -> Iterator[str]:
    """Yield the card of the language model below its title."""
    text = (files("attrigraph.language") / "weights" / "MODEL_CARD.md").read_text(encoding="utf-8")
    yield text.partition("\n")[2]


def gold_card() -> Iterator[str]:
    """Yield the description of the annotated texts below its title."""
    text = (folder("seeds") / "gold" / "README.md").read_text(encoding="utf-8")
    yield re.sub(r"^## ", "### ", text.partition("\n")[2], flags=re.MULTILINE)


def fuzzing() -> Iterator[str]:
    """Yield how many cases each target of the fuzzing campaigns had, from their records."""
    targets: dict[str, list[int]] = {}
    for record in sorted((Path(__file__).parent / "records").glob("fuzzing-*.json")):
        for name, tally in json.loads(record.read_bytes())["targets"].items():
            counts = targets.setdefault(name, [0, 0])
            counts[0] += tally["cases"]
            counts[1] += len(tally["finds"])
    yield from ("| target | cases | finds |", "|---|---:|---:|")
    for name, (cases, finds) in targets.items():
        yield f"| {name} | {cases:,} | {finds} |"
    yield f"| all | {sum(cases for cases, _ in targets.values()):,} | {sum(finds for _, finds in targets.values())} |"


def mutants() -> Iterator[str]:
    """Yield how many changes of the code the tests saw, from the record."""
    record = json.loads((Path(__file__).parent / "records/mutants.json").read_bytes())
    yield from (
        "| area | changes there are | tried | seen | reached by no test | not seen | of these, change nothing |",
        "|---|---:|---:|---:|---:|---:|---:|",
    )
    for area in record.values():
        numbers = [area[name] for name in ("of", "tried", "killed", "not reached", "survived")]
        same = sum(said.startswith("equivalent") for said in area["left"].values())
        yield f"| {area['files']} | {' | '.join(f'{number:,}' for number in numbers)} | {same} |"


def flaky() -> Iterator[str]:
    """Yield the runs of the tests in random order, from the record."""
    record = json.loads((Path(__file__).parent / "records/flaky.json").read_bytes())
    yield from ("| run | date | commit | tests | skipped | failed |", "|---:|---|---|---:|---:|---|")
    for number, one in enumerate(record["runs"], 1):
        failed = ", ".join(f"`{name}`" for name in one["failed"]) or "none"
        yield f"| {number} | {one['date']} | {one['commit']} | {one['tests']:,} | {one['skipped']} | {failed} |"


def malformed() -> Iterator[str]:
    """Yield what the malformed requests got, from the record."""
    record = json.loads((Path(__file__).parent / "records/malformed.json").read_bytes())
    yield from ("| answer | requests |", "|---|---:|")
    yield from (f"| {status} | {count:,} |" for status, count in record["answers"].items())
    yield f"| all | {record['requests']:,} |"


def soak() -> Iterator[str]:
    """Yield what the soak measured, from the record."""
    record = json.loads((Path(__file__).parent / "records/soak.json").read_bytes())
    kilobytes = record["kilobytes"]
    memory = [f"{one // 1024} MB" for one in (kilobytes[0], min(kilobytes), max(kilobytes), kilobytes[-1])]
    yield from ("| | |", "|---|---:|")
    yield f"| minutes | {record['minutes']} |"
    yield f"| requests | {record['requests']:,} |"
    yield f"| answers by status | {', '.join(f'{status}: {count:,}' for status, count in record['answers'].items())} |"
    yield f"| memory of all processes, first, lowest, highest, last | {', '.join(memory)} |"
    yield f"| last third of the time over the second | {record['last_third_over_second']} |"


FILLS: dict[str, Callable[[], Iterator[str]]] = {
    **ontology_page.FILLS,
    **{
        one.__name__: one
        for one in (commands, queries, frames, kinds, model_card, gold_card, fuzzing, malformed, mutants, flaky, soak)
    },
}
