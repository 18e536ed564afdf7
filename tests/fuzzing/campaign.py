"""A campaign: cases by the thousand, each target in processes of its own, so that even the end of one is only a find.

An input that comes to something new is kept for the rest of the campaign and varied in its turn. Turns are measured in
processor time, so that a busy machine changes how long a campaign takes, not what it tries.
"""

import gc
import json
import mmap
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from .mutation import MOST
from .targets import CORPUS, TARGETS, Target

CPU_SECONDS = 20  # of one input: more is a find
PATIENCE = 100  # seconds by the clock for one of processor time: so busy may a machine be
MEMORY = 4_000_000_000  # bytes of data of one process
KEPT = 400  # inputs a target that came to something new
_FORK = get_context("fork")


@dataclass
class Tally:
    """What came of one target so far."""

    cases: int = 0
    outcomes: int = 0
    seconds: float = 0  # of processor time
    finds: dict[str, str] = field(default_factory=dict)


class TooSlowError(BaseException):
    """A case took more time than any may."""


def seeds(name: str) -> list[bytes]:
    """Return the files a target begins with, in order of their names."""
    files = (CORPUS / (TARGETS[name].corpus or name)).iterdir()
    return [file.read_bytes() for file in sorted(files)]


def vocabulary(several: Sequence[bytes]) -> list[bytes]:
    """Return what the files are made of: words, and marks between them."""
    return sorted({token for data in several for token in re.findall(rb"\w{2,40}|[^\w\s]{1,3}", data[:MOST])})


def variants(name: str, random: Random, pool: list[bytes]) -> Iterator[bytes]:
    """Yield variants without end; what is added to `pool` meanwhile is varied too."""
    words = vocabulary(seeds(name))
    while True:
        yield TARGETS[name].vary(random, pool, words)


def campaign(
    names: Sequence[str], seconds: float, *, turn: float, seed: str, record: Path, saved: Path
) -> dict[str, Tally]:
    """Run the targets in turn until so much processor time is used, and write the record after each turn."""
    tallies = {name: Tally() for name in names}
    _warm(names)
    turns = 0
    with TemporaryDirectory(prefix="attrigraph-fuzz-") as scratch:
        while (left := seconds - sum(one.seconds for one in tallies.values())) > 0:
            for name in names:
                share = min(turn * TARGETS[name].share, left)
                _turn(name, f"{seed} {turns}", share, Path(scratch) / name, tallies[name], saved)
                _write(record, tallies, seed)
            turns += 1
    return tallies


def _warm(names: Sequence[str]) -> None:
    """Load once, before the processes part, whatever is loaded only when it is needed."""
    for name in {*names} - {"merge"}:  # DuckDB's threads do not survive the parting
        for data in [*seeds(name), *islice(variants(name, Random(name), seeds(name)), 20)]:  # noqa: S311
            tried(TARGETS[name], data)
    gc.collect()
    gc.freeze()


def _turn(name: str, turn: str, seconds: float, pool: Path, tally: Tally, saved: Path) -> None:
    """Run one target for a while in a process of its own."""
    pool.mkdir(parents=True, exist_ok=True)
    current = mmap.mmap(-1, MOST * 4)
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_work, args=(name, turn, seconds, pool, current, theirs))
    process.start()
    theirs.close()
    process.join((seconds + CPU_SECONDS) * PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
    said = ours.recv() if ours.poll() else None
    if said is None:
        size = int.from_bytes(current[:4])
        cases = int.from_bytes(current[4:12])
        said = cases, seconds, {"process ended": current[12 : 12 + size].hex()}
    cases, used, finds = said
    tally.cases += cases
    tally.seconds = round(tally.seconds + used, 1)
    tally.outcomes = len(list(pool.iterdir()))
    for why, data in finds.items():
        if why not in tally.finds:
            tally.finds[why] = _save(saved / name, bytes.fromhex(data), TARGETS[name].suffix)


def _work(name: str, turn: str, seconds: float, pool: Path, current: mmap.mmap, answer: object) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = int(seconds) + 2 * CPU_SECONDS  # code of others that no signal interrupts ends with the process
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    signal.signal(signal.SIGPROF, _too_slow)
    target, several = TARGETS[name], seeds(name) + [file.read_bytes() for file in sorted(pool.iterdir())]
    known = {file.name for file in pool.iterdir()}
    finds: dict[str, str] = {}
    cases, began = 0, time.process_time()
    for data in variants(name, Random(f"{name} {turn}"), several):  # noqa: S311 - not for secrets
        cases += target.cases(data)
        current[:12] = len(data).to_bytes(4) + cases.to_bytes(8)
        current[12 : 12 + len(data)] = data
        outcome = tried(target, data)
        if isinstance(outcome, Find):
            finds.setdefault(str(outcome), data.hex())
        elif (mark := sha256(repr(outcome).encode("utf-8", "replace")).hexdigest()[:16]) not in known:
            known.add(mark)
            if len(known) <= KEPT:
                (pool / mark).write_bytes(data)
                several.append(data)
        if time.process_time() - began > seconds:
            break
    answer.send((cases, time.process_time() - began, finds))  # type: ignore[attr-defined]
    answer.close()  # type: ignore[attr-defined]
    os._exit(0)


class Find(str):
    """What went wrong, and where."""

    __slots__ = ()


def tried(target: Target, data: bytes) -> object:
    """Return what an input came to, or a Find."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        return target.tried(data)
    except (Exception, TooSlowError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        own = [f"{Path(one.filename).name}:{one.lineno}" for one in frames if "attrigraph" in one.filename]
        return Find(f"{type(error).__name__} at {own[-1] if own else frames[-1].filename}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_slow(*_: object) -> None:
    raise TooSlowError


def _save(folder: Path, data: bytes, suffix: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{sha256(data).hexdigest()[:12]}{suffix}"
    file.write_bytes(data)
    return file.name


def _write(record: Path, tallies: dict[str, Tally], seed: str) -> None:
    value = {
        "seed": seed,
        "cases": sum(one.cases for one in tallies.values()),
        "python": sys.version.split()[0],
        "seconds": "of processor time",
        "targets": {name: asdict(one) for name, one in tallies.items()},
    }
    record.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
