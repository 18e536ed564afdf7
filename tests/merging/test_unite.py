"""Merging: what becomes one, that sources stay as they are, and that the order makes no difference."""

import json
from itertools import permutations

import pytest

import attrigraph
from attrigraph.merging.decisions import Said, decision_lines, read_decisions
from attrigraph.merging.unite import merged
from attrigraph.rdf import check, iris
from attrigraph.rdf.vocabulary import AG, SKOS

from .conftest import NAMES, NEWS, ONE, TWO, graph, incident


def same(result):
    return set(result.graph.quads())


def outcome(result, one, other):
    pair = tuple(sorted((incident(one), incident(other))))
    return next((one.outcome for one in result.decisions if (one.one, one.other) == pair), None)


@pytest.fixture(scope="module")
def result(graphs):
    return merged(graphs)


def test_reports_of_one_attack_get_one_node(result):
    assert outcome(result, "one-1", "two-1") == "auto-accepted"
    groups = {}
    for quad in result.graph.store.quads_for_pattern(None, AG.canonical, None, iris.LINKS):
        groups.setdefault(quad.object.value, set()).add(quad.subject.value)
    together = next(group for group in groups.values() if incident("one-1") in group)
    news = {incident(one.document.key) for one in NEWS}
    assert together == {incident("one-1"), incident("two-1"), *news}
    assert {incident("one-2")} in groups.values()
    assert {incident("two-2")} in groups.values()


def test_a_decision_says_why(result):
    (decision,) = (one for one in result.incidents if {one.one, one.other} == {incident("one-1"), incident("two-1")})
    assert {reason.signal for reason in decision.reasons if reason.points > 0} >= {"words", "victim", "dates"}
    assert 0.5 < decision.score <= 1


def test_the_merged_graph_conforms(result):
    assert [str(one) for one in check(result.graph) if one.severity == "V"] == []


def test_no_source_graph_is_touched(graphs, result):
    computed = {iris.LINKS, iris.DERIVED, iris.ONTOLOGY}
    told = {quad for one in graphs for quad in one.store if quad.graph_name not in computed}
    assert {quad for quad in result.graph.store if quad.graph_name not in computed} == told


def test_merging_is_commutative_idempotent_and_incremental(graphs, result):
    for several in list(permutations(graphs))[::7]:
        assert same(merged(several)) == same(result)
    assert same(merged([result.graph])) == same(result)
    assert same(merged([merged(graphs[:2]).graph, *graphs[2:]])) == same(result)
    assert same(merged([*graphs, graphs[0], result.graph])) == same(result)


def test_reports_of_one_source_are_never_joined():
    from .conftest import WIPER, report

    twice = [ONE[0], report("one-9", f"{WIPER}, July, again", publisher="One", public="2031-08-04"), TWO[0]]
    result = merged([graph(*twice)])
    assert outcome(result, "one-1", "one-9") is None
    assert len({quad.object for quad in result.graph.store.quads_for_pattern(None, AG.canonical, None)}) >= 2


def test_rival_attributions_of_one_attack_are_joined():
    from .conftest import report

    rival = report(
        "two-1",
        "Portal of the harbour of Vlora lost its manifests to a wiper",
        publisher="Two",
        accused="RU",
        public="2031-08-01",
    )
    assert outcome(merged([graph(ONE[0]), graph(rival)]), "one-1", "two-1") == "auto-accepted"


def test_a_person_has_the_last_word(graphs, result):
    pair = tuple(sorted((incident("one-1"), incident("two-1"))))
    apart = merged(graphs, said=Said({pair: False}))
    assert outcome(apart, "one-1", "two-1") == "rejected"
    canonical = {q.subject.value: q.object.value for q in apart.graph.store.quads_for_pattern(None, AG.canonical, None)}
    assert canonical[pair[0]] != canonical[pair[1]], "not by a detour over other reports either"
    other = tuple(sorted((incident("one-2"), incident("two-3"))))
    joined = merged(graphs, said=Said({other: True}))
    assert outcome(joined, "one-2", "two-3") == "accepted"
    assert [one for one in check(joined.graph) if one.severity == "V"] == []


def test_what_a_person_said_is_kept_in_the_graph_and_can_be_undone(graphs):
    pair = tuple(sorted((incident("one-1"), incident("two-1"))))
    apart = merged(graphs, said=Said({pair: False}))
    again = merged([apart.graph, *graphs])
    assert outcome(again, "one-1", "two-1") == "rejected"
    assert outcome(merged([apart.graph], said=Said({pair: True})), "one-1", "two-1") == "accepted"


def test_one_act_in_two_documents_is_one_act_and_both_stay(result):
    (tie,) = result.acts
    assert (tie.outcome, tie.method) == ("auto-accepted", "content-key")
    assert all("/act/attribution-" in iri for iri in (tie.one, tie.other))
    acts = {quad.subject for quad in result.graph.store.quads_for_pattern(None, AG.status, None)}
    assert len(acts) == len(ONE) + len(TWO) + len(NEWS)


