"""Outputs that appear whole or not at all, and never over something that is not ours."""

import errno
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrigraph.errors import OutputError
from attrigraph.workplace import workplace

GENERATOR = "attrigraph"
REPORT = "report.json"
CACHE = "cache.sqlite"
GRAPH_FOLDER = (
    *("graph.nq", "store", "acts.jsonl", "quarantine.jsonl", REPORT, "index.html"),
    *("matches.jsonl", CACHE),
)
PAGE_MARK = f'<meta name="generator" content="{GENERATOR}">'
_HEAD = 4_096
_OURS = re.compile(rb'\s*\{\s*"generator":\s*"' + GENERATOR.encode() + rb'"\s*[,}]')
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))


def is_graph_folder(path: Path) -> bool:
    """Say whether `path` is a folder with a report.json that attrigraph wrote."""
    try:
        with (path / REPORT).open("rb") as report:
            return _OURS.match(report.read(_HEAD)) is not None
    except OSError:
        return False


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a graph folder is made of, by name; store/, report and cache are left out.

    The store is made of graph.nq and can be made again, the cache holds nothing that another build needs; the report is
    where the digests stand.
    """
    found = (folder / name for name in sorted(GRAPH_FOLDER) if name not in (REPORT, CACHE))
    return {file.name: digest(file) for file in found if file.is_file()}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_own_page(path: Path) -> bool:
    """Say whether `path` is a page that attrigraph made: PAGE_MARK stands near its beginning."""
    with path.open("rb") as start:
        return PAGE_MARK.encode() in start.read(_HEAD)


@contextmanager
def fresh_graph_folder(target: Path, *, keeps: Collection[str] = ()) -> Iterator[Path]:
    """Yield a fresh folder for a graph, as fresh_folder does."""
    with fresh_folder(target, kind="graph folder", is_ours=is_graph_folder, parts=GRAPH_FOLDER, keeps=keeps) as folder:
        yield folder


@contextmanager
def fresh_folder(
    target: Path, *, kind: str, is_ours: Callable[[Path], bool], parts: Collection[str], keeps: Collection[str] = ()
) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends well, and is removed otherwise.

    An existing folder of this kind is replaced; files in it that are no `parts` of one are kept. Any other folder with
    something in it, and a file, raise OutputError before anything is touched; so does a folder that another process is
    writing. Files named in `keeps` stand beside the new folder meanwhile, and survive whatever ends the process.
    """
    target = target.resolve()
    _refuse_what_is_not_ours(target, kind, is_ours)
    by_the_caller = False
    try:
        with workplace(target, parts, keeps) as new:
            by_the_caller = True
            yield new
            by_the_caller = False
    except OSError as error:
        if by_the_caller and error.errno not in _NO_ROOM:
            raise
        raise _cannot_write(target, error) from error
    except OutputError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _NO_ROOM:
            raise _cannot_write(target, error.__cause__) from error  # not some part, of which the user has not heard
        raise


def write_file(target: Path, text: str) -> None:
    """Write a text file in UTF-8; it appears whole, or OutputError is raised and what was there stays.

    A device or a pipe is written to as it is.
    """
    with fresh_file(target) as file:
        file.write_bytes(text.encode())


@contextmanager
def fresh_file(target: Path) -> Iterator[Path]:
    """Yield a path to write to, which takes the place of `target` when the block ends well, and is removed otherwise.

    A device or a pipe is yielded as it is. Raises OutputError where it cannot be written.
    """
    special = target.exists() and not target.is_file()
    temporary = target if special else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield temporary
        if not special:
            temporary.replace(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        if not special:
            with suppress(OSError):
                temporary.unlink()


def _refuse_what_is_not_ours(target: Path, kind: str, is_ours: Callable[[Path], bool]) -> None:
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file", "name a folder that does not exist yet", value=target)
    if Path.cwd().is_relative_to(target):
        raise OutputError(f"{target}: the current folder is inside it", "name a folder below this one", value=target)
    if target.is_dir() and any(target.iterdir()) and not is_ours(target):
        what = f"{target}: has files in it and is not a {kind}"
        raise OutputError(what, "name a new folder, or an empty one", value=target)


def _cannot_write(target: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    todo = "make room there and run it again" if error.errno in _NO_ROOM else "choose another place with -o"
    return OutputError(f"{target}: cannot be written ({reason})", todo, value=target)
