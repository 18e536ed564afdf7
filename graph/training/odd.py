"""Texts that look otherwise than those learnt from: in capitals, in small letters, wrapped, or hard to split.

The whole language stage reads them, as it reads articles; places in the text tell which tokens are which.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

from attrigraph.language.tokenizer import start_of
from training.settings import HERE, Settings

CASES = HERE / "sentences.txt"
BORDER = "¦"
_LINE = 72  # letters of a wrapped line
Place = tuple[int, int]


def wrapped(text: str) -> str:
    """Break lines at spaces, as mail does.

    >>> max(map(len, wrapped("word " * 40).splitlines())) <= 72
    True
    """
    return re.sub(rf"(.{{1,{_LINE - 1}}}) (?=\S)", r"\1\n", text, flags=re.S) if len(text) > _LINE else text


def quoted(text: str) -> str:
    r"""Write quotation marks and apostrophes as printers do.

    >>> quoted('"It\'s late," he said.')
    '“It’s late,” he said.'
    """
    opened = re.sub(r'(^|(?<=[\s(]))"', "“", text)
    return opened.replace('"', "”").replace("'", "’")


def each(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return the change of every letter that stays one letter."""
    return lambda text: "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


GARBS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": each(str.upper),
    "small letters": each(str.lower),
    "printers' quotation marks": quoted,
    "wrapped lines": wrapped,
}


def evaluate(nlp: Language, settings: Settings, work: Path) -> dict[str, object]:
    """Return the scores of the test sets of trees and names in every garb, and of the texts that are hard to split."""
    figures: dict[str, object] = {"odd hard to split": {"sentences": splitting(nlp)}}
    sets = [f"trees_{name}" for name in settings.trees.tests] + [
        f"names_{name}" for name in settings.names.tests if "uner" in name
    ]
    for name in sets:
        gold = list(DocBin().from_disk(work / "docs" / "test" / f"{name}.spacy").get_docs(nlp.vocab))
        for garb, change in GARBS.items():
            read = list(nlp.pipe(change(doc.text) for doc in gold))
            figures[f"odd {name}, {garb}"] = score(read, gold)
    return figures


def score(read: list[Doc], gold: list[Doc]) -> dict[str, float | None]:
    """Return shares in per cent: heads, heads with labels, F of the names; None where the gold has none.

    The texts of read and gold Docs have the same length.
    """
    arcs = [found for doc, right in zip(read, gold, strict=True) for found in _arcs(doc, right)]
    named = any(doc.ents for doc in gold)
    return {
        "uas": _percent(sum(head for head, _ in arcs), len(arcs)) if arcs else None,
        "las": _percent(sum(label for _, label in arcs), len(arcs)) if arcs else None,
        "names": _names(read, gold) if named else None,
    }


def splitting(nlp: Language, path: Path = CASES) -> float:
    """Return F of whole sentences, in per cent, of the texts that are hard to split."""
    found: set[tuple[str, int, int]] = set()
    right: set[tuple[str, int, int]] = set()
    for text, sentences in cases(path):
        right |= {(text, *place) for place in sentences}
        found |= {(text, start_of(s[0]), _end(s)) for s in nlp(text).sents}
    return _percent(2 * len(found & right), len(found) + len(right))


def cases(path: Path = CASES) -> Iterator[tuple[str, list[Place]]]:
    """Yield each text and [start, end) of its sentences."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        marked = "\n".join(lines).strip()
        places: list[Place] = []
        text = ""
        for piece in marked.split(BORDER):
            start = len(text) + len(piece) - len(piece.lstrip())
            text += piece
            places.append((start, len(text)))
        if text:
            yield text, places


def _end(sentence: Span) -> int:
    return start_of(sentence[-1]) + len(sentence[-1].text)


def _arcs(doc: Doc, gold: Doc) -> Iterator[tuple[bool, bool]]:
    """Yield for each word of the gold whether its head, and its head and label, were found."""
    at = {(start_of(token), len(token)): token for token in doc}
    for token in gold:
        if token.dep_ and token.dep_ != "punct":
            same = at.get((token.idx, len(token)))
            headed = same is not None and _head(same, start_of(same.head)) == _head(token, token.head.idx)
            yield headed, headed and same is not None and same.dep_ == token.dep_


def _head(token: Token, start: int) -> tuple[int, int]:
    return (-1, 0) if token.head == token else (start, len(token.head))


def _names(read: list[Doc], gold: list[Doc]) -> float:
    known = {entity.label_ for doc in gold for entity in doc.ents}
    found = [{(start_of(e[0]), _end(e), e.label_) for e in doc.ents if e.label_ in known} for doc in read]
    right = [{(e.start_char, e.end_char, e.label_) for e in doc.ents} for doc in gold]
    same = sum(len(a & b) for a, b in zip(found, right, strict=True))
    return _percent(2 * same, sum(map(len, found)) + sum(map(len, right)))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)
