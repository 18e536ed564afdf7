"""From the candidates of a document to its acts: dates, incidents, codes, roll-up to States, repetitions left out."""

from dataclasses import replace

from attrigraph.extraction.basis import basis_of
from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.codes import code_in, codes_in
from attrigraph.extraction.dating import Dates
from attrigraph.extraction.drafts import Draft, without_repetitions
from attrigraph.extraction.incidents import Incidents
from attrigraph.extraction.silent import with_silent_roles
from attrigraph.extraction.states import rolled_up
from attrigraph.extraction.unnamed import UNNAMED, wholes
from attrigraph.language.tokenizer import end_of, start_of
from attrigraph.language.words import has_class
from attrigraph.model import Act, ActKind, ActorKind, Document, Extraction, Participant, Span, Status

_LESS_THAN_HIGH = ("low", "moderate")
_SAID, _OWN_VOICE = 0.9, 0.75
_ANYBODY_ELSE = "it-security-community"  # whose word is neither a State's nor an international organisation's


def assemble(document: Document, candidates: list[Candidate]) -> Extraction:
    """Return the acts in order of their main span and the incidents in order of mention."""
    if not candidates:
        return Extraction(document, (), ())
    dates = Dates(candidates[0].trigger.doc)
    incidents = Incidents()
    drafts: list[Draft] = []
    for candidate in _numbered(candidates, document):
        span = _evidence(document, candidate)
        cluster = incidents.assign(candidate, dates.of_event(candidate), span)
        if candidate.is_act:
            today, is_news = dates.of_publication(candidate), dates.is_news(candidate)
            drafts.append(Draft(_act(candidate, span, dates), cluster, today, is_news, _is_further(candidate)))
    frozen = {c.number: c.freeze() for c in incidents.clusters}
    told = with_silent_roles(without_repetitions(drafts, document.published), document, dates.told)
    acts = [replace(d.act, incident=frozen[d.cluster.number] if d.cluster else None) for d in told]
    return Extraction(document, tuple(sorted(acts, key=lambda a: a.evidence[0])), tuple(frozen.values()))


def _numbered(candidates: list[Candidate], document: Document) -> list[Candidate]:
    """Give the actors that nobody names their ids in this document, counted from 1 in order of mention."""
    unnamed = {p.actor.id for c in candidates for p in c.targets + c.denied if p.actor.id.startswith(UNNAMED)}
    order = sorted(unnamed, key=lambda i: int(i.removeprefix(UNNAMED)))
    ids = {old: f"doc/{document.key}/actor/{n}" for n, old in enumerate(order, 1)}
    heads = {int(old.removeprefix(UNNAMED)): old for old in order}
    whole = {heads[part]: ids[heads[all_]] for part, all_ in wholes(candidates[0].trigger.doc, heads).items()}

    def renamed(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(
            replace(p, actor=replace(p.actor, id=ids[p.actor.id], part_of=whole.get(p.actor.id)))
            if p.actor.id in ids
            else p
            for p in participants
        )

    return [replace(c, targets=renamed(c.targets), denied=renamed(c.denied)) for c in candidates]


def _act(candidate: Candidate, span: Span, dates: Dates) -> Act:
    frame = candidate.frame
    agents = rolled_up(candidate.agents)
    act = Act(
        kind=frame.act,
        status=candidate.status,
        evidence=(span,),
        agents=agents,
        targets=candidate.targets,
        speaker=next((p for p in candidate.agents if p.actor.kind is ActorKind.PERSON), None),
        capacity=candidate.capacity if agents else None,
        when=dates.of_act(candidate),
        measure=frame.measure or None,
        legal=codes_in(candidate.trigger.sent.text, "legal"),
        deadline=dates.deadline(candidate),
        rule=frame.id,
        score=_score(candidate),
    )
    if frame.act is ActKind.DENIAL:
        return replace(act, perpetrators=candidate.denied or agents)
    return _attribution(act, candidate) if frame.act is ActKind.ATTRIBUTION else act


def _is_further(candidate: Candidate) -> bool:
    """Return whether the words tell a measure as one more: "additional charges were brought", "further sanctions"."""
    near = (candidate.trigger, candidate.trigger.head, *candidate.trigger.children)
    nouns = (t for t in near if t.pos_ == "NOUN" and not has_class(t, "event"))
    return any(c.dep_ == "amod" and has_class(c, "one-more") for noun in nouns for c in noun.children)


def _score(candidate: Candidate) -> float:
    """Return how sure the reading is: the weakest entity link, less where nobody is quoted for it."""
    links = [p.score for p in candidate.agents + candidate.targets]
    return round(min(links, default=1.0) * (_OWN_VOICE if candidate.frame.is_own_voice else _SAID), 2)


def _attribution(act: Act, candidate: Candidate) -> Act:
    """Move the accused to their role, and read how surely and on what basis they are accused."""
    sentence = candidate.trigger.sent.text
    instruments = tuple(p for p in act.targets if p.actor.kind is not ActorKind.STATE)
    confidence, likelihood = code_in(sentence, "confidence"), code_in(sentence, "likelihood")
    doubted = likelihood is not None or confidence in _LESS_THAN_HIGH
    return replace(
        act,
        status=Status.HEDGED if doubted and act.status is Status.ASSERTED else act.status,
        targets=(),
        perpetrators=act.targets,
        via=instruments if len(instruments) < len(act.targets) else (),
        basis=basis_of(candidate.agents, candidate.targets, candidate.victims) or _ANYBODY_ELSE,
        mode=code_in(sentence, "mode"),
        confidence=confidence,
        likelihood=likelihood,
    )


def _evidence(document: Document, candidate: Candidate) -> Span:
    """The clause of the trigger with the phrases of its roles, as far as they stand in its sentence."""
    sentence = candidate.trigger.sent
    doc = sentence.doc
    heads = [candidate.trigger, *candidate.agent_heads, *candidate.target_heads, *candidate.events]
    here = [h for h in heads if h.sent == sentence]
    first = max(min(h.left_edge.i for h in here), sentence.start)
    last = min(max(h.right_edge.i for h in here), sentence.end - 1)
    while last > first and doc[last].is_punct:
        last -= 1
    while first < last and doc[first].is_punct:
        first += 1
    return document.span(start_of(doc[first]), end_of(doc[last]))
