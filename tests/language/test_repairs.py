"""Trees that parsers get wrong, and what is made of them."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from attrigraph.language.repairs import TreeRepairer


def parsed(rows: str) -> Doc:
    """Build a Doc from lines of word, tag, head (from 0) and label; the part of speech is of no account but here."""
    words = [row.split() for row in rows.strip().splitlines()]
    parts = {"VB": "VERB", "NN": "NOUN", "IN": "ADP", "TO": "PART", "RB": "ADV", ",": "PUNCT"}
    return Doc(
        Vocab(),
        words=[w[0] for w in words],
        tags=[w[1] for w in words],
        lemmas=["have" if w[0] in ("have", "had") else w[0] for w in words],
        pos=["PROPN" if w[1] == "NNP" else parts.get(w[1][:2], "X") for w in words],
        heads=[int(w[2]) for w in words],
        deps=[w[3] for w in words],
    )


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(t.head.text, t.dep_, t.text) for t in TreeRepairer()(doc)}


def test_the_participle_after_have_is_the_verb() -> None:
    doc = parsed("""
        They   PRP 1 nsubj
        claim  VBP 1 ROOT
        to     TO  3 mark
        have   VB  1 xcomp
        stolen VBN 5 amod
        data   NNS 3 obj
    """)
    assert {("claim", "xcomp", "stolen"), ("stolen", "obj", "data"), ("stolen", "aux", "have")} <= arcs(doc)


def test_an_attribute_stays_one() -> None:
    doc = parsed("""
        They   PRP 1 nsubj
        have   VBP 1 ROOT
        the    DT  4 det
        stolen VBN 4 amod
        data   NNS 1 obj
    """)
    assert ("data", "amod", "stolen") in arcs(doc)


def test_a_verb_with_subject_and_auxiliary_is_no_attribute() -> None:
    doc = parsed("""
        said     VBD 0 ROOT
        hackers  NNS 3 nsubj
        had      VBD 3 aux
        targeted VBN 4 amod
        banks    NNS 0 obj
    """)
    assert {("said", "ccomp", "targeted"), ("targeted", "obj", "banks")} <= arcs(doc)


@pytest.mark.parametrize("governor", ["participle", "verb"])
def test_the_finite_verb_has_the_subject(governor: str) -> None:
    first, second = ("1", "5") if governor == "verb" else ("1", "1")
    participle = "5 ccomp" if governor == "verb" else "1 ROOT"
    finite = "5 ROOT" if governor == "verb" else f"{second} ccomp"
    doc = parsed(f"""
        Hackers   NNS {first} nsubj
        linked    VBN {participle}
        to        IN  3 case
        Iran      NNP 1 obl
        are       VBP 5 aux:pass
        suspected VBN {finite}
    """)
    assert {("suspected", "nsubj:pass", "Hackers"), ("Hackers", "acl", "linked"), ("linked", "obl", "Iran")} <= arcs(
        doc
    )
    assert [t.text for t in doc if t.dep_ == "ROOT"] == ["suspected"]


def test_who_says_something_keeps_it() -> None:
    doc = parsed("""
        Officials NNS 1 nsubj
        said      VBD 5 acl
        that      SC  5 mark
        it        PRP 5 nsubj
        was       VBD 5 aux:pass
        hacked    VBN 5 ROOT
    """)
    assert ("said", "nsubj", "Officials") in arcs(doc)


def test_names_after_a_statement_and_a_comma_act() -> None:
    doc = parsed("""
        In        IN  1 case
        statement NN  6 obl
        ,         ,   3 punct
        Australia NNP 1 appos
        and       CC  5 cc
        Japan     NNP 1 conj
        blamed    VBD 6 ROOT
        Iran      NNP 6 obj
    """)
    assert {("blamed", "nsubj", "Australia"), ("Australia", "conj", "Japan")} <= arcs(doc)


def test_a_verb_with_a_subject_keeps_it() -> None:
    doc = parsed("""
        In        IN  1 case
        Tirana    NNP 5 obl
        ,         ,   3 punct
        capital   NN  1 appos
        Rama      NNP 5 nsubj
        spoke     VBD 5 ROOT
    """)
    assert ("Tirana", "appos", "capital") in arcs(doc)


def test_the_tree_decides_between_noun_and_verb() -> None:
    doc = parsed("""
        Tehran   NNP 1 nsubj
        rejected VBD 1 ROOT
        American JJ  3 amod
        claims   VBZ 1 obj
    """)
    assert [t.pos_ for t in TreeRepairer()(doc)][1::2] == ["VERB", "NOUN"]


def test_a_noun_with_subject_and_object_is_a_verb() -> None:
    doc = parsed("""
        Ministers NNS 1 nsubj
        echoed    NN  1 ROOT
        it        PRP 1 obj
    """)
    assert TreeRepairer()(doc)[1].tag_ == "VBD"
