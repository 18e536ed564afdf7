"""Fill the reference pages from what they describe, so that they cannot differ from it.

A line `{{ name }}` in a page is replaced by what the function of that name returns.
"""

import csv
import re
from collections.abc import Callable, Iterator
from importlib.resources import files

import ontology_page
import typer
from ontology_page import cell

from attrigraph import sources
from attrigraph.cli.app import app
from attrigraph.folders import folder
from attrigraph.rdf.sparql import named_queries, question


def on_page_markdown(markdown: str, **_: object) -> str:
    """Replace the marks of one page; KeyError for a mark that nothing fills."""
    return re.sub(r"^\{\{ (\w+) \}\}$", lambda mark: "\n".join(FILLS[mark[1]]()), markdown, flags=re.MULTILINE)


def commands() -> Iterator[str]:
    """Yield the help of each verb as the program prints it."""
    program = typer.main.get_command(app)
    for name, command in program.commands.items():
        context = typer.Context(command, info_name=f"attrigraph {name}", max_content_width=100)
        yield from (f"## {name}", "", "```text", command.get_help(context), "```", "")


def queries() -> Iterator[str]:
    """Yield each named query with its question."""
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


FILLS: dict[str, Callable[[], Iterator[str]]] = {
    **ontology_page.FILLS,
    **{one.__name__: one for one in (commands, queries, frames, kinds, model_card, gold_card)},
}
