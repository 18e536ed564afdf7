"""Word vectors from the teacher: what it makes of a word on average over the raw texts, in few dimensions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from training.settings import VectorSettings

Floats = NDArray[np.float32]


class Means:
    """Sums of the vectors of each word in lower case, and how often it came."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._sums: list[Floats] = []
        self._counts: list[int] = []

    def add(self, words: Sequence[str], vectors: Floats) -> None:
        """Take in the vectors of some words, a row a word."""
        for word, vector in zip(words, vectors, strict=True):
            row = self._rows.setdefault(word.lower(), len(self._sums))
            if row == len(self._sums):
                self._sums.append(np.zeros_like(vector))
                self._counts.append(0)
            self._sums[row] += vector
            self._counts[row] += 1

    def frequent(self, minimum: int, most: int) -> tuple[list[str], Floats]:
        """Return the words that came `minimum` times, the `most` frequent of them, and their means.

        >>> means = Means()
        >>> means.add(["Rama", "said", "rama"], np.array([[1, 0], [5, 5], [3, 0]], dtype=np.float32))
        >>> means.frequent(2, 10)
        (['rama'], array([[2., 0.]], dtype=float32))
        """
        order = sorted(self._rows, key=lambda word: -self._counts[self._rows[word]])
        words = [word for word in order if self._counts[self._rows[word]] >= minimum][:most]
        rows = [self._rows[word] for word in words]
        return words, np.stack([self._sums[row] / self._counts[row] for row in rows])


def save(means: Means, settings: VectorSettings, out: Path) -> int:
    """Write an empty pipeline with the reduced vectors, of mean length 1; return the number of words."""
    words, vectors = means.frequent(settings.min_count, settings.words)
    write(words, reduced(vectors, settings.width), out)
    return len(words)


def write(words: Sequence[str], vectors: Floats, out: Path) -> None:
    """Write an empty pipeline with a row a word, found whatever the case.

    The cases are keys of their own because spaCy 3.8 forgets on disk that a table is one of lower-case words.
    """
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=vectors, name="en_attribution.vectors")
    for row, word in enumerate(words):
        for form in {word, word.capitalize(), word.title(), word.upper()}:
            nlp.vocab.vectors.add(form, row=row)
    nlp.to_disk(out)


def reduced(vectors: Floats, width: int) -> Floats:
    """Return the vectors about their mean in the `width` directions in which they differ most, scaled to mean length 1.

    >>> reduced(np.array([[3, 0, 9], [1, 0, 9]], dtype=np.float32), 1).tolist() in ([[1.0], [-1.0]], [[-1.0], [1.0]])
    True
    """
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    turned = centred @ directions[:, ::-1][:, :width]
    made: Floats = (turned / np.linalg.norm(turned, axis=1).mean()).astype(np.float32)
    return made
