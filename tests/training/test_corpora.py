"""Readers of corpora with names, on lines written for the test; and the real files, where they are."""

import json
import random
from pathlib import Path

import pytest

from training import lock, names_corpora, raw, settings
from training.spacing import join, spaces

CORPORA = settings.CORPORA
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this checkout")


def test_unclean_rows_are_left_out(tmp_path: Path):
    rows = [{"sent_id": "a", "ents": [[0, 1, "PER"]], "licence_clean": True}]
    rows += [{"sent_id": "b", "ents": [], "licence_clean": False}, {"sent_id": "c", "ents": []}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert names_corpora.by_sentence(tmp_path / "x.jsonl") == {"a": ((0, 1, "PER"),), "c": ()}


def test_wikigold_joins_neighbours_of_one_type(tmp_path: Path):
    (tmp_path / "w").write_text("-DOCSTART- O\n\nEdi I-PER\nRama I-PER\nof O\nTirana I-LOC\n. O\n", encoding="utf-8")
    (named,) = names_corpora.wikigold(tmp_path / "w")
    assert named.spans == ((0, 2, "PER"), (3, 4, "LOC"))
    assert named.spaces == (True, True, True, False, True)


def test_annoctr_gives_organisations_and_malware_and_leaves_other_capitals_open(tmp_path: Path):
    lines = ["<DOCSTART>\tO\tO\tO\tO\tO\tO", "", "Ada\tO\tO\tO\tO\tO\tO", "Byron\tO\tO\tO\tO\tO\tO"]
    lines += ["of\tO\tO\tO\tO\tO\tO", "Mandiant\tB-ORG\tO\tO\tO\tO\tO", "names\tO\tO\tO\tO\tO\tO"]
    lines += ["Emotet\tO\tO\tO\tB-MALWARE\tO\tO", "", "0x1f\tO\tO\tO\tO\tO\tO", "=\tO\tO\tO\tO\tO\tO"]
    (tmp_path / "a.bio").write_text("\n".join(lines), encoding="utf-8")
    (named,) = names_corpora.annoctr(tmp_path / "a.bio")
    assert named.spans == ((0, 2, "?"), (3, 4, "ORG"), (5, 6, "MALWARE"))


def test_iob2_takes_spacing_from_the_text_line(tmp_path: Path):
    lines = ["# text = Rama's aide", "1\tRama\tB-PER\t-\t-", "2\t's\tO\t-\t-", "3\taide\tO\t-\t-", ""]
    (tmp_path / "u.iob2").write_text("\n".join(lines), encoding="utf-8")
    (named,) = names_corpora.iob2(tmp_path / "u.iob2")
    assert (named.spaces, named.spans) == ((False, True, False), ((0, 1, "PER"),))


def test_re3d_is_read_by_characters(tmp_path: Path):
    document = {"_id": "d", "text": "The FSB met."}
    (tmp_path / "documents.json").write_text(json.dumps(document), encoding="utf-8")
    entity = {"documentId": "d", "begin": 4, "end": 7, "type": "Organisation"}
    (tmp_path / "entities.json").write_text(json.dumps(entity), encoding="utf-8")
    assert list(names_corpora.re3d(tmp_path)) == [names_corpora.NamedText("The FSB met.", ((4, 7, "Organisation"),))]


def test_words_are_put_together_as_they_were_written():
    assert (
        join(["He", "said", ",", '"', "We", "do", "n't", "know", "(", "yet", ")", ".", '"'])
        == 'He said, "We don\'t know (yet)."'
    )
    assert spaces([]) == []


def test_raw_texts_have_single_spaces_and_no_list_marks(tmp_path: Path):
    (tmp_path / "w.txt").write_text("- One  two.\n- Three.\n\nFour.\n", encoding="utf-8")
    texts = list(raw.whitehouse(tmp_path / "w.txt", random.Random(3)))  # noqa: S311  # noqa: S311
    assert " ".join(texts).split() == ["One", "two.", "Three.", "Four."]
    assert not any("  " in text or text.startswith("-") for text in texts)


def test_the_yardsticks_are_never_trained_on():
    files = settings.load()
    train = [*files.trees.train, *files.trees.dev, *files.names.joined_train, *files.names.joined_dev]
    train += [*files.names.annoctr_train, files.names.wikigold, *files.names.re3d, files.raw.voa, files.raw.whitehouse]
    assert not [path for path in train if "PUD" in path or "-test" in path or "BBC" in path or "EuRepoC" in path]
    assert not set(train) & {*files.trees.tests.values(), *files.names.tests.values()}


def test_every_input_is_locked():
    expected = {path.relative_to(CORPORA).as_posix() for path in settings.input_files(settings.load(), CORPORA)}
    assert set(lock.read(lock.INPUTS)) == expected


@needs_corpora
def test_the_corpora_are_the_locked_ones():
    lock.verify(lock.INPUTS, CORPORA)


def test_a_changed_input_is_named(tmp_path: Path):
    (tmp_path / "a").write_text("1", encoding="utf-8")
    lock.write(tmp_path / "lock", tmp_path, [tmp_path / "a"])
    lock.verify(tmp_path / "lock", tmp_path)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    with pytest.raises(lock.WrongInputError, match="a is not the file"):
        lock.verify(tmp_path / "lock", tmp_path)
    (tmp_path / "a").unlink()
    with pytest.raises(lock.WrongInputError, match="a is missing"):
        lock.verify(tmp_path / "lock", tmp_path)
