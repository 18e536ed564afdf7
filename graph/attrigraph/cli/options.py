"""Arguments and options that several verbs share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.errors import UsageError
from attrigraph.model import Interval

if TYPE_CHECKING:
    from attrigraph.llm import LanguageModel

WAITING = 4  # questions that a model gets at once, unless --jobs says otherwise


class Engines(StrEnum):
    """Who reads the documents."""

    RULES = "rules"
    LLM = "llm"


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders, globs, or - for JSON Lines on standard input."),
]
GraphArgument = Annotated[str, typer.Argument(metavar="DIR_OR_FILE", help="A graph folder, or an RDF file.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date of documents that name none: YYYY, YYYY-MM or YYYY-MM-DD."),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of documents that name none.")]
Pipeline = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline: an installed package or a folder.")
]

EngineName = Annotated[
    Engines, typer.Option("--engine", help="Who reads: the rules, or a large language model that you name.")
]
LlmUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="Address of the model, OpenAI-compatible; texts are sent there.")
]
LlmAnswers = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Keep the model's answers here, and do not ask again for those.")
]
LlmModel = Annotated[str | None, typer.Option(metavar="NAME", help="What the server calls the model.")]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "--workers", metavar="N", help="How many processes work at once: all cores, if not said."),
]


def language_model(
    engine: Engines, url: str | None, model: str | None, answers: Path | None, *, pipeline: str | None
) -> "LanguageModel | None":
    """Return the model that --engine llm names, None for the rules; raise UsageError for half of it, and for both."""
    if engine is Engines.RULES:
        if url or model or answers:
            raise UsageError("the options --llm-... do nothing by themselves", "add --engine llm")
        return None
    if pipeline:
        raise UsageError("a language model reads in place of a pipeline", "leave out --pipeline or --engine llm")
    if not url or not model:
        raise UsageError("--engine llm needs an address and a model", "add --llm-url URL and --llm-model NAME")
    from attrigraph.llm import LanguageModel

    return LanguageModel(url, model, answers=answers)


def at_once(jobs: int | None, *, waits: bool) -> int:
    """Return how many documents are read at once: as asked for, else as there are cores, or as a model bears."""
    if jobs is not None:
        return jobs
    from attrigraph.workers import cores

    return WAITING if waits else cores()


def interval(text: str | None) -> Interval | None:
    """Read the date of --published; raise UsageError for anything that is not one."""
    if text is None:
        return None
    try:
        return Interval.parse(text)
    except ValueError as error:
        raise UsageError(f"--published {text}: not a date", "write YYYY, YYYY-MM or YYYY-MM-DD", value=text) from error
