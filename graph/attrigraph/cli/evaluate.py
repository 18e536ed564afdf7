"""attrigraph evaluate."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from attrigraph.cli.options import EngineName, Engines, LlmAnswers, LlmModel, LlmUrl, Pipeline, language_model
from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import clean, print_table, say
from attrigraph.errors import UsageError

if TYPE_CHECKING:
    from attrigraph.evaluation import Evaluation
    from attrigraph.llm import LanguageModel
    from attrigraph.model import Extraction, Problem

_STD = "-"


class By(StrEnum):
    """What the scores are broken down by."""

    ACT = "act"
    SOURCE = "source"


Gold = Annotated[
    str | None,
    typer.Argument(metavar="GOLD.jsonl", help="A file in the gold form, or -. Without it: those that --floors names."),
]
Predictions = Annotated[
    str | None, typer.Option(metavar="FILE", help="Write what was found in the gold form; - is standard output.")
]
With = Annotated[
    str | None, typer.Option("--with", metavar="FILE", help="Score this file in the gold form, run nothing; or -.")
]
Texts = Annotated[
    Path | None, typer.Option("--texts", metavar="FILE", help="EuRepoC's global table, for seeds/gold/eurepoc.jsonl.")
]
Json = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write all figures and mistakes as JSON; or -.")
]
Html = Annotated[str | None, typer.Option(metavar="FILE", help="Write the report as one page; or -.")]
Grouped = Annotated[By | None, typer.Option("--by", help="Break the scores down.")]
Errors = Annotated[bool, typer.Option("--errors", help="List what was missed and what was too much.")]
Floors = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Check pinned F1 values; exit 1 where one is missed.")
]
Setting = Annotated[bool, typer.Option("--set-floors", help="Pin what is measured, less a margin, in that file.")]
Lowering = Annotated[bool, typer.Option("--allow-lower", help="Let --set-floors lower a floor that is missed.")]


def evaluate(  # noqa: PLR0913 - one argument an option
    gold: Gold = None,
    *,
    predictions: Predictions = None,
    with_: With = None,
    texts: Texts = None,
    json_: Json = None,
    html: Html = None,
    by: Grouped = None,
    errors: Errors = False,
    floors: Floors = None,
    set_floors: Setting = False,
    allow_lower: Lowering = False,
    pipeline: Pipeline = None,
    engine: EngineName = Engines.RULES,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_answers: LlmAnswers = None,
) -> int:
    """Score the extractor on a gold file: precision, recall, accuracy, calibration, mistakes.

    Example: attrigraph evaluate seeds/gold/sentences.jsonl --by act
    """
    outputs = [target for target in (predictions, json_, html) if target]
    model = language_model(engine, llm_url, llm_model, llm_answers, pipeline=pipeline)
    _refuse_floors(gold, floors, setting=set_floors, lowering=allow_lower, other=with_ or pipeline or model)
    _refuse_outputs(gold, outputs, inputs=[str(one) for one in (gold, with_, texts, floors) if one])
    if (with_ or texts) and gold is None:
        raise UsageError(f"{'--with' if with_ else '--texts'} needs a gold file", "name GOLD.jsonl")
    if with_ and model:
        raise UsageError("--with scores a file and asks no model", "leave out --with or --engine")
    screen = sys.stderr if _STD in outputs else sys.stdout
    failed = 0
    for one in [gold] if gold else _pinned(floors):
        evaluation = _evaluated(one, pipeline=pipeline, engine=model, predictions=predictions, with_=with_, texts=texts)
        failed |= bool(evaluation.problems)
        _write(evaluation, predictions=predictions, json_=json_, html=html)
        _print(evaluation, screen, by=by, errors=errors)
        if floors and set_floors:
            _set(floors, one, evaluation, allow_lower=allow_lower)
        elif floors:
            failed |= _missed(floors, one, evaluation)
    return failed


def _refuse_floors(gold: str | None, floors: Path | None, *, setting: bool, lowering: bool, other: object) -> None:
    if floors and gold == _STD:
        raise UsageError("floors are of files", "name GOLD.jsonl")
    if setting and not floors:
        raise UsageError("--set-floors has no file", "add --floors FILE")
    if lowering and not setting:
        raise UsageError("--allow-lower does nothing by itself", "add --set-floors")
    if setting and other:
        raise UsageError("floors are of the shipped pipeline", "leave out --pipeline, --engine and --with")


def _refuse_outputs(gold: str | None, outputs: Sequence[str], *, inputs: Sequence[str]) -> None:
    from attrigraph.evaluation import refuse_inputs

    if outputs and gold is None:
        raise UsageError("a report is about one gold file", "name GOLD.jsonl")
    if len(set(outputs)) < len(outputs):
        raise UsageError("two outputs go to one place", "give each its own file")
    refuse_inputs(outputs, inputs=inputs)


def _pinned(floors: Path | None) -> list[str]:
    from attrigraph.evaluation import gold_of, read_floors

    if floors is None:
        raise UsageError("nothing to evaluate", "name GOLD.jsonl, or give --floors FILE")
    return [str(gold_of(pin, floors)) for pin in read_floors(floors)]


def _evaluated(
    gold: str,
    *,
    pipeline: str | None,
    engine: "LanguageModel | None",
    predictions: str | None,
    with_: str | None,
    texts: Path | None,
) -> "Evaluation":
    from attrigraph import evaluation
    from attrigraph.model import Problem

    with progress("evaluating") as step:

        def watch(result: "Extraction | Problem") -> None:
            step()
            for one in [result] if isinstance(result, Problem) else result.rejected:
                say(one)

        file = None if predictions == _STD else predictions
        return evaluation.evaluate(
            gold, pipeline=pipeline, engine=engine, predictions=file, with_=with_, texts_of=texts, watch=watch
        )


def _print(evaluation: "Evaluation", screen: TextIO, *, by: By | None, errors: bool) -> None:
    from attrigraph.evaluation import report

    print(clean(f"{evaluation.gold}, found by {evaluation.engine}"), file=screen)
    tables = [report.rows_table(evaluation.scores, by=by), report.accuracy_table(evaluation.scores)]
    if evaluation.calibration:
        tables.append(report.calibration_table(evaluation))
    if evaluation.frames:
        tables.append(report.frames_table(evaluation))
    if errors:
        tables += [report.misses_table(evaluation), report.extras_table(evaluation)]
    for table in tables:
        print(file=screen)
        print_table(table, file=screen)
    if evaluation.calibration:
        error, brier = evaluation.calibration.expected_error, evaluation.calibration.brier
        print(f"\nexpected calibration error {error:.3f}, Brier score {brier:.3f}", file=screen)


def _write(evaluation: "Evaluation", *, predictions: str | None, json_: str | None, html: str | None) -> None:
    from attrigraph.api import Page
    from attrigraph.evaluation import prediction_lines, to_html, to_json
    from attrigraph.outputs import write_file

    if predictions == _STD:
        sys.stdout.writelines(f"{line}\n" for line in prediction_lines(evaluation.found))
    if json_ == _STD:
        print(to_json(evaluation))
    elif json_:
        write_file(Path(json_), to_json(evaluation) + "\n")
    if html == _STD:
        print(to_html(evaluation))
    elif html:
        Page(to_html(evaluation)).save(html)


def _set(floors: Path, gold: str, evaluation: "Evaluation", *, allow_lower: bool) -> None:
    from attrigraph.evaluation import set_floors

    pin = set_floors(floors, Path(gold), evaluation, allow_lower=allow_lower)
    say(f"{pin.gold}: floors are {', '.join(f'{name} {f1:.3f}' for name, f1 in pin.f1.items())}")


def _missed(floors: Path, gold: str, evaluation: "Evaluation") -> bool:
    from attrigraph.evaluation import below, pin_of

    lines = list(below(pin_of(floors, Path(gold)), floors, evaluation))
    for line in lines or [f"{gold}: every floor holds"]:
        say(line)
    return bool(lines)
