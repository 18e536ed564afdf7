"""Run the tests again and again, each time in another order: `python -m tests.flaky --runs 3 --record flaky.json`.

What came of each run is added to the record, so that the runs can be spread over days and machines.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
CHOSEN = ("-q", "-n", "2", "-m", "not browser and not stores and not node and not spark", "-p", "no:cacheprovider")
Run = dict[str, object]


def tried(seed: int, options: Sequence[str]) -> Run:
    """Run the tests once, modules and the tests of each in an order of their own, and return what came of it."""
    order = ("--random-order-bucket=module", f"--random-order-seed={seed}")
    with TemporaryDirectory() as scratch:
        results = Path(scratch) / "results.xml"
        command = [sys.executable, "-m", "pytest", *CHOSEN, *order, f"--junitxml={results}", *options]
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        return described(seed, options) | counted(results) | {"exit": code, "minutes": minutes(began)}


def described(seed: int, options: Sequence[str]) -> Run:
    git = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    date = datetime.now(UTC).date().isoformat()
    return {"commit": git.stdout.strip(), "date": date, "machine": machine, "seed": seed, "options": [*options]}


def counted(results: Path) -> Run:
    """Return how many tests there were, and the names of those that failed; none where the run itself broke off."""
    if not results.is_file():
        return {"tests": 0, "skipped": 0, "failed": []}
    cases = list(ElementTree.parse(results).iter("testcase"))  # noqa: S314 - we wrote it
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    names = sorted({f"{case.get('classname')}::{case.get('name')}"[:200] for case in failed})
    return {
        "tests": len(cases),
        "skipped": len([one for one in cases if one.find("skipped") is not None]),
        "failed": names,
    }


def minutes(began: float) -> float:
    return round((time.monotonic() - began) / 60, 1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.flaky", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="how many times")
    parser.add_argument("--record", type=Path, default=Path("flaky.json"), help="where the runs are added")
    given, options = parser.parse_known_args()
    runs: list[Run] = json.loads(given.record.read_bytes())["runs"] if given.record.exists() else []
    for _ in range(given.runs):
        runs.append(tried(len(runs) + 1, options))
        given.record.write_text(json.dumps({"runs": runs}, indent=1) + "\n", encoding="utf-8")
        print(f"run {len(runs)}: {runs[-1]['tests']} tests, failed: {', '.join(runs[-1]['failed']) or 'none'}")
    return 1 if any(one["exit"] for one in runs[-given.runs :]) else 0


if __name__ == "__main__":
    sys.exit(main())
