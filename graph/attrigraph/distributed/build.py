"""From sources on a cluster to a folder with a graph in parts."""

import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from attrigraph.distributed.folder import Folder, form, fresh, split
from attrigraph.distributed.making import PART, made
from attrigraph.distributed.reading import items
from attrigraph.distributed.session import told
from attrigraph.errors import SourceError
from attrigraph.model import Interval, Problem
from attrigraph.parts import pipeline_version
from attrigraph.reporting import Input
from attrigraph.stages import pipeline_name

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

LEAST, MOST = 100, 2_000  # documents of a task: each loads the language model, and what a dead worker began is lost
_NOTHING = ("acts", "incidents", "quarantined")  # what a document adds that is the text of another


def build(
    spark: "SparkSession",
    sources: Sequence[str],
    out: str,
    *,
    published: Interval | None = None,
    publisher: str | None = None,
    pipeline: str | None = None,
    tasks: int | None = None,
) -> Mapping[str, Any]:
    """Build a graph from documents on Spark, and return the report; the folder appears whole or not at all.

    Sources are files, folders or patterns of JSON Lines, Parquet or web archives on a file system that all workers
    see, and so is `out`. The graph is that of `attrigraph.build` over the same documents. A document that makes a
    process fail, or takes too long, is left out and stands in quarantine/. `tasks` says into how many pieces the
    documents are cut. Raises SourceError where nothing could be read, OutputError where the folder holds something
    else, and AttrigraphError for what Spark cannot do.
    """
    begun = time.monotonic()
    settings = {"sources": list(sources), "published": published and published.partial, "publisher": publisher}
    own = spark.newSession()  # with settings of its own
    with told(), fresh(own, out) as folder:
        items(own, sources, published=published, publisher=publisher).write.parquet(f"{folder.work}/items")
        cut = _cut(own, folder, tasks)
        _make(own, folder, pipeline, cut)
        own.conf.set("spark.sql.shuffle.partitions", cut)
        counts = _written(own, folder)
        for scratch in ("items", "parts"):
            folder.files.remove(f"{folder.work}/{scratch}")
        folder.write_report(
            {**settings, "pipeline": pipeline},
            counts,
            pipeline=pipeline_name(pipeline),
            spark=own.version,
            seconds=round(time.monotonic() - begun, 1),
        )
        return {"counts": counts}


def problems(spark: "SparkSession", out: str, *, most: int) -> list[Problem]:
    """Return the first so many inputs that could not be read, of a folder that was built."""
    with told():
        return [Problem(**json.loads(row[0])) for row in spark.read.text(f"{out}/problems").limit(most).collect()]


def _cut(spark: "SparkSession", folder: Folder, tasks: int | None) -> int:
    """Return into how many pieces the documents are cut."""
    documents = int(spark.read.parquet(f"{folder.work}/items").where("document is not null").count())
    if not documents:
        raise SourceError("nothing could be read", "name files or folders of JSON Lines, Parquet or WARC with texts")
    if tasks:
        return tasks
    at_once = min(int(spark.sparkContext.defaultParallelism), math.ceil(documents / LEAST))
    return max(at_once, math.ceil(documents / MOST))


def _make(spark: "SparkSession", folder: Folder, pipeline: str | None, cut: int) -> None:
    work = partial(made, pipeline=pipeline, version=pipeline_version(pipeline))
    found = spark.read.parquet(f"{folder.work}/items")
    found.repartition(cut).mapInArrow(work, PART).write.parquet(f"{folder.work}/parts")


def _written(spark: "SparkSession", folder: Folder) -> dict[str, object]:
    """Write what the parts hold, and return how much there is of it."""
    from pyspark.sql import functions as sf

    parts = spark.read.parquet(f"{folder.work}/parts")
    named = _named(parts).cache()
    first = parts.join(named.where("taken is not null").select("place"), "place", "left_anti")
    own = first.join(named.where("main <> id").select("place"), "place", "left_anti")
    taken = named.where("taken is not null").select(sf.to_json(_taken()).alias("line"))
    quads = folder.write_graph(own.select("quads").mapInArrow(split, "line string"))
    folder.write_acts(own.select("acts").mapInArrow(split, "line string"))
    folder.write_lines("quarantine", own.select("quarantined").mapInArrow(split, "line string"))
    lines = first.where("problem is not null").select(sf.col("problem").alias("line")).unionAll(taken)
    many = folder.write_lines("problems", lines)
    counts = _documents(folder, first, named)
    named.unpersist()
    kinds, statuses = _sums(own)
    return {**counts, "problems": many, "quads": quads, "acts_by_kind": kinds, "acts_by_status": statuses}


def _named(parts: "DataFrame") -> "DataFrame":
    """Return the documents with what else decides about them.

    `taken` is the place of the first document of the same id, if this is not it; `main` is the first id of the same
    text, date and publisher among those that were read.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as sf

    of_id, of_text = Window.partitionBy("id"), Window.partitionBy("key", "good")
    where = sf.when(sf.col("place") > sf.min("place").over(of_id), sf.min("place").over(of_id))
    documents = parts.where("id is not null").select("place", "id", "key", sf.isnotnull("entry").alias("read"))
    placed = documents.withColumn("taken", where).withColumn("good", sf.expr("read and taken is null"))
    main = sf.when(sf.col("good"), sf.min("id").over(of_text))
    return placed.withColumn("main", main).drop("good", "read")


def _taken() -> "Column":
    """Return the problem of a document whose id another one has."""
    from pyspark.sql import functions as sf

    def file(place: str) -> "Column":
        return sf.translate(sf.split(place, " ")[1], "\x01", "/")

    what = sf.concat(sf.lit("the id '"), sf.col("id"), sf.lit("' is taken ("), file("taken"), sf.lit(")"))
    return sf.struct(
        file("place").alias("source"), what.alias("what"), sf.lit("give every text its own id").alias("todo")
    )


def _documents(folder: Folder, first: "DataFrame", named: "DataFrame") -> dict[str, object]:
    """Write documents/, one row each in order of the ids, and return the sums."""
    from pyspark.sql import functions as sf

    entries = first.where("entry is not null").join(named.select("place", "main"), "place")
    columns = {
        **{
            name: sf.when(sf.expr("main = entry.id"), sf.col(f"entry.{name}")).otherwise(sf.lit(0)) for name in _NOTHING
        },
        "same_as": sf.expr("nullif(main, entry.id)"),
    }
    read = entries.select(sf.from_json("entry", form(Input)).alias("entry"), "main").select(
        *(columns.get(one.name, sf.col(f"entry.{one.name}")).alias(one.name) for one in fields(Input))
    )
    folder.write_table("documents", read)
    listed = folder.table("documents")
    sums = (sf.sum(name).alias(name) for name in _NOTHING)
    total = listed.agg(sf.count("*").alias("all"), sf.count("same_as").alias("duplicates"), *sums).first()
    counted = total.asDict() if total else {}
    return {
        "documents": counted["all"] - counted["duplicates"],
        "duplicates": counted["duplicates"],
        **{name: counted[name] or 0 for name in _NOTHING},
    }


def _sums(own: "DataFrame") -> list[dict[str, int]]:
    """Return how many acts there are of each kind, and of each status."""
    from pyspark.sql import functions as sf

    each = own.select(sf.posexplode(sf.from_json("counts", "array<map<string,bigint>>")).alias("which", "counted"))
    rows = each.select("which", sf.explode("counted").alias("name", "n")).groupBy("which", "name").agg(sf.sum("n"))
    found = sorted(tuple(row) for row in rows.collect())
    return [{name: n for which, name, n in found if which == wanted} for wanted in (0, 1)]
