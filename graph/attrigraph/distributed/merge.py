"""From folders of graphs on a cluster to one that holds them merged."""

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from attrigraph.distributed.deciding import Decided, decided
from attrigraph.distributed.files import Files, is_ours
from attrigraph.distributed.folder import Folder, fresh
from attrigraph.distributed.session import told
from attrigraph.distributed.telling import COMPLETED, FEATURE, Known, completed, features
from attrigraph.errors import UsageError
from attrigraph.merging.decisions import NOTHING, decision_lines, read_decisions
from attrigraph.merging.unite import labels, reviewed
from attrigraph.model import Quarantined
from attrigraph.rdf import Graph, iris
from attrigraph.rdf.derive import COMPUTED
from attrigraph.rdf.lines import settled_lines
from attrigraph.rdf.vocabulary import AG, RDF
from attrigraph.records import json_line

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PIECE = 16_000_000  # bytes of N-Quads that a task takes: the quads of some hundred documents
_REVIEWED = r" <https://w3id\.org/attrigraph/code/review-(accepted|rejected)> "
_STATED = r"^<[^<> ]*/match/[0-9]+> "
_DOCUMENT = f"<{iris.BASE}doc/"  # how the subjects begin that only one document has


def merge(
    spark: "SparkSession",
    graphs: Sequence[str],
    out: str,
    *,
    decisions: str | Path | None = None,
    tasks: int | None = None,
) -> Mapping[str, Any]:
    """Merge folders of graphs on Spark, and return the report; the folder appears whole or not at all.

    The graphs are those of `build`, `import` and `merge`, from here or from one machine, on a file system that all
    workers see; the result is that of `attrigraph.merge`. `decisions` is a file on this machine. What is compared, the
    comparison, and what is written are made by the workers; the decisions about the pairs that may be proposed are
    made here, in memory, and the reference graph, of all actors, is in the memory of each process.
    Raises UsageError for what is no folder of a graph, and otherwise what `build` does.
    """
    begun = time.monotonic()
    said = read_decisions(Path(decisions)) if decisions else NOTHING
    own = spark.newSession()  # views and settings of its own
    with told(), fresh(own, out) as folder:
        inputs = Inputs(own, tuple(graphs), tasks)
        own.conf.set("spark.sql.shuffle.partitions", inputs.pieces)
        said = reviewed([Graph(inputs.reviewed())]) | said
        known = Known(inputs.reference, said.acts)
        inputs.documents.mapInArrow(partial(features, known=known), FEATURE).write.parquet(f"{folder.work}/features")
        found = decided(folder.table("features"), inputs.actors(), said)
        counts = _written(own, folder, inputs, Known(known.reference, said.acts, found.canonical), found)
        for scratch in ("features", "told"):
            folder.files.remove(f"{folder.work}/{scratch}")
        settings = {"graphs": list(graphs), "decisions": str(decisions) if decisions else None}
        matches = {name: _outcomes(getattr(found, name)) for name in ("incidents", "acts", "actors")}
        seconds = round(time.monotonic() - begun, 1)
        folder.write_report(settings, counts, matches=matches, spark=own.version, seconds=seconds)
        return {"counts": counts, "matches": matches}


