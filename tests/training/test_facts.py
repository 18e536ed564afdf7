"""Facts are read from trees as they say, name words of their sentences, and of the held half only totals are told."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from training import card, facts

RELATIONS = """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound
compound:prt conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark
nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan
parataxis reparandum vocative xcomp"""
SETS = (facts.STUDY, facts.DEV, facts.HELD)
VOCAB = spacy.blank("en").vocab


def blamed() -> Doc:
    words = ["US", ",", "UK", "blamed", "by", "Tehran"]
    deps = ["nsubj:pass", "punct", "conj", "ROOT", "case", "obl:agent"]
    return Doc(VOCAB, words=words, heads=[3, 0, 0, 3, 5, 3], deps=deps)


def denied() -> Doc:
    """The verb `hid` is a conjunct of one deep below `denied`, not of `denied`."""
    words = ["Iran", "denied", "hacks", "that", "hit", "and", "hid", "Iran"]
    deps = ["nsubj", "ROOT", "obj", "nsubj", "acl:relcl", "cc", "conj", "obj"]
    return Doc(VOCAB, words=words, heads=[1, 1, 1, 4, 2, 6, 4, 6], deps=deps)


@pytest.mark.parametrize(
    ("line", "attached", "holds"),
    [
        ("blamed > nsubj > US", True, False),
        ("blamed > nsubj:pass > US", True, True),
        ("blamed > nsubj|nsubj:pass > US", True, True),
        ("blamed > obl > Tehran", True, True),
        ("blamed > obj|nmod > Tehran", True, False),
        ("blame|blamed > nsubj > UK", False, False),
        ("US > conj > UK|Italy", True, True),
        ("blamed > ROOT > blamed", False, False),
    ],
)
def test_a_fact_is_an_arc(line: str, attached: bool, holds: bool):
    fact = facts.Fact.parse(line)
    assert (bool(fact.attached(blamed())), fact.holds(blamed())) == (attached, holds)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("denied > nsubj > Iran#1", True),
        ("denied > nsubj > Iran#2", False),
        ("hid > obj > Iran#2", True),
        ("hid > obj > Iran#3", False),
        ("denied > acl > hit", False),
        ("hit > conj > hid", True),
        ("denied > conj > hid", False),
    ],
)
def test_repeated_words_are_told_apart_and_conjuncts_are_no_deeper_than_they_hang(line: str, holds: bool):
    assert facts.Fact.parse(line).holds(denied()) is holds


def test_conjuncts_may_hang_on_one_another():
    chain = Doc(VOCAB, words=["A", "B", "C"], heads=[0, 0, 1], deps=["ROOT", "conj", "conj"])
    assert facts.Fact.parse("A > conj > C").holds(chain)
    assert not facts.Fact.parse("C > conj > A").holds(chain)


@pytest.mark.parametrize("line", ["a > b", "a > b > c > d", ""])
def test_a_line_of_another_shape_is_an_error(line: str):
    with pytest.raises(ValueError, match="unpack"):
        facts.Fact.parse(line)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_fact_names_words_of_its_sentence_and_relations_of_the_treebanks(path: Path):
    nlp = spacy.blank("en")
    for text, lines in facts.read(path):
        words = Counter(token.text for token in nlp(text))
        assert lines, text
        assert len(lines) == len(set(lines)), text
        for line in lines:
            heads, labels, dependents = line.split(" > ")
            assert set(labels.split("|")) <= set(RELATIONS.split()), f"{line} in {text}"
            named = [word.partition("#") for part in (heads, dependents) for word in part.split("|")]
            missing = [word for word, _, number in named if words[word] < int(number or 1)]
            assert not missing, f"{line} in {text}"
            unclear = [word for word, _, number in named if words[word] > 1 and not number]
            assert not unclear, f"{line} in {text}"


def test_the_halves_are_large_alike_in_kind_and_share_no_sentence():
    kinds, texts = [], []
    for path in (facts.DEV, facts.HELD):
        blocks = path.read_text(encoding="utf-8").split("\n\n")[1:]
        named = itertools.accumulate((re.findall(r"^# (\w+)$", block, re.M) for block in blocks), lambda a, b: b or a)
        kinds.append(Counter(kind for [kind] in named))
        texts.append([text for text, _ in facts.read(path)])
    assert kinds[0] == kinds[1]
    assert len(kinds[0]) == 12
    assert len(set(texts[0] + texts[1])) == len(texts[0]) + len(texts[1]) >= 320
    assert not set(texts[0] + texts[1]) & {text for text, _ in facts.read(facts.STUDY)}


def test_of_a_held_out_set_only_totals_are_told(tmp_path: Path):
    path = tmp_path / "facts.txt"
    path.write_text(
        "# comment\n\n# kind\nUS, UK blamed by Tehran\nUS > conj > UK\nblamed > obj > US\n", encoding="utf-8"
    )
    shown, shut = (facts.score(lambda _: blamed(), path, held_out=held) for held in (False, True))
    assert shown.labels == {"conj": (1, 1), "obj": (0, 1)}
    assert [line.split("    ")[0] for line in shown.missed] == ["blamed > obj > US"]
    assert (shut.labels, shut.missed) == ({}, ())
    for found in (shown, shut):
        assert (found.facts, found.right, found.attached, found.sentences, found.perfect) == (2, 1, 2, 1, 0)


def test_the_evaluation_reports_all_three_sets_and_the_card_shows_them():
    figures = facts.scores(lambda text: Doc(VOCAB, words=text.split()))
    assert [score["sentences"] for score in figures.values()] == [35, 168, 168]
    assert figures["facts held"]["missed"] == ()
    shown = card._facts(figures)
    assert [line.split(" | ")[0] for line in shown.splitlines()[2:]] == ["| study", "| dev", "| held"]
