"""Names of things: the same for the same values, never two things under one."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.ids import name_id
from attrigraph.model import Document, Interval
from attrigraph.rdf import iris


def test_documents_spans_and_graphs(document):
    assert iris.document(document).value == f"{iris.BASE}doc/the-adriatic-wire-20220907-{document.sha256[:16]}"
    assert iris.document_graph(document).value == f"{iris.BASE}graph/doc/{document.key}"
    assert iris.span(document, document.span(3, 9)).value == f"{iris.BASE}doc/{document.key}#char=3,9"


def test_the_caller_name_of_a_document_is_no_part_of_its_iri(document):
    assert iris.document(replace(document, id="other")) == iris.document(document)
    assert iris.document(replace(document, text="Other.")) != iris.document(document)


def test_a_month_is_not_in_the_name():
    assert Document("d", "x", published=Interval.parse("2022-09")).key == Document("d", "x").key


def test_matches_do_not_depend_on_the_order():
    one, two = ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b")
    assert iris.match(one, two) == iris.match(two, one)
    assert iris.match(one, two).value.removeprefix(f"{iris.BASE}match/").isalnum()


@pytest.mark.parametrize(
    ("one", "two"), [("外交部", "国防部"), ("Група 28", "28"), ("Министерство", "Служба"), ("x", "外")]
)
def test_names_that_a_slug_cannot_tell_apart_get_different_ids(one, two):
    assert name_id("org", one) != name_id("org", two)


@pytest.mark.parametrize(("one", "two"), [("Check Point", "check  point"), ("École", "Ecole"), ("A&B", "A B")])
def test_spellings_of_one_name_get_one_id(one, two):
    assert name_id("org", one) == name_id("org", two)


@given(st.text(max_size=60))
def test_any_path_gives_an_iri(path):
    name = iris.node(path.encode("utf-8", "replace").decode())
    assert name.value.startswith(iris.BASE)
    assert ox.NamedNode(name.value) == name


def test_half_a_character_becomes_a_question_mark():
    assert iris.node("person/name/a\ud800#b\udfff").value.endswith("/person/name/a%3F#b%3F")
