"""The documents of the project say what is so: verbs, commands, links, samples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from attrigraph.cli.app import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
SHELL = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
(SAMPLE,) = re.findall(r"^```text\n(.*?)```$", README, re.MULTILINE | re.DOTALL)
BUILD, CHECK, ASK = SHELL


def test_the_table_has_every_verb_and_no_other() -> None:
    shown = re.findall(r"^\| `attrigraph (\w+) ", README, re.MULTILINE)
    assert sorted(shown) == sorted(
        command.callback.__name__.rstrip("_") for command in app.registered_commands if command.callback
    )


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert CHECK in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_both_commands_are_one_line_that_needs_only_python() -> None:
    for command in (BUILD, CHECK):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_recipes_that_documents_name_exist() -> None:
    recipes = set(re.findall(r"^(\w+)[^:=\n]*:(?!=)", (ROOT / "justfile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"`just (\w+)`", path.read_text(encoding="utf-8"))}
    assert named - recipes == set()
    assert {"check", "browser"} <= named


def test_the_citation_has_the_version_of_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{citation["version"]}"' in project
    assert f'license = "{citation["license"]} ' in project


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's commands can run, with the built example in it."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    run(BUILD.rpartition("&& ")[2], folder)
    return folder


def run(command: str, folder: Path, *, columns: int = 120) -> str:
    """Run a command of the README with the program of this environment."""
    command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    environment = {"PATH": "/usr/bin:/bin", "COLUMNS": str(columns)}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=True)  # noqa: S602
    return done.stdout


@pytest.mark.slow
def test_the_sample_is_what_the_command_prints_on_a_terminal_of_80_columns(elsewhere: Path) -> None:
    assert run(ASK, elsewhere, columns=80).splitlines() == SAMPLE.splitlines(), "put the new output into the README"


@pytest.mark.slow
def test_the_folder_holds_what_the_readme_says(elsewhere: Path) -> None:
    named = set(re.findall(r"^\| `([\w.]+/?)` \|", README, re.MULTILINE))
    assert named == {entry.name + "/" * entry.is_dir() for entry in (elsewhere / "out").iterdir()}


@pytest.mark.slow
def test_the_python_example_runs(elsewhere: Path) -> None:
    (example,) = PYTHON
    done = subprocess.run([sys.executable, "-c", example], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "denial" in done.stdout
