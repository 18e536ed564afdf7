"""The parts that are done, in a SQLite file: what a build did once it need not do again, whatever ended it."""

import errno
import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from attrigraph.errors import OutputError
from attrigraph.model import Document, Interval
from attrigraph.parts.part import Part
from attrigraph.reporting import Input

FORM = 1  # of the tables; a file of another form is made anew
_SECONDS = 1.0  # of work that a power cut may cost
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS part (
  id TEXT PRIMARY KEY, fingerprint TEXT, version TEXT, key TEXT, seen INTEGER, document BLOB,
  entry TEXT, counts TEXT, quads BLOB, acts BLOB, quarantined BLOB
);
CREATE INDEX IF NOT EXISTS part_key ON part (key, id);
"""


class Cache:
    """The parts of documents by the documents' ids.

    A document is known by its id; its text and data decide whether it is the same as before. Within one build every
    document that comes is `seen`.
    """

    def __init__(self, database: sqlite3.Connection, version: str) -> None:
        self._database = database
        self._version = version
        self._run = self._number("SELECT max(seen) FROM part") + 1
        self._saved = time.monotonic()

    @classmethod
    @contextmanager
    def open(cls, path: Path, version: str) -> Iterator["Cache"]:
        """Open or make the file; a broken one, or one of another form, is made anew.

        Raises OSError where the file cannot be written, a full disk included.
        """
        try:
            database = _database(path)
            cache = cls(database, version)
            try:
                yield cache
            finally:
                with closing(database):
                    database.commit()
                    empty = not len(cache)
                if empty:
                    path.unlink()
        except sqlite3.OperationalError as error:
            raise OSError(errno.ENOSPC, f"{path.name}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise OutputError(f"{path}: {error}", "delete it: every document is read again then") from error

    def known(self, document: Document) -> bool:
        """Say whether this very document has its part from this very version, and note that it was seen."""
        found = self._database.execute(
            "UPDATE part SET seen = ? WHERE id = ? AND fingerprint = ? AND version = ?",
            (self._run, document.id, fingerprint(document), self._version),
        )
        self._save()
        return found.rowcount == 1

    def has(self, name: str) -> bool:
        """Say whether there is a part of a document of this id, of whatever text and version."""
        return self._number("SELECT count(*) FROM part WHERE id = ?", name) > 0

    def put(self, document: Document, part: Part) -> None:
        """Keep the part of a document, in place of what there was under its id."""
        counts = json.dumps([part.kinds, part.statuses])
        blobs = (zlib.compress(one, 1) for one in (part.quads, part.acts, part.quarantined))
        row = (document.id, fingerprint(document), self._version, document.key, self._run, packed(document))
        values = (*row, json.dumps(asdict(part.entry)), counts, *blobs)
        self._database.execute(f"INSERT OR REPLACE INTO part VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        self._save()

    def drop(self, name: str) -> None:
        """Forget the part of a document."""
        self._database.execute("DELETE FROM part WHERE id = ?", (name,))

    def prune(self) -> int:
        """Forget the documents that were not seen, and return how many."""
        return self._database.execute("DELETE FROM part WHERE seen < ?", (self._run,)).rowcount

    def unseen(self) -> int:
        """Return how many documents were not seen."""
        return self._number("SELECT count(*) FROM part WHERE seen < ?", self._run)

    def outdated(self) -> Iterator[Document]:
        """Yield the documents whose parts another version made, in order of their ids."""
        last = ""
        sql = "SELECT id, document FROM part WHERE id > ? AND version != ? ORDER BY id LIMIT 1"
        while row := self._database.execute(sql, (last, self._version)).fetchone():
            last = row[0]
            yield unpacked(row[1])

    def parts(self) -> Iterator[Part]:
        """Yield all parts in order of the documents' ids.

        Where several documents are one text, the first has the part, and the others are only mentioned.
        """
        return self._parts("quads, acts, quarantined")

    def entries(self) -> Iterator[Input]:
        """Yield what the report says of all documents, in order of their ids."""
        return (part.entry for part in self._parts("x'', x'', x''"))

    def __len__(self) -> int:
        return self._number("SELECT count(*) FROM part")

    def _parts(self, blobs: str) -> Iterator[Part]:
        self._database.commit()
        first = "(SELECT min(id) FROM part same WHERE same.key = part.key)"
        for name, main, entry, counts, *several in self._database.execute(
            f"SELECT id, {first}, entry, counts, {blobs} FROM part ORDER BY id"  # noqa: S608
        ):
            said = Input(**json.loads(entry))
            if name == main:
                yield Part(said, *json.loads(counts), *(zlib.decompress(one) if one else b"" for one in several))
            else:
                yield Part(replace(said, acts=0, incidents=0, quarantined=0, same_as=main), {}, {}, b"", b"", b"")

    def _number(self, sql: str, *values: object) -> int:
        row = self._database.execute(sql, values).fetchone()
        return int((row and row[0]) or 0)

    def _save(self) -> None:
        if time.monotonic() - self._saved > _SECONDS:
            self._database.commit()
            self._saved = time.monotonic()


def fingerprint(document: Document) -> str:
    """Return a digest of everything that a document is."""
    return hashlib.sha256(_text(document).encode()).hexdigest()


def _database(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] != FORM and _has_tables(database):
            raise sqlite3.DatabaseError("another form")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        database.close()
        path.unlink()
        database = sqlite3.connect(path)
    database.executescript(f"{_TABLES} PRAGMA user_version = {FORM};")
    return database


def _has_tables(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def packed(document: Document) -> bytes:
    """Return a document as bytes that can be stored; `unpacked` reads them."""
    return zlib.compress(_text(document).encode(), 1)


def _text(document: Document) -> str:
    return json.dumps(asdict(document), default=date.isoformat)


def unpacked(stored: bytes) -> Document:
    """Return the document that `packed` stored."""
    value = json.loads(zlib.decompress(stored))
    published, retrieved = value["published"], value["retrieved"]
    days = published and Interval(*(date.fromisoformat(published[end]) for end in ("earliest", "latest")))
    value |= {"published": days, "retrieved": retrieved and date.fromisoformat(retrieved)}
    return Document(**value | {"references": tuple(value["references"])})
