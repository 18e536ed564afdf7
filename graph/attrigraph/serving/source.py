"""The database that is served: that of a graph folder, or one made of a file; looked at anew when the graph changes."""

from pathlib import Path
from threading import Lock

from attrigraph.errors import AttrigraphError
from attrigraph.rdf.store import open_store, up_to_date, write_store

Stamp = tuple[int, int, int]


class Source:
    """A graph folder or an RDF file, and the database that holds what is in it now."""

    def __init__(self, graph: str | Path, scratch: Path) -> None:
        self._graph = Path(graph)
        self._scratch = scratch
        self._versions = 0
        self._one_at_a_time = Lock()
        self._stamp = self._now()
        self._database = self._prepared()

    @property
    def database(self) -> Path:
        """The database folder: a new one once the graph was built anew, or the old one where that fails."""
        with self._one_at_a_time:
            now = self._now()
            if now != self._stamp and now is not None:
                try:
                    self._database = self._prepared()
                except (AttrigraphError, OSError):
                    return self._database  # half written, or gone wrong: the old one is still there
                self._stamp = now
            return self._database

    def _prepared(self) -> Path:
        """Return a new name of the folder's own database if that is up to date, else a database made of the graph."""
        self._versions += 1
        place = self._scratch / f"{self._versions}"
        if up_to_date(self._graph) is not None:
            place.symlink_to((self._graph / "store").resolve(), target_is_directory=True)
        else:
            write_store(open_store(self._graph), place)
        return place

    def _now(self) -> Stamp | None:
        lines = self._graph / "graph.nq"
        try:
            found = (lines if lines.exists() else self._graph).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
