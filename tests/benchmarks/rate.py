"""Rate and memory of builds as they grow: python tests/benchmarks/rate.py --documents 1000 100000 --jobs 2

Builds made-up articles with the program and prints, as JSON, documents a second of wall time and of processor time, the
seconds of each stage, and the most memory that all processes together held (without what they share counted twice).
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from articles import write
from machine import machine

PROGRAM = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]


def measured(documents: int, jobs: int, place: Path) -> dict[str, object]:
    """Build so many articles and return how it went."""
    out = place / f"out-{documents}"
    command = [
        *PROGRAM,
        "build",
        str(write(documents, place / f"{documents}.jsonl")),
        "-o",
        str(out),
        "--jobs",
        str(jobs),
    ]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        time.sleep(1)
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    report = json.loads((out / "report.json").read_bytes())
    return {
        "documents": documents,
        "quads": report["counts"]["quads"],
        "acts": report["counts"]["acts"],
        "seconds": round(seconds, 1),
        "processor_seconds": round(worked, 1),
        "documents_per_second": round(documents / seconds, 1),
        "documents_per_processor_second": round(documents / worked, 1),
        "memory_mb": most // 1024,
        "stages": report["timings"],
    }


def _memory(root: int) -> int:
    """Return the kilobytes that a process and those below it hold, shared pages by their share."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
        except (OSError, StopIteration):
            continue  # it has ended meanwhile
    return total


def main() -> None:
    """Measure each size and print what was found."""
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, nargs="+", default=[1_000, 100_000])
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    found: dict[str, Any] = {"machine": machine(), "jobs": given.jobs}
    with tempfile.TemporaryDirectory() as scratch:
        builds = found["builds"] = []
        for documents in sorted(given.documents):
            builds.append(measured(documents, given.jobs, Path(scratch)))
            print(json.dumps(builds[-1]), file=sys.stderr)  # the next may take hours, and be ended early
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
