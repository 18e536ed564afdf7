"""A bad act stays out and is reported; it never takes its document along."""

from dataclasses import replace
from datetime import date

import pytest

from attrigraph.model import Actor, ActorKind, Extraction, Interval, Participant, Quarantined, Span
from attrigraph.rdf import Graph, admit, check, iris, quads, quarantine, sieve
from attrigraph.rdf.check import Violation
from attrigraph.rdf.vocabulary import AG

from .conftest import nation, participant


def acts_in(found) -> set[str]:
    return {quad.subject.value for quad in found if quad.predicate == AG.status}


def incidents_in(found) -> set[str]:
    return {quad.object.value for quad in found if quad.predicate == AG.concerns}


def sieved(document, *acts, incidents=()):
    (admission,) = sieve([Extraction(document, acts, incidents)])
    return admission


def test_what_conforms_enters_as_it_is(extraction):
    found, out = admit([extraction])
    assert out == []
    assert found == quads(extraction)
    assert [one for one in check(Graph.of(found)) if one.severity == "V"] == []


def test_a_bad_act_is_kept_out_alone(extraction, act):
    bad = act(
        "severed-relations",
        2,
        agents=(nation("AL"),),
        targets=(participant(Actor(ActorKind.ORGANISATION, "org/nato", "NATO")),),
    )
    both = replace(extraction, acts=(*extraction.acts, bad))
    found, out = admit([both])
    assert [one.constraint for one in out] == ["C06"]
    assert out[0] == Quarantined(
        "ties.txt",
        iris.acts(both)[-1].value,
        "C06",
        "relations are severed or downgraded by a State with a State",
        "Albania cut its ties with Iran.",
    )
    assert acts_in(found) == {name.value for name in iris.acts(extraction)}


BAD = {
    "C01": {"kind": "support"},
    "C02": {"kind": "sanction", "agents": (Participant(Actor(ActorKind.PERSON, "person/x", "X"), "X"),)},
    "C03": {"kind": "attribution", "agents": (nation("AL"),)},
    "C04": {"kind": "attribution", "perpetrators": (nation("AL"),), "agents": (nation("AL"),)},
    "C05": {"kind": "denial", "agents": (nation("IR"),)},
    "C07": {"kind": "sanction", "agents": (nation("US"),), "measure": "expulsion"},
    "C09": {"kind": "attribution", "perpetrators": (nation("IR"),), "mode": "by-magic"},
    "C10": {"kind": "warning", "agents": (nation("US"),), "when": Interval(date(2022, 9, 7), date(2022, 9, 1))},
    "C12": {"kind": "warning", "agents": (nation("US"),), "deadline": "soon"},
    "C13": {"kind": "warning", "agents": (nation("US"),), "score": 1.5},
    "C18": {"kind": "warning", "agents": (nation("US"),), "evidence": (Span(0, 7, "Britain"),)},
    "C20": {"kind": "support", "agents": (Participant(Actor(ActorKind.GROUP, "org/name/x", "X"), "X"),)},
    "C21": {"kind": "support", "agents": (Participant(Actor(ActorKind.STATE, "state/xx", "X"), "X"),)},
}  # fmt: skip


@pytest.mark.parametrize("constraint", BAD)
def test_each_kind_of_fault_is_caught_and_the_good_act_stays(document, act, constraint):
    fields = dict(BAD[constraint])
    bad = act(fields.pop("kind"), 5)
    bad = replace(bad, **fields)
    good = act("attribution", perpetrators=(nation("IR"),))
    admission = sieved(document, good, bad)
    assert [one.constraint for one in admission.quarantined] == [constraint]
    assert admission.extraction.acts == (good,)
    assert acts_in(admission.quads) == {iris.acts(Extraction(document, (good,), ()))[0].value}


def test_negated_and_planned_acts_may_lack_what_real_ones_need(document, act):
    admission = sieved(document, act("attribution", 3, status="negated", agents=(nation("DE"),)))
    assert admission.quarantined == ()


