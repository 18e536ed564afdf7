"""Run the extractor on a gold set, or take what somebody else found, and score it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from attrigraph import stages
from attrigraph.errors import OutputError, SourceError
from attrigraph.evaluation.calibration import Calibration, calibrate, outcomes
from attrigraph.evaluation.mistakes import Extra, Frame, Miss, extras, frames, misses
from attrigraph.evaluation.predictions import extracted_claims, prediction_lines
from attrigraph.evaluation.reading import STDIN, GoldFile, read_gold
from attrigraph.evaluation.scoring import score
from attrigraph.evaluation.standoff import descriptions
from attrigraph.evaluation.texts import texts
from attrigraph.evaluation.values import DocumentClaims, Scores
from attrigraph.model import Document, Extraction, Problem
from attrigraph.outputs import write_file
from attrigraph.stages import Engine
from attrigraph.workers import Lost

Watch = Callable[[Extraction | Problem], None]
Read = Callable[[Document], Extraction | Lost[Document]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well claims were found: `found` has one entry a gold document, also where nothing was found in it.

    `engine` is the pipeline that found them, or the file they were read from. `calibration` is None where no claim has
    a score. `problems` are the documents that could not be read; they count as documents without claims.
    """

    gold: str
    engine: str
    scores: Scores
    calibration: Calibration | None
    misses: tuple[Miss, ...]
    extras: tuple[Extra, ...]
    frames: tuple[Frame, ...]
    found: tuple[DocumentClaims, ...]
    problems: tuple[Problem, ...] = ()


def evaluate(
    gold: str | Path,
    *,
    pipeline: str | Path | None = None,
    engine: Engine | None = None,
    predictions: str | Path | None = None,
    with_: str | Path | None = None,
    texts_of: str | Path | None = None,
    watch: Watch | None = None,
) -> Evaluation:
    """Score the extractor on a gold file, or with `with_` the claims of another file in the gold form.

    "-" is standard input. The texts stand in the gold file, or its ids name files: those of X/gold/name.jsonl are in
    X/documents, or they name incidents of EuRepoC's global table, which is `texts_of`. `predictions` is a file to
    write, with what was found in the gold form, one document a line. `watch` sees what each document gave, or why it
    could not be read. An `engine` reads in place of the rules. Raises UsageError for a malformed file, SourceError
    where no document could be read.
    """
    refuse_inputs([predictions] if predictions else [], inputs=[one for one in (gold, with_, texts_of) if one])
    file = read_gold(gold, texts=descriptions(Path(texts_of)) if texts_of else None)
    if with_ is None:
        found, problems = _extracted(file, partial(stages.understood, pipeline=pipeline, engine=engine), watch)
        evaluation = _evaluation(file, engine.name if engine else stages.pipeline_name(pipeline), found, problems)
    else:
        given = read_gold(with_)
        evaluation = _evaluation(file, given.name, {one.id: one for one in given.documents}, ())
    if predictions is not None:
        write_file(Path(predictions), "".join(f"{line}\n" for line in prediction_lines(evaluation.found)))
    return evaluation


def refuse_inputs(outputs: Iterable[str | Path], *, inputs: Iterable[str | Path]) -> None:
    """Raise OutputError where an output would replace an input; "-" is no file."""
    files = {Path(one).resolve() for one in inputs if str(one) != STDIN}
    for target in outputs:
        if str(target) != STDIN and Path(target).resolve() in files:
            raise OutputError(f"{target}: is read here", "write to another file", value=target)


def _evaluation(
    gold: GoldFile, engine: str, found: dict[str, DocumentClaims], problems: tuple[Problem, ...]
) -> Evaluation:
    every = tuple(found.get(one.id, DocumentClaims(one.id, ())) for one in gold.documents)
    scores = score(gold.documents, every)
    missed = misses(scores.matched)
    return Evaluation(
        gold=gold.name,
        engine=engine,
        scores=scores,
        calibration=calibrate(outcomes(scores.matched)),
        misses=missed,
        extras=extras(scores.matched),
        frames=frames(scores.matched, missed),
        found=every,
        problems=problems,
    )


def _extracted(
    gold: GoldFile, read: Read, watch: Watch | None
) -> tuple[dict[str, DocumentClaims], tuple[Problem, ...]]:
    """Return what was found by the id of the document, and what could not be read."""
    results = [_understood(item, read, watch) for item in texts(gold)]
    found = {one.id: one for one in results if isinstance(one, DocumentClaims)}
    if not found:
        first = next(one for one in results if isinstance(one, Problem))
        raise SourceError(f"no document could be read: {first.source}: {first.what}", first.todo, value=gold.name)
    return found, tuple(one for one in results if isinstance(one, Problem))


def _understood(item: Document | Problem, read: Read, watch: Watch | None) -> DocumentClaims | Problem:
    given = item if isinstance(item, Problem) else read(item)
    result = stages.lost_problem(given) if isinstance(given, Lost) else given
    if watch:
        watch(result)
    return result if isinstance(result, Problem) else extracted_claims(result)
