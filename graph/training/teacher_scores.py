"""How good the teacher is on labelled items, in gold words and sentences: a quick look while it trains."""

from collections import Counter
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from training.names_corpora import tagged
from training.teacher_data import IGNORE, Batch, Item, Labels
from training.teacher_model import IMPOSSIBLE, Teacher, autocast


@torch.no_grad()
def scores(model: Teacher, labels: Labels, batches: Iterable[Sequence[Item]]) -> dict[str, float]:
    """Return shares of right words in per cent (UAS and LAS without punctuation), and F of names.

    Heads are chosen word by word, so UAS and LAS are a little below those of whole trees.
    """
    counts: Counter[str] = Counter()
    model.eval()
    for items in batches:
        batch = Batch.of(items)
        with autocast():
            words = model.words(batch)
            chosen = {name: head(words).argmax(-1) for name, head in model.heads.items()}
            arcs = model.arcs(words)
        counts += _trees(model, words.float(), arcs, batch, labels.deps.index("punct"))
        for name in ("tags", "morphs", "starts"):
            counts += _right(name, chosen[name], batch.targets[name])
        counts += names(chosen["names"].tolist(), batch.targets["names"].tolist(), labels.names)
    shares = {name: counts[name] / counts[f"all {name}"] for name in ("uas", "las", "tags", "morphs", "starts")}
    shares["names"] = 2 * counts["names"] / max(1, counts["all names"])
    return {name: round(100 * share, 2) for name, share in shares.items()}


def _right(name: str, chosen: Tensor, target: Tensor) -> Counter[str]:
    known = target != IGNORE
    return Counter({name: int((chosen == target)[known].sum()), f"all {name}": int(known.sum())})


def _trees(model: Teacher, words: Tensor, arcs: Tensor, batch: Batch, punct: int) -> Counter[str]:
    heads, deps = batch.targets["heads"], batch.targets["deps"]
    same = batch.sentences.unsqueeze(2) == batch.sentences.unsqueeze(1)
    found = arcs.masked_fill(~same, IMPOSSIBLE).argmax(-1)
    items, places = ((heads != IGNORE) & (deps != IGNORE) & (deps != punct)).nonzero(as_tuple=True)
    best = model.labels(words, items, places, found[items, places]).argmax(-1)
    attached = found[items, places] == heads[items, places]
    right = attached & (best == deps[items, places])
    total = len(items)
    return Counter({"uas": int(attached.sum()), "las": int(right.sum()), "all uas": total, "all las": total})


def names(chosen: Sequence[Sequence[int]], target: Sequence[Sequence[int]], labels: Sequence[str]) -> Counter[str]:
    """Count right names ("names") and all names, those found and those wanted ("all names")."""
    counts: Counter[str] = Counter()
    for found, gold in zip(chosen, target, strict=True):
        known = [place for place, label in enumerate(gold) if label != IGNORE]
        ours, theirs = (
            set(tagged([labels[row[place]] for place in known])) if known else set() for row in (found, gold)
        )
        counts += Counter({"names": len(ours & theirs), "all names": len(ours) + len(theirs)})
    return counts
