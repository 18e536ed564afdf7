"""Where ontology/ and seeds/ are: inside the installed package, or at the top of a checkout."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from attrigraph.errors import MissingDataError


@cache
def folder(name: str) -> Path:
    """Return the data folder `name` ("ontology", "seeds").

    Raises MissingDataError, which names both places looked at.

    >>> (folder("ontology") / "terms.ttl").is_file()
    True
    """
    package = Path(str(files("attrigraph")))
    places = (package / name, package.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    raise MissingDataError(f"no {name}/ in {places[0]} or {places[1]}", "reinstall attrigraph", value=name)


def tree_digest(place: Path) -> str:
    """Return one SHA-256 for all files below a folder: that of lines "SHA-256, two spaces, path", sorted by path.

    Compiled Python and hidden files do not count. The same comes from
    `find . -type f | sort | xargs sha256sum | sha256sum`, with paths that begin without "./".
    """
    files = sorted((file.relative_to(place).as_posix(), file) for file in place.rglob("*") if file.is_file())
    seen = ((name, file) for name, file in files if not any(part.startswith((".", "__")) for part in name.split("/")))
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in seen)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
