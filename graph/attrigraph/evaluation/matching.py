"""The largest one-to-one matching of two lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def match(gold: Sequence[T], found: Sequence[T], weight: Callable[[T, T], float]) -> tuple[tuple[int, int], ...]:
    """Return pairs of positions (in gold, in found), sorted; no other matching has more pairs.

    `weight(gold, found)` is 0 where the two do not match. Heavier pairs are tried first, and among equals the later
    one of `found`, so the result depends on nothing else.

    >>> match("ab", "ba", lambda one, other: 1 + (one == other))
    ((0, 1), (1, 0))
    """
    heaviest: list[float] = []
    choices: list[list[int]] = []
    for one in gold:
        weighed = sorted(((weight(one, other), j) for j, other in enumerate(found)), reverse=True)
        choices.append([j for heavy, j in weighed if heavy])
        heaviest.append(weighed[0][0] if weighed else 0)
    owners: dict[int, int] = {}
    for i in sorted(range(len(gold)), key=lambda i: -heaviest[i]):
        owners.update(_placed(i, choices, owners))
    return tuple(sorted((i, j) for j, i in owners.items()))


def _placed(start: int, choices: Sequence[Sequence[int]], owners: Mapping[int, int]) -> dict[int, int]:
    """Return who owns what after `start` got a place, those before it moving on; empty where there is no place."""
    tried: set[int] = set()
    path: list[tuple[int, Iterator[int]]] = [(start, iter(choices[start]))]
    wanted: list[int] = []  # what each of the path but the last is to get
    while path:
        place = next((j for j in path[-1][1] if j not in tried), None)
        if place is None:
            path.pop()
            del wanted[-1:]
            continue
        tried.add(place)
        wanted.append(place)
        if place not in owners:
            return {j: i for j, (i, _) in zip(wanted, path, strict=True)}
        path.append((owners[place], iter(choices[owners[place]])))
    return {}
