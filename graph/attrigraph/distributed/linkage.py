"""The comparison of reports, linkage.sql, run by Spark: the same statements in its words, over the same tables."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from attrigraph.merging.features import Report
from attrigraph.merging.linkage import pair, question, statements
from attrigraph.merging.values import Pair

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_REPORT = (
    "source string, record boolean, starts date, ends date, label string, whole string, rank int, title string, "
    "words map<string,int>, addresses array<string>, victims map<string,boolean>, accused map<string,boolean>, "
    "families array<string>, public array<struct<starts: date, ends: date>>"
)
_TABLES = {  # those of features.database, whose ids are IRIs here
    "incident": "select iri as id, iri, source, record, starts, ends from report",
    "word": "select iri as id, explode(words) as (word, uses) from report",
    "address": "select iri as id, explode(addresses) as address from report",
    "victim": "select iri as id, explode(victims) as (who, state) from report",
    "accused": "select iri as id, explode(accused) as (who, state) from report",
    "kind": "select iri as id, explode(families) as family from report",
    "public": "select iri as id, inline(public) from report",
}


def compared(
    spark: "SparkSession", features: "DataFrame", *, also: Collection[str] = ()
) -> tuple[list[Pair], dict[str, Report]]:
    """Return the pairs that may be proposed, and their reports and those of some other IRIs by their IRIs.

    The session is one of our own: its temporary views have the names of linkage.sql.
    """
    from pyspark.sql import functions as sf

    told = features.where("report is not null").select("iri", sf.from_json("report", _REPORT).alias("told"))
    told.select("iri", "told.*").createOrReplaceTempView("report")
    kept = [_made(spark, name, query) for name, query in _TABLES.items()]
    kept += [frame for statement in statements() if (frame := _run(spark, statement))]
    rows = [row.asDict(recursive=True) for row in spark.sql(translated(question())).toLocalIterator()]
    for frame in kept:
        frame.unpersist()
    reports = _reports(spark, {row[side] for row in rows for side in ("one", "other")} | set(also))
    return [pair(row, reports[row["one"]], reports[row["other"]]) for row in rows], reports


def _reports(spark: "SparkSession", wanted: Collection[str]) -> dict[str, Report]:
    """Return of the reports with some IRIs what decisions need; the text is the label."""
    names = spark.createDataFrame([(iri,) for iri in sorted(wanted)], "iri string")
    known = spark.table("report").join(names, "iri", "left_semi")
    rows = known.select("iri", "source", "label", "whole", "rank", "title").toLocalIterator()
    return {row.iri: _report(row.asDict()) for row in rows}


def _report(row: dict[str, Any]) -> Report:
    text = row["title"] or ""
    return Report(row["iri"], row["source"], text, label=row["label"], whole=row["whole"], rank=row["rank"])


def translated(sql: str) -> str:
    """Return SQL of DuckDB in Spark's words."""
    import sqlglot

    return str(sqlglot.transpile(sql, read="duckdb", write="spark")[0])


def _run(spark: "SparkSession", statement: str) -> "DataFrame | None":
    """Make the table or view of a statement; None where it is only a comment."""
    import sqlglot

    tree = sqlglot.parse_one(statement, read="duckdb") if "create" in statement else None
    if tree is None:
        return None
    return _made(spark, tree.this.name, tree.expression.sql("spark"), view=tree.args["kind"] == "VIEW")


def _made(spark: "SparkSession", name: str, query: str, *, view: bool = False) -> "DataFrame":
    """Name the answer to a query; what is no view is kept once it is known."""
    frame = spark.sql(query) if view else spark.sql(query).persist()
    frame.createOrReplaceTempView(name)
    return frame
