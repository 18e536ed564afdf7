"""Measure the language stage on one core: python tests/benchmarks/language_speed.py [FOLDER] [--trees FILE].

The texts are the example articles, and the text files of FOLDER. It prints how long loading takes, how many words a
second the whole stage reads in batches, its peak memory, and the share of each component. With --trees, the gold trees
that `python -m training convert` writes (work/docs/gold/trees.spacy), it also makes spaCy's own small CNN pipeline
(`spacy init config -l en -o efficiency`), with the labels of those trees and trained on them for a few steps only: its
speed depends on its architecture and its labels, hardly on its scores, which would need hours.
"""

import argparse
import itertools
import resource
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import use_ops

from attrigraph.documents import read
from attrigraph.folders import folder
from attrigraph.language import load
from attrigraph.model import Document

SMALL = ["tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
STEPS, EXAMPLES = 40, 2_000
LEAST = 60_000  # words: fewer are read again until there are as many


def texts(more: Path | None) -> list[str]:
    """Return the example articles and the files of a folder, so often that there are enough words."""
    found = [document.text for document in read(folder("seeds") / "documents") if isinstance(document, Document)]
    if more is not None:
        found += [path.read_text(encoding="utf-8") for path in sorted(more.rglob("*.txt"))]
    return list(itertools.chain.from_iterable(itertools.repeat(found, -(-LEAST // words(found)))))


def words(found: Iterable[str]) -> int:
    """Return how many words stand between white space."""
    return sum(len(text.split()) for text in found)


def seconds(nlp: Language, found: list[str]) -> float:
    """Return the processor's seconds for the whole pipeline, in batches."""
    list(nlp.pipe(found[:8]))
    begun = time.process_time()
    for _ in nlp.pipe(found):
        pass
    return time.process_time() - begun


def shares(nlp: Language, found: list[str]) -> Iterator[tuple[str, float]]:
    """Yield each component and its seconds."""
    begun = time.process_time()
    docs = [nlp.make_doc(text) for text in found]
    yield "tokenizer", time.process_time() - begun
    for name, component in nlp.pipeline:
        begun = time.process_time()
        docs = list(_piped(component, docs, nlp.batch_size))
        yield name, time.process_time() - begun


def _piped(component: object, docs: list[Doc], size: int) -> Iterable[Doc]:
    if hasattr(component, "pipe"):
        return component.pipe(docs, batch_size=size)
    return map(component, docs)


def small(trees: Path) -> Language:
    """Return spaCy's own small pipeline with the labels of some gold trees, trained for a few steps."""
    with use_ops("numpy", use_blis=False):  # the same matrix products as ours
        nlp = spacy.util.load_model_from_config(
            init_config(lang="en", pipeline=SMALL, optimize="efficiency", gpu=False), auto_fill=True
        )
        docs = itertools.islice(DocBin().from_disk(trees).get_docs(nlp.vocab), EXAMPLES)
        examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
        optimizer = nlp.initialize(lambda: examples)
        for batch in itertools.islice(minibatch(itertools.cycle(examples), 16), STEPS):
            nlp.update(batch, sgd=optimizer)
    nlp.batch_size = 32
    return nlp


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--trees", type=Path)
    options = parser.parse_args()
    begun = time.process_time()
    nlp = load()
    print(f"load: {time.process_time() - begun:.2f} s of work")
    found = texts(options.folder)
    count = words(found)
    whole = seconds(nlp, found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"whole stage: {count / whole:,.0f} words/s of {count:,}; peak memory {memory:,.0f} MB")
    parts = dict(shares(nlp, found))
    for name, took in parts.items():
        print(f"  {name:24} {took / sum(parts.values()):6.1%}")
    if options.trees is not None:
        other = seconds(small(options.trees), found)
        print(f"spaCy's own small pipeline: {count / other:,.0f} words/s; ours takes {whole / other:.2f} times as long")


if __name__ == "__main__":
    main()
