"""The ontology as data: names, lists and mappings that the rest relies on."""

import csv
import re
from pathlib import Path
from string import Formatter

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from attrigraph.folders import folder
from attrigraph.model import ActKind, Status
from attrigraph.rdf import vocabulary
from attrigraph.rdf.tables import act_form
from attrigraph.rdf.vocabulary import AG, AGC

ONTOLOGY = folder("ontology")
TERMS = rdflib.Graph().parse(ONTOLOGY / "terms.ttl")
CODES = rdflib.Graph().parse(ONTOLOGY / "codes.ttl")
ALIGNMENTS = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")
SHAPES = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
NS = rdflib.Namespace(AG.base)
CODE = rdflib.Namespace(AGC)


def words(name: str, key: str) -> dict[str, dict[str, str]]:
    with (ONTOLOGY / name).open(encoding="utf-8", newline="") as lines:
        return {row.pop(key): row for row in csv.DictReader(lines)}


def declared() -> set[str]:
    return {str(term).removeprefix(NS) for term in TERMS.subjects(RDF.type) if str(term).startswith(NS)}


def test_the_python_names_are_the_terms_of_the_turtle_file():
    assert set(AG.__annotations__) == declared() | {"gold"}


def test_gold_is_a_datatype_of_the_alignments():
    assert (NS.gold, RDF.type, RDFS.Datatype) in ALIGNMENTS


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (vocabulary.SKOS, rdflib.SKOS),
        (vocabulary.RDFS, rdflib.RDFS),
        (vocabulary.DCTERMS, rdflib.DCTERMS),
        (vocabulary.SCHEMA, rdflib.SDO),
        (vocabulary.XSD, rdflib.XSD),
    ],
)
def test_borrowed_names_exist(ours, theirs):
    assert ours.base == str(theirs)
    assert {name for name in ours.__annotations__ if theirs[name] not in theirs} == set()


def test_every_term_has_a_label_and_a_kind():
    for name in declared():
        assert TERMS.value(NS[name], RDFS.label), name
        assert (NS[name], RDF.type, None) in TERMS


def test_every_term_says_how_far_it_can_be_relied_on():
    status = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
    found = {name: [str(value) for value in TERMS.objects(NS[name], status)] for name in declared()}
    assert {
        name: values for name, values in found.items() if values not in (["stable"], ["testing"], ["unstable"])
    } == {}


def test_the_iri_of_the_version_ends_in_its_number():
    ontology = rdflib.URIRef(AG.base.rstrip("#"))
    number = TERMS.value(ontology, OWL.versionInfo)
    assert TERMS.value(ontology, OWL.versionIRI) == ontology + f"/{number}"


def test_the_ontology_counts_itself_right():
    comment = str(TERMS.value(rdflib.URIRef(AG.base.rstrip("#")), RDFS.comment))
    classes = set(TERMS.subjects(RDF.type, OWL.Class))
    shortcuts = set(TERMS.subjects(NS.fromClass, None))
    properties = {*TERMS.subjects(RDF.type, OWL.ObjectProperty), *TERMS.subjects(RDF.type, OWL.DatatypeProperty)}
    found = [int(number) for number in re.findall(r"\d+", comment)]
    assert found == [len(classes), len(properties - shortcuts), len(shortcuts)]


def test_rdfs_domain_and_range_are_not_used():
    assert (None, RDFS.domain, None) not in TERMS
    assert (None, RDFS.range, None) not in TERMS


def test_unrealised_acts_are_outside_acts():
    assert NS.UnrealisedAct not in set(TERMS.transitive_subjects(RDFS.subClassOf, NS.Act))


def test_every_code_is_in_the_list_its_name_begins_with():
    for code, scheme in CODES.subject_objects(SKOS.inScheme):
        assert str(code).startswith(f"{scheme}-"), code
        assert CODES.value(code, SKOS.prefLabel)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in CODES


def test_every_measure_is_below_the_list_of_one_class():
    tops = set(TERMS.objects(None, NS.measureList))
    for code in CODES.subjects(SKOS.inScheme, CODE.measure):
        assert len(tops & {code, *CODES.objects(code, SKOS.broader)}) == 1, code


