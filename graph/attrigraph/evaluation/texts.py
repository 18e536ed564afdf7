"""The texts that a gold file belongs to: in its lines, or in files beside it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath

from attrigraph import documents
from attrigraph.errors import UsageError
from attrigraph.evaluation.reading import GoldFile, Line
from attrigraph.model import Document, Problem

_FOLDER = "documents"


def texts(gold: GoldFile) -> Iterator[Document | Problem]:
    """Yield the document of each line in their order, under the id of the line, or why it cannot be read.

    Where no line has a text, the ids are names of files: those of X/gold/name.jsonl are looked for in X/documents.
    Raises UsageError where there is no such folder, or where the texts of stand-off gold were not given.
    """
    if all(map(_lacks_its_text, gold.lines)):
        raise UsageError(f"{gold.name}: none of its texts is here", "give --texts FILE that has them", value=gold.name)
    folder = None if any(line.has_text for line in gold.lines) else documents_folder(gold)
    for line in gold.lines:
        where = f"{gold.name}:{line.number}"
        item = _in_line(line) if folder is None else _in_folder(folder, line)
        yield replace(item, source=where) if isinstance(item, Problem) else replace(item, id=line.document.id)


def documents_folder(gold: GoldFile) -> Path:
    """Return the folder with the texts of a gold file that has none; raise UsageError where there is none."""
    folder = gold.path.absolute().parent.parent / _FOLDER if gold.path else None
    if folder is None or not folder.is_dir():
        place = f" and there is no {folder}" if folder else ""
        raise UsageError(f"{gold.name}: no line has a text{place}", 'give every line a "text"', value=gold.name)
    return folder


def text_file(folder: Path, line: Line) -> Path | None:
    """Return the file that an id names; None where it names none inside the folder."""
    name = PurePath(line.document.id)
    if name.is_absolute() or ".." in name.parts or "\0" in line.document.id:
        return None
    return folder / name if (folder / name).is_file() else None


def _lacks_its_text(line: Line) -> bool:
    """Return whether it is stand-off gold that was joined with no text, or with another than was annotated."""
    return not line.has_text and b'"sha256"' in line.data


def _in_line(line: Line) -> Document | Problem:
    if _lacks_its_text(line):
        return Problem(
            "",
            "its text is not here, or another than was annotated",
            "give the version that was annotated",
        )
    return next(documents.read("-", stdin=BytesIO(line.data)))


def _in_folder(folder: Path, line: Line) -> Document | Problem:
    file = text_file(folder, line)
    if file is None:
        return Problem("", f"no file {line.document.id!r} in {folder}", "name a file of that folder as the id")
    return next(documents.read(file))
