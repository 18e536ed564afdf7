"""Sentences of a treebank, with the words that a tokenizer can find in the text.

A multiword token whose parts concatenate to its form ("do" + "n't") stays split; any other becomes one word that
keeps the annotation of the part that heads it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `head` is an index into the sentence, its own for the root; `space` says if a space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in order. `places[i]` is the index of the word that carries the i-th syntactic word of the file."""

    sent_id: str
    doc_id: str
    starts_paragraph: bool
    words: tuple[Word, ...]
    places: tuple[int, ...]


def read(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file in order."""
    doc_id, sent_id, starts, rows = "", "", True, []
    for raw in lines:
        line = raw.rstrip("\n")
        if line.startswith("# newdoc"):
            doc_id, starts = line.partition("=")[2].strip(), True
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            starts = True
        elif line.startswith("# sent_id"):
            sent_id = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _sentence(sent_id, doc_id, starts, rows)
            starts, rows = False, []
    if rows:
        yield _sentence(sent_id, doc_id, starts, rows)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word to be: which row annotates it, the rows it covers, its form and whether a space follows."""

    row: int
    covers: range
    form: str
    space: bool


def _sentence(sent_id: str, doc_id: str, starts: bool, rows: list[list[str]]) -> Sentence:
    plain = {int(row[0]): row for row in rows if row[0].isdigit()}
    units = list(_units(plain, {int(r[0].split("-")[0]): r for r in rows if "-" in r[0]}))
    place = {row: index for index, unit in enumerate(units) for row in unit.covers}
    words = tuple(_word(unit, index, plain[unit.row], place) for index, unit in enumerate(units))
    return Sentence(sent_id, doc_id, starts, words, tuple(place[row] for row in sorted(plain)))


def _units(plain: dict[int, list[str]], multi: dict[int, list[str]]) -> Iterator[_Unit]:
    row = 1
    while row in plain:
        if row not in multi:
            yield _Unit(row, range(row, row + 1), plain[row][1], _space(plain[row]))
            row += 1
            continue
        covers = range(row, int(multi[row][0].split("-")[1]) + 1)
        yield from _multiword(multi[row], covers, plain)
        row = covers.stop


def _multiword(token: list[str], covers: range, plain: dict[int, list[str]]) -> Iterator[_Unit]:
    if "".join(plain[row][1] for row in covers) == token[1]:
        for row in covers:
            yield _Unit(row, range(row, row + 1), plain[row][1], row == covers[-1] and _space(token))
        return
    heading = next(row for row in covers if int(plain[row][6]) not in covers)
    yield _Unit(heading, covers, token[1], _space(token))


def _word(unit: _Unit, index: int, row: list[str], place: dict[int, int]) -> Word:
    root = row[6] == "0"
    head = index if root else place[int(row[6])]
    feats = "" if row[5] == "_" else row[5]
    return Word(unit.form, row[2], row[3], row[4], feats, head, "ROOT" if root else row[7], unit.space)


def _space(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9].split("|")
