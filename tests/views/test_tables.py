"""The tables beside the code cover the ontology."""

import re

from attrigraph.folders import folder
from attrigraph.model import Status
from attrigraph.rdf import Graph
from attrigraph.rdf.tables import label_patterns, label_statuses
from attrigraph.views.wording import table


def test_every_class_of_act_has_words():
    terms = (folder("ontology") / "terms.ttl").read_text(encoding="utf-8")
    classes = set(re.findall(r"^ag:(\w+) a owl:Class ; [^\n]*rdfs:subClassOf ag:Act ", terms, re.M))
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


def test_every_kind_has_words_in_the_ontology():
    assert {entry["words"] for entry in table("kinds")} <= label_patterns().keys()
    assert {entry["code"] for entry in table("statuses")} == label_statuses().keys()


def test_the_queries_are_readable_by_the_store():
    graph = Graph.of([])
    for name in ("acts", "incidents", "actors", "documents", "spans", "codes"):
        assert graph.query(_query(name)).columns


def _query(name: str) -> str:
    from importlib.resources import files

    return (files("attrigraph.views") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
