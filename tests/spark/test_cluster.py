"""A build on a cluster gives what a build on one machine gives, whatever becomes of a worker meanwhile."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.benchmarks.articles import article
from tests.documents.test_warc import HTML, PAGE, archive
from tests.merging.conftest import NAMES, NEWS, ONE, TWO, graph

import attrigraph

from .cluster import Cluster

pytestmark = pytest.mark.spark

PROGRAM = [sys.executable, "-c", "import sys; from attrigraph.cli import main; sys.exit(main())"]
MANY = 24
ODD = [
    {"id": "fatal", "text": "Albania blamed Iran for the attack. The end of the process."},
    {**article(3), "id": "again"},  # a text that is there already
    {**article(200), "id": article(5)["id"]},  # an id that is there already
    {"id": "empty", "text": " "},
    {"id": "dated", "text": "Albania blamed Iran for the attack on its servers.", "published": "some day"},
    {
        "id": "unlike English",
        "text": "Der Minister sagte am Mittwoch, dass der Angriff aus dem Ausland gekommen sei. " * 9,
    },
]


def lines(place: Path) -> list[str]:
    """Return the lines of a file, or of the files that Spark wrote, one after the other."""
    files = sorted(place.glob("part-*")) if place.is_dir() else [place]
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def rows(place: Path) -> list[dict[str, object]]:
    """Return the rows of a table as acts.jsonl and report.json spell them."""
    parquet = pytest.importorskip("pyarrow.parquet")
    return json.loads(json.dumps(parquet.read_table(place).to_pylist(), default=str))


def write(place: Path, documents: list[dict[str, str]]) -> Path:
    place.write_text("".join(f"{json.dumps(one)}\n" for one in documents), encoding="utf-8")
    return place


def assert_same(spark: Path, local: Path) -> None:
    """Compare what both say of the same documents; a line of problems names other places."""
    report, theirs = (json.loads((place / "report.json").read_bytes()) for place in (local, spark))
    assert lines(spark / "graph") == lines(local / "graph.nq")
    assert rows(spark / "acts") == sorted(map(json.loads, lines(local / "acts.jsonl")), key=lambda act: act["id"])
    assert lines(spark / "quarantine") == sorted(lines(local / "quarantine.jsonl"))
    assert rows(spark / "documents") == report["documents"]
    assert theirs["counts"] == report["counts"]
    told = sorted((one["what"].split(" (")[0], one["todo"]) for one in map(json.loads, lines(spark / "problems")))
    assert told == sorted((one["what"].split(" (")[0], one["todo"]) for one in report["problems"])


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two files of JSON Lines with whatever may be wrong with a line."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.jsonl", [article(number) for number in range(MANY)])
    with write(folder / "b.jsonl", ODD).open("a", encoding="utf-8") as file:
        file.write('{"id": "no JSON"\n\n')
    return folder


def spark(cluster: Cluster, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `attrigraph spark` on a cluster."""
    command = [*PROGRAM, "spark", *arguments, *cluster.options]
    return subprocess.run(command, env=cluster.environment, capture_output=True, text=True, timeout=900, check=False)


def local(cluster: Cluster, *arguments: str) -> int:
    """Run `attrigraph` on this machine and return its exit code."""
    command = [*PROGRAM, *arguments]
    return subprocess.run(command, env=cluster.environment, capture_output=True, timeout=900, check=False).returncode


def test_a_build_whose_worker_dies_is_that_of_one_machine(tmp_path: Path, sources: Path, cluster: Cluster) -> None:
    out = tmp_path / "out"
    done, ends = disturbed(cluster, out, "parts", "build", str(sources), "-o", str(out), "--tasks", "4")
    assert done.returncode == 1, done.stderr
    assert local(cluster, "build", str(sources), "-o", str(tmp_path / "local"), "--jobs", "1") == 1
    assert_same(out, tmp_path / "local")
    assert "ExecutorLostFailure" in ends
    assert "fatal: ended the process that read it (exit code 7); left out" in done.stderr
    assert done.stdout.startswith(f"{MANY + 1} documents, ")
    assert not (tmp_path / ".out.work").exists()


