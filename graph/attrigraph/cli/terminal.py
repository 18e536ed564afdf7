"""What a person sees on a terminal: clean text, one-line messages, and tables that fit the width."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from attrigraph.table import Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

_OURS = re.compile(r"https://w3id\.org/attrigraph/(?:ns#|code/|id/)(\S+)")
_SPACE = re.compile(r"\s+")
# C0 and C1 controls, and the characters that turn or hide the text around them
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TEXT_WIDTH = 18
_GAP = 2


def clean(text: str) -> str:
    r"""Return one line without anything that a terminal takes for a command.

    >>> clean("red: \x1b[31m\nover")
    'red: �[31m over'
    """
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text))


def say(message: object) -> None:
    """Print one line on standard error, after the program's name."""
    print(f"attrigraph: {clean(str(message))}", file=sys.stderr)


def print_table(table: Table, *, width: int | None = None, file: TextIO | None = None) -> None:
    """Print the rows as a grid, or one below the other as records where the grid would be too narrow to read.

    IRIs of this project are shortened to as many of their last parts as tell them apart; text is wrapped.
    """
    from rich.console import Console

    console = Console(width=width, file=file, highlight=False, emoji=False, markup=False)
    rows = _shortened(table.rows)
    with console.capture() as shown:
        _print(console, table.columns, rows)
    print(*(line.rstrip() for line in shown.get().splitlines()), sep="\n", file=file)


def _print(console: "Console", columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        console.print("no rows")
    elif _fits(columns, rows, console.width):
        console.print(_grid(columns, rows, console.width))
        console.print(f"{len(rows)} rows" if len(rows) != 1 else "1 row")
    else:
        for number, row in enumerate(rows, 1):
            console.print(f"{number} of {len(rows)}")
            console.print(_one_record(columns, row))


def _shortened(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    iris = {cell: match[1] for row in rows for cell in row if cell and (match := _OURS.fullmatch(cell))}
    short = _distinct_ends(iris)
    return [[clean(short.get(cell, cell)) if cell else "" for cell in row] for row in rows]


def _distinct_ends(iris: dict[str, str]) -> dict[str, str]:
    """Return for each IRI the fewest last parts, two at least, that no other IRI ends in."""
    ends: dict[str, str] = {}
    left = dict(iris)
    size = 2
    while left:
        cut = {iri: "/".join(path.split("/")[-size:]) for iri, path in left.items()}
        uses = Counter(cut.values())
        done = {iri: end for iri, end in cut.items() if uses[end] == 1 or end == left[iri]}
        ends |= done
        left = {iri: path for iri, path in left.items() if iri not in done}
        size += 1
    return ends


def _fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Say whether every column can be wide enough to be read: its longest word, and some room for sentences."""
    from rich.cells import cell_len

    longest_words = _widths(columns, rows, lambda cell: max(map(cell_len, cell.split()), default=0))
    needed = (
        max(word, min(_TEXT_WIDTH, cell))
        for word, cell in zip(longest_words, _widths(columns, rows, cell_len), strict=True)
    )
    return sum(needed) + _GAP * len(columns) <= width


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]], measure: Callable[[str], int]) -> list[int]:
    """Return the largest measure of each column's cells and head."""
    return [max(measure(cell) for cell in cells) for cells in zip(columns, *rows, strict=True)]


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> "RichTable":
    """Return the table; a blank line parts the rows where a cell has to be wrapped."""
    from rich.cells import cell_len
    from rich.table import Table as RichTable
    from rich.text import Text

    wrapped = sum(_widths(columns, rows, cell_len)) + _GAP * len(columns) > width
    grid = RichTable(
        box=None, padding=(0, _GAP, int(wrapped), 0), pad_edge=False, collapse_padding=False, header_style="bold"
    )
    for column in columns:
        grid.add_column(Text(clean(column)), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _one_record(columns: Sequence[str], row: Sequence[str]) -> "RichTable":
    from rich.table import Table as RichTable
    from rich.text import Text

    block = RichTable.grid(padding=(0, _GAP))
    block.add_column(style="bold", no_wrap=True)
    block.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            block.add_row(Text(f"  {clean(column)}"), Text(cell))
    return block
