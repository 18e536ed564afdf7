"""Train the shipped components with spaCy on gold and silver: the student (tags, lemmas, trees), and the names."""

import shutil
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config

from training.settings import HERE, Settings


def train(settings: Settings, name: str, work: Path) -> Path:
    """Train configs/`name`.cfg on its mix for its steps; return the folder of the best on dev."""
    config = load_config(HERE / "configs" / f"{name}.cfg", interpolate=False)
    train_files = _mix(work / "mix" / name, work / "docs", settings.mix[name])
    config["paths"].update(train=str(train_files), dev=str(work / "docs" / "dev" / "trees.spacy"))
    config["initialize"] = {"vectors": str(work / "models" / "vectors")}
    config["system"]["seed"] = settings.seed
    config["training"]["max_steps"] = settings.steps[name]
    config["training"]["optimizer"]["learn_rate"]["initial_rate"] = settings.rates[name]
    out = work / "models" / name
    out.mkdir(parents=True, exist_ok=True)
    train_loop(init_nlp(config), out)
    return out / "model-best"


def _mix(folder: Path, docs: Path, parts: list[str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, part in enumerate(parts):
        (folder / f"{number}.spacy").symlink_to((docs / f"{part}.spacy").resolve())
    return folder
