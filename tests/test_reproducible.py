"""The same sources give the same bytes: on any run, with any number of processes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[1] / "seeds"
SAME = ("graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html")


@pytest.mark.slow
def test_neither_the_hash_seed_nor_the_number_of_processes_changes_a_byte(tmp_path: Path) -> None:
    program = [Path(sys.executable).parent / "attrigraph", "build", SEEDS]
    for seed, jobs in (("0", "1"), ("4711", "2")):
        command = [*program, "-o", tmp_path / seed, "--jobs", jobs]
        done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=False)
        assert (done.returncode, re.sub(b"attrigraph: building: .*\n", b"", done.stderr)) == (0, b"")
    for name in SAME:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "4711" / name).read_bytes(), name
    assert (tmp_path / "0/acts.jsonl").read_bytes().count(b"\n") > 50
