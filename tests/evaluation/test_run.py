import io
import json

import pytest

from attrigraph.errors import OutputError, SourceError, UsageError
from attrigraph.evaluation import Counts, evaluate
from attrigraph.model import Problem

from .conftest import HIT, MISSED, TEXT, write_lines

pytestmark = pytest.mark.usefixtures("engine")
FOUND = Counts(tp=1, fp=1, fn=1)


def test_texts_in_the_gold_file(gold):
    evaluation = evaluate(gold)
    assert evaluation.scores.row("claims").total == FOUND
    assert (evaluation.gold, evaluation.engine, evaluation.problems) == (str(gold), "none 0", ())
    assert [(one.id, len(one.claims)) for one in evaluation.found] == [("daily-1", 2), ("daily-2", 0)]
    assert [one.claim.act for one in evaluation.misses] == ["demand"]
    assert [(one.claim.rule, one.claim.score) for one in evaluation.extras] == [("cut-ties", 1.0)]
    assert [(one.rule, one.found, one.right, one.near_misses) for one in evaluation.frames] == [
        ("cut-ties", 1, 0, 1),
        ("say-behind", 1, 1, 0),
    ]
    assert [(one.mean_score, one.share_right) for one in evaluation.calibration.bins] == [(0.75, 1), (1, 0)]


def test_texts_in_files_beside_it(gold_beside_documents, monkeypatch):
    assert evaluate(gold_beside_documents).scores.row("claims").total == FOUND
    monkeypatch.chdir(gold_beside_documents.parent)
    assert evaluate("documents.jsonl").scores.row("claims").total == FOUND


def test_the_gold_file_on_standard_input(gold, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gold.read_bytes())))
    evaluation = evaluate("-")
    assert (evaluation.gold, evaluation.scores.row("claims").total) == ("standard input", FOUND)


def test_the_document_knows_its_date(gold_beside_documents, gold, monkeypatch):
    seen = []
    for path in (gold, gold_beside_documents):
        evaluate(path, watch=lambda result: seen.append(result.document))
    assert [document.published and document.published.partial for document in seen] == ["2022-09-07", None] * 2
    assert [document.id for document in seen] == ["daily-1", "daily-2", "rama.md", "rain.md"]


def test_predictions_are_in_the_gold_form_and_score_the_same(gold, tmp_path):
    evaluation = evaluate(gold, predictions=tmp_path / "found.jsonl")
    lines = (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert second == {"id": "daily-2", "claims": []}
    assert list(first) == ["id", "claims"]
    assert [list(claim) for claim in first["claims"]] == [list(HIT)] * 2
    assert first["claims"][0] == {**HIT, "quote": TEXT[:80]}
    again = evaluate(gold, with_=tmp_path / "found.jsonl")
    assert (again.scores.rows, again.scores.dates) == (evaluation.scores.rows, evaluation.scores.dates)
    assert (again.engine, again.calibration, again.frames) == (str(tmp_path / "found.jsonl"), None, ())


def test_claims_of_somebody_else_need_no_text_and_may_have_scores(tmp_path, monkeypatch):
    monkeypatch.delattr("attrigraph.stages.extracted")
    gold = write_lines(tmp_path / "gold.jsonl", {"id": "a", "claims": [HIT]}, {"id": "b", "claims": [HIT]})
    theirs = write_lines(tmp_path / "theirs.jsonl", {"id": "a", "claims": [{**HIT, "score": 0.9, "rule": "model"}]})
    evaluation = evaluate(gold, with_=theirs)
    assert evaluation.scores.row("claims").total == Counts(tp=1, fn=1)
    assert (evaluation.calibration.count, evaluation.frames[0].rule) == (1, "model")


@pytest.mark.parametrize("name", ["missing.md", "../secret.md", "/etc/hostname", "*.md", "nul\0.md", ".", ""])
def test_an_id_that_names_no_file_of_the_folder(name, gold_beside_documents):
    (gold_beside_documents.parents[1] / "secret.md").write_text("Secret.", encoding="utf-8")
    records = ({"id": "rama.md", "claims": [HIT]}, {"id": name or " x", "claims": [MISSED]})
    evaluation = evaluate(write_lines(gold_beside_documents, *records))
    (problem,) = evaluation.problems
    assert problem.source == f"{gold_beside_documents}:2"
    assert problem.what.startswith("no file ")
    assert evaluation.scores.row("claims").total == Counts(tp=1, fp=1, fn=1)


def test_a_text_that_cannot_be_read_counts_as_empty(tmp_path):
    seen = []
    records = ({"id": "a", "text": TEXT, "claims": [HIT]}, {"id": "b", "text": "\u200b", "claims": [HIT]})
    evaluation = evaluate(write_lines(tmp_path / "gold.jsonl", *records), watch=seen.append)
    (problem,) = evaluation.problems
    assert (problem.source, [isinstance(one, Problem) for one in seen]) == (f"{tmp_path}/gold.jsonl:2", [False, True])
    assert evaluation.scores.row("claims").total == Counts(tp=1, fp=1, fn=1)


def test_nothing_could_be_read(tmp_path):
    with pytest.raises(SourceError, match=r"no document could be read: .*gold.jsonl:1: text is empty"):
        evaluate(write_lines(tmp_path / "gold.jsonl", {"id": "a", "text": " ", "claims": []}))


def test_no_text_anywhere(tmp_path, monkeypatch):
    gold = write_lines(tmp_path / "gold/gold.jsonl", {"id": "a", "claims": []})
    with pytest.raises(UsageError, match=f"no line has a text and there is no {tmp_path}/documents"):
        evaluate(gold)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gold.read_bytes())))
    with pytest.raises(UsageError, match="standard input: no line has a text;"):
        evaluate("-")


def test_an_input_is_never_written_over(gold, tmp_path):
    before = gold.read_bytes()
    theirs = write_lines(tmp_path / "theirs.jsonl", {"id": "a", "claims": []})
    (tmp_path / "link.jsonl").symlink_to(gold)
    for target in (gold, theirs, tmp_path / "x/../gold.jsonl", tmp_path / "link.jsonl"):
        with pytest.raises(OutputError, match="is read here"):
            evaluate(gold, with_=theirs, predictions=target)
    assert gold.read_bytes() == before


def test_ids_and_quotes_that_no_file_can_hold_are_escaped(tmp_path):
    gold = write_lines(tmp_path / "gold.jsonl", {"id": "\ud800\x9b", "claims": []})
    evaluate(gold, with_=gold, predictions=tmp_path / "found.jsonl")
    assert (tmp_path / "found.jsonl").read_bytes() == b'{"id": "\\ud800\\u009b", "claims": []}\n'
