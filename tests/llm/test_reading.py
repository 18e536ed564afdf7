"""What becomes of an answer: acts on exact words of the text, and the rest in quarantine with its reason."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrigraph.errors import SourceError
from attrigraph.llm.anchors import anchored
from attrigraph.llm.answer import MOST_ACTORS, MOST_ITEMS, answer_schema, said
from attrigraph.llm.reading import extraction
from attrigraph.model import ActKind, Document, Interval, Status
from attrigraph.rdf.quarantine import admit_each

from .conftest import ALBANIA, ANSWER, CLAIM, CUT, DOCUMENT, INCIDENT, IRAN, RAMA, TEXT, actor, with_claim


def read(answer, document=DOCUMENT):
    return extraction(document, said(json.dumps(answer)), rule="llm/test/stub")


def reasons(answer):
    return [(one.constraint, one.message) for one in read(answer).rejected]


def test_acts_stand_on_exact_words_in_the_order_of_the_text():
    found = read(ANSWER)
    assert found.rejected == ()
    accusation, cut = found.acts
    assert (accusation.kind, accusation.status, cut.kind) == (
        ActKind.ATTRIBUTION,
        Status.ASSERTED,
        ActKind.SEVERED_RELATIONS,
    )
    assert cut.evidence[0].quote == "We have cut our ties with Iran"  # the text's marks are “ and ”
    for act in found.acts:
        span = act.evidence[0]
        assert TEXT[span.start : span.end] == span.quote
        assert act.rule == "llm/test/stub"
    assert [p.actor.id for p in accusation.agents] == ["state/al"]
    assert accusation.speaker.actor.id == "person/edi-rama"
    assert (accusation.targets, [p.actor.id for p in accusation.perpetrators]) == ((), ["state/ir"])
    assert accusation.when == Interval.parse("2022-09-07")
    assert accusation.basis == "receiver-government"
    (incident,) = found.incidents
    assert accusation.incident == incident
    assert incident.evidence[0].quote == "the attack on Albania’s portal on 15 July"
    assert incident.label.endswith("against Albania, 2022-07-15")


def test_everything_read_passes_the_check_of_the_ontology():
    (admitted,) = admit_each([read(ANSWER)])
    assert (len(admitted.extraction.acts), admitted.quarantined) == (2, ())


def test_the_score_says_that_nobody_measured_the_model():
    assert [act.score for act in read(ANSWER).acts] == [0.5, 0.5]


INVENTED = "quotes words that the text does not have"
TOO_SHORT = "quotes less than two words, which stand anywhere"
UNNAMED = "names an actor in words that the text does not have"


@pytest.mark.parametrize(
    ("changes", "constraint", "why"),
    [
        ({"quote": "Iran has admitted the attack"}, "answer-quote", INVENTED),
        ({"quote": "Iran was not behind the attack"}, "answer-quote", INVENTED),
        ({"quote": "Iran"}, "answer-quote", TOO_SHORT),
        ({"quote": ""}, "answer-quote", TOO_SHORT),
        ({"quote": "… \u2014"}, "answer-quote", INVENTED),
        ({"quote": TEXT * 9}, "answer-quote", "quotes more than 600 characters"),
        ({"quote": "\ud800 behind the attack"}, "answer-form", "it is not in the form (json invalid)"),
        ({"targets": [actor("Russia", state="RU")]}, "answer-actor", UNNAMED),
        ({"targets": [actor("Ira", state="IR")]}, "answer-actor", UNNAMED),
        ({"targets": [actor("", state="IR")]}, "answer-actor", UNNAMED),
        ({"targets": [actor("Iran", state="RU")]}, "answer-actor", "takes a name for that of another State than it is"),
        ({"agents": [actor("Iran", state="QQ")]}, "answer-actor", "names a State by a code that does not exist"),
        ({"agents": [actor("the attack", state=None)]}, "answer-actor", "names a State without its code"),
        ({"agents": [], "targets": []}, "answer-form", "has neither agents nor targets"),
        ({"incident": 7}, "answer-form", "is about incident 7, which the answer does not have"),
        ({"date": "last Wednesday"}, "answer-form", "has a date that is none"),
        ({"date": "2022-13"}, "answer-form", "has a date that is none"),
        ({"act": "war"}, "answer-form", "act is not in the form (enum)"),
        ({"status": 3}, "answer-form", "status is not in the form (enum)"),
        ({"incident": "1"}, "answer-form", "incident is not in the form (int type)"),
        ({"incident": True}, "answer-form", "incident is not in the form (int type)"),
        ({"quote": None}, "answer-form", "quote is not in the form (string type)"),
        ({"agents": "Albania"}, "answer-form", "agents is not in the form (list type)"),
        ({"agents": [ALBANIA | {"kind": "country"}]}, "answer-form", "agents.0.kind is not in the form (enum)"),
        ({"sure": 1.0}, "answer-form", "it is not in the form (extra forbidden)"),
        ({"agents": [ALBANIA] * (MOST_ACTORS + 1)}, "answer-form", "names more than 50 actors in one role"),
    ],
)
def test_what_cannot_be_used_is_in_quarantine_with_its_reason_and_the_rest_stays(changes, constraint, why):
    found = read({"incidents": [INCIDENT], "claims": [CLAIM | changes, CUT]})
    assert [act.kind for act in found.acts] == [ActKind.SEVERED_RELATIONS]
    (rejected,) = found.rejected
    assert (rejected.document, rejected.act, rejected.constraint) == ("rama.txt", "", constraint)
    assert rejected.message == f"claim 1 of the answer {why}"
    assert rejected.quote == ((CLAIM | changes)["quote"] or "")


@pytest.mark.parametrize("claim", [None, 3, "Iran", [], {}, {"quote": {"a": 1}}, {"quote": "Iran was"}])
def test_a_claim_that_is_no_claim_is_in_quarantine(claim):
    (rejected,) = read({"incidents": [], "claims": [claim]}).rejected
    assert rejected.constraint == "answer-form"
    assert rejected.message.startswith("claim 1 of the answer ")


def test_an_incident_without_words_leaves_and_its_claims_stay():
    found = read({"incidents": [INCIDENT | {"quote": "the great fire of Tirana"}], "claims": [CLAIM]})
    assert [act.incident for act in found.acts] == [None]
    assert [one.message for one in found.rejected] == [f"incident 1 of the answer {INVENTED}"]


def test_a_number_that_two_incidents_have_is_of_the_first():
    found = read({"incidents": [INCIDENT, INCIDENT | {"date": None}], "claims": [CLAIM]})
    assert found.acts[0].incident.when == Interval.parse("2022-07-15")
    assert [one.message for one in found.rejected] == ["incident 1 of the answer has the number 1, which is taken"]


def test_incidents_are_numbered_anew_in_order_of_mention():
    later = INCIDENT | {"number": -5, "quote": "NATO condemned the attack", "victims": []}
    found = read({"incidents": [later, INCIDENT], "claims": [CLAIM | {"incident": -5}, CUT]})
    assert [one.number for one in found.incidents] == [1, 2]
    assert [act.incident.number for act in found.acts] == [2, 1]


def test_the_same_claim_twice_is_one_act():
    assert len(read({"incidents": [INCIDENT], "claims": [CLAIM, CLAIM]}).acts) == 1


def test_an_attribution_in_the_texts_own_voice_has_no_date():
    (act,) = read(with_claim(agents=[])).acts
    assert (act.agents, act.when, act.basis) == ((), None, "media")


def test_an_officer_of_an_organisation_speaks_for_it_by_its_name():
    document = Document("a", "Jens Stoltenberg condemned the attack on a port.", published=Interval.parse("2022-09-08"))
    claim = CLAIM | {"act": "condemnation", "agents": [actor("Jens Stoltenberg", "person")], "targets": []}
    answer = {"incidents": [], "claims": [claim | {"incident": None, "quote": "condemned the attack"}]}
    (act,) = read(answer, document).acts
    assert [(one.actor.name, one.mention) for one in act.agents] == [("NATO", "NATO")]
    assert act.speaker.mention == "Jens Stoltenberg"


def test_a_group_that_claims_its_own_deed_confirms_it():
    document = Document("a", "Iron Lantern claimed the attack on a port.")
    group = actor("Iron Lantern", "group")
    answer = {"incidents": [], "claims": [CLAIM | {"agents": [group], "targets": [group], "incident": None}]}
    answer["claims"][0]["quote"] = "Iron Lantern claimed the attack"
    found = read(answer, document)
    assert found.acts[0].basis == "attacker-confirms"
    assert [one.quarantined for one in admit_each([found])] == [()]
    assert found.acts[0].agents[0].actor.id == "actor/name/iron-lantern"


def test_a_denial_is_of_those_who_deny():
    (act,) = read(with_claim(act="denial", agents=[IRAN], targets=[ALBANIA])).acts
    assert [[p.actor.id for p in role] for role in (act.agents, act.perpetrators, act.targets)] == [
        ["state/ir"],
        ["state/ir"],
        ["state/al"],
    ]


def test_an_act_against_the_ontology_is_kept_out_by_the_same_check_as_always():
    (admitted,) = admit_each([read(with_claim(act="sanction", agents=[IRAN], targets=[IRAN]))])
    assert [one.constraint for one in admitted.quarantined] == ["C04"]


def test_quarantine_has_what_the_answer_lost_and_what_the_check_keeps_out():
    answer = {"incidents": [], "claims": [CLAIM | {"act": "sanction", "agents": [IRAN], "incident": None}, 3]}
    (admitted,) = admit_each([read(answer)])
    assert [one.constraint for one in admitted.quarantined] == ["answer-form", "C04"]


def test_the_model_chooses_the_meaning_of_an_ambiguous_name_only():
    document = Document("a", "Georgia accused Russia of the attack, the ministry in Tbilisi said.")

    def agents(state):
        claim = CLAIM | {"agents": [actor("Georgia", state=state)], "targets": [actor("Russia", state="RU")]}
        claim |= {"incident": None, "quote": "Georgia accused Russia of the attack"}
        return read({"incidents": [], "claims": [claim]}, document)

    assert [p.actor.id for p in agents("GE").acts[0].agents] == ["state/ge"]
    assert agents("GE").acts[0].score == 0.45
    ministry = CLAIM | {"agents": [actor("the ministry", state="GE")], "targets": [actor("Russia", state="RU")]}
    ministry |= {"incident": None, "quote": "Georgia accused Russia"}
    (act,) = read({"incidents": [], "claims": [ministry]}, document).acts
    assert ([p.actor.id for p in act.agents], act.score) == (["state/ge"], 0.25)  # only the model says whose it is


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("NATO condemned the attack.", "NATO condemned the  attack"),
        ("NATO\ncondemned the attack", "NATO condemned the  attack"),
        ("«We have cut our ties with Iran,»", "We have cut our ties with Iran"),
        ("Albania's portal", "Albania’s portal"),
        ("Albania", "Albania"),
        ("Alban", None),
        (".*", None),
        ("nato condemned", None),
    ],
)
def test_words_are_found_where_they_stand_and_nowhere_else(words, quote):
    span = anchored(DOCUMENT, words)
    assert (span and span.quote) == quote


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=30))
def test_an_anchor_is_always_the_texts_own_characters(text, words):
    span = anchored(Document("a", text), words)
    assert span is None or text[span.start : span.end] == span.quote


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_any_stretch_of_whole_words_is_found(data):
    words = TEXT.split()
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    assert anchored(DOCUMENT, " ".join(words[start:end])) is not None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*CLAIM, "number", "x"]), inner),
    max_leaves=12,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(json_values, max_size=4), st.lists(json_values, max_size=4))
def test_no_answer_makes_the_program_fail(incidents, claims):
    answer = {
        "incidents": [INCIDENT | one if isinstance(one, dict) else one for one in incidents],
        "claims": [CLAIM | one if isinstance(one, dict) else one for one in claims],
    }
    found = read(answer)
    assert len(found.acts) + len(found.rejected) <= len(incidents) + len(claims)
    assert all(TEXT[s.start : s.end] == s.quote for act in found.acts for s in act.evidence)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("I cannot help with that.", "is not JSON"),
        ('{"incidents": [], "claims": [', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("1" * 10_000, "is not JSON"),
        ("[]", "has no lists of incidents and claims"),
        ('{"claims": []}', "has no lists of incidents and claims"),
        ('{"incidents": {}, "claims": []}', "has no lists of incidents and claims"),
        (json.dumps({"incidents": [], "claims": [0] * (MOST_ITEMS + 1)}), "has more than 500 incidents or claims"),
    ],
)
def test_an_answer_that_is_none_is_one_clear_line(content, why):
    with pytest.raises(SourceError, match=f"^the model's answer {why}"):
        said(content)


def test_an_answer_between_fences_is_an_answer():
    assert said(f"```json\n{json.dumps(ANSWER)}\n```\n") == said(json.dumps(ANSWER))


def test_the_schema_is_one_that_structured_output_takes():
    """Every key required, no other allowed, and no keyword that servers do not know."""
    schema = answer_schema()
    forms = [schema, *(one for one in schema["$defs"].values() if one["type"] == "object")]
    assert all(one["additionalProperties"] is False and set(one["required"]) == set(one["properties"]) for one in forms)
    words = set(json.dumps(schema).replace('"', " ").split())
    assert not words & {"maxLength", "minLength", "pattern", "maxItems", "format", "default"}
    assert set(schema["$defs"]["ActKind"]["enum"]) == set(ActKind)


def test_agents_act_for_their_state_and_persons_speak():
    (act,) = read(with_claim(agents=[RAMA, ALBANIA])).acts
    assert [p.actor.id for p in act.agents] == ["state/al"]
