"""Queries: what may be asked, and the named queries of ontology/queries."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from attrigraph.errors import QueryError
from attrigraph.folders import folder

# What SPARQL lets a keyword hide in: strings, IRIs, comments, variables and prefixed names. The alternatives are tried
# in this order, so that a keyword is only what none of them covers.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n\r]*"
    r"|[?$@]\w+"
    r"|(?:[^\W\d_][\w.\-]*)?:(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*"
    r"|(?P<word>\w+)",
    re.DOTALL,
)


def refuse_service(query: str) -> None:
    """Raise QueryError if a query asks other endpoints: the keyword SERVICE outside strings, IRIs, comments and names.

    >>> refuse_service("SELECT ?service WHERE { ?service <x:service> 'the SERVICE' } # SERVICE")
    >>> refuse_service("SELECT * WHERE { service silent <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    attrigraph.errors.QueryError: SERVICE is not allowed; ask this graph only
    """
    for token in _TOKEN.finditer(query):
        if (token["word"] or "").upper() == "SERVICE":
            raise QueryError("SERVICE is not allowed", "ask this graph only", value=query)


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
    words = str(what).strip()
    if words in named_queries():
        return named_queries()[words].read_text(encoding="utf-8")
    if words.endswith(".rq") and "\n" not in words:
        return _read(Path(words))
    if re.fullmatch(r"[\w\-]*", words):
        near = get_close_matches(words, named_queries(), n=1)
        todo = f"did you mean {near[0]!r}?" if near else "list the named queries, or give SPARQL or a .rq file"
        raise QueryError(f"no named query {words!r}", todo, value=words)
    return words


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read as a query", "name a text file in UTF-8", value=file) from error
