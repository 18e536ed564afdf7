"""The numbers and patterns of linkage.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> Mapping[str, Any]:
    """Return linkage.toml."""
    return tomllib.loads((files("attrigraph.merging") / "linkage.toml").read_text(encoding="utf-8"))
