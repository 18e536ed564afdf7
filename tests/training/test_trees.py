"""The best tree is the best of all trees with that root, and the facts are read from trees as they say."""

import itertools

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from training import facts
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


def blamed() -> Doc:
    words = ["US", ",", "UK", "blamed", "by", "Tehran"]
    deps = ["nsubj:pass", "punct", "conj", "ROOT", "case", "obl:agent"]
    return Doc(spacy.blank("en").vocab, words=words, heads=[3, 0, 0, 3, 5, 3], deps=deps)


@pytest.mark.parametrize(
    ("line", "attached", "holds"),
    [
        ("blamed > nsubj > US", True, True),
        ("blamed > nsubj:pass > US", True, True),
        ("blamed > obl > Tehran", True, True),
        ("blamed > obj|nmod > Tehran", True, False),
        ("blame|blamed > nsubj > UK", False, False),
        ("US > conj > UK|Italy", True, True),
        ("blamed > ROOT > blamed", False, False),
    ],
)
def test_a_fact_is_an_arc(line: str, attached: bool, holds: bool):
    fact = facts.Fact.parse(line)
    assert (bool(fact.attached(blamed())), fact.holds(blamed())) == (attached, holds)


def test_every_fact_names_words_of_its_sentence():
    nlp = spacy.blank("en")
    for text, lines in facts.read():
        words = {token.text for token in nlp(text)}
        for line in lines:
            fact = facts.Fact.parse(line)
            assert fact.heads & words, f"{line} in {text}"
            assert fact.dependents & words, f"{line} in {text}"