def test_an_act_that_a_person_rejects_leaves_the_graph(graphs):
    act = next(quad.subject.value for quad in graphs[2].store.quads_for_pattern(None, AG.status, None))
    left = merged(graphs, said=Said({}, frozenset({act}))).graph
    assert not [quad for quad in left.quads() if act in (str(quad.subject.value), getattr(quad.object, "value", ""))]


def test_groups_are_related_by_hypotheses_and_stay_apart(result):
    (likeness,) = result.actors
    assert (likeness.outcome, likeness.method) == ("proposed", "stated")
    assert [(one.signal, one.found) for one in likeness.reasons] == [("name", "LakeOtter"), ("stated", "doc/misp-1")]
    assert not list(result.graph.store.quads_for_pattern(None, SKOS.closeMatch, None))
    pair = (likeness.one, likeness.other)
    close = merged([graph(*NAMES)], said=Said({pair: True})).graph
    assert len(list(close.store.quads_for_pattern(None, SKOS.closeMatch, None))) == 1


@pytest.mark.parametrize("word", ["part-of", "has-part"])
def test_a_part_stays_apart_and_is_tied_to_its_whole(graphs, tmp_path, word):
    one, other = sorted((incident("one-1"), incident("two-1")))
    (tmp_path / "said.jsonl").write_text(json.dumps({"one": one, "other": other, "decision": word}))
    apart = merged(graphs, said=read_decisions(tmp_path / "said.jsonl"))
    part, whole = (one, other) if word == "part-of" else (other, one)
    tied = [
        (quad.subject.value, quad.object.value) for quad in apart.graph.store.quads_for_pattern(None, AG.partOf, None)
    ]
    assert (outcome(apart, "one-1", "two-1"), tied) == ("rejected", [(part, whole)])
    assert [str(one) for one in check(apart.graph) if one.severity == "V"] == []
    assert same(merged([apart.graph])) == same(merged([apart.graph, *graphs])) == same(apart)
    (tmp_path / "again.jsonl").write_text("".join(decision_lines(apart.decisions, {})))
    assert read_decisions(tmp_path / "again.jsonl").wholes == {(one, other): whole}
    joined = merged([apart.graph], said=Said({(one, other): True})).graph
    assert not list(joined.store.quads_for_pattern(None, AG.partOf, None))


def test_a_graph_folder_with_its_decisions(graphs, folder, tmp_path):
    files = [folder(f"g{number}", one) for number, one in enumerate(graphs)]
    attrigraph.merge(*files, out=tmp_path / "out")
    names = {"graph.nq", "store", "acts.jsonl", "quarantine.jsonl", "report.json", "index.html", "matches.jsonl"}
    assert {entry.name for entry in (tmp_path / "out").iterdir()} == names
    counts = json.loads((tmp_path / "out/report.json").read_bytes())["counts"]
    assert (counts["incidents"], counts["merged_incidents"]) == (7, 4)
    assert (counts["acts"], counts["merged_acts"]) == (7, 6)
    lines = [json.loads(line) for line in (tmp_path / "out/matches.jsonl").read_text().splitlines()]
    pair = next(line for line in lines if line["one"] == "doc/one-1/incident/1" and "two-1" in line["other"])
    (tmp_path / "said.jsonl").write_text(json.dumps({**pair, "decision": "reject"}) + "\n")
    attrigraph.merge(tmp_path / "out", out=tmp_path / "out", decisions=tmp_path / "said.jsonl")
    again = [json.loads(line) for line in (tmp_path / "out/matches.jsonl").read_text().splitlines()]
    assert [line["decision"] for line in again if line["one"] == pair["one"] and line["other"] == pair["other"]] == [
        "reject"
    ]
    assert read_decisions(tmp_path / "out/matches.jsonl").pairs == {(incident("one-1"), incident("two-1")): False}


def test_the_same_graphs_give_the_same_bytes(graphs, folder, tmp_path):
    files = [folder(f"g{number}", one) for number, one in enumerate(graphs)]
    for name, order in (("one", files), ("two", files[::-1])):
        attrigraph.merge(*order, out=tmp_path / name)
    for file in ("graph.nq", "acts.jsonl", "matches.jsonl", "quarantine.jsonl", "index.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"one": "a", "other": "b", "decision": "maybe"}', "the decision is 'maybe'"),
        ('{"one": "a", "other": "b", "decision": ["accept"]}', r"the decision is \['accept'\]"),
        ('{"one": "a", "decision": "accept"}', "neither"),
    ],
)
def test_a_bad_line_of_decisions_is_named_by_its_number(tmp_path, line, what):
    path = tmp_path / "said.jsonl"
    path.write_text('{"one": "a", "other": "b", "decision": null}\n\n' + line, encoding="utf-8")
    with pytest.raises(attrigraph.SourceError, match=what) as error:
        read_decisions(path)
    assert ":3: " in str(error.value)
