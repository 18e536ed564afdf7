"""Parquet: one row an act, with the columns of act_columns.csv, for pandas, DuckDB, Polars or Spark."""

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from attrigraph.exports.formats import Order, Written
from attrigraph.exports.rows import Column, columns, flat
from attrigraph.rdf.vocabulary import AG

TYPES = {"text": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64()}


def write(order: Order, target: Path) -> Written:
    """Write the acts; lists are lists of Parquet, dates are dates."""
    facts = order.facts
    lines = list(flat(facts, facts.acts, "act_columns"))
    schema = pa.schema([pa.field(column.name, _type(column)) for column in columns("act_columns")])
    values = list(zip(*lines, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(values, schema, strict=True)]
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), target)
    told = {
        node.iri for act in facts.acts for link in (AG.concerns, AG.reportedIn) for node in facts.several(act, link)
    }
    silent = {
        "incident without an act": sum(node.iri not in told for node in facts.incidents),
        "document without an act": sum(node.iri not in told for node in facts.documents),
    }
    return Written({"act": len(lines)}, silent)


def _type(column: Column) -> pa.DataType:
    return pa.list_(TYPES[column.type]) if column.many else TYPES[column.type]
