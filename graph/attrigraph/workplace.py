"""Beside each output a folder where it is made: one writer at a time, and what a killed one left is taken up."""

import json
import logging
import os
import shutil
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from attrigraph.errors import OutputError

_log = logging.getLogger("attrigraph")
_LOCK, _OWNER, _READY, _OLD, _NEW = "lock", "owner.json", "ready", "old", "new"


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that writes: its number, the machine, and since when."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since}"


@contextmanager
def workplace(target: Path, parts: Collection[str], keeps: Collection[str]) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends well, and is removed otherwise.

    What stands in `target` and is neither one of `parts` nor in the new folder stays. Files that are named in `keeps`
    are beside the new folder while the block runs, survive whatever ends it, and belong to `target` in the end. What a
    killed process had finished is put in place first. Raises OutputError naming the owner where another process is
    writing `target`, and OSError where it cannot be written.
    """
    work = _beside(target)
    with _locked(work, target):
        _take_up(work, target, parts)
        new = work / _NEW
        new.mkdir()
        _move(target, work, keeps)
        try:
            yield new
            (work / _READY).touch()
            _take_up(work, target, parts)
        finally:
            _clear(work, target, keeps)


def _beside(target: Path) -> Path:
    """Return the hidden folder for `target` on its file system: in the first folder above it that exists."""
    parent = next(place for place in target.parents if place.exists())
    return parent / f".{'.'.join(target.relative_to(parent).parts)}.work"


@contextmanager
def _locked(work: Path, target: Path) -> Iterator[None]:
    work.mkdir(exist_ok=True)
    lock = FileLock(work / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        what = f"{target}: is being written by {_owner(work) or 'another process'}"
        raise OutputError(what, "wait for it or end it", value=target) from error
    try:
        if gone := _owner(work):
            _log.warning("%s: %s ended without finishing; going on from there", target, gone)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        (work / _OWNER).write_text(json.dumps(asdict(Owner(os.getpid(), socket.gethostname(), now))), encoding="utf-8")
        yield
    finally:
        (work / _OWNER).unlink(missing_ok=True)
        if not any(entry.name != _LOCK for entry in work.iterdir()):
            shutil.rmtree(work, ignore_errors=True)
        lock.release()


def _owner(work: Path) -> Owner | None:
    try:
        return Owner(**json.loads((work / _OWNER).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _take_up(work: Path, target: Path, parts: Collection[str]) -> None:
    """Put a finished folder in place, however far an earlier process came with that; clear an unfinished one away.

    Each step is one rename, and may be the last before a kill: then the next process goes on with the one after it.
    """
    new, old = work / _NEW, work / _OLD
    if (work / _READY).exists():
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _exchange(new, target, old)
    elif old.exists() and not target.exists():
        old.rename(target)
    if old.exists():
        _move(old, target, {entry.name for entry in old.iterdir()} - set(parts))
        shutil.rmtree(old)
    (work / _READY).unlink(missing_ok=True)
    if new.exists():
        shutil.rmtree(new)


def _exchange(new: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def _move(source: Path, target: Path, names: Collection[str]) -> None:
    for name in names:
        if (source / name).exists() and not (target / name).exists():
            (source / name).rename(target / name)


def _clear(work: Path, target: Path, keeps: Collection[str]) -> None:
    """Take home what is kept, and leave nothing else; after a failure there may be no home yet."""
    with suppress(OSError):
        if target.exists():
            _move(work, target, keeps)
        for leftover in (work / _READY, work / _NEW):
            shutil.rmtree(leftover, ignore_errors=True)
            leftover.unlink(missing_ok=True)
