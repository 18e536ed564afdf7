"""Reading treebanks: words that a tokenizer can find, heads that still point where they did."""

from training.conllu import Sentence, read


def row(number: str, form: str, head: int | str = "_", dep: str = "_", misc: str = "_", lemma: str = "_") -> str:
    return f"{number}\t{form}\t{lemma}\tX\tXX\t_\t{head}\t{dep}\t_\t{misc}"


def one(*rows: str) -> Sentence:
    return next(read(["# newdoc id = d", "# sent_id = s", *rows, ""]))


def test_a_multiword_token_whose_parts_concatenate_stays_split():
    sentence = one(
        row("1", "Iran", 4, "nsubj"),
        row("2-3", "didn't", misc="SpaceAfter=No"),
        row("2", "did", 4, "aux"),
        row("3", "n't", 4, "advmod"),
        row("4", "answer", 0, "root"),
    )
    assert [(word.form, word.space) for word in sentence.words] == [
        ("Iran", True),
        ("did", False),
        ("n't", False),
        ("answer", True),
    ]
    assert sentence.places == (0, 1, 2, 3)


def test_any_other_multiword_token_becomes_one_word_with_the_annotation_of_its_head():
    sentence = one(
        row("1", "We", 3, "nsubj"),
        row("2-3", "wanna"),
        row("2", "want", 0, "root", lemma="want"),
        row("3", "to", 4, "mark"),
        row("4", "answer", 2, "xcomp"),
    )
    assert [(word.form, word.head, word.dep) for word in sentence.words] == [
        ("We", 1, "nsubj"),
        ("wanna", 1, "ROOT"),
        ("answer", 1, "xcomp"),
    ]
    assert sentence.words[1].lemma == "want"
    assert sentence.places == (0, 1, 1, 2)


def test_empty_nodes_are_no_words():
    sentence = one(row("1", "Go", 0, "root"), row("1.1", "you"), row("2", "now", 1, "advmod"))
    assert [word.form for word in sentence.words] == ["Go", "now"]


def test_documents_and_paragraphs_are_told_apart():
    lines = ["# newdoc id = a", "# newpar", "# sent_id = 1", row("1", "One", 0, "root"), ""]
    lines += ["# sent_id = 2", row("1", "Two", 0, "root"), "", "# newpar_block = p (1 s)", "# sent_id = 3"]
    lines += [row("1", "Three", 0, "root"), "", "# newdoc id = b", "# sent_id = 4", row("1", "Four", 0, "root")]
    found = [(sentence.sent_id, sentence.doc_id, sentence.starts_paragraph) for sentence in read(lines)]
    assert found == [("1", "a", True), ("2", "a", False), ("3", "a", False), ("4", "b", True)]
