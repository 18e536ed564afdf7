"""What the tests of the program share."""

from pathlib import Path

import pytest

from ..conftest import understand  # noqa: TID252 - no package above
from ..examples import TEXT  # noqa: TID252 - no package above


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the example article."""
    from attrigraph import building, stages

    folder = tmp_path_factory.mktemp("graph")
    (folder / "rama.txt").write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "extracted", understand)
        patch.setattr(building, "pipeline_name", lambda pipeline: "none 0")
        building.build(folder / "rama.txt", folder / "out")
    return folder / "out"


def one_line(error: str) -> str:
    assert error.startswith("attrigraph: ")
    assert error.count("\n") == 1
    assert error.endswith("\n")
    assert "; " in error, "the line says what to do"
    return error
