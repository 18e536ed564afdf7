"""From what a model said to acts and incidents that stand on words of the text, and to what does not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from attrigraph.extraction.basis import basis_of
from attrigraph.extraction.codes import code_in, codes_in
from attrigraph.extraction.labels import incident_label
from attrigraph.extraction.states import rolled_up
from attrigraph.llm.actors import UnlinkedError, linked
from attrigraph.llm.anchors import LONGEST, anchored
from attrigraph.llm.answer import Said, SaidActor, SaidClaim, SaidIncident
from attrigraph.model import (
    Act,
    ActKind,
    ActorKind,
    Document,
    Extraction,
    Incident,
    Interval,
    Participant,
    Quarantined,
    Span,
)

FORM, QUOTE, ACTOR = "answer-form", "answer-quote", "answer-actor"  # what of an answer is wrong, in quarantine.jsonl
_UNMEASURED = 0.5  # of the score of a link: how well a model reads has not been measured here
_SHORTEST = 2  # words of a quote; fewer stand anywhere

Numbered = Mapping[int, Incident | None]


class _UnusableError(Exception):
    """One incident or claim cannot be used: why, and the constraint that it breaks."""

    def __init__(self, why: str, constraint: str) -> None:
        super().__init__(why)
        self.why = why
        self.constraint = constraint


def extraction(document: Document, said: Said, *, rule: str) -> Extraction:
    """Return the acts in order of their main span and the incidents in order of mention; the rest is `rejected`.

    An incident whose words do not stand in the text leaves, and the claims about it stay without it.
    """
    rejected = [_quarantined(document, one.what, one.why, FORM, one.quote) for one in said.malformed]
    incidents = _incidents(document, said.incidents, rule, rejected)
    acts: list[Act] = []
    for number, claim in said.claims:
        try:
            acts.append(_act(document, claim, incidents, rule))
        except _UnusableError as error:
            rejected.append(_quarantined(document, f"claim {number}", error.why, error.constraint, claim.quote))
    told = sorted(dict.fromkeys(acts), key=lambda act: (act.evidence[0], act.kind))
    known = tuple(sorted((one for one in incidents.values() if one), key=lambda one: one.number))
    return Extraction(document, tuple(told), known, rejected=tuple(rejected))


def _incidents(
    document: Document, said: Iterable[SaidIncident], rule: str, rejected: list[Quarantined]
) -> dict[int, Incident | None]:
    """Return the incidents by the model's numbers, numbered anew in order of mention; None for what is no incident."""
    found: dict[int, Incident | None] = {}
    for one in said:
        try:
            if one.number in found:
                raise _UnusableError(f"has the number {one.number}, which is taken", FORM)
            found[one.number] = _incident(document, one, rule)
        except _UnusableError as error:
            found.setdefault(one.number, None)
            rejected.append(_quarantined(document, f"incident {one.number}", error.why, error.constraint, one.quote))
    order = sorted((one.evidence[0], number) for number, one in found.items() if one)
    places = {number: place for place, (_, number) in enumerate(order, 1)}
    return {number: replace(one, number=places[number]) if one else None for number, one in found.items()}


def _incident(document: Document, said: SaidIncident, rule: str) -> Incident:
    span = _evidence(document, said.quote)
    victims, when = _participants(document, said.victims), _interval(said.date)
    types = codes_in(span.quote, "incident")
    return Incident(
        number=0,
        label=incident_label(types, victims, when),
        evidence=(span,),
        victims=victims,
        types=types,
        effects=codes_in(span.quote, "effect"),
        when=when,
        rule=rule,
    )


def _act(document: Document, said: SaidClaim, incidents: Numbered, rule: str) -> Act:
    span = _evidence(document, said.quote)
    if said.incident is not None and said.incident not in incidents:
        raise _UnusableError(f"is about incident {said.incident}, which the answer does not have", FORM)
    agents, targets = _participants(document, said.agents), _participants(document, said.targets)
    if not agents and not targets:
        raise _UnusableError("has neither agents nor targets", FORM)
    acting = rolled_up(agents)
    act = Act(
        kind=said.act,
        status=said.status,
        evidence=(span,),
        agents=acting,
        targets=targets,
        speaker=next((one for one in agents if one.actor.kind is ActorKind.PERSON), None),
        incident=incidents[said.incident] if said.incident is not None else None,
        when=_interval(said.date),
        rule=rule,
        score=round(min(one.score for one in agents + targets) * _UNMEASURED, 2),
    )
    if said.act is ActKind.DENIAL:
        return replace(act, perpetrators=acting)
    return _attribution(act) if said.act is ActKind.ATTRIBUTION else act


def _attribution(act: Act) -> Act:
    """Move the accused to their role, and keep how surely they are accused in the words of the quote."""
    quote = act.evidence[0].quote
    return replace(
        act,
        targets=(),
        perpetrators=act.targets,
        when=act.when if act.agents else None,
        basis=basis_of(act.agents, act.targets, act.incident.victims if act.incident else ()),
        mode=code_in(quote, "mode"),
        confidence=code_in(quote, "confidence"),
        likelihood=code_in(quote, "likelihood"),
    )


def _evidence(document: Document, quote: str) -> Span:
    if len(quote.split()) < _SHORTEST:
        raise _UnusableError("quotes less than two words, which stand anywhere", QUOTE)
    if len(quote) > LONGEST:
        raise _UnusableError(f"quotes more than {LONGEST} characters", QUOTE)
    span = anchored(document, quote)
    if span is None:
        raise _UnusableError("quotes words that the text does not have", QUOTE)
    return span


def _participants(document: Document, said: Iterable[SaidActor]) -> tuple[Participant, ...]:
    """Return the actors, each once, in the model's order."""
    return tuple({one.actor.id: one for one in _linked(document, said)}.values())


def _linked(document: Document, said: Iterable[SaidActor]) -> Iterator[Participant]:
    try:
        for one in said:
            yield linked(one, document)
    except UnlinkedError as error:
        raise _UnusableError(str(error), ACTOR) from error


def _interval(date: str | None) -> Interval | None:
    try:
        return Interval.parse(date) if date else None
    except ValueError as error:
        raise _UnusableError("has a date that is none", FORM) from error


def _quarantined(document: Document, what: str, why: str, constraint: str, quote: str) -> Quarantined:
    return Quarantined(document.id, "", constraint, f"{what} of the answer {why}", quote)
