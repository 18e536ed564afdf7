"""Train the shipped components with spaCy: the gold-only student, the distilled one (in two runs), and the names."""

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from thinc.api import Config

from training.settings import HERE, Settings

RECIPES = {"plain": "student", "student": "student", "longer": "student", "names": "names"}


def train(settings: Settings, name: str, work: Path, *, start: Path | None = None) -> Path:
    """Train on the mix and for the steps that the settings give to `name`; return the folder of the best on dev.

    With `start`, go on from the components of that trained pipeline instead of from nothing.
    """
    config = load_config(HERE / "configs" / f"{RECIPES[name]}.cfg", interpolate=False)
    train_files = _mix(work / "mix" / name, work / "docs", settings.mix[name])
    config["paths"].update(train=str(train_files), dev=str(work / "docs" / "dev" / "trees.spacy"))
    config["system"]["seed"] = settings.seed
    config["training"]["max_steps"] = settings.steps[name]
    config["training"]["optimizer"]["learn_rate"]["initial_rate"] = settings.rates[name]
    if start is not None:
        _continue_from(config, start)
    out = work / "models" / name
    out.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config)
    if start is not None:
        _restore_lemma_labels(nlp)
    train_loop(nlp, out)
    return out / "model-best"


def _mix(folder: Path, docs: Path, parts: list[str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, part in enumerate(parts):
        (folder / f"{number}.spacy").symlink_to((docs / f"{part}.spacy").resolve())
    return folder


def _restore_lemma_labels(nlp: Language) -> None:
    """Give a loaded lemmatizer its map from edit trees to labels: spaCy 3.8 saves it but does not read it back.

    Without the map every lemma counts as label 0, and the lemmatizer forgets all it knew.
    """
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}


def _continue_from(config: Config, start: Path) -> None:
    trained = spacy.load(start).pipe_names
    config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"] if name in trained}
