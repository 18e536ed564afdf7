"""Silver names: the teacher of names reads the raw texts; trees are left open."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc

from training import docs, namer, raw, teacher
from training.guideline import Guideline
from training.settings import Settings
from training.silver import ENCODER_LIMIT, by_length, settled, spans_of
from training.teacher_data import NAMES, Batch, Encoder, Item


def silver_names(settings: Settings, corpora: Path, model: Path, out: Path) -> dict[str, int]:
    """Find the names of the raw texts with the teacher in `model`; write a DocBin a source below `out`.

    Returns the numbers of words.
    """
    torch.set_num_threads(1)
    nlp = spacy.blank("en")
    annotator = NameAnnotator(namer.load(model, settings), settings)
    sizes = {name: getattr(settings.namer, name) for name in ("voa_words", "whitehouse_words")}
    chosen = raw.texts(replace(settings.raw, **sizes), corpora, random.Random(settings.seed))  # noqa: S311
    return {name: docs.save(out / f"{name}.spacy", annotator.read(nlp, texts)) for name, texts in chosen.items()}


class NameAnnotator:
    """Writes the names that the teacher of names finds on Docs."""

    def __init__(self, model: namer.Namer, settings: Settings) -> None:
        self._model, self._sure = model, settings.namer.sure
        self._guideline = Guideline.of(settings)
        self._size = 4 * settings.namer.batch_pieces
        self._encoder = Encoder(str(teacher.encoder_folder() / "vocab.txt"), namer.LABELS, ENCODER_LIMIT)

    def read(self, nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield a Doc with names for each text that the encoder can take as a whole, in order of length."""
        for pairs in by_length(self._encoder, nlp.tokenizer.pipe(texts), self._size):
            yield from self._annotate(pairs)

    def _annotate(self, pairs: Sequence[tuple[Doc, Item]]) -> Iterator[Doc]:
        chosen, sureness = self._model.best(Batch.of([item for _, item in pairs]))
        for row, (doc, _) in enumerate(pairs):
            names = list(spans_of(doc, [NAMES[label] for label in chosen[row, : len(doc)].tolist()]))
            kept, unsure = settled(names)
            doubted = [name for name in kept if sureness[row, name.start : name.end].min() < self._sure]
            doc.set_ents([name for name in kept if name not in doubted], missing=unsure + doubted, default="outside")
            yield self._guideline.mend(doc)
