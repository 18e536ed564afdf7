"""Trees of the templates as sentences like those of a treebank: spelled, spaced, tagged, with lemmas and features."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokenizer import Tokenizer

from training.conllu import Sentence, Word
from training.spacing import spaces
from training.templates import Grammar, Node

LONGEST = 70
_VOWELS = frozenset("aeiouAEIOU")
_SPELLED_AS_VOWEL = frozenset(("FSB", "FBI", "SVR", "NSA", "hour", "honest"))
_SPELLED_AS_CONSONANT = ("eu", "Eu", "uni", "Uni", "us", "US", "U.S.", "UK", "UN", "Ukr", "Ur", "one")
_PLURALS = ("NNS", "NNPS")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Part of speech, features and lemma as the treebanks annotate them most often, by word, tag and label."""

    shapes: dict[Key, tuple[str, str]]
    lemmas: dict[Key, str]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> "Lexicon":
        """Count a treebank."""
        shapes: dict[Key, Counter[tuple[str, str]]] = {}
        lemmas: dict[Key, Counter[str]] = {}
        for word in (word for sentence in sentences for word in sentence.words):
            for key in _keys(word.form, word.xpos, word.dep)[: 2 if word.upos == "AUX" else 4]:
                shapes.setdefault(key, Counter())[word.upos, word.feats] += 1
            shapes.setdefault((word.dep,), Counter())[word.upos, word.feats] += 1
            lemmas.setdefault((word.form.lower(), word.xpos), Counter())[word.lemma] += 1
        best = {key: found.most_common(1)[0][0] for key, found in shapes.items()}
        return cls(best, {key: found.most_common(1)[0][0] for key, found in lemmas.items()})

    def word(self, node: Node, place: int, *, space: bool) -> Word:
        """Return the node as a word; KeyError where the treebanks do not know its tag or its label.

        A lemma that they do not know is the form of a name, and open for any other word.
        """
        label = node.label or "ROOT"
        keys = _keys(node.form, node.tag, label)
        if (label,) not in self.shapes:
            raise KeyError(label)
        upos, feats = self.shapes[next((key for key in keys if key in self.shapes), keys[-1])]
        lemma = self.lemmas.get((node.form.lower(), node.tag), node.form if node.tag.startswith("NNP") else "")
        head = place if node.head is None else node.head
        return Word(node.form, lemma, upos, node.tag, feats, head, label, space)


def sentences(
    grammar: Grammar, lexicon: Lexicon, rule: str, number: int, rng: random.Random, tokenizer: Tokenizer
) -> Iterator[Sentence]:
    """Yield expansions of a rule, each line of it about equally often.

    Those of more than 70 words are left out, and those with a name that the tokenizer would take apart.
    """
    lines = [line for line, (weight, _) in enumerate(grammar.rules[rule]) for _ in range(weight)]
    made = 0
    while made < number:
        rng.shuffle(lines)
        for line in lines[: number - made]:
            found = sentence(grammar.option(rule, line, rng), lexicon, f"{rule}-{line}-{made}")
            if len(found.words) <= LONGEST and tokenized(found, tokenizer):
                made += 1
                yield found


def tokenized(found: Sentence, tokenizer: Tokenizer) -> bool:
    """Say whether the tokenizer finds the same words in the text."""
    text = "".join(word.form + " " * word.space for word in found.words).strip()
    return [token.text for token in tokenizer(text)] == [word.form for word in found.words]


def sentence(nodes: Sequence[Node], lexicon: Lexicon, sent_id: str) -> Sentence:
    """Spell a tree: capital, articles, quotation marks, possessives, spaces."""
    spelled = list(_without_double_signs([replace(node) for node in nodes]))
    for place, node in enumerate(spelled):
        following = spelled[place + 1].form if place + 1 < len(spelled) else ""
        if node.form == "a" and node.tag == "DT":
            node.form = "an" if _sounds_open(following) else "a"
        if node.form == "'s" and place and spelled[place - 1].tag in _PLURALS and spelled[place - 1].form[-1] == "s":
            node.form = "'"
        if node.form == '"':
            node.tag = "``" if sum(other.form == '"' for other in spelled[:place]) % 2 == 0 else "''"
        if not place or spelled[place - 1].tag == "``":
            node.form = node.form[0].upper() + node.form[1:]
    after = spaces([node.form for node in spelled])
    for place, node in enumerate(spelled):
        if node.tag == "HYPH":
            after[place - 1 : place + 1] = [False, False]
        elif node.form == "'" and node.tag == "POS":
            after[place - 1] = False
    words = [lexicon.word(node, i, space=space) for i, (node, space) in enumerate(zip(spelled, after, strict=True))]
    return Sentence(sent_id, "templates", False, tuple(words), tuple(range(len(words))))


def _without_double_signs(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the nodes without a comma before another sign, and without a full stop after "U.S."; heads follow."""
    forms = [node.form for node in nodes]
    kept = [
        place
        for place, (form, following) in enumerate(zip(forms, [*forms[1:], "."], strict=True))
        if not (form == "," and following in (",", ".", ":")) and not (form == "." and forms[place - 1][-1] == ".")
    ]
    places = {old: new for new, old in enumerate(kept)}
    for old in kept:
        head = nodes[old].head
        nodes[old].head = None if head is None else places[head]
        yield nodes[old]


def _sounds_open(word: str) -> bool:
    if word in _SPELLED_AS_VOWEL:
        return True
    return word[:1] in _VOWELS and not word.startswith(_SPELLED_AS_CONSONANT)


def _keys(form: str, tag: str, label: str) -> tuple[Key, ...]:
    """From the most to the least special."""
    return (form.lower(), tag, label), (form.lower(), tag, ""), ("", tag, label), ("", tag, "")
