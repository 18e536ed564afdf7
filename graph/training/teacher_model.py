"""The teacher: a small pretrained encoder with heads for tags, sentence starts, names and a biaffine parser."""

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from training.settings import TeacherSettings
from training.teacher_data import IGNORE, SHAPES, Batch, Labels

SHAPE_WIDTH = 32
BFLOAT16 = bool(torch.cpu.get_capabilities().get("avx512_bf16"))  # elsewhere it would be slower than full precision
CLASSIFIED = ("tags", "morphs", "starts", "names")
WEIGHTS = {"starts": 0.5}
IMPOSSIBLE = -1e4


class CasedEncoder(nn.Module):
    """A pretrained encoder without case that is told the shapes of the words; `width` is that of its vectors."""

    def __init__(self, encoder: BertModel, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.piece_shape = nn.Embedding(SHAPES, encoder.config.hidden_size)
        nn.init.zeros_(self.piece_shape.weight)
        self.word_shape = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.drop = nn.Dropout(dropout)
        self.width = encoder.config.hidden_size + SHAPE_WIDTH

    def words(self, batch: Batch) -> Tensor:
        """Return a vector a word: its first wordpiece in context, and its shape."""
        pieces = self.encoder.embeddings.word_embeddings(batch.pieces) + self.piece_shape(batch.piece_shapes)
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=batch.mask).last_hidden_state
        first = batch.first.unsqueeze(-1).expand(-1, -1, hidden.size(-1))
        shapes = self.word_shape(batch.shapes).to(hidden.dtype)
        return self.drop(torch.cat([torch.gather(hidden, 1, first), shapes], -1))

    def loss(self, batch: Batch) -> Tensor:
        """Return the loss on what the batch is labelled with."""
        raise NotImplementedError


class Teacher(CasedEncoder):
    """Scores of every label of every word, and of every head; the diagonal of the head scores stands for the root."""

    def __init__(self, encoder: BertModel, labels: Labels, settings: TeacherSettings) -> None:
        super().__init__(encoder, settings.dropout)
        width = self.width
        sizes = {"tags": len(labels.tags), "morphs": len(labels.morphs), "starts": 2, "names": len(labels.names)}
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in sizes.items()})
        self.arc = nn.ModuleDict({end: _layer(width, settings.arc_width, settings) for end in ("dep", "head")})
        self.label = nn.ModuleDict({end: _layer(width, settings.label_width, settings) for end in ("dep", "head")})
        self.arc_weight = nn.Parameter(torch.empty(settings.arc_width + 1, settings.arc_width))
        nn.init.xavier_uniform_(self.arc_weight)
        self.label_weight = nn.Parameter(
            torch.empty(len(labels.deps), settings.label_width + 1, settings.label_width + 1)
        )
        nn.init.normal_(self.label_weight, std=0.02)
        self.root = nn.Linear(settings.arc_width, 1)

    def arcs(self, words: Tensor) -> Tensor:
        """Return scores [item, dependent, head]; the diagonal is the score of being the root."""
        dep, head = self.arc["dep"](words), self.arc["head"](words)
        scores = (_one(dep) @ self.arc_weight) @ head.transpose(1, 2)
        root = torch.diag_embed(self.root(dep).squeeze(-1))
        own = torch.eye(words.size(1), dtype=torch.bool)
        return scores.masked_fill(own, 0.0).float() + root.float()

    def labels(self, words: Tensor, items: Tensor, deps: Tensor, heads: Tensor) -> Tensor:
        """Return label scores [arc, label] of the given arcs."""
        dep = _one(self.label["dep"](words).float()[items, deps])
        head = _one(self.label["head"](words).float()[items, heads])
        return torch.einsum("ad,lde,ae->al", dep, self.label_weight, head)

    def loss(self, batch: Batch) -> Tensor:
        """Return the sum of the losses of what the batch is labelled with."""
        words = self.words(batch)
        total = torch.zeros(())
        for name in CLASSIFIED:
            target = batch.targets[name]
            if bool((target != IGNORE).any()):
                total = total + WEIGHTS.get(name, 1.0) * cross_entropy(self.heads[name](words).float(), target)
        if bool((batch.targets["heads"] != IGNORE).any()):
            total = total + self._tree_loss(words, batch)
        return total

    def _tree_loss(self, words: Tensor, batch: Batch) -> Tensor:
        heads, deps = batch.targets["heads"], batch.targets["deps"]
        same = batch.sentences.unsqueeze(2) == batch.sentences.unsqueeze(1)
        arcs = cross_entropy(self.arcs(words).masked_fill(~same, IMPOSSIBLE), heads)
        items, places = ((heads != IGNORE) & (deps != IGNORE)).nonzero(as_tuple=True)
        scores = self.labels(words, items, places, heads[items, places])
        return arcs + functional.cross_entropy(scores, deps[items, places])


def autocast() -> torch.autocast:
    """Return the context in which the models run: in bfloat16 where the processor is made for it."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16)


def _layer(width: int, size: int, settings: TeacherSettings) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(settings.dropout))


def _one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[..., :1])], -1)


def cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    """Return the mean over the words that have a target."""
    return functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
