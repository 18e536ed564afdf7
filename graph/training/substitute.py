"""Copies of documents in which other names stand: so the component learns more names, and what stands around them."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

TABLES = {"people": "PERSON", "places": "LOC", "organisations": "ORG", "bodies": "ORG"}
STATE_FORMS = ("name", "capital", "seat")
Pools = Mapping[tuple[str, bool], list[Doc]]  # by label and by whether the name is one word


def pools(nlp: Language, gazetteer: Path, gold: Iterable[Doc]) -> Pools:
    """Return the names to put in, those of the gazetteer's tables and those of the gold, each once."""
    named = {*_listed(gazetteer), *((name.label_, name.text) for doc in gold for name in doc.ents)}
    found: defaultdict[tuple[str, bool], list[Doc]] = defaultdict(list)
    for label, name in sorted(named):
        if name[:1].isupper():
            found[label, " " not in name].append(nlp.make_doc(name))
    return found


def substituted(doc: Doc, names: Pools, rng: random.Random) -> Doc:
    """Return a copy without trees in which every name is another of its label, where the pools have that label."""
    words: list[str] = []
    spaces: list[bool] = []
    kept: dict[bool, list[tuple[int, int, str]]] = {True: [], False: []}
    for part in _parts(doc):
        pool = names.get((part.label_, " " not in part.text), [])
        new = rng.choice(pool) if pool else part
        if part.label_ or not part[0].ent_iob:
            kept[bool(part.label_)].append((len(words), len(words) + len(new), part.label_))
        words += [_cased(token.text, part.text) for token in new]
        spaces += [*[bool(token.whitespace_) for token in new][:-1], bool(part[-1].whitespace_)]
    made = Doc(doc.vocab, words=words, spaces=spaces)
    known, missing = ([Span(made, start, end, label) for start, end, label in kept[named]] for named in (True, False))
    made.set_ents(known, missing=missing, default="outside")
    return made


def _parts(doc: Doc) -> Iterator[Span]:
    """Yield the names, and every other word alone."""
    starts = {name.start: name for name in doc.ents}
    place = 0
    while place < len(doc):
        part = starts.get(place, doc[place : place + 1])
        yield part
        place = part.end


def _cased(word: str, model: str) -> str:
    if model.islower():
        return word.lower()
    return word.upper() if model.isupper() and len(model) > 4 else word


def _listed(gazetteer: Path) -> Iterator[tuple[str, str]]:
    for table, label in TABLES.items():
        for row in _rows(gazetteer / f"{table}.csv"):
            yield label, row.get("name") or row["form"]
    for row in _rows(gazetteer / "state_names.csv"):
        if row["kind"] in STATE_FORMS:
            yield "LOC", row["form"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
