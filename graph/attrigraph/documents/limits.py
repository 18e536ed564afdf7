"""How much of a hostile input is looked at. All sizes are far above any real article."""

from attrigraph.errors import SourceError

MAX_BYTES = 20_000_000  # one file, or one line of JSON Lines
MAX_TEXT = 1_000_000  # characters of one text: a minute's work, and as much as spaCy takes
MAX_FRONT_MATTER = 64_000  # characters between the two fences
MAX_LABEL = 1_000  # characters of a title, a publisher, an id
MAX_URL = 2_048  # characters
MAX_REFERENCES = 1_000  # links of one document
MAX_ELEMENTS = 30_000  # elements of a web page
MAX_CHILDREN = 1_000  # inline elements side by side
MAX_ATTRIBUTE = 2_000  # characters of an attribute of a web page that holds data
MAX_NAME = 200  # characters of any other attribute: class, id, style ...; fewer where MAX_NAMES makes it so
MAX_NAMES = 600_000  # characters of one such attribute of all elements of a page
MAX_SHORT = 200  # letters below which a text is too short to tell its language
MAX_TASTE = 20_000  # characters of a text that are looked at to tell its language
MAX_PAGES = 1_000  # pages of a PDF
MAX_PDF_WORK = 5_000_000  # drawing operations and characters of a PDF


def require_length(text: str) -> None:
    """Raise SourceError for a text that is longer than MAX_TEXT.

    >>> require_length(" " * 1_000_001)
    Traceback (most recent call last):
    ...
    attrigraph.errors.SourceError: has 1,000,001 characters of text, more than 1,000,000; cut it into documents
    """
    if len(text) > MAX_TEXT:
        raise SourceError(f"has {len(text):,} characters of text, more than {MAX_TEXT:,}", "cut it into documents")
