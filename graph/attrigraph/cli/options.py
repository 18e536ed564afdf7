"""Arguments and options that several verbs share."""

from typing import Annotated

import typer

from attrigraph.errors import UsageError
from attrigraph.model import Interval

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

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "--workers", metavar="N", help="How many processes work at once: all cores, if not said."),
]


def interval(text: str | None) -> Interval | None:
    """Read the date of --published; raise UsageError for anything that is not one."""
    if text is None:
        return None
    try:
        return Interval.parse(text)
    except ValueError as error:
        raise UsageError(f"--published {text}: not a date", "write YYYY, YYYY-MM or YYYY-MM-DD", value=text) from error
