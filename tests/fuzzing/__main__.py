"""Run a campaign: `python -m tests.fuzzing --seconds 3600 --record fuzzing.json`."""

import argparse
import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: its threads would wait for each other all day

from .campaign import campaign
from .targets import TARGETS

parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
parser.add_argument("targets", nargs="*", default=list(TARGETS), metavar="TARGET", help=", ".join(TARGETS))
parser.add_argument("--seconds", type=float, default=3_600, help="processor time of the whole campaign")
parser.add_argument("--turn", type=float, default=20, help="processor time of a target before the next has its turn")
parser.add_argument("--seed", default="1", help="another seed gives other cases")
parser.add_argument("--record", type=Path, default=Path("fuzzing.json"), help="where the counts go")
parser.add_argument("--finds", type=Path, default=Path("finds"), help="where inputs go that broke something")
given = parser.parse_args()
unknown = sorted({*given.targets} - {*TARGETS})
if unknown:
    parser.error(f"no target {unknown[0]}; choose from {', '.join(TARGETS)}")
found = campaign(given.targets, given.seconds, turn=given.turn, seed=given.seed, record=given.record, saved=given.finds)
for name, tally in found.items():
    print(f"{name}: {tally.cases:,} cases, {tally.outcomes} outcomes kept, {len(tally.finds)} finds")
    for why, file in tally.finds.items():
        print(f"  {why}: {given.finds / name / file}")
