"""Work spread over processes, in order: one that crashes or takes too long costs its own item, never the run."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, TimeoutError
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.pool import AsyncResult, ThreadPool
from typing import TYPE_CHECKING, Generic, TypeVar

from attrigraph.errors import AttrigraphError, UsageError

if TYPE_CHECKING:
    from pebble import ProcessPool

Item = TypeVar("Item")
Result = TypeVar("Result")
Gone_co = TypeVar("Gone_co", covariant=True)

AHEAD = 3  # batches a process that wait for it: it never stands still, and memory stays small
LIFE = 300  # batches after which a process is replaced: spaCy remembers every word it ever saw
STUCK = 20  # times the processor time it is given: so long a batch may take by the clock, on however busy a machine
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Gone_co]):
    """An item that gave nothing, why, and what to do where that is known."""

    item: Gone_co
    why: str
    todo: str = ""


def cores() -> int:
    """Return how many processes can work at once here: the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[Item]], Sequence[Result]],
    batches: Iterable[Sequence[Item]],
    *,
    jobs: int,
    seconds: Callable[[Sequence[Item]], float],
) -> Iterator[Result | Lost[Item]]:
    """Yield what `work` makes of each item, in order, done by `jobs` processes at once.

    `work` is a function of a module; it returns as many results as its batch has items. A batch whose process dies,
    that takes more than `seconds(batch)` of processor time or that raises is done again, item by item, and the item it
    was is Lost. An AttrigraphError is for the user, and raised. At most AHEAD batches a process are read ahead.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs: nobody would work", "ask for at least one", value=jobs)
    with _pool(jobs) as pool:
        waiting: deque[tuple[Sequence[Item], Future[Sequence[Result]]]] = deque()
        for batch in batches:
            waiting.append((batch, _scheduled(pool, work, batch, seconds(batch))))
            if len(waiting) >= AHEAD * jobs:
                yield from _done(pool, work, *waiting.popleft(), seconds=seconds)
        while waiting:
            yield from _done(pool, work, *waiting.popleft(), seconds=seconds)


def spread_waiting(
    work: Callable[[Sequence[Item]], Sequence[Result]], items: Iterable[Item], *, jobs: int
) -> Iterator[Result | Lost[Item]]:
    """Yield what `work` makes of each item, in order, done by `jobs` threads: for work that waits for somebody else.

    An item whose work raises is Lost; an AttrigraphError is for the user, and raised. At most AHEAD items a thread are
    read ahead. Who leaves early does not wait for what is under way.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs: nobody would work", "ask for at least one", value=jobs)
    with ThreadPool(jobs) as pool:
        waiting: deque[tuple[Item, AsyncResult[Sequence[Result]]]] = deque()
        for item in items:
            waiting.append((item, pool.apply_async(work, ([item],))))
            if len(waiting) >= AHEAD * jobs:
                yield from _awaited(*waiting.popleft())
        while waiting:
            yield from _awaited(*waiting.popleft())


def _awaited(item: Item, result: "AsyncResult[Sequence[Result]]") -> Iterator[Result | Lost[Item]]:
    try:
        yield from result.get()
    except AttrigraphError:
        raise
    except Exception as error:
        yield Lost(item, _why(error, 0))


def batched(items: Iterable[Item], *, most: int, size: Callable[[Item], int], limit: int) -> Iterator[list[Item]]:
    """Yield lists of at most `most` items, and where that is more than one, at most `limit` in size together.

    >>> list(batched("aaBaa", most=2, size=lambda item: 9 if item == "B" else 1, limit=5))
    [['a', 'a'], ['B'], ['a', 'a']]
    """
    batch: list[Item] = []
    full = 0
    for item in items:
        if batch and (len(batch) == most or full + size(item) > limit):
            yield batch
            batch, full = [], 0
        batch.append(item)
        full += size(item)
    if batch:
        yield batch


def _scheduled(
    pool: "ProcessPool", work: Callable[[Sequence[Item]], Sequence[Result]], batch: Sequence[Item], seconds: float
) -> "Future[Sequence[Result]]":
    return pool.schedule(_within, (work, batch, seconds), timeout=STUCK * seconds)


def _within(
    work: Callable[[Sequence[Item]], Sequence[Result]], batch: Sequence[Item], seconds: float
) -> Sequence[Result]:
    """Do the work; the system ends this process where it takes more seconds of processor time."""
    if not hasattr(signal, "setitimer"):
        return work(batch)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(batch)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _done(
    pool: "ProcessPool",
    work: Callable[[Sequence[Item]], Sequence[Result]],
    batch: Sequence[Item],
    future: "Future[Sequence[Result]]",
    *,
    seconds: Callable[[Sequence[Item]], float],
) -> Iterator[Result | Lost[Item]]:
    """Yield the results of a batch; one that failed is done again item by item."""
    why = ""
    try:
        results = future.result()
    except AttrigraphError:
        raise
    except TimeoutError:
        why = f"took more than {STUCK * seconds(batch):.0f} seconds"
    except Exception as error:
        why = _why(error, seconds(batch))
    else:
        yield from results
        return
    if len(batch) == 1:
        yield Lost(batch[0], why)
        return
    for item in batch:
        alone = [item]
        again = _scheduled(pool, work, alone, seconds(alone))
        yield from _done(pool, work, alone, again, seconds=seconds)


def _why(error: Exception, seconds: float) -> str:
    code = getattr(error, "exitcode", None)
    if code == -signal.SIGPROF:
        return f"took more than {seconds:.0f} seconds of processor time"
    if code is None:
        return f"made the program fail ({type(error).__name__}: {error})"
    return f"ended the process that read it ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"


@contextmanager
def _pool(jobs: int) -> Iterator["ProcessPool"]:
    from pebble import ProcessPool

    # spawned, not forked: this process may have threads; and Ctrl-C reaches every process of a terminal
    context = multiprocessing.get_context("spawn")
    with _one_thread_each():
        pool = ProcessPool(jobs, max_tasks=LIFE, initializer=_begin, initargs=(os.getpid(),), context=context)
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that start meanwhile multiply matrices in one thread: they are as many as there are cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update({name: value or "1" for name, value in before.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when it is gone, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
