"""Answers that are kept: asked once, readable, and enough to build the same graph without the model."""

import json

import pytest

import attrigraph
from attrigraph.cli import main
from attrigraph.errors import OutputError, SourceError, UsageError
from attrigraph.llm import LanguageModel

from .conftest import ANSWER, DOCUMENT, TEXT, Reply, chat


def test_a_question_is_asked_once_and_its_answer_can_be_read(server, tmp_path, monkeypatch):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", "sk-secret")
    model = server.model(answers=tmp_path / "kept/here")
    first, second = model.read(DOCUMENT), model.read(DOCUMENT)
    assert first == second
    assert len(server.asked) == 1
    (file,) = (tmp_path / "kept/here").iterdir()
    record = json.loads(file.read_bytes())
    assert json.loads(record["answer"]) == ANSWER
    assert TEXT in record["messages"][1]["content"]
    assert "sk-secret" not in file.read_text(encoding="utf-8")


def test_another_model_text_or_temperature_is_another_question(server, tmp_path):
    for options in ({}, {"temperature": 1}, {"model": "other"}):
        LanguageModel(server.url, **{"model": "stub", "answers": tmp_path} | options).read(DOCUMENT)
    assert len(server.asked) == 3


def test_with_the_answers_the_graph_is_the_same_without_the_model(server, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"---\npublished: 2022-09-08\n---\n{TEXT}\n", encoding="utf-8")
    model = server.model(answers=tmp_path / "answers")
    first = attrigraph.build([tmp_path / "a.txt", tmp_path / "b.txt"], engine=model, jobs=4)
    server.replies = [Reply(status=500)]
    again = attrigraph.build([tmp_path / "a.txt", tmp_path / "b.txt"], engine=model)
    assert sorted(map(str, again.quads())) == sorted(map(str, first.quads()))


def test_an_unusable_answer_is_not_kept(server, tmp_path):
    model = server.model(answers=tmp_path)
    server.replies = [chat("no JSON"), chat(ANSWER)]
    with pytest.raises(SourceError):
        model.read(DOCUMENT)
    assert list(tmp_path.iterdir()) == []
    assert len(model.read(DOCUMENT).acts) == 2


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"question": 1}'])
def test_a_broken_file_is_one_clear_line(server, tmp_path, broken):
    model = server.model(answers=tmp_path)
    model.read(DOCUMENT)
    (file,) = tmp_path.iterdir()
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(UsageError, match="is no kept answer; remove it, and the model is asked again"):
        model.read(DOCUMENT)


def test_a_folder_that_cannot_be_made_is_one_clear_line(server, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        server.model(answers=tmp_path / "file/below").read(DOCUMENT)


def test_the_option(server, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        arguments = ["extract", str(tmp_path / "a.txt"), "--engine", "llm", "--llm-url", server.url]
        assert main([*arguments, "--llm-model", "stub", "--llm-answers", str(tmp_path / "kept")]) == 0
    assert len(server.asked) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == out[2:]
