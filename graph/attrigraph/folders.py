"""Where ontology/ and seeds/ are: inside the installed package, or at the top of a checkout."""

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
