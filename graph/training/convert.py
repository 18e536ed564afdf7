"""Corpora -> DocBin files in the work folder: trees with names, names alone, development and test sets."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from training import augment, docs, names_corpora, substitute, templates
from training.conllu import Sentence, read
from training.guideline import Guideline
from training.names_corpora import Named, Spans
from training.settings import HERE, REPOSITORY, Augmenting, Grouping, Settings
from training.templates_trees import Lexicon, sentences


def convert(settings: Settings, corpora: Path, work: Path) -> dict[str, int]:
    """Write every set below `work`/docs and return its number of words, by its path there."""
    nlp = spacy.blank("en")
    sets = {
        "gold/trees": _training_trees(nlp, settings, corpora),
        "gold/templates": _template_trees(nlp, settings, corpora),
        "names/news": _news_names(nlp, settings, corpora),
        "names/substituted": _substituted_names(nlp, settings, corpora),
        "names/reports": _report_names(nlp, settings, corpora),
        "dev/wikigold": _wikigold_dev(nlp, settings, corpora),
        "dev/trees": _dev_trees(nlp, settings, corpora),
    }
    for name, path in settings.trees.tests.items():
        sets[f"test/trees_{name}"] = _test_trees(nlp, settings, corpora / path)
    for name, path in settings.names.tests.items():
        sets[f"test/names_{name}"] = _test_names(nlp, settings, corpora / path)
    return {name: docs.save(work / "docs" / f"{name}.spacy", made) for name, made in sets.items()}


def _training_trees(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    rng = random.Random(settings.seed)  # noqa: S311
    names, guideline = _joined_names(corpora, settings.names.joined_train), Guideline.of(settings)
    sentences = [sentence for path in settings.trees.train for sentence in _read(corpora / path)]
    for group in docs.grouped(sentences, settings.docs, rng):
        for version in altered(group, settings.augment, rng):
            yield guideline.mend(_with_names(nlp, version, names, settings))


def _template_trees(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    rng = random.Random(settings.seed)  # noqa: S311
    lexicon = Lexicon.of(sentence for path in settings.trees.train for sentence in _read(corpora / path))
    grammar = templates.load(HERE / "templates_data", REPOSITORY / "seeds" / "gazetteer")
    for rule, number in settings.templates.items():
        made = list(sentences(grammar, lexicon, rule, number, rng, nlp.tokenizer))
        for group in docs.grouped(made, settings.docs, rng) if rule == "S" else ([one] for one in made):
            for version in altered(group, settings.augment, rng):
                yield docs.tree_doc(nlp.vocab, version)


def altered(group: list[Sentence], shares: Augmenting, rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield a group, perhaps with typographic quotes or without its last full stop, and perhaps a cased copy."""
    if rng.random() < shares.quotes:
        group = [augment.quotes(sentence) for sentence in group]
    if rng.random() < shares.no_period:
        group = [*group[:-1], augment.no_period(group[-1])]
    yield group
    for share, change in ((shares.lower, augment.lower), (shares.upper, augment.upper)):
        if rng.random() < share:
            yield [change(sentence) for sentence in group]


def _dev_trees(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    names = _joined_names(corpora, settings.names.joined_dev)
    for path in settings.trees.dev:
        for group in docs.fixed(_read(corpora / path), settings.docs.evaluation_sentences):
            yield _with_names(nlp, group, names, settings)


def _test_trees(nlp: Language, settings: Settings, path: Path) -> Iterator[Doc]:
    for group in docs.fixed(_read(path), settings.docs.evaluation_sentences):
        yield docs.tree_doc(nlp.vocab, group)


def _news_names(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    rng, guideline = random.Random(settings.seed), Guideline.of(settings)  # noqa: S311
    for group in _random_groups(_wikigold(settings, corpora)[0], settings.docs, rng):
        yield guideline.mend(docs.named_doc(nlp.vocab, group, settings.labels))
    for folder in settings.names.re3d:
        for named in names_corpora.re3d(corpora / folder):
            yield guideline.mend(docs.text_doc(nlp.make_doc(named.text), named, settings.labels))


def _wikigold(settings: Settings, corpora: Path) -> tuple[list[Named], list[Named]]:
    """Return the sentences to train on and those held out."""
    found = list(names_corpora.wikigold(corpora / settings.names.wikigold))
    kept = round(len(found) * (1 - settings.names.wikigold_dev))
    return found[:kept], found[kept:]


def _wikigold_dev(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    for named in _wikigold(settings, corpora)[1]:
        yield docs.named_doc(nlp.vocab, [named], settings.labels)


def _substituted_names(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    rng = random.Random(settings.seed)  # noqa: S311
    gold = [*_training_trees(nlp, settings, corpora), *_news_names(nlp, settings, corpora)]
    pools = substitute.pools(nlp, REPOSITORY / "seeds" / "gazetteer", gold)
    yield from (substitute.substituted(doc, pools, rng) for doc in gold if doc.ents)


def _report_names(nlp: Language, settings: Settings, corpora: Path) -> Iterator[Doc]:
    rng = random.Random(settings.seed)  # noqa: S311
    for path in settings.names.annoctr_train:
        for group in _random_groups(names_corpora.annoctr(corpora / path), settings.docs, rng):
            yield docs.named_doc(nlp.vocab, group, settings.labels)


def _random_groups(source: Iterable[Named], grouping: Grouping, rng: random.Random) -> Iterator[list[Named]]:
    sizes = iter(lambda: rng.randint(grouping.min_sentences, grouping.max_sentences), 0)
    yield from minibatch(source, size=sizes)  # type: ignore[no-untyped-call]


def _test_names(nlp: Language, settings: Settings, path: Path) -> Iterator[Doc]:
    readers: dict[str, Callable[[Path], Iterable[Named]]] = {
        ".jsonl": names_corpora.sentences_of,
        ".iob2": names_corpora.iob2,
        ".bio": names_corpora.annoctr,
    }
    for named in readers[path.suffix](path):
        yield docs.named_doc(nlp.vocab, [named], settings.labels)


def _with_names(nlp: Language, group: list[Sentence], names: dict[str, Spans], settings: Settings) -> Doc:
    doc = docs.tree_doc(nlp.vocab, group)
    docs.add_names(doc, group, names, settings.labels, settings.names.loose)
    return doc


def _joined_names(corpora: Path, paths: Iterable[str]) -> dict[str, Spans]:
    joined: dict[str, Spans] = {}
    for path in paths:
        joined |= names_corpora.by_sentence(corpora / path)
    return joined


def _read(path: Path) -> list[Sentence]:
    with path.open(encoding="utf-8") as lines:
        return list(read(lines))
