"""Rows as Spark hands them to Python and takes them back: batches of Arrow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 200  # rows of a batch that goes back: the parts of so many documents are some megabytes
Row = Mapping[str, object]


def rows(batches: "Iterable[pa.RecordBatch]") -> Iterator[Row]:
    """Yield the rows of batches."""
    for batch in batches:
        yield from batch.to_pylist()


def batches(form: str, several: Iterable[Sequence[object]], *, size: int = ROWS) -> "Iterator[pa.RecordBatch]":
    """Yield rows, each a sequence of values, as batches of a form.

    >>> several = [("a", b"1"), ("b", b""), ("c", None)]
    >>> [batch.num_rows for batch in batches("name string, data binary", several, size=2)]
    [2, 1]
    """
    import pyarrow as pa

    types = {"string": pa.string(), "binary": pa.binary()}
    schema = pa.schema([(name, types[kind]) for name, kind in (column.split() for column in form.split(","))])
    waiting = iter(several)
    while some := list(islice(waiting, size)):
        arrays = [
            pa.array(values, type=field.type) for values, field in zip(zip(*some, strict=True), schema, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
