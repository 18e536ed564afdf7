import json
from io import BytesIO

import pytest

from attrigraph.documents import limits
from attrigraph.documents.jsonl import Line, parse_lines
from attrigraph.model import Interval, Problem


def lines(*objects, raw=b""):
    data = b"".join(json.dumps(item).encode() + b"\n" for item in objects) + raw
    return list(parse_lines(BytesIO(data), source="x.jsonl"))


def test_all_fields_and_keys_that_are_ignored():
    (line,) = lines(
        {"id": "a", "text": "Iran denied it.", "title": "T", "published": "2022-09-07T10:00:00Z", "publisher": "P"}
        | {"url": "https://example.org", "language": "en", "retrieved": "2022-09-08", "claims": [], "references": []}
    )
    assert isinstance(line, Line)
    assert (line.number, line.id, line.parsed.text) == (1, "a", "Iran denied it.")
    assert line.parsed.metadata.published == Interval.parse("2022-09-07")


def test_bad_lines_are_problems_with_their_number_and_the_others_go_on():
    found = lines(
        {"id": "a", "text": "x"}, raw=b'{"id": "b"\n\n[1]\n{"id": "c", "text": "\xff"}\n{"id": "d", "text": "y"}'
    )
    assert [item.source if isinstance(item, Problem) else item.id for item in found] == [
        *("a", "x.jsonl:2", "x.jsonl:4", "x.jsonl:5", "d"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({}, "id is missing"),
        ({"id": "a"}, "text is missing"),
        ({"id": "a", "text": None}, "text is missing"),
        ({"id": "a", "text": ""}, "text is empty"),
        ({"id": "a", "text": " \n\u200b"}, "text is empty"),
        ({"id": "a", "text": ["x"]}, "text is not text"),
        ({"id": "a", "text": 5}, "text is not text"),
        ({"id": "", "text": "x"}, "id is empty"),
        ({"id": True, "text": "x"}, "id is not text"),
        ({"id": 1.5, "text": "x"}, "id is not text"),
        ([], "not a JSON object"),
        ("text", "not a JSON object"),
        (None, "not a JSON object"),
    ],
)
def test_what_is_wrong_with_a_line(line, words):
    (problem,) = lines(line)
    assert isinstance(problem, Problem)
    assert words in problem.what
    assert str(problem).count("\n") == 0


@pytest.mark.parametrize(
    "raw", [b"[" * 1_000_000, b'{"a":' * 100_000, b'{"id": 1' + b"1" * 100_000 + b', "text": "x"}']
)
def test_deep_and_huge_json_is_a_problem(raw):
    (problem,) = lines(raw=raw)
    assert problem.what == "the line is not JSON in UTF-8"


def test_a_number_serves_as_id():
    assert lines({"id": 1502, "text": "x"})[0].id == "1502"


def test_byte_order_mark_and_windows_line_ends():
    found = lines(raw=b'\xef\xbb\xbf{"id": "a", "text": "x"}\r\n\r\n{"id": "b", "text": "y"}\r\n')
    assert [line.id for line in found] == ["a", "b"]


@pytest.mark.parametrize("raw", [b"\x1f\x8bcompressed\n" * 9, "\ufeff{}\n".encode("utf-16-le") * 9, b"\x89PNG\n" * 9])
def test_binary_data_is_one_problem(raw):
    (problem,) = lines(raw=raw)
    assert problem.what.startswith("is not text but")


def test_a_line_that_is_too_long_is_skipped(monkeypatch):
    monkeypatch.setattr("attrigraph.documents.jsonl.MAX_BYTES", 100)
    long = json.dumps({"id": "a", "text": "x" * 3_000_000}).encode()
    found = lines(raw=long + b'\n{"id": "b", "text": "y"}\n' + long)
    assert [item.source if isinstance(item, Problem) else item.id for item in found] == ["x.jsonl:1", "b", "x.jsonl:3"]
    assert "longer than 100 bytes" in found[0].what


def test_memory_stays_bounded_on_one_endless_line():
    class Endless(BytesIO):
        """Gives a line of a gigabyte in pieces, and remembers the largest piece asked for."""

        left, largest = 1_000_000_000, 0

        def readline(self, size=-1):
            self.largest = max(self.largest, size)
            piece = min(size, self.left)
            self.left -= piece
            return _A[:piece]

    stream = Endless()
    (problem,) = parse_lines(stream, source="x")
    assert "longer than" in problem.what
    assert stream.largest <= limits.MAX_BYTES + 1


_A = b"a" * (limits.MAX_BYTES + 1)


def test_lines_are_read_one_at_a_time():
    stream = BytesIO(b'{"id": "a", "text": "x"}\n' * 3)
    next(parse_lines(stream, source="x"))
    assert stream.tell() == 25
