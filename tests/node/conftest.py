"""Programs of Node, installed by npm for the time of the tests. Run with `just node`."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def run(folder: Path, *command: str) -> str:
    """Run a command in a folder and return what it prints; what it complains about is in the failure."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, f"{' '.join(command)[:200]}\n{done.stdout[-2_000:]}\n{done.stderr[-2_000:]}"
    return done.stdout


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            pytest.fail(f"{name} is missing; install Node.js 20 or later")


@pytest.fixture(scope="session")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Comunica and a script that asks an endpoint with it."""
    folder = tmp_path_factory.mktemp("comunica")
    for name in ("package.json", "ask.mjs"):
        shutil.copy(HERE / name, folder)
    run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
    return folder
