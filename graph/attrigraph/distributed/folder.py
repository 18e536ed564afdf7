"""The folder that a build or merge on Spark writes: it appears when all is done, in place of an older one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING

from attrigraph.distributed.arrow import batches, rows
from attrigraph.distributed.files import REPORT, Files, is_ours
from attrigraph.errors import OutputError
from attrigraph.outputs import GENERATOR
from attrigraph.rdf import iris
from attrigraph.rdf.lines import settled_lines, unique
from attrigraph.records import ActRecord
from attrigraph.reporting import Input, versions

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_REFERENCE = f" {iris.REFERENCE} ."
_SQL: dict[object, str] = {
    str: "string",
    str | None: "string",
    list[str]: "array<string>",
    int: "bigint",
    int | None: "bigint",
}
_SQL |= {float: "double"}
_DAYS = ("earliest", "latest")  # of an act: ISO days in JSON, dates in Parquet


def form(kind: type[ActRecord] | type[Input]) -> str:
    """Return a flat dataclass as the form of a table.

    >>> form(Input)[:40]
    'id string, key string, sha256 string, ti'
    """
    return ", ".join(f"{one.name} {_SQL[one.type]}" for one in fields(kind))


class Folder:
    """What is being written: a hidden folder beside the target, on the same file system."""

    def __init__(self, spark: "SparkSession", target: str) -> None:
        self._spark = spark
        self.files = Files(spark, target)
        self.target = self.files.whole(target)
        parent, _, name = self.target.rpartition("/")
        self.work = f"{parent}/.{name}.work"

    def write_graph(self, lines: "DataFrame") -> int:
        """Write a column `line` of N-Quads as graph/: sorted over all files, settled, each once; return their number.

        One file after the other they are the graph.nq of a graph folder.
        """
        from pyspark.sql import functions as sf

        once = lines.mapInArrow(_less_reference, "line string")
        by_subject = once.repartitionByRange(sf.substring_index("line", " ", 1)).sortWithinPartitions("line")
        by_subject.mapInArrow(_settled, "line string").write.text(f"{self.work}/graph")
        self.files.number(f"{self.work}/graph", ".nq")
        return self._count("graph")

    def write_acts(self, lines: "DataFrame") -> None:
        """Write a column `line` of acts.jsonl as acts/, in Parquet, in order of their ids."""
        from pyspark.sql import functions as sf

        act = sf.from_json("line", form(ActRecord))
        days = {name: sf.col(name).cast("date") for name in _DAYS}
        self.write_table("acts", lines.select(act.alias("act")).select("act.*").withColumns(days))

    def write_table(self, name: str, frame: "DataFrame") -> None:
        """Write a table as Parquet, in order of its column `id`."""
        frame.repartitionByRange("id").sortWithinPartitions("id").write.parquet(f"{self.work}/{name}")
        self.files.number(f"{self.work}/{name}", ".parquet")

    def table(self, name: str) -> "DataFrame":
        """Return a table that has been written."""
        return self._spark.read.parquet(f"{self.work}/{name}")

    def write_lines(self, name: str, lines: "DataFrame") -> int:
        """Write a column `line` of JSON as files of lines, sorted; return the number of lines."""
        lines.sort("line").write.text(f"{self.work}/{name}")
        self.files.number(f"{self.work}/{name}", ".jsonl")
        return self._count(name)

    def write_report(self, settings: Mapping[str, object], counts: Mapping[str, object], **more: object) -> None:
        """Write report.json."""
        value = {"generator": GENERATOR, "versions": versions(), "settings": settings, "counts": counts, **more}
        self.files.write(f"{self.work}/{REPORT}", json.dumps(value, indent=1))

    def _count(self, name: str) -> int:
        return int(self._spark.read.text(f"{self.work}/{name}").count())


@contextmanager
def fresh(spark: "SparkSession", target: str) -> Iterator[Folder]:
    """Yield a folder to write to that takes the place of `target` when the block ends well, and is removed otherwise.

    Raises OutputError for a target that has files in it and is not of ours.
    """
    folder = Folder(spark, target)
    files = folder.files
    if files.exists(folder.target) and next(files.find(folder.target), None) and not is_ours(files, folder.target):
        what = f"{target}: has files in it and is not a folder of a graph"
        raise OutputError(what, "name a new folder, or an empty one", value=target)
    files.remove(folder.work)
    try:
        yield folder
        files.remove(folder.target)
        files.move(folder.work, folder.target)
    finally:
        files.remove(folder.work)


def split(found: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Yield the lines of the first column, of bytes, as rows with one column `line`."""
    texts = (next(iter(row.values())) for row in rows(found))
    yield from batches("line string", ((line,) for text in texts if isinstance(text, bytes) for line in _lines(text)))


def _lines(text: bytes) -> list[str]:
    return [line.decode() for line in text.splitlines()]


def _less_reference(found: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Drop repetitions within a task of what is said of actors: all documents say it, and it would go to one place."""
    seen: set[str] = set()

    def kept() -> Iterator[tuple[str]]:
        for row in rows(found):
            line = str(row["line"])
            if not line.endswith(_REFERENCE):
                yield (line,)
            elif line not in seen:
                seen.add(line)
                yield (line,)

    return batches("line string", kept())


def _settled(found: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    ordered = unique(f"{row['line']}\n".encode() for row in rows(found))
    return batches("line string", ((line[:-1].decode(),) for line in settled_lines(ordered)))
