"""The table of regions and cities: form, order, codes, and that no place bears the name of an actor."""

import csv
import io
import re
import unicodedata
from functools import cache

import pytest

from .tables import SORT, rows, text

OTHERS = ("state_names", "people", "bodies", "organisations", "groups", "malware", "blockers")
LEFT_OUT = """
Abkhazia Alexandria Austin Birmingham Cambridge Columbia Cordoba Cork Crimea Damascus Georgia Hamilton Jackson Lincoln
London Madison Mobile Nice Orlando Paris Phoenix Reading Richmond Salem Santos Somaliland Split Transnistria Turkey
Vladimir Victoria Washington York
"""


@cache
def places() -> dict[str, dict[str, str]]:
    return {row["form"]: row for row in rows("places")}


def forms(table: str) -> set[str]:
    """Return all forms of another table: names and aliases, or the forms themselves."""
    if "form" in rows(table)[0]:
        return {row["form"] for row in rows(table)}
    return {name for row in rows(table) for name in [row["name"], *row["aliases"].split("|")] if name}


def test_columns():
    assert text("places").splitlines()[0] == "form,code,kind,ambiguous"


def test_bytes_are_canonical_csv():
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(csv.reader(io.StringIO(text("places"), newline="")))
    assert text("places") == written.getvalue(), (
        f"LF line ends, quotes only where needed, no BOM; {SORT} seeds/gazetteer/places.csv"
    )


def test_rows_are_sorted_and_no_form_stands_twice():
    _, *found = csv.reader(io.StringIO(text("places"), newline=""))
    assert found == sorted(found), f"{SORT} seeds/gazetteer/places.csv"
    assert len(places()) == len(found), "a form in two States is no help: drop it"


def test_cells_are_clean():
    for row in rows("places"):
        form = row["form"]
        assert form == " ".join(form.split()) == unicodedata.normalize("NFC", form), f"mend {form!r}"
        assert "’" not in form, f"write a straight apostrophe in {form!r}"
        assert re.match(r"[^\W\d_]", form), f"{form!r} does not begin with a letter"
        assert form[0].isupper(), f"{form!r} does not begin with a capital"


@pytest.mark.parametrize(("column", "allowed"), [("kind", "city region"), ("ambiguous", "no yes")])
def test_cells_of_closed_lists(column, allowed):
    assert {row[column] for row in rows("places")} == set(allowed.split())


def test_codes_exist():
    assert {row["code"] for row in rows("places")} <= {row["code"] for row in rows("states")}


@pytest.mark.parametrize("table", OTHERS)
def test_no_place_bears_the_name_of(table):
    assert not set(places()) & forms(table), f"drop these from places.csv or from {table}.csv"


def test_no_place_is_an_office():
    assert not {form.lower() for form in places()} & {row["title"] for row in rows("offices")}


def test_a_place_that_is_somebodys_surname_is_ambiguous():
    surnames = {name.split()[-1] for name in forms("people")}
    assert not [f for f, row in places().items() if f in surnames and row["ambiguous"] == "no"], "mark these yes"


def test_a_name_without_its_accents_means_the_same_place():
    for form, row in places().items():
        plain = unicodedata.normalize("NFD", form).encode("ascii", "ignore").decode()
        assert places().get(plain, row)["code"] == row["code"], f"{form!r} and {plain!r} lie in two States"


@pytest.mark.parametrize("form", LEFT_OUT.split())
def test_a_name_that_would_do_harm_is_left_out(form):
    """Common words, persons, places of several States, capitals, and territories whose officials obey no State."""
    assert form not in places()


@pytest.mark.parametrize(
    ("form", "code", "kind", "ambiguous"),
    [
        ("Texas", "US", "region", "no"),
        ("New South Wales", "AU", "region", "no"),
        ("Bavaria", "DE", "region", "no"),
        ("Catalonia", "ES", "region", "no"),
        ("Uttar Pradesh", "IN", "region", "no"),
        ("East Azerbaijan", "IR", "region", "no"),
        ("Inner Mongolia", "CN", "region", "no"),
        ("Dallas", "US", "city", "no"),
        ("Kharkiv", "UA", "city", "no"),
        ("St. Petersburg", "RU", "city", "yes"),
        ("St. Petersburg, Florida", "US", "city", "no"),
        ("Hyderabad", "IN", "city", "yes"),
        ("Malmö", "SE", "city", "no"),
        ("Santiago de Cuba", "CU", "city", "no"),
    ],
)
def test_examples(form, code, kind, ambiguous):
    assert places()[form] == {"form": form, "code": code, "kind": kind, "ambiguous": ambiguous}


@pytest.mark.parametrize(("code", "least"), [("US", 200), ("RU", 90), ("CN", 90), ("IN", 90), ("DE", 80), ("UA", 60)])
def test_the_states_most_in_the_news_are_covered(code, least):
    assert len([row for row in rows("places") if row["code"] == code]) >= least


def test_most_states_have_a_place():
    assert len({row["code"] for row in rows("places")}) > 150
