"""Progress of long work, on standard error: a bar on a terminal, a plain line now and then otherwise."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrigraph.cli.terminal import say

EVERY = 15.0  # seconds between two plain lines
Step = Callable[[], None]


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Step]:
    """Yield the function to call after each input; `doing` says what is going on ("reading").

    With `total`, the inputs that are expected, it says as well how long the rest may take.
    """
    if sys.stderr.isatty():
        with _bar(doing, total) as step:
            yield step
    else:
        yield _lines(doing, total)


@contextmanager
def _bar(doing: str, total: int | None) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns: list[ProgressColumn] = [TextColumn(doing), BarColumn(), TextColumn("{task.completed} inputs")]
    columns += [TextColumn("{task.fields[rate]} a second"), TimeElapsedColumn()]
    columns += [TextColumn("left"), TimeRemainingColumn()] if total else []
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total, rate="-")
        begun, done = time.monotonic(), 0

        def step() -> None:
            nonlocal done
            done += 1
            bar.update(task, advance=1, rate=f"{done / max(time.monotonic() - begun, 1e-9):.1f}")

        yield step


def _lines(doing: str, total: int | None) -> Step:
    begun = said = time.monotonic()
    done = 0

    def step() -> None:
        nonlocal done, said
        done += 1
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            say(f"{doing}: {_state(done, total, now - begun)}")

    return step


def _state(done: int, total: int | None, seconds: float) -> str:
    """Return how far work is.

    >>> _state(50, None, 10.0), _state(50, 200, 10.0)
    ('50 inputs, 5.0 a second', '50 of 200 inputs, 5.0 a second, 0:00:30 left')
    """
    rate = done / seconds if seconds else 0.0
    of, left = "", ""
    if total and total >= done and rate:
        minutes, rest = divmod(round((total - done) / rate), 60)
        of, left = f" of {total}", f", {minutes // 60}:{minutes % 60:02d}:{rest:02d} left"
    return f"{done}{of} inputs, {rate:.1f} a second{left}"
