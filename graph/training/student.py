"""Train the shipped components with spaCy on gold and silver: the student (tags, lemmas, trees), and the names."""

import shutil
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from thinc.api import Config

from training.settings import HERE, Settings

RECIPES = {"student": "student", "register": "student", "names": "names", "refine": "names", "again": "names"}


def train(settings: Settings, name: str, work: Path, *, start: Path | None = None) -> Path:
    """Train on the mix and for the steps that the settings give to `name`; return the folder of the last state.

    With `start`, go on from the components of that trained pipeline instead of from nothing.
    """
    config = load_config(HERE / "configs" / f"{RECIPES[name]}.cfg", interpolate=False)
    train_files = _mix(work / "mix" / name, work / "docs", settings.mix[name])
    config["paths"].update(train=str(train_files), dev=str(work / "docs" / "dev" / "trees.spacy"))
    config["initialize"] = {"vectors": str(work / "models" / "vectors")}
    config["system"]["seed"] = settings.seed
    _plan(config["training"], settings, name)
    if start is not None:
        _continue_from(config, start)
    out = work / "models" / name
    out.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config)
    if start is not None and nlp.has_pipe("trainable_lemmatizer"):
        _restore_lemma_labels(nlp)
    train_loop(nlp, out)
    return out / "model-last"


def _plan(training: dict[str, Any], settings: Settings, name: str) -> None:
    """Set the number of steps, of evaluations (one at the last step), and the learning rate."""
    steps = settings.steps[name]
    rate = training["optimizer"]["learn_rate"]
    training.update(max_steps=steps, eval_frequency=steps // settings.evaluations)
    rate.update(initial_rate=settings.rates[name], warmup_steps=settings.warmup[name])


def _continue_from(config: Config, start: Path) -> None:
    """Take the components of a trained pipeline, and batches of full size from the first."""
    config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    size = config["training"]["batcher"]["size"]
    size["start"] = size["stop"]


def _restore_lemma_labels(nlp: Language) -> None:
    """Give a loaded lemmatizer its map from edit trees to labels: spaCy 3.8 saves it but does not read it back.

    Without the map every lemma counts as label 0, and the lemmatizer forgets all it knew.
    """
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}


def _mix(folder: Path, docs: Path, parts: list[str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, part in enumerate(parts):
        (folder / f"{number}.spacy").symlink_to((docs / f"{part}.spacy").resolve())
    return folder
