"""The text layer of PDF files, through pypdf."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from attrigraph.documents.limits import MAX_PAGES, MAX_TEXT
from attrigraph.documents.metadata import Metadata, Parsed, label
from attrigraph.documents.unwrap import unwrap
from attrigraph.errors import SourceError

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGE_NUMBER = re.compile(r"\A\s*\d{1,4}\s*\n|\n\s*\d{1,4}\s*\Z")
_FILE_NAME = re.compile(r"Microsoft \w+ - .*|.*\.(docx?|pdf|rtf|odt)|untitled.*", re.IGNORECASE)


def parse_pdf(data: bytes) -> Parsed:
    """Return the text of a PDF in drawing order, lines joined to paragraphs, and its title.

    The date on which the file was made is not the date of publication and is left out. Raises SourceError for a file
    that is broken, encrypted, too long, or scanned (pictures without text).
    """
    from pypdf.errors import PyPdfError

    try:
        return _parse(data)
    # pypdf documents PyPdfError only; a malformed object shows up as any of the others.
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise SourceError("is a broken PDF", "save it again, or its text as .txt") from error


def _parse(data: bytes) -> Parsed:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
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
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(_PAGE_NUMBER.sub("", page.extract_text()).strip())
        length += len(pages[-1])
        if length > MAX_TEXT:
            raise SourceError(f"holds more than {MAX_TEXT:,} characters", "cut out the pages that matter")
    return "\n".join(pages)


def _title(reader: "PdfReader") -> str | None:
    """Return the title that the file states, unless a word processor put a file name there."""
    stated = label(str((reader.metadata.title if reader.metadata else None) or ""))
    return stated if stated and not _FILE_NAME.fullmatch(stated) else None
