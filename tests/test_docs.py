"""The documents of the project say what is so: verbs, commands, links, samples."""

import csv
import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from attrigraph.cli.app import app

from .sources.conftest import ATTRIBUTION, CFR, EUREPOC

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
SHELL = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
(SAMPLE,) = re.findall(r"^```text\n(.*?)```$", README, re.MULTILINE | re.DOTALL)
BUILD, CHECK, ASK = SHELL
RUN = {  # and the pages whose blocks come before
    "exports.md": (),
    "import.md": (),
    "index.md": (),
    "merge.md": ("import.md",),
    "quality.md": (),
    "tutorial.md": (),
}
RUN_ELSEWHERE = {
    "explore.md": "a measurement in Chromium; tests/browser",
    "extend.md": "tests/test_extend.py, `just test`, `just floors`",
    "llm.md": "tests/llm/test_build.py",
    "reliability.md": "an hour; tests/fuzzing",
    "scale.md": "tests/test_incremental.py",
    "scores.md": "a command of quality.md",
    "serve.md": "test_every_block_on_serving_runs",
    "spark.md": "`just spark`",
    "stores.md": "`just stores`",
}


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the language and text of each block of shell or Python in a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```(sh|python)\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


def test_the_table_has_every_verb_and_no_other() -> None:
    shown = re.findall(r"^\| `attrigraph (\w+) ", README, re.MULTILINE)
    verbs = [command.callback.__name__.rstrip("_") for command in app.registered_commands if command.callback]
    assert sorted(shown) == sorted([*verbs, *(str(group.name) for group in app.registered_groups)])


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


def test_codemeta_says_what_the_package_and_the_citation_say() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    codemeta = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    same = ("name", "description", "version", "keywords")
    assert {key: codemeta[key] for key in same} == {key: project[key] for key in same}
    assert [url.rpartition("/")[2] for url in codemeta["license"]] == project["license"].split(" AND ")
    assert codemeta["author"][0]["name"] == citation["authors"][0]["name"]
    required = [re.match(r"[\w.-]+", one)[0] for one in project["dependencies"]]
    assert codemeta["softwareRequirements"] == required


def test_every_page_with_code_is_run_here_or_somewhere_else() -> None:
    coded = {page.name for page in ROOT.glob("docs/*.md") if blocks(page.name)}
    assert coded == set(RUN) | set(RUN_ELSEWHERE)
    ((_, command),) = blocks("scores.md")
    assert command in blocks("quality.md")[0][1]


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


DRIVER = """
import json, subprocess, sys
import attrigraph
for language, block in json.load(sys.stdin):
    if language == "python":
        exec(compile(block, "page", "exec"), {"attrigraph": attrigraph})
    elif not block.startswith("python3 -m venv"):
        subprocess.run(["bash", "-euc", block.replace(".venv/bin/", "")], check=True)
"""


# one row of our own making each, for datasets that are not shipped
STAND_INS = {
    "cyber-operations.csv": CFR | {"Response": ""},
    "eurepoc_global_dataset_1_3.csv": EUREPOC,
    "eurepoc_attribution_dataset_1.3.csv": ATTRIBUTION,
}


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN)
def test_every_block_of_a_page_runs(page: str, elsewhere: Path, tmp_path: Path) -> None:
    shutil.copytree(elsewhere / "out", tmp_path / "out")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    for name, row in STAND_INS.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([row.keys(), row.values()])
    if page == "index.md":
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles/a.txt").write_text("Iran denied the attack.", encoding="utf-8")
        (tmp_path / "feed.jsonl").write_text('{"id": "1", "text": "Albania accused Iran."}\n', encoding="utf-8")
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "COLUMNS": "120"}
    command = [sys.executable, "-W", "ignore", "-c", DRIVER]
    given = json.dumps([block for one in (*RUN[page], page) for block in blocks(one)])
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    if page == "tutorial.md":
        after = done.stdout.rpartition("no rows\n")[2]
        assert "Iran denied any involvement" in after


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt-get install curl")
def test_every_block_on_serving_runs(elsewhere: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
    answers, server = [], None
    try:
        for language, block in blocks("serve.md"):
            if block.startswith("attrigraph "):
                stop(server)
                arguments = [*block.split()[1:], "--port", str(port)]
                server = subprocess.Popen([*command, *arguments], cwd=elsewhere, stdout=subprocess.PIPE, text=True)
                assert server.stdout.readline().startswith("serving at")
            else:
                program = [sys.executable, "-W", "ignore", "-c"] if language == "python" else ["bash", "-euc"]
                asked = block.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
                answers.append(subprocess.check_output([*program, asked], cwd=elsewhere, text=True))
    finally:
        stop(server)
    assert answers[0].startswith("act")
    assert "/act/denial-" in answers[0]


def stop(server: subprocess.Popen | None) -> None:
    """End a server that was started."""
    if server is not None:
        server.terminate()
        server.communicate(timeout=30)
