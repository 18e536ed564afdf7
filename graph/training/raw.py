"""Raw text for the teacher: running text of several sentences, one space between words."""

import random
from collections.abc import Iterator
from pathlib import Path

from training.settings import RawFiles
from training.spacing import join

VOA_SENTENCES = (2, 6)
PARAGRAPHS = (1, 3)
MAX_WORDS = 220
MIN_WORDS = 5


def texts(files: RawFiles, corpora: Path, rng: random.Random) -> dict[str, list[str]]:
    """Return a random choice of texts of each source, up to the number of words that the settings allow."""
    return {
        "voa": _take(list(voa(corpora / files.voa, rng)), files.voa_words, rng),
        "whitehouse": _take(list(whitehouse(corpora / files.whitehouse, rng)), files.whitehouse_words, rng),
    }


def voa(path: Path, rng: random.Random) -> Iterator[str]:
    """Yield runs of neighbouring sentences of the news file, put together again from their tokens."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = 0
    while start < len(lines):
        size = rng.randint(*VOA_SENTENCES)
        yield " ".join(join(line.split()) for line in lines[start : start + size] if line.strip())
        start += size


def whitehouse(path: Path, rng: random.Random) -> Iterator[str]:
    """Yield one to three neighbouring paragraphs of a statement; list marks at their beginning are left out."""
    for document in path.read_text(encoding="utf-8").split("\n\n"):
        paragraphs = [" ".join(line.lstrip("-• ").split()) for line in document.splitlines()]
        start = 0
        while start < len(paragraphs):
            size = rng.randint(*PARAGRAPHS)
            yield " ".join(paragraphs[start : start + size])
            start += size


def _take(candidates: list[str], words: int, rng: random.Random) -> list[str]:
    rng.shuffle(candidates)
    taken, total = [], 0
    for text in candidates:
        size = len(text.split())
        if MIN_WORDS <= size <= MAX_WORDS and total < words:
            taken.append(text)
            total += size
    return taken
