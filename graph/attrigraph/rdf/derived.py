"""Is a database still that of a file of N-Quads? A stamp inside the database says of which bytes it was made."""

import json
from pathlib import Path

from attrigraph.outputs import digest

STAMP = "made-of.json"


def stamp(lines: Path, database: Path) -> None:
    """Note in a database which file it was made of."""
    found = lines.stat()
    value = {"bytes": found.st_size, "modified": found.st_mtime_ns, "sha256": digest(lines)}
    (database / STAMP).write_text(json.dumps(value), encoding="utf-8")


def is_of(lines: Path, database: Path) -> bool:
    """Say whether a database was made of these lines; a file that was only copied is read to tell."""
    try:
        noted = json.loads((database / STAMP).read_bytes())
        found = lines.stat()
        if not isinstance(noted, dict) or noted.get("bytes") != found.st_size:
            return False
        return noted.get("modified") == found.st_mtime_ns or noted.get("sha256") == digest(lines)
    except (OSError, ValueError, RecursionError):
        return False
