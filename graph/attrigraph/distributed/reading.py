"""Sources on a cluster into documents: every file of JSON Lines, Parquet or web archives is read by the workers."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from attrigraph import documents
from attrigraph.distributed.arrow import Row, batches, rows
from attrigraph.distributed.files import Files
from attrigraph.documents.normalise import one_line
from attrigraph.documents.warc import is_archive
from attrigraph.errors import SourceError, UsageError
from attrigraph.model import Document, Interval
from attrigraph.parts.cache import packed

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

# a document, or what was wrong at a place; places are in order of the sources, their files and the lines in these
ITEM = "place string, document binary, problem string"
_KINDS = {
    "lines": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json.gz"),
    "parquet": (".parquet",),
    "archives": (".warc", ".wet", ".warc.gz", ".wet.gz"),
}
_SHOWN = 80  # characters of a broken line that a message shows: Spark does not count lines


def items(
    spark: "SparkSession", sources: Sequence[str], *, published: Interval | None = None, publisher: str | None = None
) -> "DataFrame":
    """Return the documents of sources as rows of ITEM.

    A source is a file, a folder or a pattern on a file system that all workers see. Raises SourceError for one with
    nothing to read in it, and UsageError for a table without the columns `id` and `text`.
    """
    found = [
        read(spark, files, number)
        for number, source in enumerate(sources)
        for read, files in _by_kind(Files(spark, source), source)
    ]
    raw = found[0]
    for more in found[1:]:
        raw = raw.unionAll(more)
    return raw.mapInArrow(partial(_read, published=published, publisher=publisher), ITEM)


def _by_kind(
    files: Files, source: str
) -> "Iterator[tuple[Callable[[SparkSession, list[str], int], DataFrame], list[str]]]":
    found = list(files.find(source))
    if not found:
        raise SourceError(f"{source}: no such file or folder", "check the path; all workers must see it", value=source)
    known = {kind: [name for name in found if name.lower().endswith(ends)] for kind, ends in _KINDS.items()}
    others = [name for name in found if not any(name in several for several in known.values())]
    if others:
        raise SourceError(f"{others[0]}: not JSON Lines, Parquet or WARC", "convert it, or leave it out", value=others)
    yield from ((_READERS[kind], several) for kind, several in known.items() if several)


def _lines(spark: "SparkSession", files: list[str], number: int) -> "DataFrame":
    from pyspark.sql import functions as sf

    frame = spark.read.text(files)
    return frame.select(*_placed(number), sf.col("value").cast("binary").alias("data"))


def _tables(spark: "SparkSession", files: list[str], number: int) -> "DataFrame":
    """Read Parquet, each row as the line of JSON that it stands for."""
    from pyspark.sql import functions as sf

    frame = spark.read.option("mergeSchema", "true").parquet(*files)
    if missing := {"id", "text"} - set(frame.columns):
        what = f"{files[0]}: no column {' and '.join(sorted(missing))}"
        raise UsageError(what, f"name the columns id and text; there are {', '.join(frame.columns)}", value=files)
    row = sf.to_json(sf.struct(*(sf.col(f"`{name}`") for name in frame.columns)))
    return frame.select(*_placed(number), row.cast("binary").alias("data"))


def _archives(spark: "SparkSession", files: list[str], number: int) -> "DataFrame":
    from pyspark.sql import functions as sf

    frame = spark.read.format("binaryFile").load(files)
    return frame.select(*_placed(number), sf.col("content").alias("data"))


_READERS: "dict[str, Callable[[SparkSession, list[str], int], DataFrame]]" = {
    "lines": _lines,
    "parquet": _tables,
    "archives": _archives,
}


def _placed(number: int) -> "tuple[Column, Column]":
    """Return two columns: a text that sorts as the sources, their files and the places in these do; the file."""
    from pyspark.sql import functions as sf

    file = sf.col("_metadata.file_path")
    start = sf.lpad(sf.col("_metadata.file_block_start").cast("string"), 20, "0")
    row = sf.lpad(sf.monotonically_increasing_id().cast("string"), 20, "0")
    # by the parts of a path, as files are read on one machine: a/b comes before a-c
    place = sf.concat_ws(" ", sf.lit(f"{number:06d}"), sf.translate(file, "/", "\x01"), start, row)
    return place.alias("place"), file.alias("file")


def _read(
    raw: "Iterable[pa.RecordBatch]", *, published: Interval | None, publisher: str | None
) -> "Iterator[pa.RecordBatch]":
    several = (_items(row, published=published, publisher=publisher) for row in rows(raw))
    return batches(ITEM, chain.from_iterable(several))


def _items(
    row: Row, *, published: Interval | None, publisher: str | None
) -> Iterator[tuple[str, bytes | None, str | None]]:
    """Yield what a line or an archive holds; what is wrong with a line names the file and shows how it begins."""
    place, file, data = str(row["place"]), str(row["file"]), row["data"]
    if not isinstance(data, bytes) or not data.strip():
        return
    found = documents.read_stream(io.BytesIO(data), file, published=published, publisher=publisher)
    for number, item in enumerate(found):
        here = f"{place} {number:010d}"
        if isinstance(item, Document):
            yield here, packed(item), None
        else:
            where = item.source if is_archive(file) else f"{file}: {_beginning(data)}"
            yield here, None, json.dumps(asdict(replace(item, source=where)))


def _beginning(line: bytes) -> str:
    shown = one_line(line[: 4 * _SHOWN].decode(errors="replace"))
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
