"""Sources as a user names them (a file, a folder, a glob pattern) into single files, in a fixed order."""

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attrigraph.documents.normalise import one_line
from attrigraph.errors import SourceError
from attrigraph.model import Problem
from attrigraph.outputs import is_graph_folder

_CHILD = "documents"


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, and the folder that its id is relative to."""

    path: Path
    base: Path

    @property
    def id(self) -> str:
        """The path below the base with "/" between its parts; never absolute."""
        return one_line(printable(self.path.relative_to(self.base).as_posix()))


def find(source: str | Path) -> Iterator[Found | Problem]:
    """Yield the files of one source: by name within each folder, folders where their name stands.

    Hidden files and graph folders are skipped; a folder with a folder "documents" in it stands for that one. A source
    without any file, a graph folder as a source, a broken link, one that leads out of its source or back into itself,
    and what cannot be looked into are Problems.
    """
    path = Path(source or "\0")  # "" would be the current folder
    try:
        if not os.path.lexists(path) and glob.has_magic(str(source)):
            yield from _matches(str(source))
        elif path.is_dir():
            yield from _folder(path / _CHILD if (path / _CHILD).is_dir() else path)
        else:
            yield from _entry(path, path.parent, ())
    except (OSError, ValueError) as error:
        yield problem(path, error)


def printable(path: str | Path) -> str:
    """Return a path as text that can be shown and stored, whatever bytes it is made of."""
    return str(path).encode("utf-8", "replace").decode()


def problem(path: str | Path, error: Exception) -> Problem:
    """Say in one line why a path could not be read and what to do."""
    name = one_line(printable(path))[:500]
    match error:
        case SourceError():
            return Problem(name, error.what, error.todo)
        case FileNotFoundError():
            return Problem(name, "no such file or folder", "check the path")
        case PermissionError():
            return Problem(name, "may not be read", "change its permissions")
        case OSError():
            return Problem(name, f"cannot be read ({error.strerror or type(error).__name__})", "check the path")
    return Problem(name, "is not a path", "check the path")


def _matches(pattern: str) -> Iterator[Found | Problem]:
    """Yield what a pattern matches, relative to the part of it that stands before the first wildcard."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    matches = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207  Path.glob does not skip hidden files
    if not matches:
        yield Problem(one_line(printable(pattern))[:500], "no file matches", "check the pattern")
    for match in map(Path, matches):
        below = [folder for folder in (match, *match.parents) if folder != base and folder.is_relative_to(base)]
        if not any(map(is_graph_folder, below)):
            yield from _entry(match, base, ())


def _folder(path: Path) -> Iterator[Found | Problem]:
    empty = True
    for item in _entry(path, path, ()):
        empty = False
        yield item
    if empty:
        yield Problem(one_line(printable(path))[:500], "no file in this folder", "check the path")


def _entry(path: Path, base: Path, above: tuple[Path, ...]) -> Iterator[Found | Problem]:
    """Yield a file, or what a folder holds; `above` are the real folders that lead here, the one named first."""
    try:
        mode = path.stat().st_mode
        children = sorted(path.iterdir()) if stat.S_ISDIR(mode) else []
        here = path.resolve()
    except OSError as error:
        yield problem(path, error)
        return
    refused = _refused(path, mode, here, above)
    if refused:
        yield problem(path, refused)
    elif stat.S_ISREG(mode):
        yield Found(path, base)
    else:
        for child in children:
            if not child.name.startswith(".") and not is_graph_folder(child):
                yield from _entry(child, base, (*above, here))


def _refused(path: Path, mode: int, here: Path, above: tuple[Path, ...]) -> SourceError | None:
    """Say why an entry is not read, None where it is."""
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return SourceError("is not a regular file", 'pipe JSON Lines into "-" instead')
    if here in above:
        return SourceError("leads back into a folder above it", "remove the link")
    if above and not here.is_relative_to(above[0]):
        return SourceError("is a link that leads out of its folder", "name what it leads to as a source of its own")
    if is_graph_folder(path):
        return SourceError("is a graph folder, not a source", "name the documents that it was made of")
    return None
