"""What a document costs on Spark and on one machine: python -m tests.benchmarks.spark_cost --documents 500 4000

Needs Java 17 and the extra `spark`. Starts a master and two workers of one core here, builds two graphs of so many
made-up articles each and merges them, then does the same without Spark on as many cores. Prints a JSON object: seconds,
processor seconds and the most memory of the whole machine (so nothing else should run), and the bytes written. What one
document more costs is the difference between two sizes, for a start on Spark alone takes half a minute.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.spark.cluster import Cluster, running, surroundings

from .articles import article
from .machine import machine

PROGRAM = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
WORKERS = 2
SETTLED = 10  # seconds until the processes of the run before have ended
GROWING = ("seconds", "processor_seconds", "written_mb")
Cost = dict[str, float]


def measured(documents: int, place: Path, cluster: Cluster) -> dict[str, Any]:
    """Build and merge graphs of so many documents, both ways, and return what each step cost."""
    sources = [_articles(place / f"{name}.jsonl", first, documents) for name, first in (("one", 0), ("two", documents))]
    ways = {"spark": (["spark"], cluster.options), "local": ([], ["--jobs", str(WORKERS)])}
    found: dict[str, Any] = {"documents": documents}
    for way, (verb, options) in ways.items():
        outs = [place / f"{way}-{source.stem}" for source in sources]
        builds = [
            [*verb, "build", str(source), "-o", str(out), *options] for source, out in zip(sources, outs, strict=True)
        ]
        merge = [*verb, "merge", *map(str, outs), "-o", str(place / f"{way}-both"), *(options if verb else [])]
        found[way] = {
            "build": _run(builds[0], outs[0], cluster.environment),
            "another build": _run(builds[1], outs[1], cluster.environment),
            "merge": _run(merge, place / f"{way}-both", cluster.environment),
        }
        print(json.dumps({way: found[way]}), file=sys.stderr)
    return found


def marginal(
    small: Mapping[str, dict[str, Cost]], large: Mapping[str, dict[str, Cost]], more: int
) -> dict[str, object]:
    """Return what a thousand documents more (of each graph, where two are merged) cost in each step."""
    return {
        way: {
            step: {name: round((costs[name] - small[way][step][name]) / more * 1000, 1) for name in GROWING}
            for step, costs in large[way].items()
        }
        for way in ("spark", "local")
    }


def _articles(place: Path, first: int, many: int) -> Path:
    lines = (json.dumps(article(number)) for number in range(first, first + many))
    place.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return place


def _run(arguments: Sequence[str], out: Path, environment: Mapping[str, str]) -> Cost:
    cost: Cost = {}
    time.sleep(SETTLED)
    with _metered(cost):
        subprocess.run([*PROGRAM, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    cost["written_mb"] = round(sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6, 1)
    return cost


@contextmanager
def _metered(cost: Cost) -> Iterator[None]:
    """Add to `cost` the seconds, the processor seconds and the most memory of the machine while something runs."""
    stop, least = threading.Event(), [before := _available()]

    def watch() -> None:
        while not stop.wait(0.5):
            least.append(min(least.pop(), _available()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    began, busy = time.monotonic(), _busy()
    try:
        yield
    finally:
        cost["seconds"] = round(time.monotonic() - began, 1)
        cost["processor_seconds"] = round(_busy() - busy, 1)
        stop.set()
        watcher.join()
        cost["memory_mb"] = round((before - least[0]) / 1024)


def _busy() -> float:
    """Return the seconds that all processors together have worked."""
    user, nice, system = Path("/proc/stat").read_text(encoding="ascii").split()[1:4]
    return (int(user) + int(nice) + int(system)) / 100


def _available() -> int:
    """Return the kilobytes of memory that programs could still have."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))


def main() -> None:
    """Measure each size and print what was found."""
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, nargs=2, default=[500, 4_000], metavar=("FEW", "MANY"))
    given = options.parse_args()
    found: dict[str, object] = {"machine": machine(), "workers": WORKERS}
    with tempfile.TemporaryDirectory() as scratch, running(Path(scratch), surroundings()) as cluster:
        sizes = []
        for documents in sorted(given.documents):
            place = Path(scratch) / str(documents)
            place.mkdir()
            sizes.append(measured(documents, place, cluster))
    found["sizes"] = sizes
    few, many = given.documents
    found["a thousand documents more"] = marginal(*sizes, many - few)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
