"""Silver trees: the teacher parses raw text. Lemmas are left open, the gold trees teach them better.

On the way its vectors of the words are averaged into a table of word vectors.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, Span

from training import docs, raw, teacher, vectors
from training.settings import Settings
from training.teacher_data import Batch, Encoder, Item, Labels
from training.teacher_model import IMPOSSIBLE, Teacher, autocast
from training.trees import best_tree

ENCODER_LIMIT = 510


def silver(settings: Settings, corpora: Path, models: Path, out: Path) -> dict[str, int]:
    """Parse the raw texts with `models`/teacher; write a DocBin a source below `out`, and `models`/vectors.

    Returns the numbers of words.
    """
    torch.set_num_threads(1)
    nlp = spacy.blank("en")
    annotator = Annotator(*teacher.load(models / "teacher", settings.teacher), settings)
    chosen = raw.texts(settings.raw, corpora, random.Random(settings.seed))  # noqa: S311
    words = {name: docs.save(out / f"{name}.spacy", annotator.parse(nlp, texts)) for name, texts in chosen.items()}
    return words | {"vectors": vectors.save(annotator.means, settings.vectors, models / "vectors")}


class Annotator:
    """Writes what the teacher predicts on Docs; `means` gathers its vectors of all words."""

    def __init__(self, model: Teacher, labels: Labels, settings: Settings) -> None:
        self._model, self._labels = model, labels
        self.means = vectors.Means()
        self._size = 4 * settings.teacher.batch_pieces
        self._encoder = Encoder(str(teacher.encoder_folder() / "vocab.txt"), labels, ENCODER_LIMIT)

    def parse(self, nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield a parsed Doc for each text that the encoder can take as a whole, in order of length."""
        for pairs in by_length(self._encoder, nlp.tokenizer.pipe(texts), self._size):
            yield from self._annotate(pairs)

    @torch.no_grad()
    def _annotate(self, pairs: Sequence[tuple[Doc, Item]]) -> Iterator[Doc]:
        batch = Batch.of([item for _, item in pairs])
        with autocast():
            words = self._model.words(batch)
            chosen = {name: head(words).argmax(-1).tolist() for name, head in self._model.heads.items()}
            arcs = self._model.arcs(words)
        heads, deps = self._trees(words.float(), arcs, chosen["starts"], [len(doc) for doc, _ in pairs])
        for row, (doc, _) in enumerate(pairs):
            self.means.add([token.text for token in doc], words[row, : len(doc)].float().numpy())
            yield self._doc(doc, {name: values[row] for name, values in chosen.items()}, heads[row], deps[row])

    def _trees(
        self, words: torch.Tensor, arcs: torch.Tensor, starts: list[list[int]], sizes: list[int]
    ) -> tuple[list[list[int]], list[list[str]]]:
        heads = [_heads(arcs[row, :size, :size], starts[row][:size]) for row, size in enumerate(sizes)]
        items = torch.tensor([row for row, found in enumerate(heads) for _ in found])
        places = torch.tensor([place for found in heads for place in range(len(found))])
        flat = torch.tensor([head for found in heads for head in found])
        scores = self._model.labels(words, items, places, flat)
        best = iter(_labels(scores, places == flat, self._labels.deps.index("ROOT")))
        return heads, [[self._labels.deps[next(best)] for _ in found] for found in heads]

    def _doc(self, doc: Doc, chosen: dict[str, list[int]], heads: list[int], deps: list[str]) -> Doc:
        morphs = [self._labels.morphs[label].partition("|") for label in chosen["morphs"][: len(doc)]]
        made = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=[self._labels.tags[label] for label in chosen["tags"][: len(doc)]],
            pos=[pos for pos, _, _ in morphs],
            morphs=[morph for _, _, morph in morphs],
            heads=heads,
            deps=deps,
        )
        names = list(spans_of(made, [self._labels.names[label] for label in chosen["names"][: len(doc)]]))
        kept, unsure = settled(names)
        made.set_ents(kept, missing=unsure, default="outside")
        return made


def by_length(encoder: Encoder, docs: Iterable[Doc], size: int) -> Iterator[list[tuple[Doc, Item]]]:
    """Yield the Docs that the encoder can take as a whole, the short ones first, in batches of `size` wordpieces."""
    pairs = [(doc, items[0]) for doc in docs if len(items := list(encoder.items(doc))) == 1]
    pairs.sort(key=lambda pair: len(pair[1].pieces))
    start = 0
    while start < len(pairs):
        number = max(1, size // len(pairs[start][1].pieces))
        yield pairs[start : start + number]
        start += number


def _heads(arcs: torch.Tensor, starts: Sequence[int]) -> list[int]:
    bounds = [place for place, start in enumerate(starts) if start or not place] + [len(starts)]
    heads: list[int] = []
    for first, end in pairwise(bounds):
        scores = torch.log_softmax(arcs[first:end, first:end], -1).numpy().astype(np.float32)
        heads += [first + head for head in best_tree(scores)]
    return heads


def _labels(scores: torch.Tensor, roots: torch.Tensor, root: int) -> list[int]:
    scores[~roots, root] = IMPOSSIBLE
    best = scores.argmax(-1)
    best[roots] = root
    return best.tolist()


def settled(names: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Part the names from those that touch another: there the teacher broke one name, or took in a title."""
    starts, ends = {name.start for name in names}, {name.end for name in names}
    unsure = [name for name in names if name.start in ends or name.end in starts]
    return [name for name in names if name not in unsure], unsure


def spans_of(doc: Doc, tags: Sequence[str]) -> Iterator[Span]:
    """Yield the names of BIO tags; a name may begin with I-."""
    start = 0
    for place in range(1, len(tags) + 1):
        if place == len(tags) or tags[place] != f"I-{tags[start][2:]}":
            if tags[start] != "O":
                yield Span(doc, start, place, label=tags[start][2:])
            start = place
