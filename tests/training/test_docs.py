"""Training documents: several sentences, no white-space tokens, names where they are known."""

import random
from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from training import augment, docs
from training.conllu import Sentence, Word
from training.names_corpora import Named, NamedText
from training.settings import Grouping

LABELS = {"PER": "PERSON", "ORG": "ORG", "MISC": "?"}
GROUPING = Grouping(min_sentences=2, max_sentences=3, paragraph_break=0.0, evaluation_sentences=2)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return spacy.blank("en")


def sentence(sent_id: str, text: str, *, doc_id: str = "d", starts: bool = False) -> Sentence:
    """The last word is the root and all others hang on the first."""
    forms = text.split()
    last = len(forms) - 1
    words = tuple(
        Word(
            form,
            form.lower(),
            "X",
            "XX",
            "",
            last if index in (0, last) else 0,
            "ROOT" if index == last else "dep",
            True,
        )
        for index, form in enumerate(forms)
    )
    return Sentence(sent_id, doc_id, starts, words, tuple(range(len(forms))))


def test_a_tree_doc_keeps_sentences_and_heads(nlp: spacy.Language):
    doc = docs.tree_doc(nlp.vocab, [sentence("1", "a b c"), sentence("2", "d e")])
    assert [sent.text for sent in doc.sents] == ["a b c", "d e"]
    assert [token.head.i for token in doc] == [2, 0, 2, 4, 4]
    assert doc.text == "a b c d e"


def test_groups_never_cross_a_document():
    sentences = [sentence(str(n), "a b", doc_id="x" if n < 4 else "y") for n in range(9)]
    groups = list(docs.grouped(sentences, GROUPING, random.Random(1)))  # noqa: S311  # noqa: S311
    assert [s.sent_id for group in groups for s in group] == [str(n) for n in range(9)]
    assert all(len({s.doc_id for s in group}) == 1 and len(group) <= 3 for group in groups)
    assert [len(group) for group in docs.fixed(sentences, 3)] == [3, 1, 3, 2]


def test_a_paragraph_ends_a_group_where_the_settings_say_so():
    sentences = [sentence(str(n), "a b", starts=n % 2 == 0) for n in range(6)]
    always = Grouping(min_sentences=9, max_sentences=9, paragraph_break=1.0, evaluation_sentences=2)
    assert [len(group) for group in docs.grouped(sentences, always, random.Random(1))] == [2, 2, 2]  # noqa: S311  # noqa: S311


def test_names_are_joined_by_sentence_and_unknown_sentences_stay_open(nlp: spacy.Language):
    group = [sentence("1", "Edi Rama spoke"), sentence("2", "Tirana listened")]
    doc = docs.tree_doc(nlp.vocab, group)
    docs.add_names(doc, group, {"1": ((0, 2, "PER"),)}, LABELS, ())
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Edi Rama", "PERSON")]
    assert [token.ent_iob for token in doc] == [3, 1, 2, 0, 0]


@pytest.mark.parametrize(("span", "known"), [((0, 2), True), ((1, 2), False), ((2, 3), False)])
def test_a_loose_label_holds_only_for_a_whole_run_of_proper_nouns(
    nlp: spacy.Language, span: tuple[int, int], *, known: bool
):
    plain = sentence("1", "Edi Rama spoke")
    words = [replace(word, upos=upos) for word, upos in zip(plain.words, ("PROPN", "PROPN", "VERB"), strict=True)]
    group = [replace(plain, words=tuple(words))]
    doc = docs.tree_doc(nlp.vocab, group)
    docs.add_names(doc, group, {"1": ((*span, "person"),)}, {"person": "PERSON"}, ("person",))
    assert bool(doc.ents) is known
    assert all(bool(token.ent_iob) is known for token in doc[span[0] : span[1]])


def test_labels_without_a_meaning_here_are_outside_and_open_ones_are_missing(nlp: spacy.Language):
    named = Named(("the", "GRU", "met", "Orion", "today"), (True,) * 5, ((0, 2, "ORG"), (3, 4, "MISC"), (4, 5, "TIME")))
    doc = docs.named_doc(nlp.vocab, [named], LABELS)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("GRU", "ORG")]
    assert [token.ent_iob for token in doc] == [2, 3, 2, 0, 2]


def test_of_overlapping_names_the_longest_stays(nlp: spacy.Language):
    doc = Doc(nlp.vocab, words=["Bank", "of", "Iran"])
    docs.set_names(doc, [(2, 3, "PER"), (0, 3, "ORG")], LABELS)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Bank of Iran", "ORG")]


def test_a_text_doc_has_no_white_space_tokens(nlp: spacy.Language):
    text = "Headline\n\nThe  FSB met the militants ."
    named = NamedText(text, ((14, 19, "ORG"), (24, 37, "PER")))
    doc = docs.text_doc(nlp.make_doc(text), named, LABELS)
    assert doc.text == "Headline The FSB met the militants ."
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("FSB", "ORG")]
    assert doc[5].ent_iob == 0


def test_a_saved_doc_comes_back_with_open_names(nlp: spacy.Language, tmp_path):
    doc = Doc(nlp.vocab, words=["Bank", "of", "Iran"])
    docs.set_names(doc, [(0, 1, "MISC"), (2, 3, "PER")], LABELS)
    assert docs.save(tmp_path / "a" / "x.spacy", [doc]) == 3
    again = next(spacy.tokens.DocBin().from_disk(tmp_path / "a" / "x.spacy").get_docs(nlp.vocab))
    assert [token.ent_iob for token in again] == [0, 2, 3]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (augment.lower, 'he said " it \'s over " .'),
        (augment.upper, 'HE SAID " IT \'S OVER " .'),
        (augment.quotes, "He said “ It ’s over ” ."),
    ],
)
def test_altered_copies(change, expected: str):
    changed = change(sentence("1", 'He said " It \'s over " .'))
    assert " ".join(word.form for word in changed.words) == expected


def test_upper_case_leaves_lemmas_open():
    assert {word.lemma for word in augment.upper(sentence("1", "a b")).words} == {""}


def test_the_last_full_stop_goes_only_where_nothing_hangs_on_it():
    words = (Word("Stop", "stop", "X", "X", "", 0, "ROOT", False), Word(".", ".", "X", "X", "", 0, "punct", True))
    plain = Sentence("1", "d", True, words, (0, 1))
    assert [word.form for word in augment.no_period(plain).words] == ["Stop"]
    heavy = sentence("1", "a b .")
    assert augment.no_period(heavy) is heavy
