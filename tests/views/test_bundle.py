"""The built front end is that of the sources beside it, and small."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

BUNDLE = Path(str(files("attrigraph.views"))) / "bundle"
SCRIPTS = ("explorer.js", "editor.js", "pyvis.js")
SOURCES = Path(__file__).parents[2] / "graph" / "explorer"


def sums() -> dict[Path, str]:
    lines = (BUNDLE / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {(BUNDLE / name).resolve(): digest for digest, name in (line.split("  ") for line in lines)}


def test_the_bundle_is_what_was_built():
    built = {path: digest for path, digest in sums().items() if path.parent == BUNDLE.resolve()}
    assert {path.name for path in built} == {*SCRIPTS, "explorer.css", "THIRD_PARTY_NOTICES"}
    assert {path: sha256(path.read_bytes()).hexdigest() for path in built} == built


@pytest.mark.skipif(not SOURCES.is_dir(), reason="needs a checkout: the sources of the page are not in the package")
def test_the_bundle_was_built_from_these_sources():
    listed = {path: digest for path, digest in sums().items() if path.parent != BUNDLE.resolve()}
    there = {path for path in (SOURCES / "src").rglob("*") if path.is_file()}
    there |= {SOURCES / name for name in ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")}
    assert {path.resolve() for path in there} == set(listed), "run: cd graph/explorer && npm ci && npm run build"
    changed = [path.name for path, digest in listed.items() if sha256(path.read_bytes()).hexdigest() != digest]
    assert not changed, "run: cd graph/explorer && npm ci && npm run build"


def test_the_bundle_is_small_and_ends_no_element_of_the_page():
    assert sum(path.stat().st_size for path in BUNDLE.iterdir()) < 1_500_000
    assert not [name for name in SCRIPTS if "</script" in (BUNDLE / name).read_text(encoding="ascii").lower()]
    assert "</style" not in (BUNDLE / "explorer.css").read_text(encoding="ascii").lower()


def test_the_bundle_names_the_licences_of_what_is_in_it():
    notices = (BUNDLE / "THIRD_PARTY_NOTICES").read_text(encoding="utf-8")
    named = ("The Cytoscape Consortium", "OpenJS Foundation", "heap 0.2.7", "Marijn Haverbeke")
    assert [name for name in named if name not in notices] == []
