import json
import subprocess
import sys
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from attrigraph.documents import read
from attrigraph.documents.limits import MAX_BYTES, MAX_TEXT
from attrigraph.errors import UsageError
from attrigraph.model import Document, Interval, Problem

from .conftest import PAGES, pdf

DAY = Interval.parse("2022-09-07")
SHARED = Path(__file__).parents[2] / "../shared"


def one(source, **options):
    (item,) = read(source, **options)
    return item


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(items):
    return [item.id if isinstance(item, Document) else item.what for item in items]


def test_a_text_file_with_front_matter(tmp_path):
    path = write(
        tmp_path / "a.md", "---\ntitle: Ties cut\npublished: 2022-09-07\n---\n\nAdvertisement\nIran denied it.\r\n"
    )
    assert one(path) == Document("a.md", "Iran denied it.", title="Ties cut", published=DAY)


def test_options_fill_in_only_what_the_document_does_not_say(tmp_path):
    spoken = write(tmp_path / "spoken.txt", "---\npublished: 2021\npublisher: BBC\n---\nText.")
    silent = write(tmp_path / "silent.txt", "Text.")
    lines = write(tmp_path / "lines.jsonl", '{"id": "a", "text": "x", "published": "2020"}\n{"id": "b", "text": "x"}')
    found = read([spoken, silent, lines], published=DAY, publisher="The Courier")
    said = [(item.published.partial, item.publisher) for item in found]
    assert said == [
        *(("2021", "BBC"), ("2022-09-07", "The Courier"), ("2020", "The Courier"), ("2022-09-07", "The Courier")),
    ]


def test_every_kind_of_file_in_one_folder(tmp_path):
    write(tmp_path / "a.txt", "Plain.")
    write(tmp_path / "b", "No suffix.")
    write(tmp_path / "c.HTML", (PAGES / "news.html").read_bytes())
    write(tmp_path / "d.pdf", pdf([["Text of a PDF."]]))
    write(tmp_path / "e.jsonl", '{"id": "one", "text": "x"}\n{"id": "two", "text": "y"}\n')
    write(tmp_path / "f.png", b"\x89PNG\r\n\x1a\n")
    write(tmp_path / "g.csv", "a,b")
    write(tmp_path / "h.txt", b"")
    assert names(read(tmp_path)) == [
        *("a.txt", "b", "c.HTML", "d.pdf", "one", "two"),
        *(".png files cannot be read", ".csv files cannot be read", "is empty"),
    ]


def test_the_beginning_of_a_file_tells_more_than_its_suffix(tmp_path):
    write(tmp_path / "a", (PAGES / "news.html").read_bytes())
    write(tmp_path / "b.txt", pdf([["Text of a PDF."]]))
    write(tmp_path / "c.html", b"\xef\xbb\xbf \n" + (PAGES / "news.html").read_bytes())
    titles = [item.title for item in read(tmp_path)]
    assert titles[0] == titles[2] == "Ruritania cuts ties with Graustark over cyber attack"
    assert [item.text for item in read(tmp_path / "b.txt")] == ["Text of a PDF."]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", "Advertisement\n\nShare\n", "has no text"),
        ("a.txt", "---\ntitle: only this\n---\n", "has no text"),
        ("a.txt", "---\ntitle: [\n---\nText.", "front matter is not YAML (line 3)"),
        ("a.txt", b"text\x00text", "is not text but binary data"),
        ("a.txt", b"PK\x03\x04" + b"x" * 50, "is not text but a ZIP archive or an office document"),
        ("a.html", "<html><body></body></html>", "the page has no main text"),
        ("a.pdf", b"%PDF-1.7 broken", "is a broken PDF"),
        ("a.pdf", "not a PDF", "is a broken PDF"),
        ("a.jsonl", "", "is empty"),
        ("a.jsonl", "\n\n", "is empty"),
        ("a.docx", b"PK\x03\x04", ".docx files cannot be read"),
        ("a.json", "[]", ".json files cannot be read"),
    ],
)
def test_one_bad_input_is_one_problem_and_the_run_goes_on(tmp_path, name, data, what):
    bad = write(tmp_path / name, data)
    good = write(tmp_path / "good" / "z.txt", "Text.")
    problem, document = read([bad, good])
    assert isinstance(problem, Problem)
    assert (problem.what, document.id) == (what, "z.txt")
    assert problem.source.startswith(str(bad))
    assert problem.todo


def test_a_text_of_two_encodings_is_read_and_there_is_a_word_on_it(tmp_path):
    words = "<p>Iran’s minister denied it, said José ".encode() + "Muñoz, who was there.</p>".encode("cp1252")
    page = (
        b"<!doctype html><html><head><meta charset=utf-8></head><body><article>"
        + words * 9
        + b"</article></body></html>"
    )
    for source in (write(tmp_path / "a.txt", words), write(tmp_path / "a.html", page)):
        document, problem = read(source)
        assert "Iran’s minister denied it, said José Muñoz" in document.text
        assert problem.what.startswith("mixes UTF-8 with Windows-1252")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "7.9.2022"),
        ("url", "a.html"),
        ("title", ["t"]),
        ("references", "ftp://none"),
        ("language", "English"),
    ],
)
def test_no_document_is_lost_over_an_optional_value(tmp_path, key, value):
    path = write(tmp_path / "x.jsonl", json.dumps({"id": "a", "text": "x", "publisher": "P", key: value}))
    front = write(tmp_path / "y.txt", f"---\npublisher: P\n{key}: {json.dumps(value)}\n---\nx")
    for source, where in ((path, f"{path}:1"), (front, str(front))):
        document, problem = read(source)
        assert (document.text, document.publisher, getattr(document, key)) == (
            "x",
            "P",
            () if key == "references" else None,
        )
        assert problem.source == where
        assert problem.what.startswith(f"{key} ")
        assert problem.what.endswith(" is left out")


