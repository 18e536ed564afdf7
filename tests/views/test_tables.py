"""The tables beside the code cover the ontology."""

import re

import pytest

from attrigraph.folders import folder
from attrigraph.model import Status
from attrigraph.rdf import Graph
from attrigraph.views.wording import row, sentence, table, verb


def test_every_class_of_act_has_words():
    terms = (folder("ontology") / "terms.ttl").read_text(encoding="utf-8")
    classes = set(re.findall(r"^ag:(\w+) a owl:Class ; rdfs:subClassOf ag:Act ", terms, re.M))
    codes = {entry["code"] for entry in table("kinds")}
    assert len(classes) == 12
    assert classes <= codes
    assert "Act" in codes


def test_every_measure_in_the_table_is_a_code():
    codes = (folder("ontology") / "codes.ttl").read_text(encoding="utf-8")
    measures = {entry["code"] for entry in table("kinds") if entry["code"][0].islower()}
    assert {f"agc:measure-{name} a " in codes for name in measures} == {True}


def test_every_status_of_the_ontology_has_words():
    assert {entry["code"] for entry in table("statuses")} == {*Status, "unstated"}


def test_every_family_has_a_colour():
    assert {entry["family"] for entry in table("kinds")} <= {entry["family"] for entry in table("colours")}


def test_every_field_is_a_property_of_the_ontology():
    terms = (folder("ontology") / "terms.ttl").read_text(encoding="utf-8")
    assert [entry["property"] for entry in table("fields") if f"\nag:{entry['property']} a " not in terms] == []


@pytest.mark.parametrize("kind", [entry["code"] for entry in table("kinds")])
def test_what_did_not_happen_never_reads_as_if_it_had(kind):
    happened = verb(kind, "asserted")
    assert verb(kind, "negated") == f"has not {row('kinds', kind)['past']}"
    assert verb(kind, "planned") == f"may {row('kinds', kind)['base']}"
    assert verb(kind, "hedged") != happened


@pytest.mark.parametrize("status", ["asserted", "hedged", "negated", "planned"])
def test_an_accused_actor_is_never_the_subject_of_a_deed(status):
    told = [sentence("Attribution", status, agents, ["Iran"], "to_accused") for agents in ([], ["Albania"])]
    assert not [words for words in told if re.search(r"Iran (attack|hack|did|carried|commit|conduct)", words)]


def test_the_queries_are_readable_by_the_store():
    graph = Graph.of([])
    for name in ("acts", "incidents", "actors", "documents", "spans", "codes"):
        assert graph.query(_query(name)).columns


def _query(name: str) -> str:
    from importlib.resources import files

    return (files("attrigraph.views") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
