"""A server under steady load, and its memory: `python -m tests.serving.soak --minutes 30 --record soak.json`."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from attrigraph.folders import folder
from attrigraph.rdf import Graph
from attrigraph.rdf.sparql import find_query

GROWTH = 1.1  # of the last third of the time over the second: more is a leak
ODD = ("no query", "ASK {", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@dataclass(frozen=True)
class Server:
    """A server that runs in a process of its own."""

    address: str
    process: subprocess.Popen[str]

    def resident(self) -> int:
        """Return the kilobytes of memory that the server and the processes under it take."""
        children = (
            Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="utf-8").split()
        )
        return sum(map(_resident, [str(self.process.pid), *children]))


def _resident(process: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


@contextmanager
def served(*options: str) -> Iterator[Server]:
    """Serve the example graph of the ontology on a free port."""
    graph = str(folder("ontology") / "example-albania.trig")
    command = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())", "serve", graph]
    with subprocess.Popen([*command, "--port", "0", *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process.stdout.readline().split()[2] if process.stdout else "", process)
        finally:
            process.terminate()
            process.wait(20)


def paths() -> Iterator[str]:
    """Yield what is asked, in turn: every named query, malformed ones, the page, the health."""
    queries = [*ODD, *(find_query(name) for name in Graph.named_queries())]
    return cycle(["health", *(f"sparql?query={quote(text)}" for text in queries), ""])


def load(server: Server, seconds: float, rate: float, every: float) -> dict[str, object]:
    """Ask steadily; return how much was answered and how much memory was taken, sampled every some seconds."""
    answers: Counter[int] = Counter()
    memory: list[int] = []
    waits: list[float] = []
    begin = time.monotonic()
    asked = paths()
    for number in range(int(seconds * rate)):
        time.sleep(max(0.0, begin + number / rate - time.monotonic()))
        if time.monotonic() - begin >= len(memory) * every:
            memory.append(server.resident())
        if time.monotonic() - begin > seconds:
            break
        started = time.monotonic()
        answers[_status(server.address + next(asked))] += 1
        waits.append(time.monotonic() - started)
    return _record(answers, memory, waits, time.monotonic() - begin, every)


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as reply:  # noqa: S310
            reply.read()
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _record(
    answers: Counter[int], memory: list[int], waits: list[float], seconds: float, every: float
) -> dict[str, object]:
    third = max(1, len(memory) // 3)
    middle, last = statistics.median(memory[third : 2 * third] or memory), statistics.median(memory[-third:])
    return {
        "minutes": round(seconds / 60, 1),
        "requests": sum(answers.values()),
        "answers": {str(status): count for status, count in sorted(answers.items())},
        "median_ms": round(statistics.median(waits) * 1_000, 1),
        "kilobytes_every_seconds": every,
        "kilobytes": memory,
        "last_third_over_second": round(last / middle, 3),
        "flat": last / middle < GROWTH,
        "load_average": os.getloadavg()[2],
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.serving.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=3, help="requests a second")
    parser.add_argument("--record", type=Path, default=Path("soak.json"))
    given = parser.parse_args()
    with served() as server:
        found = load(server, given.minutes * 60, given.rate, every=30)
    given.record.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: value for name, value in found.items() if name != "kilobytes"}))
    return 0 if found["flat"] and not any(status >= "500" for status in dict(found["answers"])) else 1  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main())
