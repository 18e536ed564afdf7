"""Measure a pipeline: trees and names of the test sets from raw text, and the facts."""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.language import Language
from spacy.scorer import PRFScore, Scorer, get_ner_prf
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from training import facts
from training.merged_names import NAME as MERGED
from training.settings import Settings

NEEDED: tuple[str, ...] = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "acl",
    "acl:relcl",
    "ccomp",
)
NEEDED += ("xcomp", "advcl", "conj", "appos", "amod", "compound")


@dataclass(frozen=True, slots=True)
class TreeScore:
    """Scores of one treebank, in per cent; `labels` holds F of the labels that extraction needs."""

    words: int
    tokens: float
    upos: float
    lemma: float
    uas: float
    las: float
    sentences: float
    words_per_second: int
    labels: dict[str, float]


@dataclass(frozen=True, slots=True)
class NameScore:
    """Scores of one corpus of names, in per cent; only the labels that it has are counted."""

    words: int
    precision: float
    recall: float
    f: float
    labels: dict[str, float]


def evaluate(nlp: Language, settings: Settings, work: Path) -> dict[str, object]:
    """Return every score by the name of its set."""
    figures: dict[str, object] = {}
    for name in settings.trees.tests:
        gold = _gold(nlp, work / "docs" / "test" / f"trees_{name}.spacy")
        figures[name] = asdict(tree_score(nlp, gold))
        if name == "pud":
            figures["pud, a sentence a text"] = asdict(tree_score(nlp, [s.as_doc() for doc in gold for s in doc.sents]))
    for name in settings.names.tests:
        gold = _gold(nlp, work / "docs" / "test" / f"names_{name}.spacy")
        figures[f"names {name}"] = asdict(name_score(nlp, gold))
    return figures | facts.scores(nlp)


def mended(nlp: Language, settings: Settings, work: Path) -> dict[str, object]:
    """Return the scores of trees and facts in the trees that the rules read, with the repairs of the language stage."""
    nlp.add_pipe("attrigraph_repairs")
    figures: dict[str, object] = {
        f"{name}, mended": asdict(tree_score(nlp, _gold(nlp, work / "docs" / "test" / f"trees_{name}.spacy")))
        for name in settings.trees.tests
    }
    return figures | {f"{name}, mended": score for name, score in facts.scores(nlp).items()}


def stage_names(nlp: Language, settings: Settings, work: Path) -> dict[str, object]:
    """Return the scores of the names of a whole language stage, with those that its gazetteer knows, on UNER's sets."""
    nlp.add_pipe(MERGED)
    sets = {name: work / "docs" / "test" / f"names_{name}.spacy" for name in settings.names.tests if "uner" in name}
    return {f"names {name}, whole stage": asdict(_stage_score(nlp, _gold(nlp, path))) for name, path in sets.items()}


def _stage_score(nlp: Language, gold: list[Doc]) -> NameScore:
    """Compare by places in the text: the stage reads typographic quotation marks as straight ones."""
    scores = {label: PRFScore() for label in sorted({entity.label_ for doc in gold for entity in doc.ents})}
    for predicted, doc in zip(nlp.pipe(doc.text for doc in gold), gold, strict=True):
        for label, score in scores.items():
            score.score_set(*(_places(read, label) for read in (predicted, doc)))
    every = sum(scores.values(), start=PRFScore())
    labels = {label: _percent(score.fscore) for label, score in scores.items()}
    labels["PERSON and LOC"] = _percent((scores["PERSON"] + scores["LOC"]).fscore)
    precision, recall, f = map(_percent, (every.precision, every.recall, every.fscore))
    return NameScore(sum(map(len, gold)), precision, recall, f, labels)


def _places(doc: Doc, label: str) -> set[tuple[int, int]]:
    return {(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == label}


def tree_score(nlp: Language, gold: list[Doc]) -> TreeScore:
    """Parse the raw texts of gold Docs and compare."""
    started = time.perf_counter()
    examples = [Example(predicted, doc) for predicted, doc in zip(nlp.pipe(d.text for d in gold), gold, strict=True)]
    seconds = time.perf_counter() - started
    found = Scorer.score_tokenization(examples) | Scorer.score_token_attr(examples, "pos")
    found |= Scorer.score_token_attr(examples, "lemma")
    found |= Scorer.score_deps(
        examples, "dep", getter=lambda t, _: t.dep_, head_getter=lambda t, _: t.head, ignore_labels=("punct",)
    )
    found |= Scorer.score_spans(examples, "sents", has_annotation=lambda _: True)
    words = sum(map(len, gold))
    labels = found["dep_las_per_type"]
    return TreeScore(
        words=words,
        tokens=_percent(found["token_f"]),
        upos=_percent(found["pos_acc"]),
        lemma=_percent(found["lemma_acc"]),
        uas=_percent(found["dep_uas"]),
        las=_percent(found["dep_las"]),
        sentences=_percent(found["sents_f"]),
        words_per_second=round(words / seconds),
        labels={label: _percent(labels[label]["f"]) for label in NEEDED if label in labels},
    )


def name_score(nlp: Language, gold: list[Doc]) -> NameScore:
    """Find the names in the raw texts of gold Docs and compare, on the labels that the gold has."""
    known = {entity.label_ for doc in gold for entity in doc.ents}
    found = get_ner_prf(list(_examples(nlp, gold, known)))
    labels = {label: _percent(score["f"]) for label, score in sorted(found["ents_per_type"].items())}
    precision, recall, f = (_percent(found[f"ents_{key}"]) for key in "prf")
    return NameScore(sum(map(len, gold)), precision, recall, f, labels)


def _examples(nlp: Language, gold: list[Doc], known: set[str]) -> Iterator[Example]:
    for predicted, doc in zip(nlp.pipe(doc.text for doc in gold), gold, strict=True):
        predicted.set_ents([entity for entity in predicted.ents if entity.label_ in known])
        yield Example(predicted, doc)


def _gold(nlp: Language, path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _percent(share: float) -> float:
    return round(100 * share, 1)
