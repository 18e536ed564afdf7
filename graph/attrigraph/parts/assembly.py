"""The parts of all documents as the files of a graph folder, written as they come: memory does not grow with them."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from attrigraph.model import Quarantined
from attrigraph.parts.part import Part
from attrigraph.rdf.store import load_store, write_lines
from attrigraph.records import line
from attrigraph.reporting import Report


def assemble(folder: Path, parts: Iterable[Part], report: Report, *, lost: Iterable[Quarantined] = ()) -> int:
    """Write graph.nq, store/, acts.jsonl and quarantine.jsonl of parts in their order; return the number of quads.

    `lost` are documents that could not be read to the end; they come last in quarantine.jsonl. `report` counts along.
    """
    with ExitStack() as stack:
        acts = stack.enter_context((folder / "acts.jsonl").open("wb"))
        quarantine = stack.enter_context((folder / "quarantine.jsonl").open("wb"))

        def lines() -> Iterator[bytes]:
            for part in parts:
                acts.write(part.acts)
                quarantine.write(part.quarantined)
                report.count(part.entry, part.kinds, part.statuses)
                yield from part.quads.splitlines(keepends=True)

        count = write_lines(lines(), folder / "graph.nq")
        quarantine.writelines(map(line, lost))
    report.lap("graph")
    load_store(folder / "graph.nq", folder / "store")
    report.lap("store")
    return count
