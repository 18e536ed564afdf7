"""Values made by hand that several tests use."""

from datetime import date

from attrigraph.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Document,
    Extraction,
    Incident,
    Interval,
    Participant,
    Status,
)

TEXT = (
    "Prime Minister Edi Rama said Iran was behind the attack on the e-Albania portal. Albania cut its ties with Iran."
)
ALBANIA = Participant(Actor(ActorKind.STATE, "state/al", "Albania", code="AL"), "Albania")
IRAN = Participant(Actor(ActorKind.STATE, "state/ir", "Iran", code="IR"), "Iran")
RAMA = Participant(Actor(ActorKind.PERSON, "person/edi-rama", "Edi Rama", organ_of="AL"), "Edi Rama")
DOCUMENT = Document(
    "rama.txt", TEXT, title="Ties cut", publisher="Daily", published=Interval.parse("2022-09-07"), language="en"
)
INCIDENT = Incident(
    1, "Attack on Albania", (DOCUMENT.span(45, 79),), victims=(ALBANIA,), when=Interval.parse("2022-07-15")
)
ATTRIBUTION = Act(
    ActKind.ATTRIBUTION,
    Status.ASSERTED,
    (DOCUMENT.span(0, 80),),
    agents=(ALBANIA,),
    speaker=RAMA,
    capacity="Prime Minister",
    perpetrators=(IRAN,),
    incident=INCIDENT,
    when=Interval(date(2022, 9, 7), date(2022, 9, 7)),
    rule="say-behind",
    score=0.75,
)
SEVERANCE = Act(
    ActKind.SEVERED_RELATIONS,
    Status.ASSERTED,
    (DOCUMENT.span(81, len(TEXT)),),
    agents=(ALBANIA,),
    targets=(IRAN,),
    measure="severed-relations",
    rule="cut-ties",
)
EXTRACTION = Extraction(DOCUMENT, (ATTRIBUTION, SEVERANCE), (INCIDENT,))
