"""Labels of acts: one line of English for a list or a tooltip, from the patterns in ontology/labels.csv."""

from collections.abc import Sequence

from attrigraph.model import Act, Document, Participant
from attrigraph.rdf.tables import act_form, label_patterns

MAX_LENGTH = 240


def act_label(act: Act, source: Document) -> str:
    """Return the label of an act, at most 240 characters.

    >>> from attrigraph.model import ActKind, Span, Status
    >>> from attrigraph.rdf.reference import state
    >>> albania, iran = Participant(state("AL"), "Tirana"), Participant(state("IR"), "Tehran")
    >>> accusation = (Span(0, 1, "x"),), (albania,), (), (iran,)
    >>> act_label(Act(ActKind.ATTRIBUTION, Status.HEDGED, *accusation), Document("d", "x"))
    'Albania attributes attacks to Iran (hedged)'
    """
    words = label_patterns()
    several = len(act.agents) > 1
    label = words[_key(act)].format(
        agent=_names(act.agents),
        target=_names(act.targets or act.perpetrators)
        if act.targets or act.perpetrators or not act.incident
        else words["incident"],
        perpetrator=_names(act.perpetrators),
        incident=words["incident" if act.incident else "no-incident"],
        document=source.publisher or words["document"],
        s="" if several else "s",
        ies="y" if several else "ies",
        its="their" if several else "its",
    )
    return _shortened(words.get(act.status, "{label}").format(label=label))


def _key(act: Act) -> str:
    """Choose the pattern: of the measure, else of the kind; then of the kind's special case."""
    words = label_patterns()
    key = act.measure or act_form(act.kind).measure or act.kind.value
    if key not in words:
        key = act_form(act.kind).measure or act.kind.value
    if not act.agents and f"{key}-unvoiced" in words:
        return f"{key}-unvoiced"
    if act.agents == act.perpetrators and f"{key}-self" in words:
        return f"{key}-self"
    return key


def _names(participants: Sequence[Participant]) -> str:
    words = label_patterns()
    names = list(dict.fromkeys(" ".join(who.actor.name.split()) for who in participants)) or [words["nobody"]]
    first, last = ", ".join(names[:-1]), names[-1]
    return words["and"].format(first=first, last=last) if first else last


def _shortened(label: str) -> str:
    return label if len(label) <= MAX_LENGTH else f"{label[: MAX_LENGTH - 1]}…"
