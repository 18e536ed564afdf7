"""Malformed requests get a 4xx, and a leak of memory can be told; for 10,000 and for 30 minutes there are commands."""

from random import Random

import pytest

from . import malformed, soak


@pytest.fixture(scope="module")
def served():
    with soak.served("--processes", "1") as server:
        yield server


def test_malformed_requests_get_4xx_and_never_5xx(served):
    seen, bad = malformed.run(served.address, 200, seed=2)
    assert bad == []
    assert set(seen) == set(malformed.KINDS)


def test_every_way_of_being_wrong_is_wrong_again_and_again():
    for kind, make in malformed.KINDS.items():
        assert len({make(kind, Random(n)).data for n in range(20)}) > 1, kind  # noqa: S311


def test_the_soak_measures_what_it_says(served):
    found = soak.load(served, seconds=3, rate=20, every=0.5)
    assert 1 < found["requests"] <= 60
    assert "200" in found["answers"]
    assert set(found["answers"]) <= {"200", "400", "403"}
    assert min(found["kilobytes"]) > 10_000


def test_a_leak_is_told_from_flat_memory():
    def flat(memory):
        return soak._record({200: 1}, memory, [0.1], 60, 30)["flat"]

    assert flat([90, 99, 100, 101, 100, 99, 102])
    assert not flat([90, 99, 100, 110, 120, 130, 140])
