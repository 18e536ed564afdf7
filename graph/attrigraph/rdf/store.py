"""Graphs on disk: sorted N-Quads, the database beside them, and what can be read back.

Only pyoxigraph parses here: it fetches nothing, whatever a file asks for.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import Quad

from attrigraph.errors import OutputError, SourceError, UsageError
from attrigraph.outputs import is_graph_folder
from attrigraph.rdf import derived, iris
from attrigraph.rdf.derive import ontology_graph
from attrigraph.rdf.lines import settled_lines, sorted_lines
from attrigraph.rdf.nesting import refuse_nesting

_SOME = 50_000  # quads that are made lines at once
_PIECE = 100_000_000  # bytes of lines that are loaded at once: the loader takes six times as much memory
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def open_store(path: Path) -> ox.Store:
    """Open a graph folder (its store/ read-only if it has one, else its graph.nq) or an RDF file, with terms and codes.

    Raises SourceError for what cannot be read, UsageError for what is no graph.
    """
    if path.is_dir():
        return _open_folder(path)
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder", "name a graph folder or an RDF file", value=path)
    store = ox.Store()
    store.bulk_extend(quad for quad in read_quads(path) if quad.graph_name != iris.ONTOLOGY)
    store.bulk_extend(ontology_graph())
    return store


def open_database(database: Path) -> ox.Store:
    """Open the database folder of a graph folder read-only; SourceError where that cannot be."""
    try:
        return ox.Store.read_only(str(database))
    except (OSError, RuntimeError, ValueError) as error:
        todo = "delete it: graph.nq holds the same graph"
        raise SourceError(f"{database}: {_one_line(error)}", todo, value=database) from error


def read_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of an RDF file in its order; SourceError where it breaks."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: not an RDF file", f"name one of {' '.join(FORMATS)}", value=path)
    try:
        refuse_nesting(path, form)
        yield from ox.parse(path=str(path), format=form)
    except (SyntaxError, ValueError, OSError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> SourceError:
    if "LoadDocumentCallback" in str(error):  # pyoxigraph's word for a context that it would have to fetch
        what = f"{path}: its JSON-LD context is on the web, and nothing is fetched"
        return SourceError(what, "write the context into the file", value=path)
    return SourceError(f"{path}: {_one_line(error)}", "mend or replace the file", value=path)


def write_nquads(quads: Iterable[Quad], path: Path) -> None:
    """Write quads as N-Quads, each once, sorted by code point; the file appears whole or not at all.

    More than 500,000 quads are sorted in parts on disk. Raises OutputError where the file cannot be written.
    """
    with _written(path) as out:
        out.writelines(sorted_lines(_serialized(quads), path.parent))


def write_lines(lines: Iterable[bytes], path: Path) -> int:
    """Write the lines of several documents as the graph of all, sorted, and return how many there are.

    Actors are settled as in derive.settled. Memory stays the same however many lines there are. Raises OutputError
    where the file cannot be written.
    """
    count = 0
    with _written(path) as out:
        for line in settled_lines(sorted_lines(lines, path.parent)):
            out.write(line)
            count += 1
    return count


def write_store(quads: Iterable[Quad], path: Path, *, of: Path | None = None) -> None:
    """Write quads into a new database folder, to be opened read-only; OutputError where something is there already.

    `of` is the file of N-Quads that holds the same: while it stays as it is, the store is up to date.
    """
    if path.exists():
        raise OutputError(f"{path}: is there already", "choose another place", value=path)
    try:
        store = ox.Store(str(path))
        store.bulk_extend(quads)
        store.optimize()
        store.flush()
        if of is not None:
            derived.stamp(of, path)
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{path}: {_one_line(error)}", "choose another place", value=path) from error


def load_store(lines: Path, path: Path) -> None:
    """Make a new database folder of a file of N-Quads, with terms and codes, without holding it in memory."""
    try:
        store = ox.Store(str(path))
        with lines.open("rb") as file:
            while some := file.readlines(_PIECE):
                store.bulk_load(b"".join(some), format=ox.RdfFormat.N_QUADS)
        store.bulk_extend(ontology_graph())
        store.optimize()
        store.flush()
        derived.stamp(lines, path)
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{path}: {_one_line(error)}", "choose another place", value=path) from error


def up_to_date(folder: Path) -> ox.Store | None:
    """Open the store/ of a graph folder if it was made of its graph.nq, with the terms and codes of this version.

    A store without a graph.nq beside it counts as well; SourceError where such a one is broken.
    """
    database, lines = folder / "store", folder / "graph.nq"
    if not lines.is_file():
        return open_database(database) if database.is_dir() else None
    if not derived.is_of(lines, database):
        return None
    with suppress(SourceError):  # it is broken, and will be made again
        store = open_database(database)
        terms = set(store.quads_for_pattern(None, None, None, iris.ONTOLOGY))
        return store if terms == set(ontology_graph()) else None
    return None


def _open_folder(path: Path) -> ox.Store:
    lines = path / "graph.nq"
    if not (path / "store").is_dir() and not lines.is_file():
        raise UsageError(f"{path}: not a graph folder", "name a folder that build, import or merge wrote", value=path)
    store = up_to_date(path)
    return _made_again(path) if store is None else store


def _made_again(folder: Path) -> ox.Store:
    """Return the graph of graph.nq, and make store/ of it for the next time, if the folder is ours to write to."""
    lines = folder / "graph.nq"
    store = open_store(lines)
    if not is_graph_folder(folder):
        return store
    with suppress(OSError, OutputError), tempfile.TemporaryDirectory(prefix=".store.", dir=folder) as scratch:
        new, old, place = Path(scratch) / "new", Path(scratch) / "old", folder / "store"
        write_store(store, new, of=lines)
        if place.exists():
            place.rename(old)
        new.rename(place)
    return store


@contextmanager
def _written(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write to that takes the place of `path` when the block ends well."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason})", "choose another place", value=path) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _serialized(quads: Iterable[Quad]) -> Iterator[bytes]:
    several = iter(quads)
    while some := list(islice(several, _SOME)):
        yield from (ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
