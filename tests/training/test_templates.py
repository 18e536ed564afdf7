"""Templates: every line expands to a tree that a treebank could hold, spelled as the tokenizer reads it."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
import spacy

from attrigraph.language.tokenizer import ParagraphTokenizer
from training import facts
from training.settings import HERE, REPOSITORY, WEIGHTS, load
from training.templates import Grammar, Node
from training.templates import load as load_templates
from training.templates_tables import table_rows
from training.templates_trees import Lexicon, sentence, sentences, tokenized

GAZETTEER = REPOSITORY / "seeds" / "gazetteer"
RULES = tuple(load().templates)
ROUNDS = 12


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


class Anything(dict):
    """A treebank that has seen everything."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: object) -> tuple[str, str]:
        return ("X", "")


LEXICON = Lexicon(Anything(), {})


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_templates(HERE / "templates_data", GAZETTEER)


@pytest.fixture(scope="module")
def trees(grammar: Grammar) -> list[list[Node]]:
    return [
        grammar.option(rule, line, dice(turn))
        for rule in RULES
        for line in range(len(grammar.rules[rule]))
        for turn in range(ROUNDS)
    ]


def small(tmp_path: Path, rules: str) -> Grammar:
    words = 'DT det the a\nIN case of\n, punct ,\n. punct .\nNN compound /C\nNNP flat /F\n" punct "\nHYPH punct -\n'
    words += "POS case 's\nMD aux will\n"
    (tmp_path / "words.txt").write_text(words, encoding="utf-8")
    (tmp_path / "verbs.txt").write_text("see sees saw seen seeing\nhear hears heard heard hearing\n", encoding="utf-8")
    (tmp_path / "tables.toml").write_text("", encoding="utf-8")
    (tmp_path / "rules.txt").write_text(rules, encoding="utf-8")
    return load_templates(tmp_path, GAZETTEER)


def drawn(nodes: list[Node]) -> list[tuple[str, str, str]]:
    return [(node.form, node.label, "" if node.head is None else nodes[node.head].form) for node in nodes]


def test_the_notation_gives_heads_and_labels(tmp_path: Path):
    made = small(
        tmp_path, "= S\n[nsubj the state/C agency/NN] will {see:b} {IT:sg}/ccomp .\n= IT\nit/PRP/nsubj {hear:$}\n"
    )
    made = Grammar({**made.rules, **small(tmp_path, "= b\n@/VB\n= sg\n@/VBZ\n").rules}, made.verbs)
    assert drawn(made.tree("S", dice(1))) == [
        ("the", "det", "agency"),
        ("state", "compound", "agency"),
        ("agency", "nsubj", "see"),
        ("will", "aux", "see"),
        ("see", "", ""),
        ("it", "nsubj", "hears"),
        ("hears", "ccomp", "see"),
        (".", "punct", "see"),
    ]


def test_weights_and_choices(tmp_path: Path):
    made = small(tmp_path, "= S\n9* yes/UH < really/RB/advmod | >\nno/UH\n")
    rng = dice(5)
    found = Counter(tuple(node.form for node in made.tree("S", rng)) for _ in range(300))
    assert set(found) == {("yes", "really"), ("yes",), ("no",)}
    assert found["no",] < 60


def test_names_do_not_come_twice(tmp_path: Path):
    made = small(tmp_path, "= S\n{N}/x {N}/x go/VB\n= N\nRiga/NNP\nOslo/NNP\n")
    assert {made.tree("S", dice(turn))[0].form for turn in range(20)} == {"Riga", "Oslo"}
    assert all(len({node.form for node in made.tree("S", dice(turn))}) == 3 for turn in range(20))


