"""attrigraph conflicts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrigraph.cli.options import GraphArgument
from attrigraph.cli.terminal import print_table
from attrigraph.errors import OutputError, UsageError
from attrigraph.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrigraph.merging.disagreements import Conflict

Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or json.")]
PageFile = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write a page with the quotes side by side instead.")
]
_QUOTE = 240  # characters of a quote on a terminal; the page and JSON have more


def conflicts(graph: GraphArgument, *, form: Form = "table", out: PageFile = None) -> int:
    """Show where reports of one incident disagree: who is accused or denies, dates, victims, what is ruled out.

    Example: attrigraph conflicts merged -o conflicts.html
    """
    from attrigraph import merging
    from attrigraph.merging import page
    from attrigraph.outputs import is_own_page, write_file

    if form not in ("table", "json"):
        raise UsageError(f"--format {form}: no such format", "choose table or json", value=form)
    found = merging.conflicts(graph)
    if out:
        if out.is_file() and out.stat().st_size and not is_own_page(out):
            raise OutputError(f"{out}: exists and is no page of attrigraph", "choose another file with -o", value=out)
        write_file(out, page.to_html(found))
        print(f"{out}: {len(found)} conflicts")
    elif form == "json":
        print(page.to_json(found))
    else:
        print_table(
            Table(("conflict", "incident", "side", "reports", "origins", "who", "when", "quote"), tuple(_rows(found)))
        )
    return 0


def _rows(found: "Sequence[Conflict]") -> "Iterator[tuple[str, ...]]":
    for conflict in found:
        for side in conflict.sides:
            first, *others = side.voices
            who = first.who + (f" and {len(others)} more" if others else "")
            quote = first.quote if len(first.quote) <= _QUOTE else first.quote[: _QUOTE - 1] + "…"
            counts = (str(len(side.voices)), str(side.origins))
            yield (conflict.kind, conflict.label, side.value, *counts, who, first.when or "", quote)
