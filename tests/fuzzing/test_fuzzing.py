"""A few hundred cases of each target, always the same ones; a campaign runs millions (see docs/reliability.md)."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from .campaign import seeds, variants
from .targets import TARGETS

REGRESSIONS = Path(__file__).parent / "regressions"
SLOW = pytest.mark.slow


@pytest.mark.parametrize("name", [pytest.param(name, marks=SLOW if name == "extractor" else ()) for name in TARGETS])
def test_a_file_is_refused_in_one_line_or_read(name: str) -> None:
    target, several = TARGETS[name], seeds(name)
    for data in [*several, *islice(variants(name, Random(name), several), target.quick)]:  # noqa: S311
        target.tried(data)


@pytest.mark.parametrize("file", sorted(REGRESSIONS.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_once_broke_something_no_longer_does(file: Path) -> None:
    TARGETS[file.parent.name].tried(file.read_bytes())
