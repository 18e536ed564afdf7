"""Queries: what may be asked, and the named queries of ontology/queries."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from attrigraph.errors import QueryError
from attrigraph.folders import folder

Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean
Dataset = tuple[Sequence[ox.NamedNode], Sequence[ox.NamedNode]]

# What may have the letters of SERVICE in it without being the keyword, and then what is not allowed. Oxigraph knows no
# borders of words: "1SERVICE", "SERVICE:x" and "ex:.SERVICE" all hold the keyword. A "<" that may begin an IRI and may
# be an operator could hide anything ("<1)SERVICE#>", "<x:'>").
_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    "|".join(
        (
            r'"""(?:[^"\\]|\\.|"(?!""))*"""',
            r"'''(?:[^'\\]|\\.|'(?!''))*'''",
            r'"(?:[^"\\\n\r]|\\.)*"',
            r"'(?:[^'\\\n\r]|\\.)*'",
            r"\#[^\n\r]*",  # a comment
            r"<[A-Za-z][\w+.\-]*://[^<>\"{}|^`\\\s]*>",  # an IRI: no operator "<" can stand before "x://"
            r"<[\w.~%/:+@\-]*>",  # an IRI: no expression between "<" and ">" is made of these alone
            r"(?<![\w:)>\]}\"'])[?$]\w+",  # a variable, not the "?" of a path with something after it
            r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",  # a language
            rf":(?:[\w:]|{_LOCAL})(?:[\w.:\-]|{_LOCAL})*",  # what follows the prefix of a name
            r"(?P<dataset>(?<![\w.:\-?$@])(?i:from)(?![\w.:\-]))",
            r"(?P<refused>(?i:service)|<[^<>\"{}|^`\\\s]*>)",
        )
    ),
    re.DOTALL,
)


def refuse_service(query: str) -> None:
    """Raise QueryError if a query may ask other endpoints: SERVICE outside strings, IRIs, comments and names.

    Where a query has the word and cannot be read for certain, it is refused as well.

    >>> refuse_service("SELECT ?service WHERE { ?service <x:service> 'the SERVICE' } # SERVICE")
    >>> refuse_service("SELECT * WHERE { service silent <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    attrigraph.errors.QueryError: SERVICE is not allowed; ask this graph only
    """
    if "service" in query.lower() and any(token["refused"] for token in _TOKEN.finditer(query)):
        raise QueryError("SERVICE is not allowed", "ask this graph only", value=query)


def names_its_graphs(query: str) -> bool:
    """Say whether a query has FROM or FROM NAMED: then it asks those graphs, else all of them at once.

    >>> names_its_graphs("SELECT * FROM <urn:g> { ?s ?p ?o }"), names_its_graphs("SELECT ?from { ?from ?p 'from' }")
    (True, False)
    """
    return any(token["dataset"] for token in _TOKEN.finditer(query))


def evaluate(store: ox.Store, query: str, dataset: Dataset | None = None) -> Answer:
    """Evaluate a query over the union of all named graphs, the graphs it names itself, or those of `dataset`.

    `dataset` holds the graphs that make the default graph, and those GRAPH may name. Raises SyntaxError for what is no
    query; what is wrong with an answer may show only while it is read.
    """
    if dataset is not None:
        default, named = dataset
        return store.query(query, default_graph=list(default), named_graphs=list(named))
    return store.query(query, use_default_graph_as_union=not names_its_graphs(query))


@cache
def named_queries() -> dict[str, Path]:
    """Return the files of the named queries by name, in the order of their numbers.

    >>> list(named_queries())[0]
    'who-accused-whom'
    """
    files = sorted((folder("ontology") / "queries").glob("*.rq"))
    return {file.stem.partition("-")[2]: file for file in files}


def question(file: Path) -> str:
    """Return the question a named query answers: its first line, which is a comment."""
    return file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#").strip()


def find_query(what: str | Path) -> str:
    """Return the SPARQL text of a named query, of a .rq file, or what was given if it is SPARQL itself.

    Raises QueryError for a name that is none, and for a file that cannot be read.
    """
    return query_text(str(what), named_queries(), "named query")


def query_text(what: str, named: Mapping[str, Path], kind: str) -> str:
    """Return the text of one of the named files, of a file with their suffix, or what was given if it is no name."""
    words, suffixes = what.strip(), {file.suffix for file in named.values()}
    if words in named:
        return named[words].read_text(encoding="utf-8")
    if Path(words).suffix in suffixes and "\n" not in words:
        return _read(Path(words))
    if re.fullmatch(r"[\w\-]*", words):
        near = get_close_matches(words, named, n=1)
        todo = f"did you mean {near[0]!r}?" if near else "list the named queries, or give the text or file of a query"
        raise QueryError(f"no {kind} {words!r}", todo, value=words)
    return words


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read as a query", "name a text file in UTF-8", value=file) from error
