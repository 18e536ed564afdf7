"""From the candidates of a document to its acts: dates, incidents, codes, roll-up to States, repetitions left out."""

from collections.abc import Iterable
from dataclasses import replace

from attrigraph.extraction.codes import code_in, codes_in
from attrigraph.extraction.conditions import is_official
from attrigraph.extraction.dating import Dates
from attrigraph.extraction.incidents import Cluster, Incidents
from attrigraph.extraction.actors import state_of
from attrigraph.extraction.matching import Candidate
from attrigraph.language.tokenizer import end_of, start_of
from attrigraph.model import Act, ActKind, ActorKind, Document, Extraction, Participant, Span, Status

_MODAL = (ActKind.ATTRIBUTION, ActKind.DENIAL)


def assemble(document: Document, candidates: list[Candidate]) -> Extraction:
    """Return the acts in order of their main span and the incidents in order of mention."""
    if not candidates:
        return Extraction(document, (), ())
    dates = Dates(candidates[0].trigger.doc)
    incidents = Incidents()
    drafts: list[tuple[Act, Cluster | None]] = []
    for candidate in candidates:
        span = _evidence(document, candidate)
        cluster = incidents.assign(candidate, dates.of_event(candidate), span)
        if candidate.is_act:
            drafts.append(
                (_act(replace(candidate, targets=_localised(candidate.targets, document)), span, dates), cluster)
            )
    kept = _with_accusers(_without_repetitions(drafts))
    frozen = {c.number: c.freeze(document) for c in incidents.clusters}
    acts = [replace(act, incident=frozen[c.number] if c else None) for act, c in kept]
    return Extraction(document, tuple(sorted(acts, key=lambda a: a.evidence[0])), tuple(frozen.values()))


def _with_accusers(drafts: list[tuple[Act, Cluster | None]]) -> list[tuple[Act, Cluster | None]]:
    """A denial that names no accuser contradicts the last one who accused its agent before."""
    done: list[tuple[Act, Cluster | None]] = []
    for act, cluster in drafts:
        if act.kind is ActKind.DENIAL and not act.targets:
            act = replace(act, targets=_accusers(act, [earlier for earlier, _ in done]))  # noqa: PLW2901
        if act.kind is ActKind.CONDEMNATION and not act.targets:
            same = [earlier for earlier, of in drafts if of is cluster and cluster and earlier.agents == act.agents]
            act = replace(act, targets=_accused_by(same))  # noqa: PLW2901
        done.append((act, cluster))
    return done


def _accused_by(acts: list[Act]) -> tuple[Participant, ...]:
    """Whom the same side accuses of the same incident: that is whom its condemnation of the incident means."""
    accusing = (a for a in acts if a.kind is ActKind.ATTRIBUTION and a.status is Status.ASSERTED)
    return tuple(p for p in next(accusing, Act(ActKind.ATTRIBUTION, Status.ASSERTED, ())).perpetrators if p.actor.is_named)


def _accusers(denial: Act, earlier: list[Act]) -> tuple[Participant, ...]:
    accused = _ids(denial.agents)
    for act in reversed(earlier):
        if act.kind is ActKind.ATTRIBUTION and act.agents and not accused.isdisjoint(_ids(act.perpetrators)):
            return tuple(p for p in act.agents if p.actor.id not in accused)
    return ()


def _localised(participants: tuple[Participant, ...], document: Document) -> tuple[Participant, ...]:
    """Give the actors that nobody names their place in this document, counted by their position."""
    return tuple(
        replace(p, actor=replace(p.actor, id=p.actor.id.replace("doc//", f"doc/{document.key}/"))) for p in participants
    )


def _act(candidate: Candidate, span: Span, dates: Dates) -> Act:
    frame, sentence = candidate.frame, candidate.trigger.sent.text
    is_attribution = frame.act is ActKind.ATTRIBUTION
    agents, speaker = _rolled_up(candidate.agents)
    perpetrators = candidate.targets if is_attribution else agents if frame.act is ActKind.DENIAL else ()
    has_state = any(p.actor.kind is ActorKind.STATE for p in perpetrators)
    return Act(
        kind=frame.act, status=_doubted(candidate, sentence), evidence=(span,), agents=agents, speaker=speaker, capacity=candidate.capacity if agents else None,
        targets=() if is_attribution else candidate.targets, perpetrators=perpetrators,
        via=tuple(p for p in perpetrators if p.actor.kind is not ActorKind.STATE) if has_state and is_attribution else (),
        when=dates.of_act(candidate), deadline=dates.deadline(candidate), measure=frame.measure or None,
        basis=_basis(candidate) if is_attribution else None,
        mode=code_in(sentence, "mode") if is_attribution else None,
        confidence=code_in(sentence, "confidence") if is_attribution else None,
        likelihood=code_in(sentence, "likelihood") if frame.act in _MODAL else None,
        legal=codes_in(sentence, "legal"), rule=frame.id, score=0.8,
    )  # fmt: skip


