"""The training project is a folder of the source root, beside the package: it is importable from a checkout."""

import importlib.util
import sys
from pathlib import Path

GRAPH = Path(__file__).parents[2] / "graph"

if importlib.util.find_spec("training") is None:
    sys.path.append(str(GRAPH))
