"""What becomes of pairs of reports, from their points alone."""

from attrigraph.merging.actors import likenesses
from attrigraph.merging.decide import Clusters, decide
from attrigraph.merging.settings import settings
from attrigraph.merging.values import Decision, Outcome, Pair, Reason
from attrigraph.model import Actor, ActorKind, Document, Extraction, Profile
from attrigraph.rdf import Graph, iris
from attrigraph.rdf.quads import quads

SOURCES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "c1": "c"}
ACCEPTED, PROPOSED = settings()["accept"], settings()["propose"]


def pair(one: str, other: str, points: float, *signals: str) -> Pair:
    reasons = tuple(Reason(signal, "x", 100.0) for signal in signals)
    return Pair(one, other, points, reasons, (SOURCES[one], SOURCES[other]))


def sure(one: str, other: str, more: float = 0.0) -> Pair:
    signals = sorted({*ACCEPTED["anchors"], *ACCEPTED["least"]})
    return pair(one, other, ACCEPTED["points"] + ACCEPTED["alone"] + more, *signals)


def outcomes(*pairs: Pair) -> dict[tuple[str, str], Outcome]:
    decisions, _ = decide(pairs, SOURCES, said={})
    return {(one.one, one.other): one.outcome for one in decisions}


def test_the_best_of_both_sides_is_taken_and_the_other_is_superseded() -> None:
    assert outcomes(sure("a1", "b1", 9), sure("a1", "b2")) == {
        ("a1", "b1"): Outcome.AUTO_ACCEPTED,
        ("a1", "b2"): Outcome.SUPERSEDED,
    }


def test_the_margin_is_to_the_better_rival_of_both_sides() -> None:
    near = ACCEPTED["margin"] / 2
    assert outcomes(sure("a1", "b1", near), sure("a2", "b1"))[("a1", "b1")] is Outcome.PROPOSED
    assert outcomes(sure("a1", "b1", near), sure("a1", "b2"))[("a1", "b1")] is Outcome.PROPOSED


def test_a_pair_with_few_points_is_no_line() -> None:
    assert outcomes(pair("a1", "b1", PROPOSED["points"] - 0.1)) == {}


def test_only_a_shared_address_is_called_one() -> None:
    def method(*reasons: Reason) -> str:
        (decision,), _ = decide([Pair("a1", "b1", PROPOSED["points"], reasons, ("a", "b"))], SOURCES, said={})
        return decision.method

    assert method(Reason("address", "x", 4.0)) == "shared-source-url"
    assert method(Reason("address", "x", -1.5)) == "content-key"
    assert method(Reason("words", "x", 4.0)) == "content-key"


def test_who_is_alone_is_no_group() -> None:
    groups = Clusters([], SOURCES)
    assert (groups.members("a1"), list(groups)) == (["a1"], [])
    groups.join("b1", "a1")
    assert list(groups) == [["a1", "b1"]]


def actors(*named: tuple[str, tuple[str, ...]]) -> Graph:
    document = Document("d", "text")
    profiles = tuple(Profile(Actor(ActorKind.GROUP, f"actor/name/{name}", name), aliases) for name, aliases in named)
    return Graph.of(quads(Extraction(document, (), (), profiles)))


def alike(graph: Graph, said: dict[tuple[str, str], bool] | None = None) -> list[Decision]:
    return list(likenesses(graph, said or {}))


def test_the_more_names_two_actors_share_the_likelier_they_are_one() -> None:
    (few,) = alike(actors(("otter", ("Otto", "Owl", "Ox")), ("badger", ("Otto", "Bat", "Bee"))))
    (all_,) = alike(actors(("otter", ("Otto",)), ("otto", ("otter",))))
    assert (few.why, few.outcome) == ("names in common", Outcome.PROPOSED)
    assert 0.6 < few.score < all_.score <= 1


def test_a_person_decides_about_actors_that_share_no_name() -> None:
    graph = actors(("otter", ()), ("badger", ()))
    badger, otter = (f"{iris.BASE}actor/name/{name}" for name in ("badger", "otter"))
    assert alike(graph) == []
    (decision,) = alike(graph, {(badger, otter): True})
    assert (decision.outcome, decision.method, decision.score) == (Outcome.ACCEPTED, "manual", 1.0)
    assert alike(graph, {(badger, f"{iris.BASE}doc/x#incident-1"): True}) == []
