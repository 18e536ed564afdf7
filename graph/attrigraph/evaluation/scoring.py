"""Compare found claims with gold ones."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from operator import attrgetter

from attrigraph.evaluation.accuracy import confusions, dates, quotes, role, statuses
from attrigraph.evaluation.matching import match
from attrigraph.evaluation.names import NOBODY, key, keys
from attrigraph.evaluation.values import Claim, Counts, DocumentClaims, Matched, Row, Scores
from attrigraph.evaluation.weights import Atom, atom_weight, claim_weight
from attrigraph.model import ActKind, Status

Compared = tuple[DocumentClaims, DocumentClaims]
Outcome = tuple[str, str, str]  # "tp", "fp" or "fn"; the act; where the document comes from
_HAPPENED = (Status.ASSERTED, Status.HEDGED)


def score(gold: Iterable[DocumentClaims], found: Iterable[DocumentClaims]) -> Scores:
    """Score found claims against gold ones, over every document of the gold set.

    A document that was not found counts as one without claims, a found one that is not in the gold set does not count.
    Rows, in this order: who-whom, atoms (act, agent, target) of acts that are asserted or hedged; culprit, the accused;
    victim; status, atoms of all statuses with their status; claims, whole claims of one act and one status whose agents
    and whose targets have somebody in common.

    >>> said = Claim(ActKind.ATTRIBUTION, agents=("AL",), targets=("IR",))
    >>> scores = score([DocumentClaims("a", (said,))], [DocumentClaims("a", (said, said))])
    >>> scores.row("who-whom").total, scores.row("claims").total
    (Counts(tp=1, fp=0, fn=0), Counts(tp=1, fp=1, fn=0))
    """
    known = {document.id: document for document in found}
    compared = [(one, known.get(one.id, DocumentClaims(one.id, ()))) for one in gold]
    matched = tuple(_matched(*pair) for pair in compared)
    hits = [hit for document in matched for hit in document.hits]
    counted = confusions(compared)
    return Scores(
        rows=(*(_atom_row(name, compared) for name in _ATOMS), _claims_row(matched)),
        dates=dates(hits),
        quotes=quotes(hits),
        status=statuses(counted),
        agents=role(hits, attrgetter("agents")),
        targets=role(hits, attrgetter("targets")),
        victims=role(hits, attrgetter("victims")),
        confusions=counted,
        matched=matched,
    )


def _matched(gold: DocumentClaims, found: DocumentClaims) -> Matched:
    pairs = match(gold.claims, found.claims, claim_weight)
    missed = set(range(len(gold.claims))) - {i for i, _ in pairs}
    extra = set(range(len(found.claims))) - {j for _, j in pairs}
    return Matched(
        gold.id,
        tuple((gold.claims[i], found.claims[j]) for i, j in pairs),
        tuple(gold.claims[i] for i in sorted(missed)),
        tuple(found.claims[j] for j in sorted(extra)),
    )


def _who_whom(claim: Claim) -> Iterator[Atom]:
    if claim.status in _HAPPENED:
        for agent, target in product(keys(claim.agents), keys(claim.targets)):
            yield claim.act, agent, target


def _culprit(claim: Claim) -> Iterator[Atom]:
    if claim.status in _HAPPENED and claim.act is ActKind.ATTRIBUTION:
        yield from ((target,) for target in keys(claim.targets) if target != NOBODY)


def _victim(claim: Claim) -> Iterator[Atom]:
    yield from ((key(victim),) for victim in claim.victims)


def _status(claim: Claim) -> Iterator[Atom]:
    for agent, target in product(keys(claim.agents), keys(claim.targets)):
        yield claim.act, agent, target, claim.status


_ATOMS: dict[str, Callable[[Claim], Iterator[Atom]]] = {
    "who-whom": _who_whom,
    "culprit": _culprit,
    "victim": _victim,
    "status": _status,
}


def _atom_row(name: str, compared: Sequence[Compared]) -> Row:
    outcomes = [outcome for pair in compared for outcome in _atom_outcomes(name, *pair)]
    return _row(name, outcomes, acts=name in ("who-whom", "status"))


def _atom_outcomes(name: str, gold: DocumentClaims, found: DocumentClaims) -> Iterator[Outcome]:
    mine, theirs = (sorted({atom for claim in side.claims for atom in _ATOMS[name](claim)}) for side in (gold, found))
    pairs = match(mine, theirs, atom_weight)
    hit, met = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, atom in enumerate(mine):
        yield "tp" if i in hit else "fn", atom[0], _source(gold.id)
    for j, atom in enumerate(theirs):
        if j not in met:
            yield "fp", atom[0], _source(gold.id)


def _claims_row(matched: Iterable[Matched]) -> Row:
    outcomes = [
        (what, claim.act.value, _source(document.document))
        for document in matched
        for what, claims in (
            ("tp", [gold for gold, _ in document.hits]),
            ("fn", document.missed),
            ("fp", document.extra),
        )
        for claim in claims
    ]
    return _row("claims", outcomes, acts=True)


def _row(name: str, outcomes: Sequence[Outcome], *, acts: bool) -> Row:
    by_act = _grouped((act, what) for what, act, _ in outcomes) if acts else {}
    by_source = _grouped((source, what) for what, _, source in outcomes)
    total = _grouped(("", what) for what, _, _ in outcomes)
    return Row(name, total.get("", Counts()), by_act, by_source)


def _grouped(outcomes: Iterable[tuple[str, str]]) -> dict[str, Counts]:
    counted = Counter(outcomes)
    groups = sorted({group for group, _ in counted})
    return {group: Counts(*(counted[group, what] for what in ("tp", "fp", "fn"))) for group in groups}


def _source(document: str) -> str:
    """Return the part of an id before its first hyphen: what a gold set calls the origin of a text."""
    return document.partition("-")[0]