def test_an_incident_that_breaks_a_constraint_leaves_and_its_acts_stay(document, act, incident):
    bad = replace(incident, types=("wiper",))
    accusation = act("attribution", perpetrators=(nation("IR"),), incident=bad)
    admission = sieved(document, accusation, incidents=(bad,))
    assert [(one.constraint, one.act) for one in admission.quarantined] == [("C09", iris.incident(document, bad).value)]
    assert admission.quarantined[0].quote == "the attack of 15 July"
    assert len(acts_in(admission.quads)) == 1
    assert incidents_in(admission.quads) == set()
    assert admission.extraction.incidents == ()
    assert admission.extraction.acts == (replace(accusation, incident=None),)


def test_an_act_that_cannot_do_without_the_incident_follows_it(document, act, incident):
    bad = replace(incident, types=("wiper",))
    admission = sieved(document, act("condemnation", 5, agents=(nation("XK"),), incident=bad), incidents=(bad,))
    assert {one.constraint for one in admission.quarantined} == {"C05", "C09"}
    assert acts_in(admission.quads) == set()


def test_a_bad_victim_takes_the_incident_not_the_document(document, act, incident):
    group = participant(Actor(ActorKind.GROUP, "actor/name/x", "X"))
    bad = replace(incident, victims=(group,))
    good = act("attribution", perpetrators=(nation("IR"),))
    admission = sieved(document, good, incidents=(bad,))
    assert [one.constraint for one in admission.quarantined] == ["C22"]
    assert admission.extraction.acts == (good,)


def test_documents_of_a_batch_do_not_answer_for_each_other(extraction, act, document):
    other = replace(document, id="other.txt", text=f"{document.text} More.")
    bad = Extraction(other, (act("support", 5),), ())
    for batch in (1, 2, 20):
        one, two = sieve([extraction, bad], batch=batch)
        assert one.quarantined == ()
        assert one.extraction == extraction
        assert [fault.document for fault in two.quarantined] == ["other.txt"]


def test_admissions_come_in_order_and_as_they_are_asked_for(extraction):
    read = []

    def reading():
        for number in range(50):
            read.append(number)
            yield replace(extraction, document=replace(extraction.document, id=str(number)))

    admissions = sieve(reading(), batch=5)
    assert next(admissions).extraction.document.id == "0"
    assert len(read) == 5
    assert [one.extraction.document.id for one in admissions] == [str(number) for number in range(1, 50)]


def test_all_that_is_wrong_with_an_act_is_told_at_once(document, act):
    bad = act("sanction", 4, agents=(nation("US"),), measure="expulsion", score=7, mode="by-magic")
    (fault,) = sieved(document, bad).quarantined
    assert fault.constraint == "C07"
    assert "measure does not fit" in fault.message
    assert "decimal in 0..1" in fault.message
    assert "agc:mode" in fault.message


def test_offsets_are_code_points(document, act):
    """A smiley is one code point, and two units in JavaScript."""
    quote = "Kosovo condemned the attack."
    start = document.text.index(quote)
    assert "🙂" in document.text[:start]
    good = replace(
        act("condemnation", 5, agents=(nation("XK"),), targets=(nation("IR"),)),
        evidence=(document.span(start, start + len(quote)),),
    )
    assert sieved(document, good).quarantined == ()
    shifted = replace(good, evidence=(Span(start + 1, start + 1 + len(quote), quote),))
    assert [one.constraint for one in sieved(document, shifted).quarantined] == ["C18"]


def test_a_faulty_document_leaves_with_all_its_acts(monkeypatch, document, act):
    fault = Violation("C19", "V", iris.document(document).value, "a document needs its hash")
    found = iter([[fault], [fault], []])
    monkeypatch.setattr(quarantine, "violations", lambda *_, **__: next(found))
    admission = sieved(document, act("attribution", perpetrators=(nation("IR"),)))
    assert admission.quads == ()
    assert admission.extraction == Extraction(document, (), ())
    assert len(admission.quarantined) == 2, "the act, then the document"
