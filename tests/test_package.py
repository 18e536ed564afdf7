"""What is in the package: the public names, and every data file in the wheel."""

import ast
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import attrigraph

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graph/attrigraph"
DATA = ("ontology", "seeds")
PUBLIC = [
    *(
        "Act",
        "ActKind",
        "Actor",
        "ActorKind",
        "AttrigraphError",
        "Document",
        "ExportReport",
        "Extraction",
        "Graph",
        "Incident",
        "Interval",
        "LanguageModel",
    ),
    *("MissingDataError", "OutputError", "Page", "Participant", "Problem", "Quarantined", "QueryError", "SourceError"),
    *("Span", "Status", "Table", "UsageError", "ask", "build", "check", "conflicts", "evaluate", "export", "extract"),
    *("import_", "merge", "serve", "show"),
]


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True).stdout
    return {name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()}


def test_the_public_names_are_these() -> None:
    assert attrigraph.__all__ == PUBLIC
    assert set(PUBLIC) <= set(dir(attrigraph))
    assert [name for name in PUBLIC if not hasattr(attrigraph, name)] == []


def test_type_checkers_see_the_public_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(PUBLIC) <= imported


def test_public_functions_and_classes_are_documented() -> None:
    assert [name for name in PUBLIC if not getattr(attrigraph, name).__doc__] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        attrigraph.frobnicate  # noqa: B018


def test_data_folders_hold_no_code() -> None:
    assert [name for name in tracked(*DATA) if name.endswith((".py", ".pyc"))] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        inside = {name for name in opened.namelist() if ".dist-info/" not in name}
    code = {name.removeprefix("graph/") for name in tracked("graph/attrigraph")}
    data = {f"attrigraph/{name}" for name in tracked(*DATA)}
    assert code | data <= inside
    assert {name for name in inside if not name.startswith("attrigraph/")} == set()
    assert {name for name in inside if "/tests/" in name or name.endswith(".pyc")} == set()
    assert {name for name in inside if name.startswith(tuple(f"attrigraph/{top}/" for top in DATA))} >= data
    assert {"attrigraph/views/bundle/explorer.js", "attrigraph/ontology/shapes.ttl"} <= inside


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_folder_of_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv/bin"
    subprocess.run([binaries / "pip", "install", "--quiet", str(wheel)], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    sources = sorted((ROOT / "seeds/documents").glob("*.md"))
    for source in sources:
        (tmp_path / source.name).write_bytes(source.read_bytes())
    arguments = [binaries / "attrigraph", "build", f"{tmp_path}/*.md", "-o", "out"]
    done = subprocess.run(arguments, cwd=empty, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "attrigraph: building: " not in line]  # how far it is
    assert (done.returncode, said) == (0, [])
    assert f"{len(sources)} documents" in done.stdout
    assert [entry.name for entry in empty.iterdir()] == ["out"]
