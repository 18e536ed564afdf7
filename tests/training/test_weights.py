"""The shipped weights: the files that were measured, without a path of the machine that made them, quick to load."""

import json
import subprocess
import sys

import pytest

from training import lock
from training.settings import WEIGHTS

LABELS = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "acl", "acl:relcl", "ccomp"}
LABELS |= {"xcomp", "advcl", "conj", "cc", "appos", "amod", "compound", "case", "mark", "aux:pass", "cop", "ROOT"}


def test_every_file_is_the_one_that_was_measured():
    lock.verify(WEIGHTS / lock.SHIPPED, WEIGHTS)
    listed = set(lock.read(WEIGHTS / lock.SHIPPED))
    assert listed == {path.relative_to(WEIGHTS).as_posix() for path in lock.shipped_files(WEIGHTS)}


def test_the_weights_are_small_enough_for_a_wheel():
    assert sum(path.stat().st_size for path in WEIGHTS.rglob("*") if path.is_file()) < 30e6


def test_no_file_names_a_folder_of_the_machine_that_made_it():
    texts = [WEIGHTS / name for name in ("config.cfg", "meta.json", "MODEL_CARD.md", "NOTICE")]
    for path in [*texts, *WEIGHTS.rglob("cfg")]:
        found = path.read_text(encoding="utf-8")
        assert not [folder for folder in ("/tmp", "/work", "/home", "/root", "/Users") if folder in found], path  # noqa: S108


def test_meta_says_what_it_is_and_where_it_comes_from():
    meta = json.loads((WEIGHTS / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["version"], meta["license"]) == (
        "en",
        "attribution",
        "0.2.2",
        "CC BY-SA 4.0",
    )
    assert all(source["license"] and source["url"] for source in meta["sources"])
    notice = (WEIGHTS / "NOTICE").read_text(encoding="utf-8")
    assert all(source["name"] in notice for source in meta["sources"])
    assert meta["performance"]["dep_las"] > 0.8


@pytest.mark.slow
def test_the_pipeline_loads_and_gives_what_the_rules_read():
    script = f"""
import sys, spacy
nlp = spacy.load({str(WEIGHTS)!r})
doc = nlp("The attack was carried out by hackers. Albania expelled two diplomats.")
assert "torch" not in sys.modules
assert {LABELS!r} <= set(nlp.get_pipe("parser").labels), {LABELS!r} - set(nlp.get_pipe("parser").labels)
assert {{"PERSON", "ORG", "LOC"}} <= set(nlp.get_pipe("ner").labels)
assert [sentence.root.text for sentence in doc.sents] == ["carried", "expelled"]
assert [(t.lemma_, t.pos_) for t in doc if t.dep_ == "nsubj:pass"] == [("attack", "NOUN")]
assert [t.lemma_ for t in doc if t.text in ("was", "carried", "hackers")] == ["be", "carry", "hacker"]
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, timeout=60)
