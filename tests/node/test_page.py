"""The sources of the page: their own tests, and that they give the bundle that is committed, byte for byte."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from .conftest import run

SOURCES = Path(__file__).parents[2] / "graph" / "explorer"
BUNDLE = Path(str(files("attrigraph.views"))) / "bundle"

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with what npm installs, and beside it room for the bundle."""
    folder = tmp_path_factory.mktemp("page") / "explorer"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
    (folder.parent / "attrigraph/views/bundle").mkdir(parents=True)
    run(folder, "npm", "ci")
    return folder


def test_the_parts_that_need_no_browser_do_what_they_should(sources: Path) -> None:
    assert "\n# fail 0\n" in run(sources, "npm", "test")


def test_the_bundle_is_what_the_sources_give(sources: Path) -> None:
    run(sources, "npm", "run", "build")
    built = sources.parent / "attrigraph/views/bundle"
    assert {path.name for path in built.iterdir()} == {path.name for path in BUNDLE.iterdir()}
    for path in built.iterdir():
        assert path.read_bytes() == (BUNDLE / path.name).read_bytes(), path.name
