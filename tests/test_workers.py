"""Work spread over processes: in order, and one bad item costs itself only."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from attrigraph import SourceError, UsageError
from attrigraph.workers import Lost, batched, spread


@pytest.fixture(autouse=True)
def found_by_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes import this module, whichever way the tests were started."""
    monkeypatch.syspath_prepend(Path(__file__).parents[1])


def doubled(numbers: Sequence[int]) -> list[int]:
    """Double each number; some are hard to double."""
    for number in numbers:
        if number == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 17:
            while True:
                pass
        if number == 19:
            raise SourceError("nineteen", "take another")
        if number == 23:
            raise ZeroDivisionError("twenty-three")
    return [2 * number for number in numbers]


def done(numbers, *, jobs=2, seconds=10.0):
    batches = batched(numbers, most=4, size=lambda number: 1, limit=100)
    return list(spread(doubled, batches, jobs=jobs, seconds=lambda batch: seconds))


def threads(names: Sequence[str]) -> list[str | None]:
    return [os.environ.get(name) for name in names]


def test_the_results_come_in_order_and_the_bad_ones_are_lost_alone() -> None:
    found = done([*range(12), 13, 14, 23, 24, 17, 18], seconds=3.0)
    assert [one for one in found if not isinstance(one, Lost)] == [2 * n for n in (*range(12), 14, 24, 18)]
    assert [one for one in found if isinstance(one, Lost)] == [
        Lost(13, "ended the process that read it (SIGKILL)"),
        Lost(23, "made the program fail (ZeroDivisionError: twenty-three)"),
        Lost(17, "took more than 3 seconds of processor time"),
    ]
    assert found[12] == Lost(13, "ended the process that read it (SIGKILL)")


def test_an_error_for_the_user_is_raised() -> None:
    with pytest.raises(SourceError, match="nineteen; take another"):
        done([1, 19])


def test_each_process_multiplies_in_one_thread_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
    monkeypatch.delenv(names[0], raising=False)
    monkeypatch.setenv(names[1], "3")
    assert list(spread(threads, [names], jobs=1, seconds=lambda batch: 10.0)) == ["1", "3"]
    assert names[0] not in os.environ


def test_no_more_is_read_than_the_processes_need() -> None:
    read = []

    def numbers():
        for number in range(1000):
            read.append(number)
            yield [number]

    results = spread(doubled_slowly, numbers(), jobs=1, seconds=lambda batch: 10.0)
    assert next(results) == 0
    assert len(read) < 10
    results.close()


def doubled_slowly(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def test_no_jobs_are_refused() -> None:
    with pytest.raises(UsageError, match="0 jobs"):
        list(spread(doubled, [], jobs=0, seconds=lambda batch: 1.0))


def test_a_large_item_has_a_batch_of_its_own() -> None:
    sizes = batched([5, 1, 1, 900, 1], most=2, size=lambda size: size, limit=100)
    assert list(sizes) == [[5, 1], [1], [900], [1]]
