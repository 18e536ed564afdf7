"""Files that are broken or hostile: one clear line, and the other rows are read."""

import zipfile

import openpyxl
import pytest

from attrigraph.errors import SourceError
from attrigraph.sources import Rejected, Row
from attrigraph.sources.tables import sheets


def rows(path):
    (sheet,) = sheets(path)
    return list(sheet.rows)


@pytest.fixture
def workbook(tmp_path):
    """Write a spreadsheet and return its path."""

    def write(*lines):
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path):
    (tmp_path / "a.csv").write_text('a,b\n1,"two\nlines"\n\n3,4\n', encoding="utf-8")
    assert [(row.number, row["b"]) for row in rows(tmp_path / "a.csv")] == [(2, "two lines"), (4, "4")]


def test_rows_with_missing_and_surplus_cells_are_rejected(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1\n1,2\n1,2,3\n", encoding="utf-8")
    first, second, third = rows(tmp_path / "a.csv")
    assert (type(first), type(second), type(third)) == (Rejected, Row, Rejected)
    assert third.why == "3 cells under a header of 2"


def test_a_cell_of_ten_megabytes_costs_its_row_only(tmp_path):
    (tmp_path / "a.csv").write_text(f"a,b\n1,{'x' * 10_000_000}\n1,2\n1,{'y' * 100_001}\n", encoding="utf-8")
    first, second, third = rows(tmp_path / "a.csv")
    assert (type(first), type(second), type(third)) == (Rejected, Row, Rejected)
    assert "more than 100,000" in third.why


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheet_programs_are_read(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("name,b\nDurrës – Vlorë,2\n".encode(encoding))
    assert rows(tmp_path / "a.csv")[0]["name"] == "Durrës – Vlorë"


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 500, b"PK\x03\x04broken"])
def test_what_is_no_text_is_one_clear_error(tmp_path, data):
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(SourceError, match=r"a\.csv"):
        sheets(tmp_path / "a.csv")


def test_a_spreadsheet_is_read_with_its_dates(workbook):
    from datetime import datetime

    path = workbook(["a", "b"], [datetime(2031, 5, 1), 3.0])
    assert [(row.file, row.number, dict(row.cells)) for row in rows(path)] == [
        ("book.xlsx[Sheet]", 2, {"a": "2031-05-01", "b": "3"})
    ]


def test_formulas_are_never_computed(workbook):
    good, bad = rows(workbook(["a", "b"], ["1", "2"], ["3", "=1+1"]))
    assert good["b"] == "2"
    assert (bad.number, bad.why) == (3, "a formula without a value in B3")


def test_a_truncated_archive_is_one_clear_error(workbook):
    path = workbook(["a"], ["1"])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceError, match="not a spreadsheet"):
        sheets(path)


def test_an_archive_that_is_no_spreadsheet_is_one_clear_error(tmp_path):
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(SourceError, match="not a spreadsheet"):
        sheets(tmp_path / "book.xlsx")


BOMB = '<!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(workbook, encoding):
    path = workbook(["a"], ["1"])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (sheet,) = [name for name in members if "sheet1" in name]
    body = members[sheet].decode()
    body = body.partition("?>")[2] if body.startswith("<?xml") else body
    for bomb in ("", BOMB):
        text = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{body}'
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, text.encode(encoding) if name == sheet else data)
        if not bomb:
            assert len(list(rows(path))) == 1, "without the bomb it is a good file"
    with pytest.raises(SourceError, match=r"entities|not a spreadsheet"):
        [list(sheet.rows) for sheet in sheets(path)]


def test_an_archive_that_unpacks_without_bounds_is_refused(workbook, monkeypatch):
    monkeypatch.setattr("attrigraph.sources.tables.MAX_FILE", 20_000)
    path = workbook(["a"], *([["x" * 1_000]] * 100))
    with pytest.raises(SourceError, match="unpacks to more"):
        sheets(path)
