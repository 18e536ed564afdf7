"""Checksums: what a run reads (inputs.sha256) and what is shipped (SHA256SUMS beside the weights)."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from training.settings import HERE

INPUTS = HERE / "inputs.sha256"
SHIPPED = "SHA256SUMS"


class WrongInputError(Exception):
    """A file is missing or is not the one that the lock names."""


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(lock: Path, folder: Path, files: Iterable[Path]) -> None:
    """Write the checksums of files below a folder, sorted, in the form that `sha256sum --check` reads."""
    lines = sorted(f"{checksum(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    lock.write_text("".join(sorted(lines, key=lambda line: line[66:])), encoding="utf-8")


def read(lock: Path) -> dict[str, str]:
    """Return the checksum of every file that a lock names."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


def verify(lock: Path, folder: Path) -> None:
    """Raise WrongInputError where a file of the lock is missing below the folder, or differs."""
    for name, expected in read(lock).items():
        path = folder / name
        if not path.is_file():
            raise WrongInputError(f"{name} is missing below {folder}: give the corpora folder with --corpora")
        if checksum(path) != expected:
            raise WrongInputError(f"{name} is not the file that {lock.name} names: restore it, or lock the new one")


def shipped_files(weights: Path) -> list[Path]:
    """Return every file of a weights folder but its own list of checksums."""
    return [path for path in sorted(weights.rglob("*")) if path.is_file() and path.name != SHIPPED]
