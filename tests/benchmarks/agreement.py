"""How far two annotations of the same texts agree: python tests/benchmarks/agreement.py [GOLD_FOLDER].

Compares what second/documents.jsonl and second/sentences.jsonl say with the first annotation beside that folder, over
the texts that were annotated twice. Printed are the rows of `attrigraph evaluate`, the second annotation counting as
gold (F1 is the same the other way round), and Cohen's kappa (Educational and Psychological Measurement 20, 1960) of
three choices: does a passage hold an act, does it hold an act of this kind (one choice a passage and kind), and which
status has a claim that both found. A passage is a record of sentences.jsonl or a paragraph of a document; a claim
belongs to the passage with its quote.
"""

import random
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from attrigraph.evaluation import DocumentClaims, Scores, score
from attrigraph.evaluation.reading import read_gold
from attrigraph.evaluation.texts import texts
from attrigraph.folders import folder
from attrigraph.model import ActKind, Document

SEED, RESAMPLES = 1, 2_000
FILES = ("documents.jsonl", "sentences.jsonl")
Choice = tuple[Hashable, Hashable]  # what the second annotation says, what the first says


def kappa(choices: Sequence[Choice]) -> float:
    """Return Cohen's kappa: agreement beyond chance, 1 where all agree.

    >>> kappa([(True, True), (True, False), (False, False), (False, False)])
    0.5
    """
    seen = sum(one == other for one, other in choices) / len(choices)
    ones, others = (Counter(choice[side] for choice in choices) for side in (0, 1))
    chance = sum(ones[label] * others[label] for label in ones) / len(choices) ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def twice(gold: Path) -> tuple[list[DocumentClaims], list[DocumentClaims], dict[str, list[str]]]:
    """Return the second and the first annotation of what was annotated twice, and the passages by document."""
    second, first, passages = [], [], {}
    for name in FILES:
        mine, theirs = read_gold(gold / "second" / name).documents, read_gold(gold / name)
        known = {one.id: one for one in theirs.documents}
        read = {one.id: one.text.split("\n\n") for one in texts(theirs) if isinstance(one, Document)}
        second += mine
        first += [known[one.id] for one in mine]
        passages |= {one.id: read[one.id] for one in mine}
    return second, first, passages


def kinds(document: DocumentClaims, passages: Sequence[str]) -> list[set[ActKind]]:
    """Return the kinds of act in each passage."""
    return [{claim.act for claim in document.claims if claim.quote in passage} for passage in passages]


def passage_choices(pairs: Iterable[tuple[set[ActKind], set[ActKind]]]) -> tuple[list[Choice], list[Choice]]:
    """Return the choices whether a passage holds an act, and whether it holds one of each kind."""
    listed = list(pairs)
    return (
        [(bool(one), bool(other)) for one, other in listed],
        [(kind in one, kind in other) for (one, other), kind in product(listed, ActKind)],
    )


def status_choices(scores: Scores) -> list[Choice]:
    """Return the choices of a status for the claims that match but for it."""
    return [(one.gold, one.found) for one in scores.confusions for _ in range(one.count)]


def interval(scores: Scores) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of the F1 of claims, over texts drawn with replacement."""
    counts = [(len(one.hits), len(one.missed) + len(one.extra)) for one in scores.matched]
    draw = random.Random(SEED)  # noqa: S311 - statistics
    drawn = (draw.choices(counts, k=len(counts)) for _ in range(RESAMPLES))
    sums = ((sum(hits for hits, _ in some), sum(apart for _, apart in some)) for some in drawn)
    found = sorted(2 * hits / (2 * hits + apart) for hits, apart in sums)
    return found[RESAMPLES // 40], found[-RESAMPLES // 40 - 1]


def table(gold: Path) -> Iterator[str]:
    """Yield the lines to print."""
    second, first, passages = twice(gold)
    scores = score(second, first)
    yield f"{len(second)} texts, {sum(len(one.claims) for one in second)} claims in the second annotation"
    yield from (f"{row.name:10} F1 {row.total.f1:.3f}" for row in scores.rows)
    yield "claims     95 % of resampled texts: F1 {:.3f} to {:.3f}".format(*interval(scores))
    for name in ("dates", "quotes"):
        share = getattr(scores, name)
        yield f"{name:10} {share.right} of {share.total} matched claims"
    pairs = [
        pair
        for mine, theirs in zip(second, first, strict=True)
        for pair in zip(*(kinds(one, passages[one.id]) for one in (mine, theirs)), strict=True)
    ]
    named = zip(("act or none", "act of a kind"), passage_choices(pairs), strict=True)
    for name, choices in (*named, ("status", status_choices(scores))):
        yield f"kappa      {name:13} {kappa(choices):.3f} over {len(choices)} choices"


if __name__ == "__main__":
    print("\n".join(table(Path(sys.argv[1]) if len(sys.argv) > 1 else folder("seeds") / "gold")))
