"""Named queries and the check as graphs grow: python tests/benchmarks/queries.py --quads 100000 1000000 > queries.json

Builds a graph of made-up articles once (or takes --graph), and takes as many of its documents as fit each size, or
multiplies them, under other names, to reach it. Loads it into our store in memory and into rdflib in memory, asks every
named query (the second time counts), and checks it. --quads 5000000 needs 7 GB of memory. All times are seconds of
processor time of this process, so other work on the machine counts little; what rdflib does not answer within --limit
is given up, and its ratio is a lower bound. Writes queries.svg beside.
"""

import argparse
import gc
import json
import re
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import rdflib
from articles import write
from machine import machine
from plot import bars

import attrigraph
from attrigraph.rdf import Graph
from attrigraph.rdf.derive import ontology_graph
from attrigraph.rdf.sparql import named_queries

_OWN = re.compile(r"(/id/(?:graph/)?doc/)([^/>#]+)")


def fitting(lines: list[str], target: int) -> list[str]:
    """Return the lines of as many documents as fit into so many lines, and those of no document, in their order."""
    of = [found[2] if (found := _OWN.search(line)) else "" for line in lines]
    kept, count = set[str](), 0
    for name, many in sorted(Counter(of).items()):
        if count + many <= target:
            kept.add(name)
            count += many
    return [line for line, name in zip(lines, of, strict=True) if name in kept]


def multiplied(all_lines: list[str], target: int) -> Iterator[str]:
    """Yield lines of N-Quads and then the lines of the same documents under other names, until there are enough."""
    lines = fitting(all_lines, target)
    if len(lines) < len(all_lines):
        yield from lines
        return
    own = [line for line in lines if _OWN.search(line)]
    yield from lines
    for copy in range(1, 1 + max(0, -(-(target - len(lines)) // len(own)))):
        for line in own[: target - len(lines) - (copy - 1) * len(own)]:
            yield _OWN.sub(rf"\g<1>\g<2>-{copy}", line)


def timed(job: Callable[[], object], limit: float | None = None) -> float | None:
    """Return the seconds of processor time that a job takes, None where it takes more than the limit."""
    signal.signal(signal.SIGPROF, _out_of_time)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit or 0)
    try:
        job()
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return round(time.process_time() - started, 4)


def _out_of_time(*_: object) -> None:
    raise TimeoutError


def measured(file: Path, only: list[str] | None, *, limit: float, against: bool) -> dict[str, object]:
    """Return the times of one graph."""
    store = ox.Store()
    ours: dict[str, object] = {
        "load": timed(lambda: store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)),
        "memory_mb": _memory(),
    }
    store.bulk_extend(ontology_graph())
    graph = Graph(store)
    queries = {name: _asked(graph, name) for name in only or named_queries()}
    if only is None:
        ours["check"] = timed(lambda: attrigraph.check(graph))
        ours["memory_after_check_mb"] = _memory()
    found: dict[str, object] = {"quads": sum(1 for _ in file.open("rb")), "attrigraph": ours, "queries": queries}
    if against:
        found["rdflib"] = _rdflib(file, queries, limit)
        slower = [one["ratio"] for one in queries.values() if "ratio" in one]
        found["median_ratio"] = round(statistics.median(slower), 1) if slower else None
    return found


def _asked(graph: Graph, name: str) -> dict[str, object]:
    rows = graph.ask(name).rows  # the first time warms
    return {"rows": len(rows), "attrigraph": timed(lambda: graph.ask(name).rows)}


def _rdflib(file: Path, queries: dict[str, dict[str, object]], limit: float) -> dict[str, object]:
    gc.collect()
    dataset = rdflib.Dataset(default_union=True)
    load = timed(lambda: dataset.parse(file, format="nquads"))
    for quad in ontology_graph():
        line = ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b""
        dataset.parse(data=line, format="nquads")
    for name, one in queries.items():
        text = named_queries()[name].read_text(encoding="utf-8")
        with suppress(RecursionError):
            theirs = timed(lambda text=text: list(dataset.query(text)), limit)
            one["rdflib"] = theirs
            one["ratio"] = round((theirs or limit) / max(float(str(one["attrigraph"])), 1e-4), 1)
            print(name, one, file=sys.stderr)
    return {"load": load, "memory_mb": _memory()}


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure each size and print what was found."""
    options = argparse.ArgumentParser()
    options.add_argument("--quads", type=int, nargs="+", default=[100_000, 1_000_000])
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--graph", type=Path, help="graph.nq of articles that were built before")
    options.add_argument("--limit", type=float, default=60, help="seconds that rdflib has for a query")
    options.add_argument("--only", nargs="+", choices=list(named_queries()), help="queries to ask, and no check")
    options.add_argument("--against", type=int, default=1_000_000, help="quads up to which rdflib is measured")
    given = options.parse_args()
    found: dict[str, object] = {"machine": machine(), "settings": {k: str(v) for k, v in vars(given).items()}}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        source = given.graph or place / "out/graph.nq"
        if given.graph is None:
            attrigraph.build(write(given.articles, place / "articles.jsonl"), place / "out")
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        sizes = []
        for quads in sorted(given.quads):
            with (place / "graph.nq").open("w", encoding="utf-8") as file:
                file.writelines(multiplied(lines, quads))
            sizes.append(measured(place / "graph.nq", given.only, limit=given.limit, against=quads <= given.against))
        found["sizes"] = sizes
    print(json.dumps(found, indent=1))
    last = sizes[-1]["queries"]
    Path("queries.svg").write_text(bars("seconds of processor time, warm, by named query", last), encoding="utf-8")


if __name__ == "__main__":
    main()
