"""What is fed with hostile bytes. A target returns what the input came to, for whoever looks for new ways through it.

It may refuse with an error of ours, in one line. Anything else that it raises is a fault.
"""

import asyncio
import atexit
import io
import json
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

from attrigraph import documents, importing, sources
from attrigraph.cli.terminal import clean, print_table
from attrigraph.documents.encoding import decode
from attrigraph.errors import AttrigraphError
from attrigraph.evaluation.reading import read_gold
from attrigraph.exports.tables import Guard
from attrigraph.integrity import faults
from attrigraph.merging import merge
from attrigraph.merging.decisions import read_decisions
from attrigraph.model import Document, Problem
from attrigraph.rdf import Graph, quads, read_quads
from attrigraph.rdf.sparql import refuse_service
from attrigraph.serving import protocol
from attrigraph.serving.formats import ROWS, TRIPLES, offers, preferred
from attrigraph.serving.messages import Question
from attrigraph.serving.worker import answer
from attrigraph.table import Table
from attrigraph.views.page import data_block

from .mutation import mutate, mutate_archive, mutate_texts
from .reading import count, parse_count, parses, round_trip, texts

CORPUS = Path(__file__).parent / "corpus"
Outcome = object
DEEP = 10  # brackets that are open at once


@dataclass(frozen=True)
class Target:
    """One way in: what to run, how an input is varied, how many cases a quick test runs, whose corpus it shares."""

    run: Callable[[bytes], Outcome]
    suffix: str = ".txt"
    quick: int = 200
    vary: Callable[..., bytes] = mutate
    corpus: str | None = None
    share: int = 1  # of a campaign's time
    cases: Callable[[bytes], int] = lambda _: 1  # how many an input holds

    def tried(self, data: bytes) -> Outcome:
        """Run it; an error of ours is an outcome too, as long as it says in one line what failed and what to do."""
        try:
            return self.run(data)
        except AttrigraphError as error:
            assert error.what
            assert error.todo
            return type(error).__name__, "".join(c for c in error.what if c.isalpha())[-30:]