def _doubted(candidate: Candidate, sentence: str) -> Status:
    """An attribution made with a word of likelihood, or with less than high confidence, is a hedged one."""
    if candidate.frame.act is not ActKind.ATTRIBUTION or candidate.status is not Status.ASSERTED:
        return candidate.status
    doubted = code_in(sentence, "likelihood") or code_in(sentence, "confidence") in ("low", "moderate")
    return Status.HEDGED if doubted else Status.ASSERTED


def _basis(candidate: Candidate) -> str | None:
    agents = {p.actor.code or p.actor.organ_of for p in candidate.agents} - {None}
    if {p.actor.id for p in candidate.agents} & {p.actor.id for p in candidate.targets}:
        return "attacker-confirms"
    if not candidate.agents:
        return "media"
    if agents & {p.actor.code for p in candidate.victims}:
        return "receiver-government"
    if agents:
        return "third-party"
    return (
        "it-security-community" if not any(is_official(p) for p in candidate.agents) else "international-organisation"
    )


def _rolled_up(agents: tuple[Participant, ...]) -> tuple[tuple[Participant, ...], Participant | None]:
    """Persons and bodies of a State speak for it: the State acts, the person is the speaker."""
    acting: dict[str, Participant] = {}
    speaker = next((p for p in agents if p.actor.kind is ActorKind.PERSON), None)
    for participant in agents:
        code = participant.actor.organ_of
        known = replace(state_of(code), mention=participant.mention, score=participant.score) if code else participant
        acting.setdefault(known.actor.id, known)
    return tuple(acting.values()), speaker


def _evidence(document: Document, candidate: Candidate) -> Span:
    """The clause of the trigger, with its agents where they stand before it, inside one sentence."""
    sentence = candidate.trigger.sent
    tokens = [*candidate.trigger.subtree, *candidate.agent_heads, *candidate.target_heads, *candidate.events]
    places = [t.i for t in tokens if t.sent == sentence]
    first, last = min(places), max(places)
    doc = sentence.doc
    while last > first and doc[last].is_punct:
        last -= 1
    while first < last and doc[first].is_punct:
        first += 1
    return document.span(start_of(doc[first]), end_of(doc[last]))


def _without_repetitions(drafts: Iterable[tuple[Act, Cluster | None]]) -> list[tuple[Act, Cluster | None]]:
    """Take an act that repeats another into it: its words are further evidence, what it adds fills the gaps."""
    kept: list[tuple[Act, Cluster | None]] = []
    for act, cluster in drafts:
        place = next((i for i, (earlier, of) in enumerate(kept) if _repeats(act, cluster, earlier, of)), None)
        if place is None:
            kept.append((act, cluster))
        else:
            kept[place] = (_supplemented(kept[place][0], act), kept[place][1])
    return kept


def _supplemented(act: Act, repetition: Act) -> Act:
    known = _ids(act.perpetrators)
    unnamed = tuple(p for p in repetition.perpetrators if p.actor.id not in known and not p.actor.is_named)
    told_again = act.agents == repetition.agents
    return replace(
        act,
        evidence=tuple(dict.fromkeys(act.evidence + repetition.evidence)),
        perpetrators=act.perpetrators + unnamed,
        via=act.via + (unnamed if act.kind is ActKind.ATTRIBUTION else ()),
        speaker=act.speaker or (repetition.speaker if told_again else None),
        capacity=act.capacity or (repetition.capacity if told_again else None),
        mode=act.mode or repetition.mode,
        confidence=act.confidence or (repetition.confidence if told_again else None),
        when=act.when or (repetition.when if told_again else None),
    )


def _repeats(act: Act, cluster: Cluster | None, earlier: Act, of: Cluster | None) -> bool:
    if act.kind is not earlier.kind or act.status is not earlier.status or _all(act) == () != _all(earlier):
        return False
    own_voice = act.kind is ActKind.ATTRIBUTION and not act.agents
    same_incident = cluster is of or cluster is None or own_voice
    dated = act.when is not None and earlier.when is not None and act.when != earlier.when
    same_side = own_voice or (bool(act.agents) == bool(earlier.agents) and _ids(act.agents) <= _ids(earlier.agents))
    return same_incident and not dated and same_side and _named_ids(_all(act)) <= _ids(_all(earlier))


def _all(act: Act) -> tuple[Participant, ...]:
    return act.targets + act.perpetrators


def _named_ids(participants: tuple[Participant, ...]) -> set[str]:
    named = {p.actor.id for p in participants if p.actor.is_named}
    return named or _ids(participants)


def _ids(participants: tuple[Participant, ...]) -> set[str]:
    return {p.actor.id for p in participants}
