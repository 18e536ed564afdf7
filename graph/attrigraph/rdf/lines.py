"""Graphs as lines of N-Quads: sorted and settled without holding them in memory."""

import heapq
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from attrigraph.rdf import iris
from attrigraph.rdf.derive import ONE_VALUE
from attrigraph.rdf.vocabulary import RDFS, SKOS

CHUNK = 500_000  # lines that are sorted in memory, about 200 MB with all that belongs to them
_FILES = 200  # files that are open at once
_IN_REFERENCE = f" {iris.REFERENCE} .\n".encode()
_ONE_VALUE = frozenset(str(name).encode() for name in ONE_VALUE)
_LABEL, _ALIAS = str(RDFS.label).encode(), str(SKOS.altLabel).encode()


def sorted_lines(lines: Iterable[bytes], scratch: Path, *, chunk: int = CHUNK) -> Iterator[bytes]:
    r"""Yield lines in order of their code points, each once; what is more than one chunk is sorted through files.

    The files have no names, in the folder `scratch`, and go with the process.

    >>> list(sorted_lines([b"b\n", b"a\n", b"b\n", b"c\n"], Path(), chunk=2))
    [b'a\n', b'b\n', b'c\n']
    """
    several = iter(lines)
    first = sorted(set(islice(several, chunk)))
    with ExitStack() as stack:
        files: list[IO[bytes]] = []
        while more := sorted(set(islice(several, chunk))):
            files.append(_filed(more, scratch, stack))
            if len(files) == _FILES:
                files = [_joined(files, scratch, stack)]
        yield from unique(heapq.merge(first, *files)) if files else first


def settled_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Do what derive.settled does, for lines in order, and keep the order."""
    for _, group in groupby(lines, key=lambda line: line.partition(b" ")[0]):
        several = list(group)
        yield from sorted(_settled(several)) if any(map(_settles, several)) else several


def _settles(line: bytes) -> bool:
    return line.endswith(_IN_REFERENCE) and line.split(b" ", 2)[1] in _ONE_VALUE


def _settled(subject: list[bytes]) -> set[bytes]:
    """Return the lines of one subject with one label, one kind and one code: the first; other labels are aliases."""
    out, values = set(), defaultdict(list)
    for line in subject:
        if _settles(line):
            values[line.split(b" ", 2)[1]].append(line)
        else:
            out.add(line)
    for predicate, candidates in values.items():
        out.add(candidates[0])
        if predicate == _LABEL:
            out.update(line.replace(_LABEL, _ALIAS, 1) for line in candidates[1:])
    return out


def _filed(lines: Iterable[bytes], scratch: Path, stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile(dir=scratch))  # noqa: SIM115
    file.writelines(lines)
    file.seek(0)
    return file


def _joined(files: list[IO[bytes]], scratch: Path, stack: ExitStack) -> IO[bytes]:
    joined = _filed(unique(heapq.merge(*files)), scratch, stack)
    for file in files:
        file.close()
    return joined


def unique(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines without those that are as the one before."""
    last = b""
    for line in lines:
        if line != last:
            yield line
        last = line
