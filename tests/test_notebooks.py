"""The notebooks are tours: they run from top to bottom, define nothing, and are stored without results."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_a_notebook_only_uses_the_package(path: Path) -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    nodes = [node for cell in code(path) for node in ast.walk(ast.parse(cell.source))]
    assert not [node for node in nodes if isinstance(node, definitions)]
    assert any(isinstance(node, ast.Import) and node.names[0].name == "attrigraph" for node in nodes)


def test_a_notebook_is_stored_without_results(path: Path) -> None:
    assert [cell for cell in code(path) if cell.outputs or cell.execution_count] == []


@pytest.mark.slow
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    silent = [cell.source for cell in notebook.cells if cell.cell_type == "code" and not cell.outputs]
    assert all("=" in source for source in silent), "a cell that shows nothing assigns something"
    assert list(tmp_path.iterdir()) == []
