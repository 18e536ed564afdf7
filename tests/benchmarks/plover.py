"""Score the extractor on the PLOVER gold standard records: python tests/benchmarks/plover.py PLOVER_GSR_CAMEO.txt.

The records (Open Event Data Alliance, CC BY-SA 4.0) are single sentences of general news with who does what to whom.
Which of our acts are which PLOVER event is in ontology/alignments.ttl. Counted are triples of event, source and target,
States as ISO 3166-1 alpha-3 codes and everybody else as one, for the events that both schemes have; a side that nobody
fills counts as nobody. PLOVER codes events, we public acts: its REJECT is any refusal, our denial one of an accusation.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib

from attrigraph import extract
from attrigraph.folders import folder
from attrigraph.model import Act, ActKind, Document, Participant, Status

AG = "https://w3id.org/attrigraph/ns#"
OTHER, NOBODY = "other", "-"
RENAMED = {"DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "DEMAND": "REQUEST"}  # the records' names -> version 0.8

Triple = tuple[str, str, str]


def events() -> dict[str, str]:
    """Return act kind of the gold form -> PLOVER event, from the alignments."""
    graph = rdflib.Graph().parse(folder("ontology") / "alignments.ttl")
    plover, gold = rdflib.URIRef(AG + "plover"), rdflib.URIRef(AG + "gold")
    found: dict[str, str] = {}
    for subject in set(graph.subjects()):
        notations = [o for o in graph.objects(subject) if isinstance(o, rdflib.Literal)]
        names = [str(o) for o in notations if o.datatype == gold] or [str(subject).rpartition("#")[2].lower()]
        for event in (str(o).partition(":")[0] for o in notations if o.datatype == plover):
            found |= dict.fromkeys((n for n in names if n in list(ActKind)), event)
    return found


def iso3() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 -> alpha-3."""
    with (folder("seeds") / "gazetteer" / "states.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["iso3"] for row in csv.DictReader(lines)}


def sides(actors: Iterable[str]) -> set[str]:
    return set(actors) or {NOBODY}


def gold_triples(record: dict[str, object], states: set[str]) -> Iterator[Triple]:
    def codes(role: str) -> set[str]:
        listed = record.get(role)
        actors = listed if isinstance(listed, list) else []
        return sides(a["code"] if a.get("code") in states else OTHER for a in actors)

    event = RENAMED.get(str(record["event"]), str(record["event"]))
    yield from ((event, s, t) for s in codes("source") for t in codes("target"))


def found_triples(acts: list[Act], event_of: dict[str, str], code_of: dict[str, str]) -> Iterator[Triple]:
    def codes(participants: tuple[Participant, ...]) -> set[str]:
        states = (p.actor.code or p.actor.organ_of for p in participants)
        return sides(code_of[s] if s else OTHER for s in states)

    for act in acts:
        if act.status in (Status.ASSERTED, Status.HEDGED) and act.kind.value in event_of:
            whom = act.perpetrators if act.kind is ActKind.ATTRIBUTION else act.targets
            yield from ((event_of[act.kind.value], s, t) for s in codes(act.agents) for t in codes(whom))


def main() -> None:
    records = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    event_of, code_of = events(), iso3()
    shared = sorted(set(event_of.values()) & {RENAMED.get(record["event"], record["event"]) for record in records})
    counts: Counter[tuple[str, str]] = Counter()
    for record in records:
        if "text" not in record:
            continue
        gold = {t for t in gold_triples(record, set(code_of.values())) if t[0] in shared}
        found = {t for t in found_triples(extract(Document("r", record["text"])), event_of, code_of) if t[0] in shared}
        for name, triples in (("right", gold & found), ("missed", gold - found), ("extra", found - gold)):
            counts.update((event, name) for event, _, _ in triples)
    for event in [*shared, "all"]:
        line(event, *(sum(n for (e, k), n in counts.items() if k == kind and event in (e, "all")) for kind in KINDS))


KINDS = ("right", "missed", "extra")


def line(event: str, right: int, missed: int, extra: int) -> None:
    precision = right / (right + extra) if right + extra else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"{event:12s} P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}   of {right + missed}")


if __name__ == "__main__":
    main()
