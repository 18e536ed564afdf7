"""One act as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attrigraph.rdf.labels import Parts, edge_words, sentence
from attrigraph.views.raw import LABEL, RDF_TYPE, Raw, Values, first
from attrigraph.views.text import TITLE, interval, line, spoken
from attrigraph.views.values import ActView, Evidence, Field
from attrigraph.views.wording import CODE, NS, Row, code_name, few, kind_of, table, words_of

ENDS = {"target": "target", "accused": "allegedPerpetrator", "concerns": "concerns"}


@dataclass(frozen=True)
class Cast:
    """The graph's answers, and the numbers of nodes and sources."""

    raw: Raw
    numbers: Mapping[str, int]
    sources: Mapping[str, int]

    def nodes(self, iris: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of the nodes that stand for `iris`, each once, in order."""
        return tuple(dict.fromkeys(self.numbers[self.raw.representative(iri)] for iri in iris))

    def names(self, iris: Sequence[str]) -> tuple[str, ...]:
        """Return the names of actors or incidents, those of their representatives."""
        return tuple(dict.fromkeys(self.raw.name(self.raw.representative(iri)) for iri in iris))

    def act_class(self, values: Values, *, default: str) -> str:
        """Return the first class of our namespace, without the namespace."""
        classes = [iri.removeprefix(NS) for iri in values.get(RDF_TYPE, ()) if iri.startswith(NS)]
        return classes[0] if classes else default

    def fields(self, values: Values, act_class: str, *, without: Sequence[str] = ()) -> tuple[Field, ...]:
        """Return the lines of the evidence panel that `values` fill, in the order of fields.csv."""
        rows = [row for row in table("fields") if row["property"] not in without and NS + row["property"] in values]
        case = _case(act_class, _status(values))
        return tuple(self._field(row, values[NS + row["property"]], case) for row in rows)

    def _field(self, row: Row, values: Sequence[str], case: str) -> Field:
        label = row.get(case) or row["label"]
        if row["value"] == "code":
            return Field(label, texts=tuple(code_name(value, self.raw.codes) for value in values))
        if row["value"] == "text":
            return Field(label, texts=tuple(line(value, TITLE) for value in values))
        shown = [iri for iri in values if self.raw.representative(iri) in self.numbers]
        others = [iri for iri in values if iri not in shown]
        return Field(label, texts=self.names(others), nodes=self.nodes(shown))


def act_view(cast: Cast, iri: str, values: Values) -> ActView:
    """Return one act with its words, lines, evidence and fields."""
    act_class = cast.act_class(values, default="Act")
    if act_class == "UnrealisedAct":
        act_class = (first(values, NS + "wouldBe") or NS + "Act").removeprefix(NS)
    measures = [code.removeprefix(CODE + "measure-") for code in values.get(NS + "measure", ())]
    kind = kind_of(act_class, measures)
    status = _status(values)
    when = interval(first(values, NS + "earliest"), first(values, NS + "latest"))
    subjects, objects = _ends(kind, values)
    incidents = cast.nodes(values.get(NS + "concerns", ()))
    lines = _lines(cast.nodes(subjects), cast.nodes(objects), incidents)
    words, parts = words_of(kind, measures), _parts(cast, values)
    return ActView(
        iri=iri,
        kind=kind,
        status=status,
        sentence=sentence(words, status, parts),
        verb=edge_words(words, status, parts),
        lines=lines,
        incidents=incidents,
        source=cast.sources.get(first(values, NS + "reportedIn") or ""),
        evidence=_evidence(cast, values),
        fields=cast.fields(values, act_class),
        actors=cast.nodes(values.get(NS + "agent", ())),
        towards=cast.nodes([iri for role in ("allegedPerpetrator", "target") for iri in values.get(NS + role, ())]),
        label=line(first(values, LABEL) or "", TITLE) or None,
        score=_score(values),
        earliest=when.earliest.isoformat() if when else None,
        latest=when.latest.isoformat() if when else None,
        when=spoken(when),
    )


def _score(values: Values) -> float | None:
    """Return the machine's score where it is a number from 0 to 1."""
    try:
        score = float(first(values, NS + "score") or "nan")
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None


def _status(values: Values) -> str:
    name = (first(values, NS + "status") or "").removeprefix(CODE + "status-")
    return name if name in {row["code"] for row in table("statuses")} else "unstated"


def _case(act_class: str, status: str) -> str:
    """Return the column of fields.csv that has other labels for such an act, where there is one."""
    unrealised = status if status in ("negated", "planned") else ""
    return ("no_denial" if unrealised else "denial") if act_class == "Denial" else unrealised


def _parts(cast: Cast, values: Values) -> Parts:
    """Return who is in an act, by name: States before others."""
    names = {
        role: few(cast.names(_states_first(values.get(NS + role, ()))))
        for role in ("agent", "target", "allegedPerpetrator")
    }
    about = NS + "concerns" in values
    return Parts(names["agent"], names["target"], names["allegedPerpetrator"], incident=about)


def _ends(kind: str, values: Values) -> tuple[Sequence[str], Sequence[str]]:
    """Return who acts, and towards whom: the first role of kinds.csv with a value that is not the actor itself."""
    subjects = values.get(NS + "agent", ())
    for end in next(row for row in table("kinds") if row["code"] == kind)["ends"].split():
        objects = [iri for iri in values.get(NS + ENDS[end], ()) if iri not in subjects]
        if objects:
            return subjects, _states_first(objects)
    return subjects, ()


def _states_first(iris: Sequence[str]) -> Sequence[str]:
    return sorted(iris, key=lambda iri: "/state/" not in iri)


def _lines(subjects: Sequence[int], objects: Sequence[int], incidents: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the main line first, then one for each further participant; a loop where there is one end only."""
    starts = subjects or [number for number in incidents if number not in objects] or objects
    ends = objects or starts
    main = [(starts[0], ends[0])] if starts else []
    joint = [(start, ends[0]) for start in starts[1:]] if objects and subjects else []
    return tuple(main + joint + [(starts[0], end) for end in ends[1:] if objects])


def _evidence(cast: Cast, values: Values) -> tuple[Evidence, ...]:
    """Return the spans of an act: the one that carries it first, then the others in order of the text."""
    main = values.get(NS + "mainEvidence", ())
    known = [(iri not in main, cast.raw.spans[iri]) for iri in _spans(values) if iri in cast.raw.spans]
    return tuple(span for _, span in sorted(known, key=lambda pair: (pair[0], pair[1].start, pair[1].end)))


def _spans(values: Values) -> set[str]:
    return {*values.get(NS + "mainEvidence", ()), *values.get(NS + "evidence", ())}