@dataclass(frozen=True)
class Inputs:
    """The graphs that are merged, as lines of N-Quads with the graph that each is in."""

    spark: "SparkSession"
    folders: tuple[str, ...]
    tasks: int | None

    @cached_property
    def files(self) -> list[str]:
        """The files of N-Quads."""
        return [file for folder in self.folders for file in self._files(folder)]

    @cached_property
    def pieces(self) -> int:
        """Into how many pieces the lines are cut."""
        size = sum(Files(self.spark, file).size(file) for file in self.files)
        return self.tasks or max(1, math.ceil(size / PIECE))

    @cached_property
    def lines(self) -> "DataFrame":
        """All lines, with columns `line` and `graph`."""
        from pyspark.sql import functions as sf

        line = sf.col("value")
        return self.spark.read.text(self.files).select(
            line.alias("line"), sf.substring_index(line, " ", -2).alias("graph")
        )

    @cached_property
    def documents(self) -> "DataFrame":
        """The lines of documents, those of a document one after the other."""
        from pyspark.sql import functions as sf

        others = [f"{graph} ." for graph in (*COMPUTED, iris.REFERENCE)]
        own = self.lines.where(~sf.col("graph").isin(others))
        return own.repartition(self.pieces, "graph").sortWithinPartitions("graph", "line")

    @cached_property
    def reference(self) -> str:
        """The reference graph, settled."""
        lines = sorted(f"{row.line}\n".encode() for row in self._of(iris.REFERENCE).distinct().toLocalIterator())
        return b"".join(settled_lines(lines)).decode()

    def reviewed(self) -> ox.Store:
        """Return what earlier merges say that people decided."""
        from pyspark.sql import functions as sf

        links = self._of(iris.LINKS).withColumn("match", sf.substring_index("line", " ", 1))
        by_people = links.where(sf.col("line").rlike(_REVIEWED)).select("match")
        parts = links.where(sf.col("line").contains(f" {AG.partOf} "))
        return _store(links.join(by_people, "match", "left_semi").unionByName(parts).select("line"))

    def actors(self) -> Graph:
        """Return the reference graph with what documents say of actors: other names, and who may be the same."""
        from pyspark.sql import functions as sf

        line = sf.col("line")
        told = self.documents.where(line.rlike(_STATED) | ~line.startswith(_DOCUMENT))
        store = _store(told.select("line").distinct())
        store.bulk_load(self.reference.encode(), format=ox.RdfFormat.N_QUADS)
        return Graph(store)

    def quarantined(self) -> "DataFrame":
        """Return the lines of the quarantines, each once."""
        names = [f"{folder}/{name}" for folder in self.folders for name in ("quarantine.jsonl", "quarantine")]
        there = [name for name in names if Files(self.spark, name).exists(name)]
        found = self.spark.read.text(there) if there else self.spark.createDataFrame([], "value string")
        return found.withColumnRenamed("value", "line").distinct()

    def _files(self, folder: str) -> list[str]:
        files = Files(self.spark, folder)
        if not is_ours(files, folder):
            todo = "name folders that build, import, merge or spark wrote"
            raise UsageError(f"{folder}: not a folder of a graph", todo, value=folder)
        one = f"{folder}/graph.nq"
        return [one] if files.exists(one) else list(files.find(f"{folder}/graph"))

    def _of(self, graph: ox.NamedNode) -> "DataFrame":
        return self.lines.where(self.lines["graph"] == f"{graph} .").select("line")


def _written(spark: "SparkSession", folder: Folder, inputs: Inputs, known: Known, found: Decided) -> dict[str, int]:
    """Write the merged graph and what belongs to it, and return how much there is of it."""
    inputs.documents.mapInArrow(partial(completed, known=known), COMPLETED).write.parquet(f"{folder.work}/told")
    told = folder.table("told")
    links = (ox.serialize(found.links(), format=ox.RdfFormat.N_QUADS) or b"").decode()
    ours = _frame(spark, (known.reference + links).splitlines())
    quads = folder.write_graph(told.where("line is not null").select("line").unionAll(ours))
    folder.write_acts(told.where("act is not null").select(told["act"].alias("line")))
    rejected = (json_line(Quarantined("", act, "C13", "rejected by a person", "")) for act in sorted(known.rejected))
    quarantined = folder.write_lines("quarantine", inputs.quarantined().unionAll(_frame(spark, rejected)).distinct())
    named = {**labels(inputs.actors()), **found.titles}
    folder.write_lines("matches", _frame(spark, (line[:-1] for line in decision_lines(found.decisions, named))))
    return {**_counts(folder), "quarantined": quarantined, "quads": quads}


def _counts(folder: Folder) -> dict[str, int]:
    """Count documents, and reports of incidents and acts before and after they were merged."""
    from pyspark.sql import functions as sf

    told, features = folder.table("told"), folder.table("features")
    links = told.where(told["line"].contains(f" {AG.canonical} ")).select(sf.split("line", " ").alias("token"))
    first = links.select(sf.trim(sf.col("token")[0], sf.lit("<>")).alias("iri"), sf.col("token")[2].alias("first"))
    incidents, acts = features.where("report is not null"), told.where("act is not null")
    reported = features.where("act is not null").select("iri").distinct()
    documents = told.where(told["line"].contains(f" {RDF.type} {AG.Document} ")).select("line")
    return {
        "documents": documents.distinct().count(),
        "incidents": incidents.count(),
        "merged_incidents": incidents.join(first, "iri").select("first").distinct().count(),
        "acts": acts.count(),
        "merged_acts": reported.join(first, "iri").select("first").distinct().count(),
    }


def _outcomes(decisions: Sequence[Any]) -> dict[str, int]:
    return dict(sorted(Counter(one.outcome.value for one in decisions).items()))


def _store(lines: "DataFrame") -> ox.Store:
    store = ox.Store()
    text = "\n".join(row.line for row in lines.toLocalIterator())
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _frame(spark: "SparkSession", lines: Sequence[str] | Iterator[str]) -> "DataFrame":
    return spark.createDataFrame([(line,) for line in lines], "line string")
