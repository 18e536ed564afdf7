"""Rows of CSV files and spreadsheets that somebody else made: whatever is wrong with one row costs that row only.

Nothing is computed: of a formula the value that the file holds is taken, and a formula without one is a fault.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrigraph.documents.encoding import Decoded, decode
from attrigraph.errors import MissingDataError, SourceError
from attrigraph.sources.values import Rejected, Row

MAX_FILE = 300_000_000  # bytes of a file, and of all that a spreadsheet unpacks to
MAX_CELL = 100_000  # characters
_SHOWN = 300  # characters of a bad row that the quarantine shows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its header; rows that cannot be read come as Rejected. `faults` concern the whole file."""

    file: str
    header: tuple[str, ...]
    rows: Iterator["Row | Rejected"]
    faults: tuple[str, ...] = ()


def sheets(path: Path) -> list[Sheet]:
    """Return the tables of a file: one of a CSV file, one a sheet of an XLSX file.

    Raises SourceError for what is neither, and MissingDataError for a spreadsheet where openpyxl is not installed.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _spreadsheet(path)
    return [_csv(path)]


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; SourceError where it is missing, not a file, or larger than 300 MB."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise SourceError(f"{path}: larger than {MAX_FILE:,} bytes", "cut it into parts", value=path)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{path}: {reason}", "name a file that can be read", value=path) from error


def csv_rows(path: Path, header: Sequence[str]) -> Iterator[Row | Rejected]:
    """Yield the rows of a CSV file that has no header of its own; the first is row 1."""
    lines = csv.reader(io.StringIO(_decoded(path).text.rstrip("\x1a"), newline=""))
    return _csv_rows(path.name, tuple(header), lines, first=1)


def width(path: Path) -> int:
    """Return the number of cells in the first row of a CSV file; 0 where there is none."""
    try:
        return len(next(csv.reader(io.StringIO(_decoded(path).text, newline="")), ()))
    except csv.Error:
        return 0


def _decoded(path: Path) -> Decoded:
    try:
        return decode(read_bytes(path))
    except SourceError as error:
        what = error.what if str(path) in error.what else f"{path}: {error.what}"
        raise SourceError(what, error.todo, value=path) from error


def _csv(path: Path) -> Sheet:
    decoded = _decoded(path)
    lines = csv.reader(io.StringIO(decoded.text, newline=""))
    try:
        header = tuple(cell.strip() for cell in next(lines))
    except (csv.Error, StopIteration) as error:
        raise SourceError(f"{path}: no table in it", "give a CSV file with a header", value=path) from error
    return Sheet(path.name, header, _csv_rows(path.name, header, lines), tuple(str(one) for one in decoded.faults))


def _csv_rows(
    file: str, header: Sequence[str], lines: Iterator[list[str]], *, first: int = 2
) -> Iterator[Row | Rejected]:
    number = first - 1
    while True:
        number += 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(file, number, f"not a row of CSV: {error}", "")
            continue
        if any(cell.strip() for cell in cells):
            yield _row(file, number, header, cells)


def _row(file: str, number: int, header: Sequence[str], cells: Sequence[str]) -> Row | Rejected:
    if len(cells) != len(header):
        why = f"{len(cells)} cells under a header of {len(header)}"
        return Rejected(file, number, why, "; ".join(cells)[:_SHOWN])
    for name, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            return Rejected(file, number, f"{len(cell):,} characters in {name}, more than {MAX_CELL:,}", cell[:_SHOWN])
    return Row(file, number, {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True) if name})


def _spreadsheet(path: Path) -> list[Sheet]:
    openpyxl = _openpyxl()
    data = read_bytes(path)
    _refuse_bombs(path, data)
    try:
        values, formulas = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (True, False)
        )
    except Exception as error:  # openpyxl passes on what its parsers raise, of a dozen kinds
        raise _broken(path, error) from error
    return [_sheet(path, sheet, formulas[sheet.title]) for sheet in values.worksheets]


def _sheet(path: Path, values: Any, formulas: Any) -> Sheet:  # noqa: ANN401 - openpyxl has no types
    file = f"{path.name}[{values.title}]"
    rows = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    try:
        header = tuple(_words(cell.value).strip() for cell in next(rows)[0])
    except StopIteration:
        header = ()
    except Exception as error:
        raise _broken(path, error) from error
    return Sheet(file, header, _sheet_rows(file, header, rows))


def _sheet_rows(file: str, header: Sequence[str], rows: Iterator[tuple[Any, Any]]) -> Iterator[Row | Rejected]:
    number = 1
    while True:
        number += 1
        try:
            cells, formulas = next(rows)
        except StopIteration:
            return
        except Exception as error:  # the rest of the sheet cannot be read
            yield Rejected(file, number, f"the sheet breaks off here: {_one_line(error)}", "")
            return
        words = [_words(cell.value) for cell in cells]
        words += [""] * (len(header) - len(words))
        pairs = zip(cells, formulas, strict=False)
        if empty := next((f for v, f in pairs if f.data_type == "f" and v.value is None), None):
            yield Rejected(file, number, f"a formula without a value in {empty.coordinate}", "; ".join(words)[:_SHOWN])
        elif any(cell.strip() for cell in words):
            yield _row(file, number, header, words)


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _refuse_bombs(path: Path, data: bytes) -> None:
    """Raise SourceError for an archive that is broken or unpacks to more than 300 MB, or declares XML entities."""
    try:
        with closing(zipfile.ZipFile(io.BytesIO(data))) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_FILE:
                raise SourceError(f"{path}: unpacks to more than {MAX_FILE:,} bytes", "give a smaller file", value=path)
            for member in archive.infolist():
                if b"<!DOCTYPE" in archive.read(member) or b"<!ENTITY" in archive.read(member):
                    what = f"{path}: declares XML entities, with which a small file can grow without bounds"
                    raise SourceError(what, "save it again from a spreadsheet program", value=path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(path, error) from error
    except Exception as error:
        if isinstance(error, SourceError):
            raise
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> SourceError:
    return SourceError(f"{path}: not a spreadsheet ({_one_line(error)})", "replace the file", value=path)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _openpyxl() -> Any:  # noqa: ANN401
    try:
        import defusedxml  # noqa: F401 - openpyxl reads XML with it where it is there
        import openpyxl
    except ImportError as error:
        raise MissingDataError("openpyxl is not installed", "pip install 'attrigraph[xlsx]'") from error
    return openpyxl
