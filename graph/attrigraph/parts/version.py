"""Which program read a text: one digest of everything that decides what a document gives."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from attrigraph.folders import folder
from attrigraph.language import weights_folder

_ROOMS = ("language", "extraction", "rdf", "parts")
_FILES = ("acronyms.py", "ids.py", "model.py", "records.py", "reporting.py", "stages.py")
_TABLES = ("frames", "gazetteer", "dates")
_LIBRARIES = ("spacy", "thinc", "numpy", "pyoxigraph")


@cache
def pipeline_version(pipeline: str | Path | None = None, engine: str = "") -> str:
    """Return a digest of the code, tables, ontology, weights and libraries that turn a document into its part.

    `engine` is the version of what reads in place of the rules, "" where they read themselves.

    >>> len(pipeline_version())
    64
    """
    package = Path(__file__).parents[1]
    places = [
        *(package / name for name in (*_ROOMS, *_FILES)),
        *(folder("seeds") / name for name in _TABLES),
        folder("ontology"),
        weights_folder(pipeline),
    ]
    parts = [platform.python_version(), *(f"{name} {version(name)}" for name in _LIBRARIES)]
    parts += [f"{place.name} {_digest(place)}" for place in places]
    parts += [f"engine {engine}"] if engine else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest(place: Path) -> str:
    """Return the digest of a file, or of all files below a folder by their paths, compiled ones left out."""
    total = hashlib.sha256()
    for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if file.is_file() and file.suffix != ".pyc":
            total.update(
                f"{file.relative_to(place).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode()
            )
    return total.hexdigest()
