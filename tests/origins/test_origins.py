"""How many independent origins documents have: copies, citations, and what many texts have in common."""

from dataclasses import replace
from itertools import permutations
from time import process_time

import pytest

from attrigraph.merging.decisions import Said
from attrigraph.merging.disagreements import conflicts
from attrigraph.merging.unite import merged
from attrigraph.model import Document, Extraction
from attrigraph.origins import Origins
from attrigraph.origins.copies import COMMON, originals, shingles
from attrigraph.rdf import Graph
from attrigraph.rdf.quads import quads
from attrigraph.rdf.vocabulary import SCHEMA
from attrigraph.views.collect import collect

from ..merging.conftest import WIPER, graph, incident, report  # noqa: TID252 - no package above

PAGE, OTHER = "https://example.org/said", "https://example.org/else"


def iri(key: str) -> str:
    return f"https://w3id.org/attrigraph/id/doc/{key}"


def counted(*documents: Document) -> int:
    """Return the origins of documents, which must not depend on their order."""
    store = graph(*(Extraction(document, (), ()) for document in documents))
    found = {Origins(store).count(iri(one.key) for one in some) for some in permutations(documents)}
    assert len(found) == 1
    return found.pop()


def says(key: str, text: str = "", *, at: str | None = None, cites: tuple[str, ...] = ()) -> Document:
    return Document(key, text or f"Text of {key} alone", url=at, references=cites, record=key)


def words(seed: int, count: int) -> str:
    return " ".join(f"w{seed}x{number}" for number in range(count))


def test_documents_that_have_nothing_in_common_are_origins_of_their_own():
    assert counted(says("a"), says("b"), says("c")) == 3


def test_copies_count_once_and_a_phrase_in_common_does_not_make_a_copy():
    wire, phrase = words(1, 60), words(2, 15)
    assert counted(says("a", wire), says("b", f"{wire} {words(3, 40)}"), says("c", wire)) == 1
    assert counted(says("a", f"{phrase} {words(4, 15)}"), says("b", f"{phrase} {words(5, 15)}")) == 2


def test_two_texts_that_a_third_draws_on_stay_two():
    one, other = words(1, 60), words(2, 60)
    assert counted(says("a", f"{one} more"), says("b", other), says("c", f"{one} {other}")) == 1
    assert counted(says("a", f"{one} {words(3, 80)}"), says("b", f"{other} {words(4, 80)}"), says("c", one)) == 2


def test_who_cites_one_of_the_others_adds_nothing():
    told = says("told", at=PAGE)
    assert counted(told, says("record", cites=(PAGE,))) == 1
    assert counted(told, says("again", at="http://www.example.org/said/")) == 1
    assert counted(says("one", at=PAGE, cites=(OTHER,)), says("two", at=OTHER, cites=(PAGE,))) == 1


def test_a_record_that_cites_two_texts_does_not_make_them_one():
    assert counted(says("a", at=PAGE), says("b", at=OTHER), says("record", cites=(PAGE, OTHER))) == 2


def test_records_that_cite_the_same_page_count_once():
    assert counted(says("a", cites=(PAGE,)), says("b", cites=(PAGE, OTHER)), says("c")) == 2


def test_where_the_graph_lacks_the_text_the_quotes_are_compared():
    told = [report(key, f"Albania names Iran: {words(1, 40)}", publisher=key) for key in "ab"]
    short = Graph.of(quad for one in told for quad in quads(one) if quad.predicate != SCHEMA.text)
    assert Origins(short).count([iri("a"), iri("b")]) == 1
    assert Origins(short).count([iri("a"), iri("unknown")]) == 2


def test_a_footer_that_many_texts_share_makes_no_copies_and_hides_none():
    texts = {f"t{n}": shingles(f"{words(0, 30)} {words(n + 1, 50)}") for n in range(COMMON + 10)}
    copy = {"u": shingles(f"{words(0, 30)} {words(COMMON + 5, 49)}")}
    found = originals(texts | copy)
    assert {name: original for name, original in found.items() if name != original} == {"u": f"t{COMMON + 4}"}


@pytest.mark.parametrize("alike", [True, False], ids=["copies", "boilerplate"])
def test_ten_times_the_texts_take_no_hundred_times_as_long(alike):
    def taken(several: int) -> float:
        texts = {f"t{n}": shingles(f"{words(0, 30)} {words(1 if alike else n, 31)}") for n in range(several)}
        start = process_time()
        originals(texts)
        return process_time() - start

    assert taken(3_000) < 40 * taken(300)


def test_the_conflicts_and_the_page_count_alike():
    wire = f"Albania says that Iran is behind the {WIPER}. {words(1, 60)}"
    attributes = {"publisher": "A", "public": "2031-08-05", "agent": "AL"}
    told = [
        report("a", wire, **attributes),
        report("b", f"{wire} More.", **attributes),
        report("c", f"Iran was named over the {WIPER}", **attributes),
        report("d", f"Russia, says Norway of the {WIPER}", **(attributes | {"agent": "NO"}), accused="RU"),
    ]
    first, *others = sorted(incident(one.document.key) for one in told)
    joined = merged([graph(*told)], said=Said({(first, other): True for other in others})).graph
    (conflict,) = conflicts(joined)
    assert {side.value: side.origins for side in conflict.sides} == {"Iran": 2, "Russia": 1}
    assert sorted((act.group, act.origins) for act in collect(joined).acts) == [(0, None), (1, 2), (1, 2), (1, 2)]


def test_the_text_of_a_copy_may_be_cited_under_its_own_address():
    wire = words(1, 60)
    copy = replace(says("copy", wire, at=OTHER), published=None)
    assert counted(says("wire", f"{wire} end", at=PAGE), copy, says("record", cites=(OTHER,))) == 1
