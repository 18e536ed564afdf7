"""What a merge decides: on the driver, about the pairs that the workers found worth a decision."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from attrigraph.distributed.arrow import batches, rows
from attrigraph.distributed.linkage import compared
from attrigraph.merging.actors import likenesses
from attrigraph.merging.acts import same_acts, told
from attrigraph.merging.decide import decide
from attrigraph.merging.decisions import Said
from attrigraph.merging.links import links
from attrigraph.merging.unite import representatives, with_wholes
from attrigraph.merging.values import Decision
from attrigraph.rdf import Graph

if TYPE_CHECKING:
    import pyarrow as pa
    from pyoxigraph import Quad
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class Decided:
    """The decisions about incidents, acts and threat actors, the representatives, and what incidents are called."""

    incidents: Sequence[Decision]
    acts: Sequence[Decision]
    actors: Sequence[Decision]
    canonical: Mapping[str, str]
    titles: Mapping[str, str]

    @property
    def decisions(self) -> list[Decision]:
        """All decisions, in the order of matches.jsonl."""
        return [*self.incidents, *self.acts, *self.actors]

    def links(self) -> "Iterator[Quad]":
        """Yield the quads of the links graph."""
        return links([*self.incidents, *self.acts], self.canonical, self.actors)


def decided(features: "DataFrame", actors: Graph, said: Said) -> Decided:
    """Decide as merging.unite.merged does, over rows of FEATURE; `actors` is a graph of all actors."""
    of_people = {iri for pair in said.pairs for iri in pair}
    pairs, reports = compared(features.sparkSession, features, also=of_people)
    sources = {report.iri: report.source for report in reports.values()}
    about = {pair: same for pair, same in said.pairs.items() if pair[0] in sources and pair[1] in sources}
    incidents, clusters = decide(pairs, sources, said=about)
    canonical = representatives(clusters, reports.values())
    acts: list[Decision] = []
    apart = [pair for pair, same in said.pairs.items() if not same]
    for first, ties in same_acts(told(_repeated(features, canonical), canonical), apart):
        acts += ties
        canonical |= {iri: first for tie in ties for iri in (tie.one, tie.other)}
    return Decided(
        with_wholes(incidents, said),
        sorted(acts, key=lambda one: (one.one, one.other)),
        with_wholes(likenesses(actors, said.pairs), said),
        canonical,
        {iri: report.text for iri, report in reports.items() if report.text},
    )


def _repeated(features: "DataFrame", canonical: Mapping[str, str]) -> "Iterator[Mapping[str, str]]":
    """Yield the acts that agree with one of another document in all that has to, but for the days."""
    from pyspark.sql import functions as sf

    form = "key string, document string, act string"
    acts = features.where("act is not null").select("act")
    keyed = acts.mapInArrow(partial(_keys, canonical=dict(canonical)), form)
    several = keyed.groupBy("key").agg(sf.count_distinct("document").alias("n")).where("n > 1").select("key")
    found = keyed.join(several, "key", "left_semi").select("act")
    return (json.loads(row.act) for row in found.toLocalIterator())


def _keys(found: "Iterable[pa.RecordBatch]", *, canonical: Mapping[str, str]) -> "Iterator[pa.RecordBatch]":
    def each() -> Iterator[tuple[str, str, str]]:
        for row in rows(found):
            for act in told([json.loads(str(row["act"]))], canonical):
                yield json.dumps(act.key), act.document, str(row["act"])

    return batches("key string, document string, act string", each())
