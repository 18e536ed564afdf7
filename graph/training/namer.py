"""The teacher of names: the same small encoder, trained on names alone, read by the best sequence of labels."""

import logging
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training import teacher
from training.settings import NamerSettings, Settings
from training.teacher_data import IGNORE, NAMES, Batch, Encoder, Item, Labels, batches
from training.teacher_model import IMPOSSIBLE, CasedEncoder, autocast, cross_entropy
from training.teacher_scores import names

log = logging.getLogger(__name__)

LABELS = Labels((), (), ())


class Namer(CasedEncoder):
    """Scores of every label of NAMES for every word."""

    def __init__(self, settings: Settings) -> None:
        # Dropping attention as well would cost a tenth of the time.
        encoder = teacher.pretrained(settings.teacher, attention_probs_dropout_prob=0.0)
        super().__init__(encoder, settings.namer.dropout)
        self.head = nn.Linear(self.width, len(NAMES))
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)

    def loss(self, batch: Batch) -> Tensor:
        """Return the mean loss of the words whose label is known."""
        return cross_entropy(self.head(self.words(batch)).float(), batch.targets["names"])

    @torch.no_grad()
    def best(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the labels [item, word] of the best sequences that are allowed, and the probability of each."""
        with autocast():
            scores = torch.log_softmax(self.head(self.words(batch)).float(), -1)
        chosen = best_sequences(scores)
        return chosen, scores.gather(-1, chosen.unsqueeze(-1)).squeeze(-1).exp()


def best_sequences(scores: Tensor) -> Tensor:
    """Return the best labels [item, word] in which I- goes on a name of its kind, by Viterbi's algorithm.

    >>> scores = torch.full((1, 2, len(NAMES)), -9.0)
    >>> scores[0, 0, NAMES.index("B-ORG")], scores[0, 1, NAMES.index("I-LOC")] = -1.0, -1.0
    >>> scores[0, 0, NAMES.index("B-LOC")] = -2.0
    >>> [NAMES[label] for label in best_sequences(scores)[0]]
    ['B-LOC', 'I-LOC']
    """
    steps = torch.tensor([[0.0 if _follows(before, after) else IMPOSSIBLE for after in NAMES] for before in NAMES])
    start = torch.tensor([0.0 if _follows("O", label) else IMPOSSIBLE for label in NAMES])
    best, back = scores[:, 0] + start, []
    for place in range(1, scores.size(1)):
        reached, came_from = (best.unsqueeze(2) + steps).max(1)
        best = reached + scores[:, place]
        back.append(came_from)
    labels = [best.argmax(-1)]
    for came_from in reversed(back):
        labels.append(came_from.gather(1, labels[-1].unsqueeze(1)).squeeze(1))
    return torch.stack(labels[::-1], 1)


def _follows(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


def train(settings: Settings, docs: Path, out: Path) -> None:
    """Train on the sets that the settings name, below `docs`; write `out`/namer.pt after every epoch."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    encoder = Encoder(str(teacher.encoder_folder() / "vocab.txt"), LABELS, settings.namer.max_pieces)
    items = [item for name in settings.namer.sets for item in _items(encoder, docs / f"{name}.spacy")]
    watched = {name: _items(encoder, docs / "dev" / f"{name}.spacy") for name in ("trees", "wikigold")}
    model = Namer(settings)
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(settings.seed)  # noqa: S311
    size = settings.namer.batch_pieces
    plan = [batches(_drawn(items, settings.namer, rng), size, rng) for _ in range(settings.namer.epochs)]
    optimizer, schedule = teacher.optimizer_of(model, rates(settings.namer), sum(map(len, plan)))
    for number, epoch in enumerate(plan, 1):
        _epoch(model, epoch, optimizer, schedule)
        torch.save(model.state_dict(), out / "namer.pt")
        found = {name: score(model, items, settings.namer) for name, items in watched.items()}
        log.info("F of names after epoch %d: %s", number, found)


def load(folder: Path, settings: Settings) -> Namer:
    """Return the trained teacher of names, ready to predict."""
    model = Namer(settings)
    model.load_state_dict(torch.load(folder / "namer.pt", weights_only=True))
    return model.eval()


def score(model: Namer, items: Sequence[Item], settings: NamerSettings) -> float:
    """Return F of the names in per cent, in gold words."""
    counts: Counter[str] = Counter()
    model.eval()
    for part in batches(items, settings.batch_pieces, random.Random(0)):  # noqa: S311
        batch = Batch.of(part)
        counts += names(model.best(batch)[0].tolist(), batch.targets["names"].tolist(), NAMES)
    return 200 * counts["names"] / max(1, counts["all names"])


def rates(settings: NamerSettings) -> teacher.Rates:
    """Return the learning rates; the word embeddings stay as they are."""
    by_part = {"encoder.": settings.encoder_rate, "": settings.head_rate}
    return teacher.Rates(by_part, settings.warmup)


def _items(encoder: Encoder, path: Path) -> list[Item]:
    found = [item for doc in teacher.read(path) for item in encoder.items(doc)]
    return [item for item in found if any(label != IGNORE for label in item.targets["names"])]


def _drawn(items: Iterable[Item], settings: NamerSettings, rng: random.Random) -> list[Item]:
    """Leave out most of the stretches without names: they teach little."""
    return [item for item in items if max(item.targets["names"]) > 0 or rng.random() < settings.nameless]


def _epoch(
    model: Namer,
    epoch: Sequence[Sequence[Item]],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    started = time.monotonic()
    model.train()
    for step, part in enumerate(epoch):
        loss = teacher.update(model, Batch.of(part), optimizer)
        schedule.step()
        if step % 50 == 0:
            log.info("namer step %d of %d, loss %.3f, %.0f s", step, len(epoch), loss, time.monotonic() - started)
