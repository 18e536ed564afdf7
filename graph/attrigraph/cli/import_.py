"""attrigraph import."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import clean, print_table, say
from attrigraph.errors import UsageError
from attrigraph.table import Table

if TYPE_CHECKING:
    from attrigraph.importing import Description
    from attrigraph.sources import Item

KindArgument = Annotated[
    str, typer.Argument(metavar="KIND", help="What the files are; attrigraph import kinds lists what there is.")
]
Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="The files of the dataset, or a folder.")]
Target = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="DIR", help="The graph folder to write; an older one is replaced.")
]
Describe = Annotated[bool, typer.Option("--describe", help="Say what the files hold, and import nothing.")]
_SHOWN = 20  # files, and rejected rows, that are listed; the rest is in report.json and quarantine.jsonl


def import_(kind: KindArgument, files: Files = None, *, out: Target = None, describe: Describe = False) -> int:
    """Import another incident dataset into a graph folder; every row is in the graph or in quarantine.jsonl.

    Example: attrigraph import cfr cyber-operations.csv -o cfr
    """
    from attrigraph import importing

    if kind == "kinds":
        print_table(_kinds())
        return 0
    if not files:
        raise UsageError("no file is named", "name the files of the dataset", value=kind)
    if describe:
        return _described(importing.describe(kind, files))
    if out is None:
        raise UsageError("no folder to write", "name one with -o, or ask with --describe what the files hold")
    with progress("importing") as step:

        def watch(_: "Item") -> None:
            step()

        importing.import_(kind, files, out, watch=watch)
    return _summary(out)


def _kinds() -> Table:
    from attrigraph.sources import kinds

    return Table(("kind", "what"), tuple((one.name, one.what) for one in kinds().values()))


def _summary(out: Path) -> int:
    counts = json.loads((out / "report.json").read_bytes())["counts"]
    acts = f"{counts['documents']} documents, {counts['incidents']} incidents, {counts['acts']} acts"
    print(f"{out}: {acts}")
    cells = counts["cells_quarantined"]
    more = f", and {cells} cell{'' if cells == 1 else 's'} of rows that are" if cells else ""
    print(f"rows: {counts['rows']}, of these {counts['rows_quarantined']} not imported{more}")
    lost = counts["rows_quarantined"] + cells + counts["quarantined"]
    if lost:
        what = "row, cell or act is" if lost == 1 else "rows, cells and acts are"
        say(f"{lost} {what} not in the graph; {out}/quarantine.jsonl says why")
    print(f"look at {out}/index.html, or ask: attrigraph ask {out} attributions")
    return 1 if counts["rows_quarantined"] or counts["quarantined"] else 0


def _described(found: "Description") -> int:
    print_table(Table(("file", "rows", "importable", "not"), tuple(_counts(found))))
    days = f", {found.first} to {found.last}" if found.first else ""
    print(f"\n{found.documents} documents, {found.incidents} incidents{days}")
    for one in found.coverage:
        if one.all:
            print(f"  {one.what}: {one.known} of {one.all} ({one.known / one.all:.0%})")
    print("acts: " + (", ".join(f"{number} {kind}" for kind, number in found.acts) or "none"))
    for item in found.rejected[:_SHOWN]:
        where = f" column {item.column}" if item.column else ""
        say(f"{item.file}:{item.number}{where}: {clean(item.why)}")
    if len(found.rejected) > _SHOWN:
        say(f"and {len(found.rejected) - _SHOWN} more")
    return 1 if any(item.unit == "ROW" for item in found.rejected) else 0


def _counts(found: "Description") -> Iterator[tuple[str, ...]]:
    """Yield a row for each file; one for all where they are too many to read, as in a folder of a file an object."""
    counts = [(one.rows, one.imported, one.quarantined) for one in found.files]
    if len(counts) > _SHOWN:
        yield (f"{len(counts)} files", *(str(sum(column)) for column in zip(*counts, strict=True)))
        return
    for file, row in zip(found.files, counts, strict=True):
        yield (file.file, *map(str, row))
