"""RDF files nested without end are refused at once, in any format; none ends the program."""

from time import process_time

import pytest

from attrigraph.errors import SourceError
from attrigraph.rdf import nesting, read_quads

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="http://x/"'
DEEP = {
    "rdf": lambda n: f"<rdf:RDF {RDF}>" + "<rdf:Description><p:q>" * n + "</p:q></rdf:Description>" * n + "</rdf:RDF>",
    "jsonld": lambda n: '{"@id": "x:a", "x:p": ' * n + "1" + "}" * n,
    "ttl": lambda n: "<x:a> <x:p> " + "<<( <x:a> <x:p> " * n + "1" + " )>>" * n + " .",
    "trig": lambda n: "<x:g> { <x:a> <x:p> " + "<<( <x:a> <x:p> " * n + "1" + " )>>" * n + " }",
    "nt": lambda n: "<x:a> <x:p> " + "<<( <x:a> <x:p> " * n + "<x:a>" + " )>>" * n + " .",
}


@pytest.mark.parametrize("suffix", DEEP)
def test_a_deep_file_is_refused_at_once_and_a_shallow_one_is_read(suffix, tmp_path):
    path = tmp_path / f"deep.{suffix}"
    path.write_text(DEEP[suffix](20), encoding="utf-8")
    assert list(read_quads(path))
    for depth in (2_000, 300_000):  # the second is the end of a parser without a limit, or takes minutes
        path.write_text(DEEP[suffix](depth), encoding="utf-8")
        began = process_time()
        with pytest.raises(SourceError, match="nested"):
            list(read_quads(path))
        assert process_time() - began < 5


def test_the_deepest_file_that_is_read(tmp_path):
    path = tmp_path / "deep.ttl"
    path.write_text(DEEP["ttl"](nesting.MAX_DEPTH), encoding="utf-8")
    assert list(read_quads(path))
    path.write_text(DEEP["ttl"](nesting.MAX_DEPTH + 1), encoding="utf-8")
    with pytest.raises(SourceError, match="nested more than 500 deep"):
        list(read_quads(path))


def test_brackets_in_words_are_no_nesting(tmp_path):
    path = tmp_path / "words.nq"
    path.write_text('<x:a> <x:p> "<< a >> << b" .\n' * 400, encoding="utf-8")
    assert len(list(read_quads(path))) == 400


@pytest.mark.parametrize("suffix", ["rdf", "jsonld"])
def test_a_file_that_is_read_whole_has_a_limit(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(nesting, "MAX_BYTES", 100)
    path = tmp_path / f"long.{suffix}"
    path.write_text(DEEP[suffix](20), encoding="utf-8")
    with pytest.raises(SourceError, match="larger than 100 bytes"):
        list(read_quads(path))
