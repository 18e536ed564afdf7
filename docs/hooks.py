"""Fill the reference pages from what they describe, so that they cannot differ from it.

A line `{{ name }}` in a page is replaced by what the function of that name returns.
"""

import csv
import re
from collections.abc import Callable, Iterator

import rdflib
import typer
from rdflib import OWL, RDF, RDFS, SKOS

from attrigraph import sources
from attrigraph.cli.app import app
from attrigraph.folders import folder
from attrigraph.rdf.sparql import named_queries, question

AG = rdflib.Namespace("https://w3id.org/attrigraph/ns#")


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


def classes() -> Iterator[str]:
    """Yield the classes as a table."""
    return _terms(OWL.Class)


def properties() -> Iterator[str]:
    """Yield the stored properties as a table."""
    return _terms(OWL.ObjectProperty, OWL.DatatypeProperty, but=set(_ontology().subjects(AG.fromClass)))


def shortcuts() -> Iterator[str]:
    """Yield the derived properties as a table."""
    derived = set(_ontology().subjects(AG.fromClass))
    return _terms(OWL.ObjectProperty, but=set(_ontology().subjects()) - derived)


def codes() -> Iterator[str]:
    """Yield the code lists as a table."""
    graph = rdflib.Graph().parse(folder("ontology") / "codes.ttl")
    yield from ("| code | means |", "|---|---|")
    for code in sorted(graph.subjects(RDF.type, SKOS.Concept)):
        meaning = (
            graph.value(code, SKOS.definition) or graph.value(code, SKOS.prefLabel) or graph.value(code, RDFS.label)
        )
        yield f"| `{str(code).rpartition('/')[2]}` | {_cell(meaning)} |"


def frames() -> Iterator[str]:
    """Yield the frames of the extractor: what fires, and an example."""
    yield from ("| act | words | example |", "|---|---|---|")
    with (folder("seeds") / "frames" / "frames.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"| {row['act']} | {_cell(row['triggers'].replace('|', ', '))} | {_cell(row['positive'])} |"


def kinds() -> Iterator[str]:
    """Yield the kinds of dataset that can be imported, as a table."""
    yield from ("| kind | files |", "|---|---|")
    yield from (f"| `{one.name}` | {_cell(one.what)} |" for one in sources.kinds().values())


def _terms(*types: rdflib.URIRef, but: set[rdflib.term.Node] | None = None) -> Iterator[str]:
    graph = _ontology()
    yield from ("| term | means |", "|---|---|")
    for term in sorted({term for kind in types for term in graph.subjects(RDF.type, kind)} - (but or set())):
        if str(term).startswith(AG):
            yield f"| `ag:{str(term).removeprefix(AG)}` | {_cell(graph.value(term, RDFS.comment))} |"


def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "terms.ttl")


def _cell(text: object) -> str:
    return " ".join(str(text or "").split()).replace("|", "\\|").replace("<", "&lt;")


FILLS: dict[str, Callable[[], Iterator[str]]] = {
    one.__name__: one for one in (commands, queries, classes, properties, shortcuts, codes, frames, kinds)
}
