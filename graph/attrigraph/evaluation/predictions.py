"""Between extractions, claims that are scored, and lines of a file in the gold form."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from attrigraph.evaluation.values import Claim, DocumentClaims
from attrigraph.gold import Claim as GoldClaim
from attrigraph.gold import GoldDocument, project
from attrigraph.model import ActKind, Extraction, Status
from attrigraph.records import escaped


def extracted_claims(extraction: Extraction) -> DocumentClaims:
    """Return the acts as claims that know their frame and their score: each act is projected by itself."""
    return DocumentClaims(
        extraction.document.id,
        tuple(
            _scored(claim, act.rule, act.score)
            for act in extraction.acts
            for claim in project(replace(extraction, acts=(act,)))["claims"]
        ),
    )


def prediction_lines(found: Iterable[DocumentClaims]) -> Iterator[str]:
    """Yield documents in the gold form, as lines of JSON without the line break."""
    for document in found:
        claims = [_in_gold_form(claim) for claim in document.claims]
        yield escaped(json.dumps(GoldDocument(id=document.id, claims=claims), ensure_ascii=False))


def _scored(claim: GoldClaim, rule: str, score: float) -> Claim:
    return Claim(
        act=ActKind(claim["act"]),
        status=Status(claim["status"]),
        agents=tuple(claim["agents"]),
        targets=tuple(claim["targets"]),
        victims=tuple(claim["victims"]),
        date=claim["date"],
        incident=claim["incident"],
        quote=claim["quote"],
        rule=rule,
        score=score,
    )


def _in_gold_form(claim: Claim) -> GoldClaim:
    return {
        "act": claim.act.value,
        "agents": list(claim.agents),
        "targets": list(claim.targets),
        "victims": list(claim.victims),
        "status": claim.status.value,
        "date": claim.date,
        "incident": claim.incident,
        "quote": claim.quote,
    }
