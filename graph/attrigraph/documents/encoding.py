"""Bytes to text: byte-order mark, strict UTF-8, declared charset, UTF-8 with a few odd bytes, and only then a guess.

UTF-8 is tried before what a page declares: a saved page has lost the HTTP header that overruled its own declaration,
and text in another charset is practically never valid UTF-8. Texts that were pasted together hold both UTF-8 and
Windows-1252: what is valid UTF-8 stays so, and only the other bytes are read as Windows-1252.
"""

import codecs
import re
from dataclasses import dataclass

from attrigraph.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"(\xb5/\xfd", "compressed"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# Only charsets of web pages: Python knows codecs such as punycode and unicode_escape that a page must not choose.
_CHARSETS = re.compile(
    r"utf-8|cp(125\d|866|874|932|949|950)|iso8859-\d+|koi8-[rut]|mac-(roman|cyrillic)"
    r"|gbk|gb2312|gb18030|hz|big5(hkscs)?|euc_(jp|kr)|shift_jis|iso2022_jp|tis-620"
)
_AS_ON_THE_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gbk"}
_SEVEN_BIT = ("hz", "iso2022_jp")  # written in ASCII bytes, hence always valid UTF-8
_USUAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("gb18030", "big5", "cp949", "cp932", "euc_jp"),
)
_SAMPLE = 100_000
_ODD = re.compile("[\udc80-\udcff]+")  # bytes that are no UTF-8, as Python escapes them
_WIDE = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
# What two bytes of Windows-1252 hardly ever make by chance (a capital with an accent before a quotation mark does).
_WESTERN = re.compile("[\x80-\u017f\u0800-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what was wrong with its bytes."""

    text: str
    faults: tuple[SourceError, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    r"""Return the text of `data`; `declared` is a charset that the document names, used only where it fits.

    Raises SourceError for nothing, for binary content and for bytes that are text in no known encoding.

    >>> decode(b"\xef\xbb\xbfTirana").text, decode("Přerov".encode("cp1250"), declared="windows-1250").text
    ('Tirana', 'Přerov')
    >>> mixed = decode("Iran’s minister, José ".encode() + "Muñoz".encode("cp1252"))
    >>> mixed.text, mixed.faults[0].what
    ('Iran’s minister, José Muñoz', 'mixes UTF-8 with Windows-1252 (1 byte)')
    """
    if not data.strip():
        raise SourceError("is empty", "give a file with text in it")
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return Decoded(_strict(data[len(marked[0]) :], marked[1]))
    refuse_binary(data)
    known = _known(declared)
    for charset in (known, "utf-8") if known in _SEVEN_BIT else ("utf-8", known):
        text = _try(data, charset)
        if text is not None and charset != "cp1252":
            return Decoded(text)
    return _mixed(data) or Decoded(_try(data, known) or _strict(data, _guess(data)))


def refuse_binary(data: bytes) -> None:
    """Raise SourceError where the bytes are plainly not text."""
    if is_binary(data):
        found = next((name for magic, name in _MAGIC if data.startswith(magic)), "binary data")
        raise SourceError(f"is not text but {found}", "save it as text in UTF-8")


def is_binary(data: bytes) -> bool:
    """Tell whether bytes begin as a known binary format does, or hold zero bytes.

    >>> is_binary(b"GIF89a"), is_binary("Přerov".encode())
    (True, False)
    """
    return data.startswith(tuple(magic for magic, _ in _MAGIC)) or b"\x00" in data[:_SAMPLE]


def _known(declared: str | None) -> str | None:
    """Return Python's name of a charset that pages use, None for any other name."""
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _AS_ON_THE_WEB.get(name, name)
    return name if _CHARSETS.fullmatch(name) else None


def _try(data: bytes, charset: str | None) -> str | None:
    try:
        return data.decode(charset) if charset else None
    except UnicodeError:
        return None


def _mixed(data: bytes) -> Decoded | None:
    """Read UTF-8 with Windows-1252 in between; None where the bytes are rather all in another charset.

    Letters of western languages that are no ASCII stand alone; in other scripts and charsets they come in long runs.
    """
    escaped = data.decode("utf-8", "surrogateescape")
    runs = _ODD.findall(escaped)
    odd = sum(map(len, runs))
    mostly = len(_WIDE.findall(escaped)) >= odd
    if not mostly and not (_WESTERN.search(escaped) and odd < 2 * len(runs)):
        return None
    text = _ODD.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), escaped)
    count = f"{odd:,} byte" if odd == 1 else f"{odd:,} bytes"
    return Decoded(text, (SourceError(f"mixes UTF-8 with Windows-1252 ({count})", "save it as UTF-8"),))


def _guess(data: bytes) -> str:
    """Return the likeliest of the usual charsets; cp1252, the most usual one, where another is only as likely."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE], cp_isolation=list(_USUAL))
    if not matches:
        raise SourceError("is text in no known encoding", "save it as UTF-8")
    likeliest = [match.encoding for match in matches if match.chaos == matches[0].chaos]
    return "cp1252" if "cp1252" in likeliest else likeliest[0]


def _strict(data: bytes, charset: str) -> str:
    text = _try(data, charset)
    if text is None:
        raise SourceError(f"is broken {charset} text", "save it as UTF-8")
    return text
