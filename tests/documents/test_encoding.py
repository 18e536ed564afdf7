import codecs

import pytest

from attrigraph.documents.encoding import Decoded, decode, is_binary
from attrigraph.errors import SourceError

CZECH = (
    "Ministerstvo zahraničních věcí odsoudilo kybernetický útok, který připisuje Číně, a předvolalo jejího velvyslance."
)
RUSSIAN = "Министерство иностранных дел отвергло обвинения в кибератаке и назвало их совершенно необоснованными."


@pytest.mark.parametrize("mark", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark(mark):
    boms = {"8": codecs.BOM_UTF8, "16-le": codecs.BOM_UTF16_LE, "16-be": codecs.BOM_UTF16_BE}
    boms |= {"32-le": codecs.BOM_UTF32_LE, "32-be": codecs.BOM_UTF32_BE}
    assert decode(boms[mark[4:]] + CZECH.encode(mark)).text == CZECH


@pytest.mark.parametrize(
    ("declared", "charset"),
    [("windows-1250", "cp1250"), ("iso-8859-2", "iso8859-2"), ("gb2312", "gb18030"), ("ISO-2022-JP", "iso2022_jp")],
)
def test_declared_charset(declared, charset):
    text = "外交部発表" if "2022" in declared else "外交部声明" if "gb" in declared else CZECH
    assert decode(text.encode(charset), declared=declared).text == text


def test_latin_1_is_read_as_browsers_read_it():
    assert decode(b"\x93no\x94 \x96 caf\xe9", declared="iso-8859-1").text == "“no” – café"


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "ascii", "utf-16", "no-such-charset", "punycode", "zlib", "a\0b", ""]
)
def test_valid_utf_8_is_believed_before_any_declaration(declared):
    assert decode(CZECH.encode(), declared=declared) == Decoded(CZECH)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        ("The minister, José Muñoz, said that “Iran” attacked Hélène’s company in Coruña.", "cp1252"),
        ("外交部发言人表示中方坚决反对任何形式的网络攻击。", "gb18030"),
        ("외교부는 북한의 사이버 공격을 규탄했다.", "cp949"),
    ],
)
def test_guess(text, charset):
    assert decode(text.encode(charset)).text == text


MIXED = "Iran’s minister said “no” to Hélène’s note. ".encode()


@pytest.mark.parametrize(
    ("odd", "text"),
    [
        ("José Muñoz".encode("cp1252"), "José Muñoz"),
        (b"\x93never\x94 \x96 it was not us; \x93ever\x94, \x93at all\x94, \x93no\x94", None),
        (b"a \x81 b", "a � b"),
        (b"half a character at the end \xe2\x80", "half a character at the end â€"),
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_utf_8_stays_right_beside_windows_1252(odd, text, declared):
    found = decode(MIXED + odd, declared=declared)
    assert found.text == MIXED.decode() + (text or odd.decode("cp1252"))
    assert [fault.what.partition(" (")[0] for fault in found.faults] == ["mixes UTF-8 with Windows-1252"]


def test_cyrillic_with_one_broken_byte_stays_readable():
    assert decode(RUSSIAN.encode() + b" \xff").text == f"{RUSSIAN} ÿ"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Er sagte: „Das war in KÖLN“, und die Agentur „GRÜN“ bestritt es – mehrfach.", "cp1252"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_text_in_one_old_charset_has_no_fault(text, charset):
    assert decode(text.encode(charset)) == Decoded(text)
    assert decode(text.encode(charset), declared=charset) == Decoded(text)


@pytest.mark.parametrize("declared", ["unicode_escape", "raw_unicode_escape", "utf-7", "undefined"])
def test_codecs_that_no_page_may_choose(declared):
    assert decode(b"\\u0041 caf\xe9 +AGE-", declared=declared).text == "\\u0041 café +AGE-"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0rest", "an old office document"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8brest", "compressed"),
        (b"text\x00text", "binary data"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "broken utf-16-le"),
        (bytes(range(128, 256)) * 50, "in no known encoding"),
    ],
)
def test_what_is_not_text(data, words):
    with pytest.raises(SourceError, match=words):
        decode(data)


def test_is_binary_looks_at_beginnings_and_zero_bytes():
    assert is_binary(b"a\0")
    assert not is_binary(CZECH.encode("cp1250"))
