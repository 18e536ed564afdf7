"""What an export did: what was in the graph, what was written, and what the format could not carry."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from attrigraph.outputs import GENERATOR
from attrigraph.table import Table


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made: how many of which things, and what it left out besides whole properties."""

    counts: Mapping[str, int]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was in the graph, what was written, and what was left out, each as {what: how many}.

    `read` counts the nodes of each class and the shortcuts; `written` the things of the format; `left_out` the
    statements of each property that the format does not carry ("ag:rule"), and things that it left out for another
    reason, in words.
    """

    format: str
    path: str
    read: Mapping[str, int]
    written: Mapping[str, int]
    left_out: Mapping[str, int]

    @property
    def table(self) -> Table:
        """The report as rows of part, what and count."""
        parts = (("in the graph", self.read), ("written", self.written), ("left out", self.left_out))
        rows = tuple((part, what, str(count)) for part, counts in parts for what, count in counts.items())
        return Table(("", "what", "count"), rows)

    def json(self) -> str:
        """Return the report as JSON, with the program that wrote it."""
        return json.dumps({"generator": GENERATOR, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def counted(things: Iterable[str]) -> dict[str, int]:
    """Count things, in alphabetical order.

    >>> counted(["b", "a", "b"])
    {'a': 1, 'b': 2}
    """
    return dict(sorted(Counter(things).items()))
