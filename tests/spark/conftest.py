"""A cluster for all tests of this folder."""

from collections.abc import Iterator

import pytest

from .cluster import Cluster, running, surroundings

# a document that says so ends the process that reads it: in whatever process reads documents
STAND_IN = """
import os, sys
from importlib.machinery import PathFinder

class Fatal:
    def find_spec(self, name, path=None, target=None):
        if name != "attrigraph.extraction.extract":
            return None
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def loaded(module):
            load(module)
            extract = module.extract

            def fatal(document, *, nlp):
                if "The end of the process." in document.text:
                    os._exit(7)
                return extract(document, nlp=nlp)

            module.extract = fatal

        spec.loader.exec_module = loaded
        return spec

sys.meta_path.insert(0, Fatal())
"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What processes run with, and a stand-in for a document that ends its process."""
    pytest.importorskip("pyspark", reason="just spark")
    place = tmp_path_factory.mktemp("stand-in")
    (place / "sitecustomize.py").write_text(STAND_IN, encoding="utf-8")
    return {**surroundings(), "PYTHONPATH": str(place)}


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Cluster]:
    """A cluster; a test that kills a worker of it starts another."""
    with running(tmp_path_factory.mktemp("cluster"), environment) as found:
        yield found