def test_every_list_of_a_property_exists():
    for scheme in TERMS.objects(None, NS.codeList):
        assert (scheme, RDF.type, SKOS.ConceptScheme) in CODES


@pytest.mark.parametrize("kind", ActKind)
def test_every_kind_of_act_has_a_class_and_its_measure_is_a_code(kind):
    form = act_form(kind)
    assert (rdflib.URIRef(form.cls.value), RDFS.subClassOf, NS.Act) in TERMS
    assert form.measure is None or (CODE[f"measure-{form.measure}"], SKOS.inScheme, CODE.measure) in CODES


def test_measures_that_are_kinds_of_act_keep_their_names():
    kinds = {kind: act_form(kind).measure for kind in ActKind}
    named = {ActKind.SEVERED_RELATIONS, ActKind.EXPULSION, ActKind.RECALL, ActKind.SUMMONS}
    named |= {ActKind.INDICTMENT, ActKind.ARREST, ActKind.INVESTIGATION}
    assert {kind for kind, measure in kinds.items() if measure} == named
    assert all(kinds[kind] == kind.value for kind in named)


def test_alignments_speak_of_known_terms_and_codes_only():
    known = {*TERMS.subjects(), *CODES.subjects(), *ALIGNMENTS.subjects(RDF.type, RDFS.Datatype)}
    assert {one for one in ALIGNMENTS.subjects() if str(one).startswith((NS, CODE))} <= known


def test_a_notation_of_a_source_means_one_thing_in_one_list():
    seen: dict[tuple[str, str], rdflib.term.Node] = {}
    for code, notation in ALIGNMENTS.subject_objects(SKOS.notation):
        source = str(notation.datatype)
        if source in (str(NS.eurepoc), str(NS.misp), str(NS.gold)):
            assert seen.setdefault((source, str(notation)), code) == code, notation


def test_only_close_matches_are_used():
    """skos:exactMatch is transitive: one wrong link would spread."""
    assert (None, SKOS.exactMatch, None) not in ALIGNMENTS
    assert (None, OWL.sameAs, None) not in ALIGNMENTS


def test_the_labels_cover_every_kind_measure_and_status():
    patterns = words("labels.csv", "key")
    measures = {act_form(kind).measure or kind.value for kind in ActKind}
    assert measures <= patterns.keys()
    below = {str(code) for code in CODES.subjects(SKOS.broader) if (code, SKOS.inScheme, CODE.measure) in CODES}
    assert {name.removeprefix(f"{AGC}measure-") for name in below} <= patterns.keys()
    assert set(Status) <= words("label_statuses.csv", "status").keys()


def test_the_labels_use_known_parts_only():
    known = {"agent", "target", "perpetrator", "incident", "anyone", "label", "first", "last"}
    known |= {"s", "es", "ies", "its", "is", "is1", "are"}
    rows = words("labels.csv", "key") | words("label_statuses.csv", "status")
    for key, pattern in ((key, pattern) for key, row in rows.items() for pattern in row.values()):
        assert {field for _, field, _, _ in Formatter().parse(pattern) if field} <= known, key


def test_constraints_in_sparql_use_what_shacl_allows():
    for query in SHAPES.objects(None, SH.select):
        assert not re.search(r"\b(VALUES|MINUS|SERVICE)\b", str(query)), query


def test_every_shape_with_a_target_says_which_constraint_it_is():
    for message in SHAPES.objects(None, SH.message):
        assert re.match(r"C(0[1-9]|1\d|2[0-5]) ", str(message)), message


def test_the_folder_holds_data_only():
    assert not [path for path in Path(ONTOLOGY).rglob("*") if path.suffix == ".py"]


def test_the_readme_tells_every_constraint_once():
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (C\d\d) \|", readme, re.MULTILINE)
    assert told == sorted({str(message)[:3] for message in SHAPES.objects(None, SH.message)})


def test_the_readme_counts_terms_right():
    comment = str(TERMS.value(rdflib.URIRef(AG.base.rstrip("#")), RDFS.comment)).partition(".")[0]
    assert comment in (ONTOLOGY / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_file():
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in Path(ONTOLOGY).iterdir()} - {"README.md", "queries"}
    assert {name for name in names if f"`{name}`" not in readme} == set()
