"""The gazetteer tables: form, identifiers, and that no name means two things unnoticed."""

import csv
import io
import re
import unicodedata
from collections import defaultdict

import pytest

from attrigraph.folders import folder
from attrigraph.ids import slug
from attrigraph.model import Interval

from .tables import ACTORS, SORT, by_form, codes, meanings, names, rows, text

COLUMNS = {
    "blockers": "form,what",
    "bodies": "id,name,aliases,code,kind,ambiguous",
    "given_names": "name",
    "groups": "id,name,aliases,source,ambiguous",
    "malware": "id,name,aliases,kind",
    "offices": "title,kind",
    "organisations": "id,name,aliases,kind,ambiguous",
    "people": "id,name,aliases,code,office,from,to,org",
    "state_names": "code,form,kind,ambiguous",
    "states": "code,iso3,name,official_name,wikidata",
    "surname_first": "code",
}
KEYS = {
    "blockers": ("form",),
    "bodies": ("id", "ambiguous"),
    "given_names": ("name",),
    "groups": ("id", "ambiguous"),
    "malware": ("id",),
    "offices": ("title",),
    "organisations": ("id", "ambiguous"),
    "people": ("id", "office", "from", "org"),
    "state_names": ("code", "form", "kind"),
    "states": ("code",),
    "surname_first": ("code",),
}
SHARED = {"Congo", "Congolese", "Dominican", "Dominicans", "Korea", "Korean", "Koreans"}


@pytest.mark.parametrize("table", COLUMNS)
def test_columns_are_those_the_lexicon_reads(table):
    assert text(table).splitlines()[0] == COLUMNS[table]


@pytest.mark.parametrize("table", COLUMNS)
def test_bytes_are_canonical_csv(table):
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(csv.reader(io.StringIO(text(table), newline="")))
    assert text(table) == written.getvalue(), f"{table}.csv: LF line ends, quotes only where needed, no BOM; {SORT}"


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_sorted(table):
    _, *found = csv.reader(io.StringIO(text(table), newline=""))
    wrong = next((row for row, right in zip(found, sorted(found), strict=True) if row != right), None)
    assert wrong is None, f"{table}.csv is out of order at {wrong}; {SORT} seeds/gazetteer/{table}.csv"


@pytest.mark.parametrize("table", KEYS)
def test_no_row_stands_twice(table):
    keys = [tuple(row[column] for column in KEYS[table]) for row in rows(table)]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    assert not twice, f"{table}.csv: merge the rows with the same {KEYS[table]}: {twice}"


@pytest.mark.parametrize("table", COLUMNS)
def test_cells_are_clean(table):
    for row in rows(table):
        for column, cell in row.items():
            assert cell == " ".join(cell.split()), f"{table}.csv: take the stray space out of {column} {cell!r}"
            assert cell == unicodedata.normalize("NFC", cell), f"{table}.csv: write {cell!r} in NFC"
            assert "’" not in cell, f"{table}.csv: write a straight apostrophe in {cell!r}"


@pytest.mark.parametrize("table", [*ACTORS, "malware"])
def test_lists_of_aliases_are_sorted_without_repetition(table):
    for row in rows(table):
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert aliases == sorted(set(aliases) - {"", row["name"]}), f"{table}.csv: sort the aliases of {row['id']}"


@pytest.mark.parametrize("table", [*ACTORS, "malware"])
def test_an_identifier_has_one_name(table):
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        found[row["id"]].add(row["name"])
    assert not [key for key, value in found.items() if len(value) > 1]


@pytest.mark.parametrize("table", ["people", "bodies", "organisations", "malware"])
def test_identifiers_are_ascii_slugs(table):
    assert not [row["id"] for row in rows(table) if row["id"] != slug(row["id"])]


def test_bodies_and_organisations_share_no_identifier():
    assert not {row["id"] for row in rows("bodies")} & {row["id"] for row in rows("organisations")}


def test_group_identifiers_follow_the_iri_policy():
    uuid = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    policy = re.compile(rf"attack/G\d{{4}}|misp/{uuid}|microsoft/[\w-]+|name/[a-z0-9]+(-[a-z0-9]+)*")
    for row in rows("groups"):
        assert policy.fullmatch(row["id"]), f"groups.csv: {row['id']} is no identifier we may mint"
        assert row["id"].split("/")[0] == row["source"]


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("state_names", "kind", "name adjective demonym capital seat"),
        ("state_names", "ambiguous", "yes no"),
        ("bodies", "ambiguous", "yes no"),
        ("organisations", "ambiguous", "yes no"),
        ("groups", "ambiguous", "yes no"),
        ("malware", "kind", "malware campaign vulnerability"),
        ("offices", "kind", "person body staff"),
        ("blockers", "what", "place people agreement event thing person"),
    ],
)
def test_cells_of_closed_lists(table, column, allowed):
    assert {row[column] for row in rows(table)} <= set(allowed.split())


