"""What was missed and what was too much, and which frames it came from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attrigraph.evaluation.values import Claim, Matched
from attrigraph.evaluation.weights import roles_in_common, shared_words

_NEAR = 0.5  # the share of the gold quote's words that a claim has to have to be called near


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold claim that was not found; `near` is an unmatched claim in the same words, and `differs` says in what."""

    document: str
    claim: Claim
    near: Claim | None
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """A found claim that the gold set does not have."""

    document: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Frame:
    """How one frame did: claims found, right ones, and gold claims missed by it though it fired in their words."""

    rule: str
    found: int
    right: int
    near_misses: int

    @property
    def extra(self) -> int:
        """How many claims it found that the gold set does not have."""
        return self.found - self.right


def misses(matched: Iterable[Matched]) -> tuple[Miss, ...]:
    """Return the gold claims that were not found, in their order."""
    return tuple(_miss(document, claim) for document in matched for claim in document.missed)


def extras(matched: Iterable[Matched]) -> tuple[Extra, ...]:
    """Return the found claims that the gold set does not have, sorted by frame, then in their order."""
    listed = [Extra(document.document, claim) for document in matched for claim in document.extra]
    return tuple(sorted(listed, key=lambda extra: extra.claim.rule))


def frames(matched: Sequence[Matched], missed: Iterable[Miss]) -> tuple[Frame, ...]:
    """Return how the frames did, those with the most extra claims first; nothing where no claim names its frame."""
    right = Counter(found.rule for document in matched for _, found in document.hits)
    wrong = Counter(claim.rule for document in matched for claim in document.extra)
    near = Counter(miss.near.rule for miss in missed if miss.near)
    rules = {*right, *wrong} - {""}
    listed = [Frame(rule, right[rule] + wrong[rule], right[rule], near[rule]) for rule in rules]
    return tuple(sorted(listed, key=lambda frame: (-frame.extra, -frame.near_misses, frame.rule)))


def _miss(document: Matched, claim: Claim) -> Miss:
    weighed = [(shared_words(claim.quote, extra.quote), -number) for number, extra in enumerate(document.extra)]
    share, position = max(weighed, default=(0.0, 0))
    if share < _NEAR:
        return Miss(document.document, claim, None, ())
    near = document.extra[-position]
    return Miss(document.document, claim, near, tuple(_differences(claim, near)))


def _differences(gold: Claim, found: Claim) -> Iterator[str]:
    if gold.act != found.act:
        yield "act"
    if gold.status != found.status:
        yield "status"
    if not roles_in_common(gold.agents, found.agents):
        yield "agents"
    if not roles_in_common(gold.targets, found.targets):
        yield "targets"
