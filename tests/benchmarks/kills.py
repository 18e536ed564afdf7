"""Kill -9 at random points of builds and merges: python tests/benchmarks/kills.py --documents 2000 --points 50

A build is started over and over and killed after a random time, until one comes to its end; then its files are compared
with those of a build that nobody disturbed, and the next one begins from nothing. So every kill is followed by a run
that goes on from it, and points fall into the reading, the sorting, the store, the page and the change of the folders.
Merges begin from nothing every time. Prints a JSON object; the exit code is 1 where a byte differed.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from articles import article
from machine import machine

PART = 6  # of the time of a whole build within which one is killed
SAME = ("graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html", "matches.jsonl")
PROGRAM = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]


def main() -> int:
    """Run both parts, print what came of them, and say whether all was equal."""
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--merged", type=int, default=100, help="documents in each of two graphs that are merged")
    options.add_argument("--points", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=("build", "merge"))
    given = options.parse_args()
    random.seed(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        found: dict[str, object] = {"machine": machine(), "settings": vars(given)}
        different = 0
        for verb, command in (("build", built), ("merge", merged)):
            if given.only in (None, verb):
                found[verb] = result = tried(command(place, given), place, given.points, chained=verb == "build")
                different += result["different"]
                print(json.dumps(result), file=sys.stderr)
    print(json.dumps(found, indent=1))
    return 1 if different else 0


def built(place: Path, given: argparse.Namespace) -> list[str]:
    """Return the command of a build, but for its target."""
    return ["build", str(sources(place / "all.jsonl", 0, given.documents)), "-o"]


def merged(place: Path, given: argparse.Namespace) -> list[str]:
    """Return the command of a merge of two graphs that have half their documents in common, but for its target."""
    return ["merge", graph(place, "a", 0, given.merged), graph(place, "b", given.merged // 2, given.merged), "-o"]


def tried(command: Sequence[str], place: Path, points: int, *, chained: bool) -> dict[str, Any]:
    """Kill a command `points` times, `chained` one run after the other, else with a run to the end after each."""
    started = time.monotonic()
    run([*command, str(place / "whole")])
    whole, expected = time.monotonic() - started, digests(place / "whole")
    shutil.rmtree(place / "whole")
    result, kills, ended, different, killed = place / "out", Counter[str](), 0, 0, False
    while kills.total() < points or killed:
        free = kills.total() == points or (killed and not chained)
        limit = None if free else random.uniform(0, whole / PART if chained else whole)  # noqa: S311
        killed = run([*command, str(result)], limit)
        if killed:
            kills[state(place, result)] += 1
            continue
        ended += 1
        different += digests(result) != expected
        shutil.rmtree(result)
        print(f"{command[0]}: {kills.total()} kills, {ended} came to the end, {different} differ", file=sys.stderr)
    return {"kills": dict(kills), "ended": ended, "different": different, "seconds_undisturbed": round(whole, 1)}


def run(command: Sequence[str], limit: float | None = None) -> bool:
    """Run the program to its end, or kill it with its processes after some seconds; say whether it was killed."""
    process = subprocess.Popen([*PROGRAM, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if process.wait(limit) not in (0, 1):
            raise SystemExit(f"{command}: exit code {process.returncode}")
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def state(place: Path, result: Path) -> str:
    """Say what a kill left behind."""
    work = place / ".out.work"
    if (work / "ready").exists():
        return "between the folders"
    if (work / "new/report.json").exists() or (work / "new/store").exists():
        return "while the files were written"
    if any((work / "new").glob("*")):
        return "while the lines were sorted"
    return "while documents were read" if work.exists() else "before or after all"


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of the files that have to be the same."""
    files = (folder / name for name in SAME)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.exists()}


def sources(path: Path, first: int, many: int) -> Path:
    """Write articles as JSON Lines."""
    path.write_text("".join(json.dumps(article(first + number)) + "\n" for number in range(many)), encoding="utf-8")
    return path


def graph(place: Path, name: str, first: int, many: int) -> str:
    """Build a graph folder of articles and return its path."""
    run(["build", str(sources(place / f"{name}.jsonl", first, many)), "-o", str(place / name)])
    return str(place / name)


if __name__ == "__main__":
    sys.exit(main())