@pytest.mark.parametrize("table", ["bodies", "organisations"])
def test_kinds_are_codes_of_the_ontology(table):
    known = re.findall(r"^agc:orgkind-(\w+) ", (folder("ontology") / "codes.ttl").read_text("utf-8"), re.MULTILINE)
    assert {row["kind"] for row in rows(table)} <= set(known)


@pytest.mark.parametrize("table", ["bodies", "state_names"])
def test_codes_exist(table):
    assert {row["code"] for row in rows(table)} <= codes(), "add the State to states.csv, or mend the code"


def test_a_body_is_named_after_its_state():
    assert not [row["id"] for row in rows("bodies") if not row["id"].startswith(row["code"].lower() + "-")]


def test_a_person_holds_an_office_of_a_state_or_an_organisation():
    known = {row["id"] for row in rows("organisations")} | {row["id"] for row in rows("bodies")}
    for row in rows("people"):
        assert bool(row["code"]) != bool(row["org"]), f"people.csv: {row['id']} needs code or org, not both"
        assert row["office"], f"people.csv: say the office of {row['id']}"
        assert not row["code"] or row["code"] in codes(), row
        assert not row["org"] or row["org"] in known, f"people.csv: no {row['org']} in organisations.csv"


def test_terms_of_office_are_intervals():
    for row in rows("people"):
        first = Interval.parse(row["from"])
        assert not row["to"] or first.earliest <= Interval.parse(row["to"]).latest, f"people.csv: {row} ends too early"


def test_wikidata_items_are_unique():
    items = [row["wikidata"] for row in rows("states")]
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in items)
    assert len(set(items)) == len(items)


def test_the_name_of_a_state_is_one_of_its_forms():
    forms = {(row["code"], row["form"]) for row in rows("state_names") if row["kind"] == "name"}
    for row in rows("states"):
        assert {(row["code"], row["name"]), (row["code"], row["official_name"])} <= forms


def test_offices_are_in_small_letters():
    assert not [row["title"] for row in rows("offices") if row["title"] != row["title"].lower()]


def test_an_unmarked_form_names_one_actor():
    for form, found in by_form().items():
        unmarked = {what for what, ambiguous in found if not ambiguous}
        assert len(unmarked) < 2, f"{form!r} names {sorted(unmarked)}: drop it from one, or mark it ambiguous"


def test_an_alias_is_marked_once():
    own = {row["name"] for table in ACTORS for row in rows(table)}
    both = {form for form, found in by_form().items() for what, marked in found if (what, not marked) in found} - own
    assert not both, f"these stand marked and unmarked under one identifier: {sorted(both)}"


def test_only_the_known_forms_are_shared():
    shared = {form for form, found in by_form().items() if len({what for what, _ in found}) > 1}
    assert shared == SHARED, "a new shared form needs a reason: add it to SHARED, or drop it"


def test_no_form_is_a_single_letter_or_a_bare_number():
    assert not [form for form, _, _ in meanings() if len(form) < 2 or form.isdigit()]


def test_malware_and_actors_share_no_form():
    tools = {name for row in rows("malware") for name in names(row)}
    assert not tools & set(by_form()), "a crew and its tool need two names: 'Conti gang', 'Ryuk ransomware'"


def test_a_form_of_malware_names_one_thing():
    forms = [name for row in rows("malware") for name in names(row)]
    assert len(forms) == len(set(forms))


def test_generic_titles_are_no_names_of_actors():
    titles = {row["title"] for row in rows("offices")}
    clash = sorted(form for form in by_form() if form.lower() in titles)
    assert not clash, f"{clash}: a title many States share belongs to offices.csv alone"


def test_a_blocker_hides_a_form_and_is_none():
    known = set(by_form())
    for row in rows("blockers"):
        words = re.findall(r"\w[\w'.]*", row["form"])
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        assert row["form"] not in known, f"blockers.csv: {row['form']} names an actor"
        assert parts & known, f"blockers.csv: {row['form']} hides no form"
