"""The text layer of PDF files, through pypdf."""

import logging
import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from attrigraph.documents.limits import MAX_BYTES, MAX_PAGES, MAX_PDF_WORK
from attrigraph.documents.metadata import Metadata, Parsed, label
from attrigraph.documents.unwrap import unwrap
from attrigraph.errors import SourceError

if TYPE_CHECKING:
    from pypdf import PdfReader

# pypdf documents PyPdfError only; mutated files also raised these (NotImplementedError is a RuntimeError).
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, AssertionError)
_PAGE_NUMBER = re.compile(r"\A\s*\d{1,4}\s*\n|\n\s*\d{1,4}\s*\Z")
_FILE_NAME = re.compile(r"Microsoft \w+ - .*|.*\.(docx?|pdf|rtf|odt)|untitled.*", re.IGNORECASE)

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its complaints reach the user as our Problems


def parse_pdf(data: bytes) -> Parsed:
    """Return the text of a PDF in drawing order, lines joined to paragraphs, and its title.

    The date on which the file was made is not the date of publication and is left out. Raises SourceError for a file
    that is broken, encrypted, too long, or scanned (pictures without text).
    """
    from pypdf.errors import DependencyError, PyPdfError

    try:
        return _parse(data)
    except DependencyError as error:
        raise SourceError("is an encrypted PDF", "save it without encryption, or its text as .txt") from error
    except (PyPdfError, *_MALFORMED) as error:
        raise SourceError("is a broken PDF", "save it again, or its text as .txt") from error


def _parse(data: bytes) -> Parsed:
    from pypdf import PdfReader, apply_configuration

    with apply_configuration(
        zlib_maximum_output_length=MAX_BYTES,
        lzw_maximum_output_length=MAX_BYTES,
        run_length_maximum_output_length=MAX_BYTES,
        stream_parsing_work_maximum_count=500_000,
    ):
        return _read(PdfReader(BytesIO(data)))


def _read(reader: "PdfReader") -> Parsed:
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("is an encrypted PDF", "remove its password, or save its text as .txt")
    if len(reader.pages) > MAX_PAGES:
        raise SourceError(f"has more than {MAX_PAGES:,} pages", "cut out the pages that matter")
    text = _text(reader)
    if not text.strip():
        raise SourceError("has no text layer (a scanned PDF)", "run OCR on it, or give its text as .txt")
    return Parsed(unwrap(text), Metadata(title=_title(reader)))


def _text(reader: "PdfReader") -> str:
    """Return the pages without their numbers; a paragraph may run on from one page to the next."""
    work = _Work()
    pages: list[str] = []
    for page in reader.pages:
        pages.append(_PAGE_NUMBER.sub("", page.extract_text(visitor_operand_before=work)).strip())
        work.check()
    return "\n".join(pages)


class _Work:
    """Counts what pypdf does for one document, and stops it: pypdf's own limits hold for a page or a stream."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, operator: bytes, operands: Sequence[object], *_matrices: object) -> None:
        """Take one operation into account: elements of an array count, and a form drawn again is parsed again."""
        first = operands[0] if operands else None
        self.done += 1_000 if operator == b"Do" else 1 + len(first) if isinstance(first, list | str | bytes) else 1
        self.check()

    def check(self) -> None:
        """Raise SourceError above the limit; also called after a page, for pypdf goes on after an error in a form."""
        if self.done > MAX_PDF_WORK:
            raise SourceError("takes too many drawing operations", "save its text as .txt")


def _title(reader: "PdfReader") -> str | None:
    """Return the title that the file states, unless a word processor put a file name there."""
    stated = label(str((reader.metadata.title if reader.metadata else None) or ""))
    return stated if stated and not _FILE_NAME.fullmatch(stated) else None
