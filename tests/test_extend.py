"""The page on extending: each row, put into its table, makes the sentence before it mean what the page says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/extend.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r'^```text\n(.*?)\n```$.*?^```csv title="(.*?)"\n(.*?)\n```$', PAGE, re.MULTILINE | re.DOTALL)
EXPECTED = [
    ({}, {"rule": "impute", "act": "attribution", "agents": ["state/fr"], "perpetrators": ["state/ru"]}),
    ({"rule": "attack", "status": "asserted"}, {"rule": "attack", "status": "hedged"}),
    ({"agents": ["person/name/wanda-muster"]}, {"agents": ["state/pl"], "speaker": "person/wanda-muster"}),
]

pytestmark = pytest.mark.slow


def acts(checkout: Path) -> list[dict[str, object]]:
    """Extract note.txt with the tables of a checkout."""
    command = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
    environment = {**os.environ, "PYTHONPATH": str(checkout / "graph")}
    done = subprocess.run(
        [*command, "extract", "note.txt"], cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("example", "before", "after"), [(e, *x) for e, x in zip(EXAMPLES, EXPECTED, strict=True)])
def test_a_row_is_enough(example: tuple[str, str, str], before: dict, after: dict, tmp_path: Path) -> None:
    sentence, table, row = example
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph/attrigraph").symlink_to(ROOT / "graph/attrigraph")
    (tmp_path / "ontology").symlink_to(ROOT / "ontology")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("documents", "gold"))
    (tmp_path / "note.txt").write_text(sentence, encoding="utf-8")
    assert [{key: act.get(key) for key in before} for act in acts(tmp_path)] == ([before] if before else [])
    with (tmp_path / table).open("a", encoding="utf-8") as lines:
        lines.write(f"{row}\n")
    assert [{key: act.get(key) for key in after} for act in acts(tmp_path)] == [after]


def test_every_column_of_a_frame_is_explained() -> None:
    header = (ROOT / "seeds/frames/frames.csv").read_text(encoding="utf-8").splitlines()[0]
    explained = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)))
    assert explained == header.split(",")
