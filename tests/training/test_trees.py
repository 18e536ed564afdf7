"""The best tree is the best of all trees with that root."""

import itertools

import numpy as np
import pytest

from training.trees import best_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    roots = [word for word, head in enumerate(heads) if word == head]
    reached = set(roots)
    while grown := {word for word, head in enumerate(heads) if head in reached} - reached:
        reached |= grown
    return len(roots) == 1 and len(reached) == len(heads)


@pytest.mark.parametrize("seed", range(60))
def test_no_tree_with_the_same_root_scores_better(seed: int):
    generator = np.random.default_rng(seed)
    size = int(generator.integers(1, 6))
    scores = generator.normal(size=(size, size)).astype(np.float32) * 3
    found = tuple(best_tree(scores))
    root = next(word for word, head in enumerate(found) if word == head)
    same = [h for h in itertools.product(range(size), repeat=size) if h[root] == root and is_tree(h)]
    total = lambda heads: sum(scores[word, head] for word, head in enumerate(heads))  # noqa: E731
    assert is_tree(found)
    assert total(found) == pytest.approx(max(map(total, same)), abs=1e-4)


def test_a_clear_root_is_taken():
    assert best_tree(np.array([[-9, -1, -9], [-9, -1, -9], [-9, -1, -9]], dtype=np.float32)) == [1, 1, 1]
