"""The engine behind the verbs: provenance, the cache, what a bad answer costs, and that nothing is sent unasked."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import attrigraph
from attrigraph.cli import main
from attrigraph.errors import UsageError
from attrigraph.llm import LanguageModel
from attrigraph.model import Extraction

from .conftest import ANSWER, CLAIM, DOCUMENT, TEXT, Reply, chat, with_claim

KEY = "sk-secret-0123456789"


def written(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"---\npublished: 2022-09-08\n---\n{text}\n", encoding="utf-8")
    return folder


def by_first_word(replies):
    """Let the server reply to each text by its first word, in whatever order the questions come."""

    def decide(question):
        told = question["messages"][1]["content"]
        return next((reply for word, reply in replies.items() if f"===\n{word}" in told), chat(ANSWER))

    return decide


@pytest.fixture
def four(server, tmp_path):
    """A good text, one whose answer is no JSON, one that the server refuses, one with an invented quote."""
    server.decide = by_first_word(
        {
            "Bad": chat("no JSON"),
            "Refused": Reply(status=422),
            "Invented": chat(with_claim(quote="Iran has confessed to the attack")),
        }
    )
    words = {"a": "", "b": "Bad. ", "c": "Refused. ", "d": "Invented. "}
    return written(tmp_path / "texts", **{name: word + TEXT for name, word in words.items()})


def verb(server, *arguments):
    return main([*map(str, arguments), "--engine", "llm", "--llm-url", server.url, "--llm-model", "stub"])


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_build_goes_on_and_says_what_stayed_outside(server, four, tmp_path, capsys):
    assert verb(server, "build", four, "-o", tmp_path / "out") == 1
    out, err = capsys.readouterr()
    assert "2 documents, 2 incidents, 2 acts" in out
    assert "b.txt: the model's answer is not JSON; ask again, or choose another model" in err
    assert "c.txt: the server answered HTTP 422; the same command asks again" in err
    outside = {(one["document"], one["constraint"]) for one in lines(tmp_path / "out/quarantine.jsonl")}
    assert outside == {("b.txt", "read"), ("c.txt", "read"), ("d.txt", "answer-quote")}
    assert {act["rule"] for act in lines(tmp_path / "out/acts.jsonl")} == {"llm/claims-1/stub"}
    assert [one for one in attrigraph.check(tmp_path / "out", integrity=True) if one.severity == "V"] == []


def test_the_report_says_who_read_and_never_the_key(server, four, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", KEY)
    verb(server, "build", four, "-o", tmp_path / "out")
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert report["versions"]["engine"] == "llm/claims-1/stub"
    assert "pipeline" not in report["versions"]
    assert {k: report["settings"]["engine"][k] for k in ("engine", "url", "model", "prompt")} == {
        "engine": "llm",
        "url": server.url,
        "model": "stub",
        "prompt": "claims-1",
    }
    assert "weights" not in report["sha256"]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert KEY not in "".join(capsys.readouterr())


def test_an_answer_is_paid_for_once_and_a_failure_is_asked_again(server, four, tmp_path):
    verb(server, "build", four, "-o", tmp_path / "out")
    assert len(server.asked) == 4
    verb(server, "build", four, "-o", tmp_path / "out")
    assert len(server.asked) == 6  # b and c only


def test_another_model_reads_everything_again(server, tmp_path):
    folder = written(tmp_path / "texts", a=TEXT)
    for model in ("one", "two"):
        attrigraph.build(folder, tmp_path / "out", engine=LanguageModel(server.url, model))
    assert [question["model"] for question in server.asked] == ["one", "two"]


def test_a_build_in_memory_is_the_same_graph(server, tmp_path):
    folder = written(tmp_path / "texts", a=TEXT, b=TEXT + " Again.")
    model = server.model()
    on_disk = attrigraph.build(folder, tmp_path / "out", engine=model, jobs=2)
    in_memory = attrigraph.build(folder, engine=model)
    assert sorted(map(str, on_disk.quads())) == sorted(map(str, in_memory.quads()))


def test_a_server_that_refuses_everything_ends_the_run_at_once(server, tmp_path, capsys):
    server.replies = [Reply(status=401)]
    folder = written(tmp_path / "texts", **{f"t{n}": f"{n}. {TEXT}" for n in range(30)})
    assert verb(server, "build", folder, "-o", tmp_path / "out", "--jobs", "2") == 2
    assert len(server.asked) < 12
    assert "refuses the key (HTTP 401); set ATTRIGRAPH_LLM_KEY" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_several_are_asked_at_once_and_come_in_order(server, tmp_path):
    server.replies = [Reply(chat(ANSWER).body, pause=0.3)]
    folder = written(tmp_path / "texts", **{f"t{n}": f"{n}. {TEXT}" for n in range(8)})
    start = time.monotonic()
    attrigraph.build(folder, tmp_path / "out", engine=server.model(), jobs=8)
    assert time.monotonic() - start < 8 * 0.3 + 10
    told = [act["document"] for act in lines(tmp_path / "out/acts.jsonl")]
    assert told == sorted(told)
    assert len(set(told)) == 8


def test_extract_says_what_it_could_not_use(server, four, capsys):
    assert verb(server, "extract", four) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["a.txt", "a.txt"]
    assert len(err.splitlines()) == 3
    assert "d.txt: kept out (answer-quote): claim 1 of the answer quotes words that the text does not have" in err


def test_extract_in_python(server, caplog):
    assert len(attrigraph.extract(DOCUMENT, engine=server.model())) == 2
    server.replies = [chat({"incidents": [], "claims": [3]})]
    assert attrigraph.extract(DOCUMENT, engine=server.model()) == []
    assert "rama.txt: kept out (answer-form): claim 1 of the answer" in caplog.text


def test_evaluate_scores_the_model(server, tmp_path, capsys):
    claims = [{"act": "attribution", "agents": ["AL"], "targets": ["IR"], "quote": CLAIM["quote"]}]
    gold = tmp_path / "gold.jsonl"
    records = [{"id": "a", "text": TEXT, "published": "2022-09-08", "claims": claims}]
    records.append({"id": "b", "text": "Bad. " + TEXT, "claims": []})
    gold.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    server.decide = by_first_word({"Bad": chat("no JSON")})
    assert verb(server, "evaluate", gold, "--json", tmp_path / "scores.json") == 1
    scores = json.loads((tmp_path / "scores.json").read_bytes())
    assert scores["engine"] == "llm/claims-1/stub"
    assert scores["rows"]["claims"]["tp"] == 1
    assert "the model's answer is not JSON" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--engine", "llm"], "--engine llm needs an address and a model; add --llm-url URL and --llm-model NAME"),
        (["--engine", "llm", "--llm-url", "http://127.0.0.1/v1"], "--engine llm needs an address and a model"),
        (["--llm-model", "m"], "the options --llm-... do nothing by themselves; add --engine llm"),
        (["--engine", "llm", "--llm-url", "nowhere", "--llm-model", "m"], "'nowhere': no address of a server"),
        (["--engine", "llm", "--pipeline", "p"], "a language model reads in place of a pipeline; leave out --pipeline"),
    ],
)
@pytest.mark.parametrize("name", ["build", "extract", "evaluate"])
def test_half_an_engine_is_one_clear_line(name, options, why, tmp_path, capsys):
    place = ["-o", str(tmp_path / "out")] if name == "build" else []
    assert main([name, "seeds", *place, *options]) == 2
    assert capsys.readouterr().err.startswith(f"attrigraph: {why}")


def test_a_file_that_is_scored_asks_no_model(server, tmp_path, capsys):
    assert verb(server, "evaluate", "gold.jsonl", "--with", "found.jsonl") == 2
    assert "--with scores a file and asks no model" in capsys.readouterr().err


def test_floors_are_of_the_rules(server, tmp_path, capsys):
    assert verb(server, "evaluate", "gold.jsonl", "--floors", "floors.json", "--set-floors") == 2
    assert "floors are of the shipped pipeline" in capsys.readouterr().err


def test_without_the_option_no_client_is_loaded():
    """Whatever the environment holds."""
    program = (
        "import sys\n"
        "from attrigraph.cli import main\n"
        "code = main(['extract', 'nowhere.txt'])\n"
        "print(code, [name for name in sys.modules if name.startswith('attrigraph.llm')])\n"
    )
    environment = {**os.environ, "ATTRIGRAPH_LLM_KEY": KEY}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.endswith("2 []\n")


def test_without_the_option_nothing_is_sent(monkeypatch, server):
    monkeypatch.setenv("ATTRIGRAPH_LLM_KEY", KEY)
    monkeypatch.setattr("attrigraph.stages._loaded", lambda pipeline: None)
    monkeypatch.setattr("attrigraph.extraction.extract", lambda document, *, nlp: Extraction(document, (), ()))
    assert attrigraph.extract(DOCUMENT) == []
    assert server.asked == []


def test_making_a_model_sends_nothing(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert LanguageModel("http://models.example/v1", "m").version


def test_any_engine_can_stand_in_and_its_false_offsets_stay_outside(tmp_path):
    """The span check is of the graph, not of this engine: an act whose quote is not at its offsets is kept out."""

    class Liar:
        name, version, settings = "liar", "1", {"engine": "liar"}

        def read(self, document):
            from attrigraph.model import Act, ActKind, Extraction, Span, Status

            from ..examples import ALBANIA, IRAN  # noqa: TID252 - no package above

            act = Act(ActKind.SUPPORT, Status.ASSERTED, (Span(0, 5, "Lies!"),), (ALBANIA,), (IRAN,), rule="liar")
            return Extraction(document, (act,), ())

    attrigraph.build(written(tmp_path / "texts", a=TEXT), tmp_path / "out", engine=Liar())
    (outside,) = lines(tmp_path / "out/quarantine.jsonl")
    assert outside["quote"] == "Lies!"
    assert lines(tmp_path / "out/acts.jsonl") == []


def test_no_thread_is_no_engine(server, tmp_path):
    with pytest.raises(UsageError, match="0 jobs: nobody would work"):
        attrigraph.build(written(tmp_path / "texts", a=TEXT), engine=server.model(), jobs=0)


def test_the_commands_of_the_page_run(server, tmp_path, monkeypatch, capsys):
    page = (Path(__file__).parents[2] / "docs/llm.md").read_text(encoding="utf-8")
    text = page.replace("http://127.0.0.1:8000/v1", server.url).replace("seeds/", str(written(tmp_path / "t", a=TEXT)))
    (command,) = re.findall(r"^```sh\nattrigraph (.*)\n```$", text, re.MULTILINE)
    (program,) = re.findall(r"^```python\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)) == 0
    assert "1 document, 1 incident, 2 acts" in capsys.readouterr().out
    exec(program, {})  # noqa: S102 - our own page
    assert [question["model"] for question in server.asked] == ["my-model"]  # the second build has it in its cache
    assert {act["rule"] for act in lines(tmp_path / "out-llm/acts.jsonl")} == {"llm/claims-1/my-model"}
