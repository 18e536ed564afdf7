"""An evaluation as tables for a terminal, and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from attrigraph.evaluation.run import Evaluation
from attrigraph.evaluation.values import Claim, Counts, Scores, Share
from attrigraph.outputs import GENERATOR
from attrigraph.records import escaped
from attrigraph.table import Table

_DIGITS = 4


def rows_table(scores: Scores, *, by: str | None = None) -> Table:
    """Return precision, recall, F1 and counts of each row, with `by` ("act", "source") of its groups as well."""
    columns = ("row", "P", "R", "F1", "tp", "fp", "fn")
    if by is None:
        return Table(columns, tuple((row.name, *_figures(row.total)) for row in scores.rows))
    listed = [
        (row.name, group, *_figures(counts))
        for row in scores.rows
        for group, counts in (("all", row.total), *(row.by_act if by == "act" else row.by_source).items())
    ]
    return Table(("row", by, *columns[1:]), tuple(listed))


def accuracy_table(scores: Scores) -> Table:
    """Return what is right about claims that match."""
    listed = ((name, str(one.right), str(one.total), f"{one.value:.3f}") for name, one in accuracy(scores).items())
    return Table(("of matched claims", "right", "of", "share"), tuple(listed))


def calibration_table(evaluation: Evaluation) -> Table:
    """Return the reliability table; no rows where no claim has a score."""
    found = evaluation.calibration
    listed = (
        (f"{one.low:.1f} to {one.high:.1f}", str(one.count), f"{one.mean_score:.3f}", f"{one.share_right:.3f}")
        for one in (found.bins if found else ())
    )
    return Table(("score", "claims", "mean score", "share right"), tuple(listed))


def frames_table(evaluation: Evaluation) -> Table:
    """Return what each frame found, those with the most extra claims first."""
    listed = ((one.rule, *map(str, (one.found, one.right, one.extra, one.near_misses))) for one in evaluation.frames)
    return Table(("frame", "found", "right", "extra", "near misses"), tuple(listed))


def misses_table(evaluation: Evaluation) -> Table:
    """Return the gold claims that were not found, with the frame that was nearest and what it got wrong."""
    listed = (
        (one.document, summary(one.claim), one.near.rule if one.near else None, ", ".join(one.differs), one.claim.quote)
        for one in evaluation.misses
    )
    return Table(("document", "missed", "near", "differs in", "quote"), tuple(listed))


def extras_table(evaluation: Evaluation) -> Table:
    """Return the found claims that the gold set does not have, by frame."""
    listed = ((one.claim.rule, one.document, summary(one.claim), one.claim.quote) for one in evaluation.extras)
    return Table(("frame", "document", "extra", "quote"), tuple(listed))


def summary(claim: Claim) -> str:
    """Return a claim in a few words.

    >>> from attrigraph.model import ActKind, Status
    >>> summary(Claim(ActKind.EXPULSION, Status.PLANNED, agents=("AL",), targets=("IR", "org:MOIS")))
    'expulsion (planned): AL > IR, org:MOIS'
    """
    who, whom = (", ".join(actors) or "-" for actors in (claim.agents, claim.targets))
    status = "" if claim.status == "asserted" else f" ({claim.status})"
    return f"{claim.act}{status}: {who} > {whom}"


def to_json(evaluation: Evaluation) -> str:
    """Return everything but the right claims as JSON; the same evaluation gives the same text."""
    scores = evaluation.scores
    value = {
        "generator": GENERATOR,
        "version": version("attrigraph"),
        "gold": evaluation.gold,
        "engine": evaluation.engine,
        "documents": len(scores.matched),
        "rows": {
            row.name: {**_numbers(row.total), "by_act": _groups(row.by_act), "by_source": _groups(row.by_source)}
            for row in scores.rows
        },
        "accuracy": {name: {**asdict(one), "share": one.value} for name, one in accuracy(scores).items()},
        "statuses": [asdict(one) for one in scores.confusions],
        "calibration": asdict(evaluation.calibration) if evaluation.calibration else None,
        "frames": [{**asdict(one), "extra": one.extra} for one in evaluation.frames],
        "misses": [asdict(one) for one in evaluation.misses],
        "extras": [asdict(one) for one in evaluation.extras],
        "problems": [asdict(one) for one in evaluation.problems],
    }
    return escaped(json.dumps(_rounded(value), ensure_ascii=False, indent=1))


def accuracy(scores: Scores) -> dict[str, Share]:
    """Return what is right about claims that match, by its name."""
    names = ("dates", "quotes", "status", "agents", "targets", "victims")
    return {name: getattr(scores, name) for name in names}


def _figures(counts: Counts) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
    return (*shares, str(counts.tp), str(counts.fp), str(counts.fn))


def _numbers(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, **asdict(counts)}


def _groups(groups: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {name: _numbers(counts) for name, counts in groups.items()}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
