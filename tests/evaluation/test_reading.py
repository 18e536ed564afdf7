import io
import json

import pytest

from attrigraph.errors import UsageError
from attrigraph.evaluation import reading
from attrigraph.evaluation.reading import read_gold
from attrigraph.evaluation.values import Claim
from attrigraph.model import ActKind, Status

from .conftest import HIT


def read(*lines):
    return read_gold("-", stdin=io.BytesIO(b"\n".join(lines)))


def with_claim(**changes):
    return json.dumps({"id": "a", "claims": [{**HIT, **changes}]}).encode()


def test_a_claim_is_read_whole():
    (line,) = read(with_claim(rule="blame", score=0.5)).lines
    assert line.document.claims == (
        Claim(
            *(ActKind.ATTRIBUTION, Status.ASSERTED, ("AL",), ("IR",), ("AL",)),
            *("2022-09-07", "i1", "Iran was behind the attack", "blame", 0.5),
        ),
    )


def test_what_a_claim_may_leave_out():
    bare, empty = b'{"act": "denial"}', b'{"act": "denial", "agents": null, "targets": [], "date": null, "quote": null}'
    (line,) = read(b'{"id": "a", "claims": [%s, %s], "notes": "n"}' % (bare, empty)).lines
    assert line.document.claims == (Claim(ActKind.DENIAL), Claim(ActKind.DENIAL))


def test_lines_are_numbered_with_the_blank_ones():
    file = read(b'\xef\xbb\xbf{"id": "a", "claims": []}', b"", b'{"id": "b", "claims": [], "text": "x"}\r', b"")
    assert [(line.number, line.document.id, line.has_text) for line in file.lines] == [(1, "a", False), (3, "b", True)]
    assert (file.path, file.name) == (None, "standard input")


BAD = {
    "not JSON": (b'{"id": "a", ', "is not JSON"),
    "not UTF-8": (b'{"id": "\xff", "claims": []}', "is not JSON"),
    "too deep": (b"[" * 100_000, "is not JSON"),
    "a list": (b"[]", "is not a JSON object"),
    "no id": (b'{"claims": []}', "has no id"),
    "a number as id": (b'{"id": 1, "claims": []}', "has no id"),
    "a blank id": (b'{"id": " ", "claims": []}', "has no id"),
    "no claims": (b'{"id": "a", "text": "x"}', "has no list of claims"),
    "claims in a string": (b'{"id": "a", "claims": "none"}', "has no list of claims"),
    "a claim in a string": (b'{"id": "a", "claims": ["none"]}', "claim 1: is not a JSON object"),
    "no act": (b'{"id": "a", "claims": [{}]}', "claim 1: act None is not known"),
    "another act": (with_claim(act="blame"), "claim 1: act 'blame' is not known"),
    "another status": (with_claim(status="certain"), "status 'certain' is not known"),
    "a null status": (with_claim(status=None), "status None is not known"),
    "an unhashable act": (with_claim(act=[]), r"act \[\] is not known"),
    "a name without prefix": (with_claim(agents=["Albania"]), "malformed actor 'Albania' in agents"),
    "an empty name": (with_claim(targets=["org:"]), "malformed actor 'org:' in targets"),
    "a number as actor": (with_claim(victims=[1]), "malformed actor 1 in victims"),
    "actors in a string": (with_claim(agents="AL"), "agents is not a list"),
    "too many actors": (with_claim(agents=["AL"] * 101), "agents is not a list of at most 100"),
    "a date in words": (with_claim(date="May 2022"), "date 'May 2022' is not one"),
    "a day without month": (with_claim(date="2022-09-7"), "date '2022-09-7' is not one"),
    "a number as date": (with_claim(date=2022), "date 2022 is not text"),
    "a list as quote": (with_claim(quote=["x"]), "quote .* is not text"),
    "a score above one": (with_claim(score=2), "score 2 is not a number from 0 to 1"),
    "a score that is none": (with_claim(score=True), "score True is not a number"),
    "a score beyond numbers": (
        b'{"id": "a", "claims": [{"act": "denial", "score": NaN}]}',
        "score nan is not a number",
    ),
}


@pytest.mark.parametrize(("line", "what"), BAD.values(), ids=BAD)
def test_a_malformed_line_is_named(line, what, tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": "z", "claims": []}\n\n' + line + b"\n")
    with pytest.raises(UsageError, match=what) as caught:
        read_gold(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:3: ")
    assert "\n" not in message
    assert len(message) < 500
    assert caught.value.todo


def test_an_id_that_comes_twice():
    with pytest.raises(UsageError, match=r"standard input:2: the id 'a' is taken \(line 1\)"):
        read(b'{"id": "a", "claims": []}', b'{"id": "a", "claims": []}')


def test_too_many_claims():
    line = json.dumps({"id": "a", "claims": [{"act": "denial"}] * (reading.MAX_CLAIMS + 1)}).encode()
    with pytest.raises(UsageError, match="more than 1,000 claims"):
        read(line)


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE", 10)
    with pytest.raises(UsageError, match="larger than 10 bytes"):
        read(b'{"id": "a", "claims": []}')


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file(content):
    with pytest.raises(UsageError, match="is empty"):
        read(content)


def test_files_that_cannot_be_read(tmp_path):
    for path in (tmp_path, tmp_path / "missing.jsonl", "a\0b"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_gold(path)
