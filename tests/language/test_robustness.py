"""The same parse whatever the number of threads, and hostile texts in bounded time and memory."""

import json
import os
import subprocess
import sys
import time

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from attrigraph.language import annotate
from attrigraph.language.tokenizer import LONGEST

pytestmark = pytest.mark.slow
TEXT = (
    "The United States and Albania, which blamed Iran for the attack, imposed sanctions on its ministry. "
    "“We have proof,” said Prime Minister Edi Rama, who expelled the diplomats within 24 hours. "
)
PARSE = f"""
import json
from attrigraph.language import load
doc = load()({TEXT * 3!r})
print(json.dumps([[t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_] for t in doc]))
"""


def parsed_with(threads: int) -> list[object]:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    environment = os.environ | dict.fromkeys(names, str(threads))
    run = subprocess.run([sys.executable, "-c", PARSE], env=environment, capture_output=True, text=True, check=True)
    found: list[object] = json.loads(run.stdout)
    return found


def test_the_same_parse_in_two_runs_and_with_one_or_two_threads() -> None:
    once = parsed_with(1)
    assert len(once) > 100
    assert once == parsed_with(1) == parsed_with(2)


def test_a_document_alone_and_in_a_batch_has_one_parse(nlp: Language) -> None:
    texts = [TEXT, "Iran denies it.", TEXT * 2]
    alone = [arcs(nlp(text)) for text in texts]
    assert [arcs(doc) for doc in nlp.pipe(texts)] == alone


def arcs(doc: Doc) -> list[tuple[str, int]]:
    return [(token.dep_, token.head.i) for token in doc]


@pytest.mark.parametrize(
    "text",
    [
        "Iran " + "and Syria and Cuba " * 200 + "attacked.",
        "that Iran said " * 150,
        "😀🚀🔥 " * 200,
        "👩‍👩‍👧‍👦🇽🇰" * 50,
        "إيران نفت الهجوم على ألبانيا. " * 40,
        "איראן הכחישה " * 100,
        "?!?! ... --- ((( ))) ;;; " * 60,
        "\u200f\u202eabc\u202c " * 60,
        "\u0301" * 300,
        "Ａ" * 300,
    ],
    ids=[
        "400 tokens",
        "clauses",
        "emoji",
        "joined emoji",
        "Arabic",
        "Hebrew",
        "punctuation",
        "marks",
        "accents",
        "wide",
    ],
)
def test_a_hostile_text_is_read_whole_and_soon(nlp: Language, text: str) -> None:
    begun = time.process_time()
    doc = annotate(nlp, nlp.make_doc(text))
    assert time.process_time() - begun < 10
    assert "".join(token.text for token in doc) == "".join(text.split())
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST


def test_time_grows_with_the_length_only(nlp: Language) -> None:
    annotate(nlp, nlp.make_doc(TEXT))
    short, long = (work(nlp, size) for size in (20_000, 80_000))
    assert long < 8 * short


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in kB as Linux does")
def test_memory_is_bounded_by_the_pieces_of_a_long_text(nlp: Language) -> None:
    import resource

    work(nlp, 70_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work(nlp, 140_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def work(nlp: Language, letters: int) -> float:
    text = (TEXT * 7 + "\n\n") * (letters // (7 * len(TEXT)))
    begun = time.process_time()
    assert len(annotate(nlp, nlp.make_doc(text))) > letters / 8
    return time.process_time() - begun