@pytest.mark.parametrize("row", ["the one/NN two/NN", "the", "unknown one/NN", "[obj one/NN two/VB", "one/NN ]"])
def test_a_wrong_row_is_an_error(tmp_path: Path, row: str):
    with pytest.raises((ValueError, IndexError)):
        small(tmp_path, f"= S\n{row}\n").tree("S", dice(1))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("[nsubj a agency/NN] saw/VBD [obj a unit/NN ,] .", "An agency saw a unit."),
        ("[nsubj [nmod:poss ministers/NNS 's] aides/NNS] saw/VBD U.S./NNP/obj .", "Ministers' aides saw U.S."),
        ('" [ccomp we/PRP/nsubj saw/VBD] , " said/VBD .', '"We saw," said.'),
        ("state/NN/x - run/VBN", "State-run"),
    ],
)
def test_spelling(tmp_path: Path, row: str, text: str):
    found = sentence(small(tmp_path, f"= S\n{row}\n").tree("S", dice(1)), LEXICON, "1")
    assert "".join(word.form + " " * word.space for word in found.words).strip() == text
    assert sum(word.dep == "ROOT" for word in found.words) == 1


def test_there_are_many_templates_and_each_expands(grammar: Grammar, trees: list[list[Node]]):
    assert sum(len(grammar.rules[rule]) for rule in RULES) >= 150
    assert len({tuple(node.form for node in nodes) for nodes in trees}) > 0.9 * len(trees)


def test_every_tree_is_a_projective_tree(trees: list[list[Node]]):
    for nodes in trees:
        heads = [node.head for node in nodes]
        assert heads.count(None) == 1
        for place in range(len(heads)):
            above, steps = place, 0
            while heads[above] is not None:
                above, steps = heads[above], steps + 1
                assert steps < len(heads)
        arcs = [(min(i, h), max(i, h)) for i, h in enumerate(heads) if h is not None]
        assert not any(a < c < b < d for a, b in arcs for c, d in arcs)


def test_every_label_and_tag_is_one_of_the_treebanks(trees: list[list[Node]]):
    nlp = spacy.load(WEIGHTS)
    labels = {part for label in nlp.get_pipe("parser").labels for part in label.split("||")}
    tags = set(nlp.get_pipe("tagger").labels)
    assert {node.label for nodes in trees for node in nodes} - {""} <= labels
    assert {node.tag for nodes in trees for node in nodes if node.form != '"'} <= tags


def test_the_tokenizer_finds_the_same_words(trees: list[list[Node]]):
    tokenizer = ParagraphTokenizer(spacy.blank("en").tokenizer)
    apart = [nodes for nodes in trees if not tokenized(sentence(nodes, LEXICON, "1"), tokenizer)]
    assert len(apart) < 0.02 * len(trees)


def test_made_sentences_are_the_same_for_the_same_seed(grammar: Grammar):
    tokenizer = spacy.blank("en").tokenizer
    runs = [list(sentences(grammar, LEXICON, "S", 30, dice(3), tokenizer)) for _ in range(2)]
    assert runs[0] == runs[1]
    assert len({one.sent_id for one in runs[0]}) == 30


def test_no_template_is_a_copy_of_a_measured_sentence(trees: list[list[Node]]):
    """Nine words of a sentence with facts, or of an example of a frame, never stand in a row in what is made."""
    measured = {
        run for path in (facts.STUDY, facts.DEV, facts.HELD) for text, _ in facts.read(path) for run in runs_of(text)
    }
    assert len(measured) > 6000
    for path in sorted((REPOSITORY / "seeds" / "frames").rglob("*.csv")):
        measured |= {run for line in path.read_text(encoding="utf-8").splitlines() for run in runs_of(line)}
    made = {run for nodes in trees for run in runs_of(" ".join(node.form for node in nodes))}
    shared = len(measured & made)  # a number only: nobody is to read the held half here
    assert shared == 0


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}


def test_tables_give_rows_in_the_notation():
    choice = {
        "file": "states.csv",
        "column": "name",
        "where": {"code": "BE"},
        "pattern": "[A-Z][a-z]+",
        "tags": [["NNP"]],
    }
    assert list(table_rows({"X": choice}, GAZETTEER)) == [("X", ["Belgium/NNP"])]
