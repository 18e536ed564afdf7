"""Readers of the corpora with names: each yields words, spacing and labelled spans in the corpus's own labels."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.spacing import spaces

OPEN = "?"  # the label of words that may or may not be a name
Spans = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence: `spans` are [start, end) in words with a label, in order."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: Spans


@dataclass(frozen=True, slots=True)
class NamedText:
    """A whole document as text: `spans` are [start, end) in characters with a label."""

    text: str
    spans: Spans


def by_sentence(path: Path) -> dict[str, Spans]:
    """Return the spans of every sentence of a JSON Lines file, by sent_id, in syntactic words of its treebank.

    Rows that are marked as not clean in licence are left out.
    """
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["sent_id"]: tuple(map(tuple, row["ents"])) for row in rows if row.get("licence_clean", True)}


def sentences_of(path: Path) -> Iterator[Named]:
    """Yield the sentences of such a JSON Lines file, with their own tokens."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        after = _spaces_in(row["text"], row["tokens"])
        yield Named(tuple(row["tokens"]), after, tuple(map(tuple, row["ents"])))


def iob2(path: Path) -> Iterator[Named]:
    """Yield the sentences of a UNER file (id, word, tag), with the spacing of its text lines."""
    text, words, tags = "", [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif cells[0].isdigit():
            words.append(cells[1])
            tags.append(cells[2])
        elif not line and words:
            yield Named(tuple(words), _spaces_in(text, words), tuple(tagged(tags)))
            words, tags = [], []


def wikigold(path: Path) -> Iterator[Named]:
    """Yield the sentences of wikigold, whose tags have no B-: neighbours of one type are one name."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split(" ") for line in block.splitlines() if " " in line]
        if rows and rows[0][0] != "-DOCSTART-":
            words = tuple(row[0] for row in rows)
            yield Named(words, tuple(spaces(words)), tuple(tagged([row[-1] for row in rows])))


def annoctr(path: Path) -> Iterator[Named]:
    """Yield the sentences of AnnoCTR with its flat names and its malware and groups; other columns are not read."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [
            line.split("\t") for line in block.splitlines() if line.count("\t") >= 4 and line.split("\t")[0].strip()
        ]
        if not rows or rows[0][0] == "<DOCSTART>" or not _prose([row[0] for row in rows]):
            continue
        words = tuple(row[0] for row in rows)
        open_names = _open_names(words, [row[1:] for row in rows])
        spans = sorted([*tagged([row[1] for row in rows]), *tagged([row[4] for row in rows]), *open_names])
        yield Named(words, tuple(spaces(words)), tuple(spans))


def _prose(words: Sequence[str]) -> bool:
    """Say whether most words are made of letters: the reports also hold tables of hashes and lines of code."""
    return 2 * sum(word.isalpha() for word in words) > len(words)


def _open_names(words: tuple[str, ...], tags: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield runs of capitalised untagged words: AnnoCTR marks no persons, so these may be names unknown to it."""
    start = None
    for index in range(len(words) + 1):
        name = index < len(words) and words[index].istitle() and set(tags[index]) == {"O"}
        if name and start is None:
            start = index
        elif not name and start is not None:
            if index - start > 1:
                yield start, index, OPEN
            start = None


def re3d(folder: Path) -> Iterator[NamedText]:
    """Yield the documents of one source of re3d."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in _json_lines(folder / "entities.json"):
        spans.setdefault(row["documentId"], []).append((row["begin"], row["end"], row["type"]))
    for row in _json_lines(folder / "documents.json"):
        yield NamedText(row["text"], tuple(sorted(spans.get(row["_id"], []))))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines())


def _spaces_in(text: str, words: Iterable[str]) -> tuple[bool, ...]:
    after, place = [], 0
    for word in words:
        place = text.index(word, place) + len(word)
        after.append(text[place : place + 1] == " ")
    return tuple(after)


def tagged(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names of BIO tags as (first, end, label); a name may begin with I-."""
    start = 0
    for index in range(1, len(tags) + 1):
        goes_on = index < len(tags) and tags[index][:2] == "I-" and tags[index][2:] == tags[start][2:]
        if not goes_on:
            if tags[start] != "O":
                yield start, index, tags[start][2:]
            start = index
