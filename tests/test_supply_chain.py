"""What comes with the program: dependencies by their hashes, a wheel that is the same each time, and no pickle."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = LOCK.replace("\\\n", "").splitlines()
PICKLES = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "torch"}
LOADS_PICKLE = """
import sys
def refuse(event, arguments):
    if event == "pickle.find_class":
        raise SystemExit(f"a pickle was loaded: {arguments}")
sys.addaudithook(refuse)
import attrigraph
acts = attrigraph.extract("Albania cut its ties with Iran on Wednesday, the prime minister said.")
from attrigraph import documents
items = list(documents.read(sys.argv[1:]))
print(len(acts), len(items))
"""


def locked() -> dict[str, set[str]]:
    """Return the versions of each package; there are several where versions of Python need different ones."""
    found: dict[str, set[str]] = {}
    for entry in ENTRIES:
        name, _, number = entry.partition(" ")[0].partition("==")
        found.setdefault(canonicalize_name(name), set()).add(number)
    return found


def needed(extra: str = "dev") -> dict[str, Requirement]:
    """Return what the package and an extra ask for, by name."""
    listed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"][extra]]
    asked = {canonicalize_name(one.name): one for one in map(Requirement, listed)}
    for one in [one for one in asked.values() if one.name == PROJECT["name"]]:
        for name in one.extras:
            asked |= needed(name)
    return {name: one for name, one in asked.items() if name != PROJECT["name"]}


def test_every_dependency_is_locked_at_a_version_that_fits() -> None:
    """`just lock` writes the file anew."""
    versions = locked()
    assert sorted(set(needed()) - set(versions)) == []
    assert [str(one) for name, one in needed().items() if not all(map(one.specifier.contains, versions[name]))] == []


def test_every_locked_package_has_hashes_and_no_address() -> None:
    assert len(ENTRIES) > 100
    assert [one for one in ENTRIES if not re.search(r" --hash=sha256:[0-9a-f]{64}", one)] == []
    assert "://" not in LOCK


def test_continuous_integration_installs_what_is_locked() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    (install,) = [line for line in lines if "--require-hashes" in line]
    assert install.endswith("-r requirements.lock")
    assert lines.index(install) < next(number for number, line in enumerate(lines) if ".[dev]" in line)


def test_there_is_a_bill_of_materials(tmp_path: Path) -> None:
    target = tmp_path / "sbom.json"
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", ROOT / "pyproject.toml"]
    subprocess.run([*command, "--output-reproducible", "--no-validate", "-o", target], check=True, capture_output=True)
    bill = json.loads(target.read_bytes())
    parts = {canonicalize_name(one["name"]): one["version"] for one in bill["components"]}
    for name in map(canonicalize_name, (Requirement(one).name for one in PROJECT["dependencies"])):
        assert parts[name] == version(name)
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "attrigraph"


@pytest.mark.slow
def test_two_builds_of_the_wheel_are_the_same_bytes(tmp_path: Path) -> None:
    """The second is built of a copy made later, in another place, with other permissions and another hash seed."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
    subprocess.run([*command, tmp_path / "one"], cwd=ROOT, check=True, capture_output=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            copy = tmp_path / "copy" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / name).read_bytes())
    environment = {**os.environ, "PYTHONHASHSEED": "99", "TZ": "Pacific/Kiritimati"}
    subprocess.run(
        [*command, tmp_path / "two"], cwd=tmp_path / "copy", check=True, capture_output=True, env=environment
    )
    ((one,), (two,)) = ((tmp_path / name).glob("*.whl") for name in ("one", "two"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_no_module_of_the_package_imports_a_loader_of_pickles() -> None:
    modules = sorted((ROOT / "graph/attrigraph").rglob("*.py"))
    assert len(modules) > 150
    assert {file.name: found for file in modules if (found := imported(file) & PICKLES)} == {}
    words = re.compile(r"allow_pickle\s*=\s*True|yaml\.(unsafe_)?load\(|\beval\(|\bexec\(")
    assert [file.name for file in modules if words.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_of_the_weights_is_a_pickle() -> None:
    files = [file for file in (ROOT / "graph/attrigraph/language/weights").rglob("*") if file.is_file()]
    assert len(files) > 20
    assert [file.name for file in files if re.match(rb"\x80[\x02-\x05]", file.read_bytes()[:2])] == []


@pytest.mark.slow
def test_nothing_unpickles_while_texts_are_read() -> None:
    """Python says itself when a pickle names a class; processes of one run pass values to each other as pickles."""
    corpus = ROOT / "tests/fuzzing/corpus"
    sources = [str(corpus / name) for name in ("html", "pdf", "text", "jsonl")]
    done = subprocess.run([sys.executable, "-c", LOADS_PICKLE, *sources], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    acts, items = map(int, done.stdout.split())
    assert acts >= 1
    assert items >= 8


def test_locked_versions_are_for_every_python_that_is_supported() -> None:
    environment = default_environment()
    for python in ("3.11", "3.12", "3.13"):
        here = {**environment, "python_version": python, "python_full_version": f"{python}.0"}
        several = [Requirement(re.sub(r" --hash=\S+", "", one)) for one in ENTRIES]
        names = [one.name for one in several if one.marker is None or one.marker.evaluate(here)]
        assert len(names) == len(set(names)), python
        assert set(needed()) <= set(map(canonicalize_name, names)), python
