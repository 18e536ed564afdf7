"""Score the extractor on EuRepoC's descriptions: python tests/benchmarks/eurepoc_text.py GLOBAL.csv ATTRIBUTION.csv.

EuRepoC (the user's own copy) codes the countries of an incident's initiators and receivers and of the governments
that attribute it. Here they are to be found in the description alone. Only countries that the text names (by name,
adjective, demonym or capital) can be found, and only they count as coded; a row whose text names none of the coded ones
is left out of that line. An initiator is found as the accused of an attribution, indictment or arrest, or as who
carries out a counter-operation. Who attributes is who accuses, indicts or sanctions: EuRepoC counts the last two among
the forms of an attribution. What is found and not coded counts against us, also where the coders overlooked it.
Of the incidents with even numbers some were read while rules were written, of those with odd numbers none. `--list`
prints the differences row by row.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from attrigraph.extraction import extract
from attrigraph.language import load
from attrigraph.model import Act, ActKind, Document, Extraction, Participant, Status
from attrigraph.sources import names

ROLES = ("initiator", "receiver", "attributing")
ATTRIBUTING = frozenset({ActKind.ATTRIBUTION, ActKind.INDICTMENT, ActKind.SANCTION})
BY_STATE = "Attribution by"  # how the basis of an attribution by a government or an organisation of States begins

Coded = dict[str, dict[str, set[str]]]


def rows(name: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with open(name, encoding="utf-8-sig", newline="") as lines:  # noqa: PTH123 - the name as the user gave it
        yield from csv.DictReader(lines)


def codes(cell: str) -> set[str]:
    found = (names.country(one) for one in cell.split(";"))
    return {actor.code for actor in found if actor and actor.code}


def coded(incidents: Iterable[dict[str, str]], attributions: Iterable[dict[str, str]]) -> Coded:
    """Return incident number -> role -> the codes of the countries, for every incident."""
    found: Coded = defaultdict(lambda: {role: set() for role in ROLES})
    for row in incidents:
        found[row["incident_id"]]["initiator"] |= codes(row["initiator_country"])
        found[row["incident_id"]]["receiver"] |= codes(row["receiver_country"])
    for row in attributions:
        if row["attribution_basis"].startswith(BY_STATE):
            found[row["incident_id"]]["attributing"] |= codes(row["attributing_country"])
    return found


def states(participants: Iterable[Participant]) -> set[str]:
    return {code for one in participants if (code := one.actor.code or one.actor.organ_of)}


def found(extraction: Extraction) -> dict[str, set[str]]:
    """Return role -> the codes of the countries that the extraction gives."""
    accusing = [act for act in extraction.acts if act.kind in ATTRIBUTING and _stands(act)]
    return {
        "initiator": {code for act in extraction.acts if _stands(act) for code in states(_doers(act))},
        "receiver": {code for one in extraction.incidents for code in states(one.victims)},
        "attributing": {code for act in accusing for code in states(act.agents)},
    }


def _doers(act: Act) -> tuple[Participant, ...]:
    """Return who, by an act, carried out a cyber operation."""
    if act.kind is ActKind.COUNTER_OPERATION:
        return act.agents
    legal = act.kind in (ActKind.INDICTMENT, ActKind.ARREST)
    return act.perpetrators + (act.targets if legal else ())


def _stands(act: Act) -> bool:
    return act.status in (Status.ASSERTED, Status.HEDGED)


def main() -> None:
    listed = "--list" in sys.argv
    of_incidents, of_attributions = (one for one in sys.argv[1:] if one != "--list")
    gold, nlp = coded(rows(of_incidents), rows(of_attributions)), load()
    counts: Counter[tuple[str, str, str]] = Counter()
    for number, text in {row["incident_id"]: row["description"] for row in rows(of_incidents)}.items():
        named = {state.code for state in names.states_in(text) if state.code}
        given = found(extract(Document(number, text), nlp=nlp))
        for role in (role for role in ROLES if gold[number][role] & named):
            differences = compared(gold[number][role] & named, given[role])
            for half in ("all", "odd" if int(number) % 2 else "even"):
                counts.update({(half, role, name): len(one) for name, one in differences.items()})
                counts[half, role, "rows"] += 1
            if listed and (differences["missed"] or differences["extra"]):
                print(number, role, *(f"{name} {' '.join(sorted(one))}" for name, one in differences.items()))
    for half in ("all", "even", "odd"):
        for role in ROLES:
            numbers = (counts[half, role, name] for name in ("rows", "right", "missed", "extra"))
            print(line(f"{half:4s} {role}", *numbers))


def compared(coded_here: set[str], given: set[str]) -> dict[str, set[str]]:
    return {"right": coded_here & given, "missed": coded_here - given, "extra": given - coded_here}


def line(title: str, documents: int, right: int, missed: int, extra: int) -> str:
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + missed + extra)
    return f"{title:17s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   of {right + missed} in {documents} rows"


if __name__ == "__main__":
    main()