def test_problems_of_lines_carry_file_and_number(tmp_path):
    path = write(tmp_path / "x.jsonl", '{"id": "a", "text": "x"}\n{"id": "b"}\n{"id": "c", "text": "Share"}\n')
    _, missing, empty = read(path)
    assert (missing.source, missing.what) == (f"{path}:2", "text is missing")
    assert (empty.source, empty.what) == (f"{path}:3", "has no text")


def test_standard_input():
    stream = BytesIO(b'{"id": "a", "text": "x"}\nnonsense\n')
    document, problem = read(["-"], stdin=stream)
    assert (document.id, problem.source) == ("a", "standard input:2")
    assert names(read("-", stdin=BytesIO(b""))) == ["is empty"]


def test_ids_of_lines_are_unique_over_the_whole_run(tmp_path):
    path = write(tmp_path / "x.jsonl", '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n')
    found = list(read([path, "-"], stdin=BytesIO(b'{"id": "a", "text": "z"}')))
    assert names(found) == ["a", *[f"the id 'a' is taken ({path}:1)"] * 2]
    assert found[1].source == f"{path}:2"


def test_ids_of_files_are_made_unique_by_folder_names(tmp_path):
    for name in ("x/a.txt", "y/a.txt", "z/y/a.txt"):
        write(tmp_path / name, name)
    found = read([tmp_path / "x", tmp_path / "y", tmp_path / "z" / "y" / "a.txt"])
    assert names(found) == ["a.txt", "y/a.txt", "z/y/a.txt"]


def test_a_bad_file_takes_no_id(tmp_path):
    bad, good = write(tmp_path / "x" / "a.txt", b""), write(tmp_path / "y" / "a.txt", "Text.")
    assert names(read([bad, good])) == ["is empty", "a.txt"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt", "Text.")
    (tmp_path / "link.txt").symlink_to(path)
    assert names(read([path, str(path), tmp_path, f"{tmp_path}/*.txt"])) == ["a.txt"]


def test_order_is_that_of_the_sources(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / name, "Text.")
    assert names(read([tmp_path / "c.txt", tmp_path])) == ["c.txt", "a.txt", "b.txt"]


def test_reading_is_lazy(tmp_path):
    write(tmp_path / "a.txt", "Text.")
    later = tmp_path / "later.txt"
    found = read(iter([tmp_path / "a.txt", later]))
    assert next(found).id == "a.txt"
    write(later, "Written afterwards.")
    assert next(found).text == "Written afterwards."


def test_no_source_at_all_is_wrong_usage_at_once():
    with pytest.raises(UsageError, match="no source; name a file"):
        read([])


def test_a_huge_file_is_a_problem_in_bounded_memory(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    problem = one(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.what == f"is larger than {MAX_BYTES:,} bytes"
    assert peak < 2.5 * MAX_BYTES


def test_a_text_is_read_up_to_a_million_characters(tmp_path):
    lines = [json.dumps({"id": str(size), "text": "Iran " * (size // 5)}) for size in (MAX_TEXT + 5, MAX_TEXT)]
    problem, document = read(write(tmp_path / "a.jsonl", "\n".join(lines).replace('Iran "', 'Iran."')))
    assert (problem.source, problem.todo) == (f"{tmp_path}/a.jsonl:1", "cut it into documents")
    assert problem.what == "has 1,000,005 characters of text, more than 1,000,000"
    assert len(document.text) == MAX_TEXT


def test_what_comes_out_can_be_shown_and_stored(tmp_path):
    line = {"id": "a\u202eb\n", "text": "half \ud83d pair", "title": "\x1b[31mred\ud83d"}
    document = one("-", stdin=BytesIO(json.dumps(line).encode()))
    assert (document.id, document.text, document.title) == ("ab", "half  pair", "[31mred")
    assert len(document.sha256) == 64


def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt", "Text.")

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert one(path).what == "may not be read"


def test_importing_is_light():
    heavy = "{'trafilatura', 'lxml', 'pypdf', 'yaml', 'charset_normalizer', 'spacy', 'rdflib'}"
    code = f"import sys, attrigraph.documents; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development texts are not here")
def test_the_seed_article_keeps_its_sentences_and_loses_its_advertisements():
    document = one(SHARED / "seeds" / "albania-iran-2022.txt", published=DAY)
    assert "Advertisement" not in document.text
    assert "🇽🇰🇦🇱" in document.text
    assert document.text.count("\n\n") == 16


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development texts are not here")
@pytest.mark.parametrize("name", ["dev.jsonl", "dev-articles.jsonl", "seed.gold.jsonl"])
def test_every_gold_quote_is_found_in_the_normalised_text(name):
    texts = {item.id: item.text for item in read(SHARED / "gold" / name)}
    rows = [json.loads(line) for line in (SHARED / "gold" / name).read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(texts)
    quotes = [(row["id"], claim["quote"]) for row in rows for claim in row["claims"]]
    assert [quote for identifier, quote in quotes if quote not in texts[identifier]] == []
