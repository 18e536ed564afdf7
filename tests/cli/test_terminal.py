"""What a person sees: clean text, and tables that can be read at 80 and at 140 columns."""

import io

import pytest

from attrigraph.cli.terminal import clean, print_table
from attrigraph.table import Table

BASE = "https://w3id.org/attrigraph/id/"
DOC = f"{BASE}doc/daily-20220907-f06dce27b84e18cc"
QUOTE = "Albania cut its diplomatic ties with Iran because of a cyberattack on the portal of the government. " * 3


def printed(table: Table, width: int = 80) -> list[str]:
    out = io.StringIO()
    print_table(table, width=width, file=out)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_every_control_character_is_neutralised() -> None:
    hostile = "".join(chr(code) for code in [*range(32), *range(127, 160), 0x202E, 0x2066, 0x200B]) + "text"
    assert not [character for character in clean(hostile) if not character.isprintable()]
    assert clean(hostile).endswith("text")


def test_a_table_passes_no_escape_sequence_on() -> None:
    lines = printed(Table(("a\x1b[2J",), (("red \x1b[31m\x9b31m\r\n\x07",),)))
    assert all(line.isprintable() for line in lines)
    assert "red" in lines[1]


def test_markup_of_the_table_library_is_text() -> None:
    assert "[bold]x[/bold] :smile: [link=file:///etc]" in printed(
        Table(("q",), (("[bold]x[/bold] :smile: [link=file:///etc]",),))
    )


def test_iris_are_shortened_to_their_last_parts() -> None:
    lines = printed(
        Table(
            ("who", "what", "code"), ((f"{BASE}state/al", f"{DOC}/incident/1", "https://w3id.org/attrigraph/code/x"),)
        )
    )
    assert lines[1].split() == ["state/al", "incident/1", "x"]


def test_iris_that_end_alike_keep_what_tells_them_apart() -> None:
    other = f"{BASE}doc/other-0000"
    lines = printed(Table(("incident",), ((f"{DOC}/incident/1",), (f"{other}/incident/1",), (f"{DOC}/incident/1",))))
    assert lines[1:4] == [
        "daily-20220907-f06dce27b84e18cc/incident/1",
        "other-0000/incident/1",
        "daily-20220907-f06dce27b84e18cc/incident/1",
    ]


def test_codes_and_terms_are_shortened_and_web_addresses_are_not() -> None:
    row = (
        "https://w3id.org/attrigraph/ns#Attribution",
        "https://w3id.org/attrigraph/code/status-asserted",
        "https://example.org/a",
    )
    assert printed(Table(("a", "b", "c"), (row,)))[1].split() == [
        "Attribution",
        "status-asserted",
        "https://example.org/a",
    ]


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("columns", [1, 3, 9, 30])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(width: int, columns: int) -> None:
    words = [f"word{number}" for number in range(columns)]
    table = Table(tuple(f"column{n}" for n in range(columns)), (tuple(f"{w} {QUOTE}" for w in words),) * 2)
    lines = printed(table, width)
    assert max(map(len, lines)) <= width
    assert all("".join(lines).count(word) >= 2 for word in words)


def test_a_word_longer_than_the_terminal_is_folded() -> None:
    lines = printed(Table(("hash",), (("x" * 200,),)))
    assert max(map(len, lines)) <= 80
    assert "".join(lines).count("x") == 200


def test_too_many_columns_become_records_without_their_empty_cells() -> None:
    lines = printed(Table(("agent", "status", "quote"), ((f"{BASE}state/al", None, QUOTE),)), 30)
    assert lines[0] == "1 of 1"
    assert lines[1].split() == ["agent", "state/al"]
    assert not any("status" in line for line in lines)


def test_unbound_cells_are_empty_and_rows_are_counted() -> None:
    lines = printed(Table(("a", "b"), ((None, "x"), ("y", None))))
    assert [line.split() for line in lines] == [["a", "b"], ["x"], ["y"], ["2", "rows"]]


def test_no_rows_are_said() -> None:
    assert printed(Table(("a",), ())) == ["no rows"]
