"""The program `attrigraph`: its verbs, its one-line errors and its exit codes."""

import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Annotated, NoReturn

import typer

from attrigraph.cli import ask, build, check, conflicts, evaluate, export, extract, import_, merge, serve, show, spark
from attrigraph.cli.terminal import say
from attrigraph.errors import AttrigraphError

app = typer.Typer(
    name="attrigraph",
    help="Build, check and ask knowledge graphs of who publicly attributed cyber operations to whom.",
    epilog="Example: attrigraph build seeds/ -o out && attrigraph ask out attributions",
    rich_markup_mode=None,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
VERBS = (
    *(build.build, extract.extract, import_.import_, merge.merge, conflicts.conflicts, check.check, ask.ask),
    *(show.show, serve.serve, export.export, evaluate.evaluate),
)
for verb in VERBS:
    app.command(verb.__name__.rstrip("_"))(verb)
app.add_typer(spark.app, name="spark")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("attrigraph"))
        raise typer.Exit


@app.callback()
def options(
    *, version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_print_version)] = False
) -> None:
    """Take the options that stand before a verb."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 done in part or violations, 2 wrong usage or input."""
    try:
        with _ended_by_sigterm(), _warnings_said():
            status = _run(sys.argv[1:] if arguments is None else arguments)
            sys.stdout.flush()
    except typer.Exit as end:
        status = end.exit_code
    except typer.TyperException as error:
        say(_usage(error))
        status = 2
    except AttrigraphError as error:
        say(error)
        status = 2
    except KeyboardInterrupt:
        say("interrupted")
        status = 130
    except _Terminated:
        say("terminated")
        status = 143
    except BrokenPipeError:
        _discard_output()
        status = 141
    return status


@contextmanager
def _warnings_said() -> Iterator[None]:
    """Print warnings of the package as lines of the program, each once."""
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: say(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("attrigraph")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


class _Terminated(BaseException):
    """SIGTERM came; like KeyboardInterrupt, so that what was begun is cleared away."""


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM raise _Terminated, where signals can be handled at all."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(*_: object) -> NoReturn:
    raise _Terminated


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    with command.make_context("attrigraph", list(arguments)) as context:
        return int(command.invoke(context) or 0)


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "attrigraph"
    return f"{error.format_message().rstrip('.')}; see {path} --help"


def _discard_output() -> None:
    """Let the interpreter flush what nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
