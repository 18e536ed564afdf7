"""What the tests of reading share: a folder to write files into, and a maker of small PDF files."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def page() -> Callable[[str], bytes]:
    return lambda name: (PAGES / name).read_bytes()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf


def pdf(pages: Sequence[Sequence[str]], *, info: str = "") -> bytes:
    """Write a PDF whose pages show lines under each other; a page without lines is what a scanner leaves."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects += [_page(5 + 2 * number), _content(lines)]
    objects.append(f"<< {info} >>")
    return assemble([text.encode("cp1252") for text in objects], trailer=f"/Info {len(objects)} 0 R".encode())


def assemble(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """Number the objects and add the table that says where each begins; the first is the catalogue."""
    out = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return out + head + b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))


def _page(content: int) -> str:
    font = "/Resources << /Font << /F1 3 0 R >> >>"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {font} /Contents {content} 0 R >>"


def _content(lines: Sequence[str]) -> str:
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET" if lines else ""
    return f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
