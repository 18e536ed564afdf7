"""What the teacher sees of a Doc: wordpieces, word shapes and, where they are known, the labels of its words."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from spacy.tokens import Doc, Span, Token
from tokenizers import BertWordPieceTokenizer
from torch import Tensor

IGNORE = -100
FIRST, LAST, UNKNOWN = 101, 102, 100
MAX_PIECES_A_WORD = 12
NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
TARGETS = ("tags", "morphs", "starts", "names", "deps", "heads")
SHAPES = 11


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets, in the order of the teacher's outputs."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...] = NAMES

    @classmethod
    def of(cls, docs: Iterable[Doc]) -> "Labels":
        """Collect the labels that occur at least twice."""
        counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        for token in (token for doc in docs for token in doc):
            for count, label in zip(counts, (token.tag_, _morph(token), token.dep_), strict=True):
                count[label] += 1
        return cls(*(tuple(label for label, n in count.most_common() if n > 1 and label) for count in counts))


@dataclass(slots=True)
class Item:
    """A stretch of a Doc in wordpieces; `first` is the first piece of each word, targets hold a label a word."""

    pieces: list[int] = field(default_factory=lambda: [FIRST])
    piece_shapes: list[int] = field(default_factory=lambda: [0])
    first: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    targets: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in TARGETS})


class Encoder:
    """Turns Docs into Items with one tokenizer and one set of labels."""

    def __init__(self, vocabulary: str, labels: Labels, max_pieces: int) -> None:
        self._tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self._index = {
            name: {label: i for i, label in enumerate(getattr(labels, name))}
            for name in ("tags", "morphs", "deps", "names")
        }
        self._max = max_pieces

    def items(self, doc: Doc) -> Iterator[Item]:
        """Yield the Doc in stretches of whole sentences, of at most the allowed number of pieces where possible."""
        pieces = [self._pieces(token.text) for token in doc]
        for span in self._stretches(doc, [len(piece) for piece in pieces]):
            yield self._item(span, pieces[span.start : span.end])

    def _pieces(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_PIECES_A_WORD] or [UNKNOWN]

    def _stretches(self, doc: Doc, sizes: list[int]) -> Iterator[Span]:
        parts = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[i : i + 1] for i in range(len(doc))]
        start, size = 0, 0
        for part in parts:
            more = sum(sizes[part.start : part.end])
            if size and size + more > self._max:
                yield doc[start : part.start]
                start, size = part.start, 0
            size += more
        yield doc[start:]

    def _item(self, span: Span, pieces: list[list[int]]) -> Item:
        item, sentence = Item(), -1
        for token, word in zip(span, pieces, strict=True):
            sentence += bool(token.is_sent_start) or token.i == span.start
            item.first.append(len(item.pieces))
            item.pieces += word
            item.piece_shapes += [shape(token.text)] * len(word)
            item.shapes.append(shape(token.text))
            item.sentences.append(sentence)
            self._label(item, token, span.start)
        item.pieces.append(LAST)
        item.piece_shapes.append(0)
        return item

    def _label(self, item: Item, token: Token, offset: int) -> None:
        known = bool(token.dep_)
        targets, index = item.targets, self._index
        targets["tags"].append(index["tags"].get(token.tag_, IGNORE))
        targets["morphs"].append(index["morphs"].get(_morph(token), IGNORE) if known else IGNORE)
        targets["deps"].append(index["deps"].get(token.dep_, IGNORE))
        targets["heads"].append(token.head.i - offset if known else IGNORE)
        targets["starts"].append(int(bool(token.is_sent_start)) if known else IGNORE)
        name = "O" if token.ent_iob == 2 else f"{token.ent_iob_}-{token.ent_type_}"
        targets["names"].append(index["names"].get(name, IGNORE))


@dataclass(frozen=True, slots=True)
class Batch:
    """Items as padded tensors."""

    pieces: Tensor
    mask: Tensor
    piece_shapes: Tensor
    first: Tensor
    shapes: Tensor
    sentences: Tensor
    targets: dict[str, Tensor]

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Batch":
        """Pad the items to the longest."""
        return cls(
            pieces=_pad([item.pieces for item in items], 0),
            mask=_pad([[1] * len(item.pieces) for item in items], 0),
            piece_shapes=_pad([item.piece_shapes for item in items], 0),
            first=_pad([item.first for item in items], 0),
            shapes=_pad([item.shapes for item in items], 0),
            sentences=_pad([item.sentences for item in items], -1),
            targets={name: _pad([item.targets[name] for item in items], IGNORE) for name in TARGETS},
        )


def batches(items: Sequence[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Return the items in random batches of about equal length, `size` wordpieces each, padding counted."""
    order, made = rng.sample(list(items), len(items)), []
    for start in range(0, len(order), 400):
        batch: list[Item] = []
        for item in sorted(order[start : start + 400], key=lambda item: len(item.pieces)):
            if batch and (len(batch) + 1) * len(item.pieces) > size:
                made.append(batch)
                batch = []
            batch.append(item)
        made.append(batch)
    rng.shuffle(made)
    return made


def shape(word: str) -> int:
    """Return the class of a word's outer form, 1 to 10, which an encoder without case cannot see.

    >>> [shape(word) for word in ("2022", "iran", "Iran", "NATO", "I", "iPhone", "U.S.", "4th", ",", "it's")]
    [1, 2, 3, 4, 5, 6, 6, 8, 9, 2]
    """
    tests = (
        word.isdigit(),
        word.islower(),
        word.istitle() and word.isalpha(),
        word.isupper() and word.isalpha() and len(word) > 1,
        word.isupper() and word.isalpha(),
        word[0].isalpha() and any(letter.isupper() for letter in word[1:]),
        word[0].isupper(),
        any(letter.isdigit() for letter in word),
        not any(letter.isalnum() for letter in word),
    )
    return next((number for number, test in enumerate(tests, 1) if test), SHAPES - 1)


def _morph(token: Token) -> str:
    return f"{token.pos_}|{token.morph}"


def _pad(rows: Sequence[list[int]], value: int) -> Tensor:
    longest = max(len(row) for row in rows)
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])
