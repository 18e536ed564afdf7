"""How many of the facts that the extractor needs are in the trees: sentences and facts of facts*.txt.

`python -m training.facts` prints them for the shipped weights, and for the trees that the rules read, mended.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from training.settings import HERE

STUDY, DEV, HELD = (HERE / name for name in ("facts.txt", "facts-dev.txt", "facts-held.txt"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One arc: any head, any label (or a subtype of it), any dependent of those named.

    `word#2` is the second token of that text; a word without a number is any token of that text.
    """

    heads: frozenset[str]
    labels: frozenset[str]
    dependents: frozenset[str]

    @classmethod
    def parse(cls, line: str) -> "Fact":
        """Read one fact; ValueError if the line has not three parts.

        >>> sorted(Fact.parse("links|work > obl|nmod > state").labels)
        ['nmod', 'obl']
        """
        heads, labels, dependents = (frozenset(part.split("|")) for part in line.split(" > "))
        return cls(heads, labels, dependents)

    def attached(self, doc: Doc) -> list[Token]:
        """Return the dependents that hang on a right head, whatever the label."""
        heads = {token.i for token in doc if _named(token, self.heads)}
        return [token for token in doc if _named(token, self.dependents) and heads & set(self._above(token))]

    def holds(self, doc: Doc) -> bool:
        """Say whether one of them has a right label."""
        return any(self._labelled(token.dep_) for token in self.attached(doc))

    def _labelled(self, dep: str) -> bool:
        """A label stands for its subtypes, but an active subject is no passive one."""
        return dep in self.labels or (dep != "nsubj:pass" and dep.partition(":")[0] in self.labels)

    def _above(self, token: Token) -> Iterator[int]:
        """Yield the head; of a conjunct also the conjuncts before it, so that "a, b and c" may be read as a chain."""
        while token.head.i != token.i:
            yield token.head.i
            if self.labels != {"conj"} or token.dep_ != "conj":
                return
            token = token.head


@dataclass(frozen=True, slots=True)
class FactScore:
    """Counts over all sentences; of a held-out set, `labels` and `missed` are empty.

    `labels` holds right and all facts by their first label, `missed` the missing facts with their sentences.
    """

    facts: int
    right: int
    attached: int
    sentences: int
    perfect: int
    labels: dict[str, tuple[int, int]]
    missed: tuple[str, ...]


def scores(nlp: Language) -> dict[str, dict[str, object]]:
    """Return the scores of the three sets as figures of the evaluation, by name; the held half in totals only."""
    shown = {"study": score(nlp, STUDY), "dev": score(nlp, DEV), "held": score(nlp, HELD, held_out=True)}
    return {f"facts {name}": asdict(found) for name, found in shown.items()}


def read(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence with its lines of facts."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0], lines[1:]


def score(nlp: Language, path: Path, *, held_out: bool = False) -> FactScore:
    """Parse every sentence and count its facts."""
    parsed = [(nlp(text), lines) for text, lines in read(path)]
    facts = [(line, doc, Fact.parse(line)) for doc, lines in parsed for line in lines]
    wrong = [(line, doc) for line, doc, fact in facts if not fact.holds(doc)]
    known, lost = (Counter(map(_first_label, part)) for part in ([f[0] for f in facts], [w[0] for w in wrong]))
    return FactScore(
        facts=len(facts),
        right=len(facts) - len(wrong),
        attached=sum(bool(fact.attached(doc)) for _, doc, fact in facts),
        sentences=len(parsed),
        perfect=len(parsed) - len({doc.text for _, doc in wrong}),
        labels={} if held_out else {label: (known[label] - lost[label], known[label]) for label in sorted(known)},
        missed=() if held_out else tuple(f"{line}    in: {doc.text}" for line, doc in wrong),
    )


def _named(token: Token, words: frozenset[str]) -> bool:
    if token.text in words:
        return True
    if not any(word.startswith(f"{token.text}#") for word in words):
        return False
    return f"{token.text}#{sum(before.text == token.text for before in token.doc[: token.i + 1])}" in words


def _first_label(line: str) -> str:
    return line.split(" > ")[1].partition("|")[0]


def main() -> None:
    """Print right and all facts of each set, of the weights alone and with the repairs of their trees."""
    import spacy

    from attrigraph.language.pipeline import WEIGHTS  # also registers the repairs

    nlp = spacy.load(WEIGHTS, exclude=["ner"])
    for trees in ("weights alone", "mended"):
        if trees == "mended":
            nlp.add_pipe("attrigraph_repairs")
        for name, found in scores(nlp).items():
            print(f"{name}, {trees}: {found['right']} of {found['facts']}")


if __name__ == "__main__":
    main()