@cache
def scratch() -> Path:
    """A folder for the inputs, in memory where the system has one."""
    place = Path(mkdtemp(prefix="attrigraph-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def written(data: bytes, name: str) -> Path:
    path = scratch() / name
    path.write_bytes(data)
    return path


def document_file(suffix: str) -> Callable[[bytes], Outcome]:
    return lambda data: tuple(map(sound, documents.read(written(data, f"input{suffix}"))))


def json_lines(data: bytes) -> Outcome:
    return tuple(map(sound, documents.read("-", stdin=io.BytesIO(data))))[:3]


def sound(item: Document | Problem) -> Outcome:
    """Say what came of an input; a document must be as clean as it is promised."""
    if isinstance(item, Problem):
        assert item.what
        return "".join(c for c in item.what if c.isalpha())[-30:]
    assert item.text == documents.normalise(item.text)
    assert item.text.encode()
    for words in (item.id, item.title or "", item.publisher or "", item.key):
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in words), words
    return len(item.text).bit_length(), item.title is not None, item.published is not None, len(item.references)


def dataset(kind: str, *names: str) -> Callable[[bytes], Outcome]:
    def run(data: bytes) -> Outcome:
        paths = [written(data, names[0]), *(CORPUS / kind / name for name in names[1:])]
        found = list(sources.items(kind, paths))
        for one in found:
            if isinstance(one, sources.Imported):
                round_trip(quads(one.extraction))
        return len(found).bit_length(), sum(isinstance(one, sources.Imported) for one in found)

    return run


def rdf_file(suffix: str) -> Callable[[bytes], Outcome]:
    return lambda data: len(list(read_quads(written(data, f"input{suffix}")))).bit_length()


def adopted(data: bytes) -> Outcome:
    graph = importing.import_("rdf", written(data, "input.trig"))
    round_trip(list(graph.quads()))
    return len(graph).bit_length()


@cache
def small_store() -> ox.Store:
    store = ox.Store()
    store.load(path=CORPUS / "trig" / "graph.trig", format=ox.RdfFormat.TRIG)
    return store


def query(data: bytes) -> Outcome:
    text = data[:2_000].decode("utf-8", "replace")
    if deep(text):
        return "deep"
    found = answer(small_store(), Question(text), most=1_000_000)
    assert found.status == 200 or 400 <= found.status < 500, found
    return found.status, found.media_type, "".join(c for c in found.body.decode() if c.isalpha())[:24]


def deep(query: str) -> bool:
    """Say whether a query has more than ten brackets open: calls of functions that never end take the engine's parser
    exponential time, so such a query has to be asked in a process that can be ended (tests/serving/test_load.py).
    """
    return max(accumulate({"(": 1, ")": -1}.get(character, 0) for character in query + " ")) > DEEP


def service(data: bytes) -> Outcome:
    """SERVICE is refused whatever stands around it: what passes must not make the engine look for an endpoint."""
    text = data[:2_000].decode("utf-8", "replace")
    refuse_service(text)
    if deep(text):
        return "deep"
    try:
        small_store().query(text)
    except (SyntaxError, ValueError) as error:
        return "refused", str(error)[:12]
    except RuntimeError as error:
        assert "service" not in str(error).lower(), text
        return "failed"
    return "asked"


def request(data: bytes) -> Outcome:
    """The first three lines are the query string, the content type and the Accept header; the rest is the body."""
    first, kind, accept, *body = [*data.split(b"\n", 3), b"", b"", b"", b""]
    sent = iter([{"type": "http.request", "body": body[0], "more_body": False}])

    async def receive() -> dict:
        return next(sent)

    scope = {"type": "http", "method": "POST" if kind else "GET", "path": "/sparql", "query_string": first}
    scope |= {"headers": [(b"content-type", kind), (b"accept", accept)]}
    try:
        asked = asyncio.run(protocol.question(Request(scope, receive), most=10_000))
    except HTTPException as error:
        assert 400 <= error.status_code < 500
        return error.status_code, error.detail[:20]
    for offered in (offers(ROWS), offers(TRIPLES)):
        preferred(asked.accept if asked else accept.decode("latin-1"), offered)
    return asked is not None


def decisions(data: bytes) -> Outcome:
    said = read_decisions(written(data, "decisions.jsonl"))
    for name in (*(one for pair in said.pairs for one in pair), *said.acts):
        ox.NamedNode(name)
    return len(said.pairs).bit_length(), len(said.acts).bit_length()


@cache
def small_graph() -> Graph:
    return Graph.open(CORPUS / "trig" / "graph.trig")


def merged(data: bytes) -> Outcome:
    graph = merge(small_graph(), decisions=written(data, "decisions.jsonl"))
    return len(graph).bit_length()


def gold(data: bytes) -> Outcome:
    return len(read_gold("-", stdin=io.BytesIO(data)).lines).bit_length()


def folder_report(data: bytes) -> Outcome:
    """A report.json that somebody else wrote, and acts.jsonl of the same bytes."""
    written(data, "report.json")
    written(data, "acts.jsonl")
    return tuple(sorted({one.constraint for one in faults(scratch(), small_graph())}))


def shown(data: bytes) -> Outcome:
    """Labels on a terminal, in a cell of a spreadsheet, in a page."""
    words = data[:200].decode("utf-8", "replace")
    out = io.StringIO()
    print_table(Table((words[:20], "b"), ((words, None), (words[::-1], "x"))), width=60, file=out)
    for text in (clean(words), out.getvalue().replace("\n", "")):
        assert not any(unicodedata.category(c) in ("Cc", "Cf") and c not in "\u00ad" and _moves(c) for c in text), text
    cell = Guard()(words)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert json.loads(data_block({words: words})) == {words: words}
    assert not {"<", ">", "&"} & set(data_block({words: words}))
    return len(cell) - len(words), len(clean(words)).bit_length()


def _moves(character: str) -> bool:
    """Say whether a character is one that a terminal obeys or that turns text around."""
    return unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNING


_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


TARGETS: dict[str, Target] = {
    "text": Target(document_file(".md"), ".md"),
    "html": Target(document_file(".html"), ".html", quick=40, corpus="../../documents/pages", share=3),
    "pdf": Target(document_file(".pdf"), ".pdf", quick=40, share=2),
    "jsonl": Target(json_lines, ".jsonl"),
    "encoding": Target(lambda data: (decode(data).text[:0], len(decode(data).faults)), ".txt"),
    "eurepoc": Target(dataset("eurepoc", "eurepoc.csv"), ".csv", quick=60),
    "cfr": Target(dataset("cfr", "cfr.csv"), ".csv", quick=100),
    "ofac": Target(dataset("ofac", "sdn.csv", "alt.csv"), ".csv", quick=100),
    "dcid": Target(dataset("dcid", "dcid.xlsx"), ".xlsx", quick=15, vary=mutate_archive),
    "stix": Target(dataset("stix", "stix.json"), ".json", quick=60),
    "attack": Target(dataset("attack", "attack.json"), ".json", quick=60),
    "misp": Target(dataset("misp", "misp.json"), ".json", quick=60),
    "microsoft": Target(dataset("microsoft", "microsoft.json"), ".json", quick=60),
    "turtle": Target(rdf_file(".ttl"), ".ttl"),
    "trig": Target(rdf_file(".trig"), ".trig"),
    "nquads": Target(rdf_file(".nq"), ".nq"),
    "rdfxml": Target(rdf_file(".rdf"), ".rdf"),
    "jsonld": Target(rdf_file(".jsonld"), ".jsonld"),
    "adopt": Target(adopted, ".trig", quick=5, corpus="trig"),
    "query": Target(query, ".rq"),
    "service": Target(service, ".rq"),
    "request": Target(request, ".txt", quick=100),
    "decisions": Target(decisions, ".jsonl"),
    "merge": Target(merged, ".jsonl", quick=3, corpus="decisions", share=2),
    "gold": Target(gold, ".jsonl"),
    "report": Target(folder_report, ".json", quick=60),
    "output": Target(shown, ".txt", quick=60),
    "extractor": Target(texts, ".txt", quick=1, vary=mutate_texts, share=6, cases=count),
    "parses": Target(parses, ".bin", quick=2, share=2, cases=parse_count),
}
