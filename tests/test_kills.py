"""Killed at any moment, a build goes on from there, and its files are those of a build that nobody disturbed."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAME = ("graph.nq", "acts.jsonl", "quarantine.jsonl", "index.html")
BUILD = """
import sys, time
from attrigraph import building, stages
from tests.conftest import understand

def slowly(document, *, pipeline=None):
    time.sleep(0.01)
    return understand(document)

stages.extracted = slowly
print("ready", flush=True)
building.build(sys.argv[1], sys.argv[2])
"""


def build(sources: Path, out: Path, *, kill_after: float | None = None) -> bool:
    """Build in a process of its own, and kill it some seconds after it began; say whether it came to its end."""
    command = [sys.executable, "-c", BUILD, str(sources), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            assert process.wait(kill_after) == 0, process.stderr and process.stderr.read()
        except subprocess.TimeoutExpired:
            process.kill()
            return False
        return True


@pytest.mark.slow
def test_builds_that_were_killed_end_in_the_same_bytes(tmp_path: Path) -> None:
    """The long form is tests/benchmarks/kills.py."""
    from .test_incremental import write

    sources = tmp_path / "sources"
    sources.mkdir()
    for part in range(10):
        articles = {f"{part}{letter}": (part % 3, number % 4) for number, letter in enumerate("abcdef")}
        write(tmp_path / "part", articles)
        for file in (tmp_path / "part").iterdir():
            file.rename(sources / file.name)
    assert build(sources, tmp_path / "whole")
    chance = random.Random(8)  # noqa: S311 - not for secrets
    kills = sum(not build(sources, tmp_path / "out", kill_after=chance.uniform(0.05, 0.7)) for _ in range(5))
    assert build(sources, tmp_path / "out")
    assert kills > 0
    for name in SAME:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out", "part", "sources", "whole"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_full_disk_is_one_line_and_nothing_is_lost(tmp_path: Path) -> None:
    from .test_incremental import write

    sources = write(tmp_path / "sources", {letter: (0, number % 4) for number, letter in enumerate("abcdefgh")})
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n" + BUILD
    limited = limited.replace("building.build(sys.argv[1], sys.argv[2])", MAIN)
    command = [sys.executable, "-c", limited, str(sources), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    *_, last = done.stderr.splitlines()
    assert last.startswith("attrigraph: ")
    assert "cannot be written (" in last
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert build(sources, tmp_path / "out")


MAIN = """
from attrigraph import workers
from attrigraph.cli import main
workers.cores = lambda: None
sys.exit(main(["build", sys.argv[1], "-o", sys.argv[2]]))
"""
