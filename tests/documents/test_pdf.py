import zlib
from io import BytesIO

import pytest

from attrigraph.documents import pdf as pdf_module
from attrigraph.documents.pdf import parse_pdf
from attrigraph.errors import SourceError

from .conftest import assemble, pdf

FIRST = [
    "The Government of Zenda condemns the cyber attack on Ruritania, which it attri-",
    "butes to Graustark. Zenda attributes earlier attacks to it as well, and says so today:",
    "no state-",
    "sponsored work goes unanswered.",
    "1",
]


def test_lines_become_paragraphs_and_page_numbers_go():
    parsed = parse_pdf(pdf([FIRST, ["Graustark denied it.", "2"]], info="/Title (A statement)"))
    assert parsed.text.split("\n\n") == [
        "The Government of Zenda condemns the cyber attack on Ruritania, which it attributes to Graustark. Zenda "
        "attributes earlier attacks to it as well, and says so today: no state-sponsored work goes unanswered.",
        "Graustark denied it.",
    ]
    assert parsed.metadata.title == "A statement"


@pytest.mark.parametrize("title", ["Microsoft Word - note_v3.docx", "statement.pdf", "Untitled", " "])
def test_titles_that_are_file_names_are_left_out(title):
    assert parse_pdf(pdf([["Text."]], info=f"/Title ({title})")).metadata.title is None


def test_the_date_of_the_file_is_not_the_date_of_publication():
    assert parse_pdf(pdf([["Text."]], info="/CreationDate (D:20220907120000Z)")).metadata.published is None


def encrypted(password: str) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(pdf([["Secret text."]])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_needs_no_password_to_be_read_is_read():
    assert parse_pdf(encrypted("")).text == "Secret text."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encrypted("secret"), "encrypted PDF; remove its password"),
        (pdf([[], []]), "no text layer"),
        (pdf([["Text."]])[:150], "broken PDF"),
        (b"%PDF-1.7", "broken PDF"),
        (b"", "broken PDF"),
        (b"not a PDF at all" * 100, "broken PDF"),
        (pdf([["Text."]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "broken PDF|no text layer"),
    ],
)
def test_files_that_cannot_be_read(data, words):
    with pytest.raises(SourceError, match=words):
        parse_pdf(data)


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 2)
    with pytest.raises(SourceError, match="more than 2 pages"):
        parse_pdf(pdf([["a"], ["b"], ["c"]]))


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode %b /Length %d >>\nstream\n%b\nendstream" % (more, len(packed), packed)


def one_page(content: bytes, *forms: bytes) -> bytes:
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return assemble([*head, font, b"<< /Type /Page /Parent 2 0 R %b /Contents 5 0 R >>" % resources, content, *forms])


def form(number: int, content: bytes) -> bytes:
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % (number + 1)
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources)


def test_a_stream_that_swells_is_a_problem():
    text, swelling = b"BT /F1 9 Tf (Iran denied it.) Tj ET", b" " * 50_000_000
    assert "Iran denied it." in parse_pdf(one_page(stream(text))).text
    with pytest.raises(SourceError, match="broken PDF"):
        parse_pdf(one_page(stream(text + swelling)))


def test_forms_that_double_at_each_level_are_stopped():
    doubling = [form(number, b"/X Do /X Do") for number in range(6, 26)]
    with pytest.raises(SourceError, match="too many drawing operations"):
        parse_pdf(one_page(stream(b"/X Do"), *doubling, form(26, b"BT /F1 9 Tf (x) Tj ET")))


def test_the_work_limit_counts_over_all_pages(monkeypatch):
    monkeypatch.setattr(pdf_module, "MAX_PDF_WORK", 300)
    assert parse_pdf(pdf([["x" * 200]])).text
    with pytest.raises(SourceError, match="too many drawing operations"):
        parse_pdf(pdf([["x" * 200], ["x" * 200]]))
