"""Change the code in one place at a time, and see whether a test fails: `python -m tests.mutation rdf --sample 150`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy

import argparse
import functools
import hashlib
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from attrigraph import language

from .changes import Mutant, mutants
from .trying import Trial

ROOT = Path(__file__).parents[2]
AREAS = {
    "rdf": ("rdf/*.py", ["tests/rdf"]),
    "status": ("extraction/status.py", ["tests/extraction/test_status.py", "tests/extraction/test_extract.py"]),
    "decisions": ("merging/[adlu]*.py", ["tests/merging"]),
}
LEFT_OUT = "not browser and not stores and not node"


def tell(mutant: Mutant, outcome: str) -> None:
    print(f"{mutant.file}:{mutant.line} {mutant.function}: {mutant.change}: {outcome}", flush=True)


def tried(area: str, most: int, seed: str, before: dict) -> dict[str, object]:
    """Try a sample of the mutants of an area, the same for the same seed, and return what came of it.

    Of a sample that was tried before, only those are tried that no test saw; SystemExit where the code has changed
    since, so that it is no longer the same sample.
    """
    pattern, tests = AREAS[area]
    files = sorted((ROOT / "graph/attrigraph").glob(pattern))
    every = [mutant for file in files for mutant in mutants(file, ROOT)]
    chosen = sorted(Random(f"{area} {seed}").sample(every, min(most, len(every))), key=lambda one: (one.file, one.line))  # noqa: S311
    sample = hashlib.sha256("\n".join(mutant.name for mutant in chosen).encode()).hexdigest()
    if before and before.get("sample") != sample:
        raise SystemExit(f"{area}: the code has changed since; leave --again out")
    again = [mutant for mutant in chosen if mutant.name in before["left"]] if before else chosen
    trial = Trial(ROOT, again, tell)
    pytest.main([*tests, "-q", "-m", LEFT_OUT, "-p", "no:cacheprovider"], plugins=[trial])
    kinds = Counter(said.partition(":")[0] for said in trial.outcomes.values())
    kinds["killed"] += len(chosen) - len(again)
    return {
        "files": pattern,
        "tests": tests,
        "seed": seed,
        "sample": sample,
        "of": len(every),
        "tried": len(chosen),
        **{kind: kinds[kind] for kind in ("killed", "survived", "not reached")},
        "left": {mutant.name: said for mutant, said in trial.outcomes.items() if not said.startswith("killed")},
        "failed before any change": trial.wrong,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("areas", nargs="*", default=list(AREAS), metavar="AREA", help=", ".join(AREAS))
    parser.add_argument("--sample", type=int, default=150, help="how many mutants of each area")
    parser.add_argument("--seed", default="1", help="another seed gives another sample")
    parser.add_argument("--record", type=Path, default=Path("mutants.json"), help="where the outcomes are written")
    parser.add_argument("--again", action="store_true", help="try only what the record says was not seen before")
    given = parser.parse_args()
    language.load = functools.cache(language.load)  # what no mutant changes is loaded once, before processes part
    language.load()
    record = json.loads(given.record.read_bytes()) if given.record.exists() else {}
    for area in given.areas:
        record[area] = tried(area, given.sample, given.seed, record.get(area, {}) if given.again else {})
        given.record.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
