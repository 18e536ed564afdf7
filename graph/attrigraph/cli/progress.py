"""Progress of long work, on standard error: a bar on a terminal, a plain line now and then otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrigraph.cli.terminal import say

_EVERY = 100


@contextmanager
def progress(doing: str) -> Iterator[Callable[[], None]]:
    """Yield the function to call after each input; `doing` says what is going on ("reading")."""
    if sys.stderr.isatty():
        with _bar(doing) as step:
            yield step
    else:
        yield _lines(doing)


@contextmanager
def _bar(doing: str) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(doing), BarColumn(), TextColumn("{task.completed} inputs"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda: bar.advance(task)


def _lines(doing: str) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            say(f"{doing}: {done} inputs")

    return step
