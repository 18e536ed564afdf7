"""Threat actors of different registries that may be one: hypotheses for a person, never merged by the machine."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrigraph.merging.features import rows
from attrigraph.merging.values import Decision, Outcome, Reason
from attrigraph.rdf import Graph, iris
from attrigraph.sources.forms import key

_MOST = 6  # actors that may share a name before it says nothing
_SHARED = 0.6  # score of one shared name; the more of the shorter list is shared, the higher


def likenesses(graph: Graph, said: Mapping[tuple[str, str], bool]) -> Iterator[Decision]:
    """Yield in order of the IRIs the pairs of actors that share a name, or that a source holds to be one.

    A pair that people decided about has their outcome. Actors are never joined: an accepted pair is a close match.
    """
    shared, names = _shared(graph)
    stated = _stated(graph)
    for one, other in sorted({*shared, *stated, *(pair for pair in said if _are_actors(names, *pair))}):
        common, claims = shared.get((one, other), ()), stated.get((one, other), ())
        by_name = _SHARED + (1 - _SHARED) * len(common) / min(len(names[one]), len(names[other])) if common else 0.0
        reasons = [Reason("name", "; ".join(common), round(by_name, 2))] if common else []
        reasons += [Reason("stated", document.removeprefix(iris.BASE), score) for document, score in claims]
        method = "stated" if claims else "name-similarity"
        best = round(max((reason.points for reason in reasons), default=0.0), 2)
        yield _decision(one, other, said, best, method, tuple(reasons))


def _decision(
    one: str, other: str, said: Mapping[tuple[str, str], bool], score: float, method: str, reasons: tuple[Reason, ...]
) -> Decision:
    same = said.get((one, other))
    if same is None:
        why = "a source holds them to be one" if method == "stated" else "names in common"
        return Decision(one, other, Outcome.PROPOSED, score, method, reasons, why)
    outcome = Outcome.ACCEPTED if same else Outcome.REJECTED
    return Decision(one, other, outcome, float(same), "manual", reasons, "decided by a person")


def _are_actors(names: Mapping[str, object], one: str, other: str) -> bool:
    return one in names and other in names


def _shared(graph: Graph) -> tuple[dict[tuple[str, str], list[str]], dict[str, set[str]]]:
    """Return the names that pairs of actors share, and the names of each."""
    bearers: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for row in rows(graph, "names"):
        name = key(row["name"])
        if len(name) > 2:
            bearers[name].add(row["iri"])
            names[row["iri"]].add(name)
            spelled.setdefault(name, row["name"])
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(bearers):
        several = sorted(bearers[name])
        if len(several) <= _MOST:
            for at, one in enumerate(several):
                for other in several[at + 1 :]:
                    found[one, other].append(spelled[name])
    return found, names


def _stated(graph: Graph) -> dict[tuple[str, str], list[tuple[str, float]]]:
    found: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row in rows(graph, "stated"):
        found[row["one"], row["other"]].append((row["document"], float(row["score"])))
    return found
