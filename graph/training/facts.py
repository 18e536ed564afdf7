"""How many of the facts that the extractor needs are in the trees: sentences and facts of facts.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from training.settings import HERE


@dataclass(frozen=True, slots=True)
class Fact:
    """One arc: any head, any label (or a subtype of it), any dependent of those named."""

    heads: frozenset[str]
    labels: frozenset[str]
    dependents: frozenset[str]

    @classmethod
    def parse(cls, line: str) -> "Fact":
        """Read one fact.

        >>> sorted(Fact.parse("links|work > obl|nmod > state").labels)
        ['nmod', 'obl']
        """
        return cls(*(frozenset(part.split("|")) for part in line.split(" > ")))

    def attached(self, doc: Doc) -> list[Token]:
        """Return the dependents that hang on a right head, whatever the label."""
        return [token for token in doc if token.text in self.dependents and self._headed(token)]

    def holds(self, doc: Doc) -> bool:
        """Say whether one of them has a right label."""
        return any(self._labelled(token.dep_) for token in self.attached(doc))

    def _labelled(self, dep: str) -> bool:
        return any(dep == label or dep.startswith(f"{label}:") for label in self.labels)

    def _headed(self, token: Token) -> bool:
        if self.labels == {"conj"} and token.dep_ == "conj":
            return any(above.text in self.heads for above in token.ancestors)
        return token.head.i != token.i and token.head.text in self.heads


@dataclass(frozen=True, slots=True)
class FactScore:
    """Counts over all sentences; `missed` names each sentence's missing facts."""

    facts: int
    right: int
    attached: int
    sentences: int
    perfect: int
    missed: tuple[str, ...]


def read(path: Path = HERE / "facts.txt") -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence with its lines of facts."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0], lines[1:]


def score(nlp: Language, path: Path = HERE / "facts.txt") -> FactScore:
    """Parse every sentence and count its facts."""
    facts = right = attached = perfect = sentences = 0
    missed = []
    for text, lines in read(path):
        doc = nlp(text)
        wrong = [line for line in lines if not Fact.parse(line).holds(doc)]
        missed += [f"{line}    in: {text}" for line in wrong]
        facts, right, sentences = facts + len(lines), right + len(lines) - len(wrong), sentences + 1
        attached += sum(bool(Fact.parse(line).attached(doc)) for line in lines)
        perfect += not wrong
    return FactScore(facts, right, attached, sentences, perfect, tuple(missed))
