"""On what a measurement was made: it belongs to every result."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("attrigraph", "spacy", "numpy", "pyoxigraph", "rdflib", "duckdb", "pyshacl")


def machine() -> dict[str, object]:
    """Return the machine, how busy it was, and the versions of what was measured."""
    return {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 1),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
