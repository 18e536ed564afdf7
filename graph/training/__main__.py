"""Run stages of the training: `python -m training STAGE...`, or `python -m training all`."""

import argparse
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from training import lock, settings

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run reads and writes."""

    settings: settings.Settings
    corpora: Path
    work: Path
    weights: Path


def _lock(run: Run) -> None:
    lock.write(lock.INPUTS, run.corpora, settings.input_files(run.settings, run.corpora))


def _convert(run: Run) -> None:
    from training.convert import convert

    lock.verify(lock.INPUTS, run.corpora)
    log.info("words: %s", convert(run.settings, run.corpora, run.work))


def _teacher(run: Run) -> None:
    from training.teacher import train

    train(run.settings, run.work / "docs", run.work / "models" / "teacher")


def _silver(run: Run) -> None:
    from training.silver import silver

    lock.verify(lock.INPUTS, run.corpora)
    found = silver(run.settings, run.corpora, run.work / "models", run.work / "docs" / "silver")
    log.info("words: %s", found)


def _student(run: Run) -> None:
    from training.student import train

    train(run.settings, "student", run.work)


def _register(run: Run) -> None:
    from training.student import train

    train(run.settings, "register", run.work, start=run.work / "models" / "student" / "model-last")


def _namer(run: Run) -> None:
    from training.namer import train

    train(run.settings, run.work / "docs", run.work / "models" / "namer")


def _silver_names(run: Run) -> None:
    from training.silver_names import silver_names

    lock.verify(lock.INPUTS, run.corpora)
    found = silver_names(run.settings, run.corpora, run.work / "models" / "namer", run.work / "docs" / "silver_names")
    log.info("words: %s", found)


def _names(run: Run) -> None:
    from training.student import train

    train(run.settings, "names", run.work)


def _refine(run: Run) -> None:
    from training.student import train

    train(run.settings, "refine", run.work, start=run.work / "models" / "names" / "model-last")


def _again(run: Run) -> None:
    from training.averaged import average
    from training.student import train

    models = run.work / "models"
    end = train(run.settings, "again", run.work, start=models / "refine" / "model-last")
    average(models / "names" / "model-last", end, run.settings.refined, end.with_name("mean"))


def _assemble(run: Run) -> None:
    from training.assemble import assemble

    models = run.work / "models"
    assemble(models / "register" / "model-last", models / "again" / "mean", run.weights)


def _evaluate(run: Run) -> None:
    import spacy

    from attrigraph.language import load
    from training import odd
    from training.evaluate import evaluate, mended, stage_names

    figures = evaluate(spacy.load(run.weights), run.settings, run.work)
    figures |= mended(spacy.load(run.weights, exclude=["ner"]), run.settings, run.work)
    figures |= odd.evaluate(load(run.weights), run.settings, run.work)
    figures |= stage_names(load(run.weights), run.settings, run.work)
    (run.work / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")


def _card(run: Run) -> None:
    from training.card import write

    write(json.loads((run.work / "figures.json").read_text(encoding="utf-8")), run.weights)


STAGES: dict[str, Callable[[Run], None]] = {
    "convert": _convert,
    "teacher": _teacher,
    "silver": _silver,
    "student": _student,
    "register": _register,
    "names": _names,
    "namer": _namer,
    "silver_names": _silver_names,
    "refine": _refine,
    "again": _again,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
}


def main() -> None:
    """Read the command line and run the stages in the order given."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("stages", nargs="+", choices=[*STAGES, "lock", "all"], metavar="STAGE")
    parser.add_argument("--settings", type=Path, default=settings.HERE / "settings.toml")
    parser.add_argument("--corpora", type=Path, default=settings.CORPORA)
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--weights", type=Path, default=settings.WEIGHTS)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run = Run(settings.load(asked.settings), asked.corpora, asked.work, asked.weights)
    for stage in STAGES if "all" in asked.stages else asked.stages:
        log.info("stage %s", stage)
        {**STAGES, "lock": _lock}[stage](run)


if __name__ == "__main__":
    main()
