"""Acts in words: one line of English, from the patterns in ontology/labels.csv and label_statuses.csv.

In a pattern, "[with {target}|over {incident}|]" stands for the first alternative whose actors and incident are known.
An auxiliary ("does not", "may") follows the agent, and the verb's endings follow the auxiliary.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrigraph.model import Act, Participant
from attrigraph.rdf.tables import act_form, label_patterns, label_statuses

MAX_LENGTH = 240
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PART = re.compile(r"{(target|perpetrator|incident)\b")


@dataclass(frozen=True, slots=True)
class Parts:
    """Who is in an act, by name, and whether an incident is; nobody is required."""

    agents: Sequence[str] = ()
    targets: Sequence[str] = ()
    perpetrators: Sequence[str] = ()
    incident: bool = False


def act_label(act: Act) -> str:
    """Return the label of an act, at most 240 characters.

    >>> from attrigraph.model import ActKind, Span, Status
    >>> from attrigraph.rdf.reference import state
    >>> albania, iran = Participant(state("AL"), "Tirana"), Participant(state("IR"), "Tehran")
    >>> accusation = (Span(0, 1, "x"),), (albania,), (), (iran,)
    >>> act_label(Act(ActKind.ATTRIBUTION, Status.HEDGED, *accusation))
    'Albania attributes attacks to Iran (hedged)'
    """
    key = act.measure if act.measure in label_patterns() else act_form(act.kind).measure or act.kind.value
    parts = Parts(_names(act.agents), _names(act.targets), _names(act.perpetrators), incident=act.incident is not None)
    return _shortened(sentence(str(key), act.status, parts))


def sentence(key: str, status: str, parts: Parts) -> str:
    """Return an act as a sentence without a full stop; `key` and `status` are those of the two tables.

    >>> sentence("attribution", "negated", Parts(["Germany"], incident=True))
    'Germany does not attribute the attack to anyone'
    >>> sentence("investigation", "asserted", Parts(["Norway", "Sweden"]))
    'Norway and Sweden open an investigation'
    >>> sentence("summons", "planned", Parts(targets=["Iran"]))
    'The ambassador of Iran may be summoned'
    """
    row = _row(key, parts)
    found = _filled(row["pattern" if parts.agents else "unvoiced"], status, parts)
    return label_statuses()[status]["label"].format(label=found if parts.agents else found[:1].upper() + found[1:])


def edge_words(key: str, status: str, parts: Parts) -> str:
    """Return what stands on the line from an agent to whom an act is directed.

    >>> edge_words("attribution", "negated", Parts(["Ukraine"], perpetrators=["Russia"]))
    'does not attribute to'
    >>> edge_words("sanction", "asserted", Parts(targets=["Iran"]))
    'sanctions are imposed'
    """
    rows = label_patterns()
    if parts.agents:
        words = _filled("{aux} " + _row(key, parts)["edge"], status, parts).lstrip()
    elif f"{key}-unvoiced" in rows:
        words = _filled(rows[f"{key}-unvoiced"]["edge"], status, parts)
    else:
        words = _filled(rows[key]["unvoiced"], status, Parts())
    return label_statuses()[status]["label"].format(label=words)


def _row(key: str, parts: Parts) -> dict[str, str]:
    """Return the row of a kind of act, or the one for those who speak of themselves."""
    rows = label_patterns()
    of_themselves = parts.agents and set(parts.agents) == set(parts.perpetrators)
    return rows.get(f"{key}-self", rows[key]) if of_themselves else rows[key]


def _filled(pattern: str, status: str, parts: Parts) -> str:
    row, many = label_statuses()[status], len(parts.agents) > 1
    objects = parts.targets or parts.perpetrators
    aux = row["many" if many else "one"]
    base = many or bool(aux)
    slots = {
        "agent": f"{joined(parts.agents)} {aux}".rstrip(),
        "aux": aux,
        "target": joined(objects),
        "perpetrator": joined(parts.perpetrators),
        "incident": label_patterns()["incident"]["pattern"] if parts.incident else "",
        "anyone": row["anyone"],
        "is": row["are" if len(objects) > 1 else "is"],
        "is1": row["is"],
        "are": row["are"],
        "its": "their" if many else "its",
        **{"s": "" if base else "s", "es": "" if base else "es", "ies": "y" if base else "ies"},
    }
    return _CHOICE.sub(lambda found: _chosen(found[1], slots), pattern).format_map(slots)


def _chosen(choice: str, slots: dict[str, str]) -> str:
    """Return the first alternative whose parts are known; the last one needs none, or there is nothing to say."""
    return next((one for one in choice.split("|") if all(slots[part] for part in _PART.findall(one))), "")


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words.

    >>> joined([]), joined(["A"]), joined(["A", "B", "C"])
    ('', 'A', 'A, B and C')
    """
    if len(names) < 2:
        return "".join(names)
    return label_patterns()["and"]["pattern"].format(first=", ".join(names[:-1]), last=names[-1])


def _names(participants: Sequence[Participant]) -> list[str]:
    return list(dict.fromkeys(" ".join(who.actor.name.split()) for who in participants))


def _shortened(label: str) -> str:
    return label if len(label) <= MAX_LENGTH else f"{label[: MAX_LENGTH - 1]}…"
