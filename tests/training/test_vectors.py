"""The table of word vectors: means of a word whatever its case, fewer dimensions, found again by spaCy."""

from pathlib import Path

import numpy as np
import spacy

from training import vectors
from training.settings import VectorSettings


def test_words_that_behave_alike_get_vectors_that_are_alike(tmp_path: Path):
    rng = np.random.default_rng(5)
    means = vectors.Means()
    for word, centre in (("Iran", 4), ("iran", 4), ("Russia", 4), ("russia", 4), ("said", -4), ("says", -4)):
        for _ in range(5):
            means.add([word], (centre * np.ones((1, 6)) + rng.normal(size=(1, 6))).astype(np.float32))
    means.add(["once"], np.zeros((1, 6), dtype=np.float32))
    assert vectors.save(means, VectorSettings(words=9, width=2, min_count=5), tmp_path) == 4
    iran, russia, said, once = spacy.load(tmp_path)("IRAN Russia said once")
    assert iran.vector.shape == (2,)
    assert iran.vector @ russia.vector > 0.5 > iran.vector @ said.vector
    assert not once.has_vector


def test_only_the_most_frequent_words_are_kept():
    means = vectors.Means()
    means.add(["a", "b", "b"], np.eye(3, dtype=np.float32))
    assert means.frequent(1, 1)[0] == ["b"]