def test_tables_and_archives_are_read_and_merged_as_on_one_machine(tmp_path: Path, cluster: Cluster) -> None:
    """Both also give what people decided: that two reports are one, and that an act is none."""
    (tmp_path / "in").mkdir()
    articles = [article(number) for number in range(40, 52)]
    table(tmp_path / "in/articles.parquet", articles)
    (tmp_path / "in/pages.warc.gz").write_bytes(archive(("response", HTML, "https://example.org/a", PAGE)))
    write(tmp_path / "articles.jsonl", articles)
    for name, one in zip(("one", "two", "news", "names"), (ONE, TWO, NEWS, NAMES), strict=True):
        attrigraph.merge(graph(*one), out=tmp_path / name)
    done = spark(cluster, "build", str(tmp_path / "in"), "-o", str(tmp_path / "spark"))
    assert done.returncode == 0, done.stderr
    sources = [str(tmp_path / "articles.jsonl"), str(tmp_path / "in/pages.warc.gz")]
    assert local(cluster, "build", *sources, "-o", str(tmp_path / "local"), "--jobs", "1") == 0
    assert_same(tmp_path / "spark", tmp_path / "local")

    said = [
        {"one": "doc/one-2/incident/1", "other": "doc/two-3/incident/1", "decision": "accept"},
        {"act": "doc/two-2/act/attribution-coding", "decision": "reject"},
    ]
    others = [str(tmp_path / name) for name in ("one", "two", "news", "names")]
    told = ["--decisions", str(write(tmp_path / "said.jsonl", said))]
    given = ["merge", str(tmp_path / "spark"), *others, *told]
    merged = spark(cluster, *given, "-o", str(tmp_path / "both"))
    assert merged.returncode == 0, merged.stderr
    assert local(cluster, "merge", str(tmp_path / "local"), *others, "-o", str(tmp_path / "theirs"), *told) == 0
    assert_merged_alike(tmp_path / "both", tmp_path / "theirs")

    out = tmp_path / "disturbed"
    again, ends = disturbed(cluster, out, "features", *given, "-o", str(out), "--tasks", "8")
    assert again.returncode == 0, again.stderr
    assert {"ExecutorLostFailure", "FetchFailed"} & ends  # a task was lost, or what it needs of the worker that died
    assert_merged_alike(out, tmp_path / "theirs")


def assert_merged_alike(spark: Path, local: Path) -> None:
    ours, theirs = (json.loads((place / "report.json").read_bytes()) for place in (spark, local))
    assert lines(spark / "graph") == lines(local / "graph.nq")
    assert lines(spark / "matches") == sorted(lines(local / "matches.jsonl"))
    assert rows(spark / "acts") == [json.loads(line) for line in lines(local / "acts.jsonl")]
    assert lines(spark / "quarantine") == sorted(lines(local / "quarantine.jsonl"))
    assert (ours["counts"], ours["matches"]) == (theirs["counts"], theirs["matches"])
    assert {"accepted", "auto-accepted"} <= ours["matches"]["incidents"].keys()


def table(place: Path, articles: list[dict[str, str]]) -> None:
    """Write articles as a table, with days that are dates and a column that nobody knows."""
    parquet, pa = (pytest.importorskip(name) for name in ("pyarrow.parquet", "pyarrow"))
    rows = [{**one, "published": date.fromisoformat(one["published"]), "topic": 7} for one in articles]
    parquet.write_table(pa.Table.from_pylist(rows), place)


def disturbed(
    cluster: Cluster, out: Path, step: str, *arguments: str
) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run `attrigraph spark`, kill a worker once a task of a step is done; return how it went and how tasks ended."""
    log = out.with_name(f"{out.name}-events")
    log.mkdir()
    noted = {"spark.eventLog.enabled": "true", "spark.eventLog.compress": "false", "spark.eventLog.dir": log.as_uri()}
    options = [part for item in noted.items() for part in ("--conf", "=".join(item))]
    command = [*PROGRAM, "spark", *arguments, *cluster.options, *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=cluster.environment, **pipes) as run:
        wait_for_a_task(out.with_name(f".{out.name}.work") / step, run)
        cluster.kill_a_worker()
        told, err = run.communicate(timeout=900)
    cluster.start_a_worker()
    ends = {one["Task End Reason"]["Reason"] for one in events(log, "SparkListenerTaskEnd")}
    return subprocess.CompletedProcess(command, run.returncode, told, err), ends


def wait_for_a_task(folder: Path, build: subprocess.Popen[str]) -> None:
    """Wait until a task has written what its documents gave, while others are at work."""
    for _ in range(9_000):
        if list(folder.glob("_temporary/0/task_*")):
            return
        assert build.poll() is None, build.communicate()
        time.sleep(0.1)
    raise AssertionError("no task came to its end")


def events(log: Path, kind: str) -> Iterator[dict[str, dict[str, str]]]:
    """Yield the events of a kind of what Spark did."""
    for file in log.rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            yield from (one for one in map(json.loads, lines(file)) if one["Event"] == kind)
