"""The attack on Albania of July 2022 in five kinds of source: one incident, and groups that stay apart."""

import csv
import json
from pathlib import Path

import pytest

import attrigraph
from attrigraph.folders import folder
from attrigraph.importing import import_
from attrigraph.merging.unite import labels, merged
from attrigraph.model import Interval
from attrigraph.rdf import Graph
from attrigraph.rdf.vocabulary import AG, SKOS

SHARED = Path(__file__).parents[2] / "../shared"
GROUPS = ("HomeLand Justice", "Void Manticore", "BANISHED KITTEN")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the article and the datasets are not here"),
]


def some(source: Path, target: Path, word: str, *, others: int = 150) -> Path:
    """Copy the rows of a table that have a word in them, and some others, so that the test is quick."""
    with source.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)
    kept = [
        row for number, row in enumerate(rows) if number % max(1, len(rows) // others) == 0 or word in " ".join(row)
    ]
    with target.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([head, *kept])
    return target


def clusters(source: Path, target: Path) -> Path:
    """Copy the clusters of a galaxy in which one of the groups is named."""
    galaxy = json.loads(source.read_bytes())
    named = [one for one in galaxy["values"] if any(name.lower() in json.dumps(one).lower() for name in GROUPS)]
    target.write_text(json.dumps({**galaxy, "values": named}), encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder_of_ours = tmp_path_factory.mktemp("albania")
    article = SHARED / "seeds/albania-iran-2022.txt"
    texts = attrigraph.build(
        [article, folder("seeds") / "documents/albania-2022.md"], published=Interval.parse("2022-09-07")
    )
    data = SHARED / "data"
    tables = [data / f"eurepoc-1.3/eurepoc_{name}.csv" for name in ("global_dataset_1_3", "attribution_dataset_1.3")]
    eurepoc = import_("eurepoc", [some(one, folder_of_ours / one.name, "Albania") for one in tables])
    tracker = data / "cfr/cyber-operations-incidents_2005-2022-12.csv"
    cfr = import_("cfr", some(tracker, folder_of_ours / tracker.name, "Albania"))
    galaxies = [data / f"misp/{name}.json" for name in ("threat-actor", "mitre-intrusion-set")]
    misp = import_("misp", [clusters(one, folder_of_ours / one.name) for one in galaxies])
    return merged([texts, eurepoc, cfr, misp])


def test_article_report_eurepoc_and_cfr_tell_of_one_incident(result):
    canonical = {
        quad.subject.value.partition("/id/")[2]: quad.object.value
        for quad in result.graph.store.quads_for_pattern(None, AG.canonical, None)
    }
    ours = canonical["doc/eurepoc-1502/incident/1"]
    together = {name for name, node in canonical.items() if node == ours}
    assert any(name.startswith("doc/cfr-targeting-of-albanian-government-") for name in together)
    assert any(name.startswith("doc/attrigraph-seeds-20220912-") for name in together)
    assert any(name.startswith("doc/20220907-") for name in together)
    assert sum("/cfr-" in name for name in together) == 1 == sum("/eurepoc-" in name for name in together)


def test_homeland_justice_void_manticore_and_banished_kitten_stay_apart(result):
    names = labels(result.graph)
    about = [one for one in result.actors if {names.get(one.one), names.get(one.other)} & set(GROUPS)]
    assert {names[iri] for one in about for iri in (one.one, one.other)} >= set(GROUPS)
    assert {one.outcome for one in about} == {"proposed"}
    assert all(one.reasons for one in about)
    graph: Graph = result.graph
    actors = {
        quad.subject for quad in graph.store.quads_for_pattern(None, AG.canonical, None) if "/actor/" in str(quad)
    }
    assert actors == set()
    assert not list(graph.store.quads_for_pattern(None, SKOS.closeMatch, None))
