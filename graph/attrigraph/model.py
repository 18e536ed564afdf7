"""The values that cross a border: documents, actors, incidents, acts, and what reports on them.

All are frozen. Offsets are Unicode code points of Document.text, end exclusive.
"""

import hashlib
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from attrigraph.ids import slug


class ActKind(StrEnum):
    """The kinds of act of the annotation guidelines (the gold form)."""

    ATTRIBUTION = "attribution"
    DENIAL = "denial"
    CONDEMNATION = "condemnation"
    SUPPORT = "support"
    DEMAND = "demand"
    WARNING = "warning"
    SEVERED_RELATIONS = "severed-relations"
    EXPULSION = "expulsion"
    RECALL = "recall"
    SUMMONS = "summons"
    SANCTION = "sanction"
    INDICTMENT = "indictment"
    ARREST = "arrest"
    INVESTIGATION = "investigation"
    ASSISTANCE = "assistance"
    NOTIFICATION = "notification"
    COUNTER_OPERATION = "counter-operation"


class Status(StrEnum):
    """How the document presents an act. Negated and planned acts did not happen."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    NEGATED = "negated"
    PLANNED = "planned"


class ActorKind(StrEnum):
    """The four classes of actor of the ontology."""

    STATE = "state"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: [start, end) in code points, and the quote that stands there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A date known to a day, a month, a year or a range; both ends inclusive.

    >>> Interval.parse("2018-02").latest
    datetime.date(2018, 2, 28)
    >>> Interval.parse("2018").partial, Interval.parse("2018-02-15").partial
    ('2018', '2018-02-15')
    """

    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read YYYY, YYYY-MM or YYYY-MM-DD; raise ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            raise ValueError(f"not a date: {text!r}")
        year, month, day = ([*parts, 0, 0])[:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        return cls(first, last)

    @property
    def partial(self) -> str | None:
        """YYYY-MM-DD, YYYY-MM or YYYY: the most precise of them that covers the interval; None beyond a year."""
        first, last = self.earliest.isoformat(), self.latest.isoformat()
        for length in (10, 7, 4):
            if first[:length] == last[:length]:
                return first[:length]
        return None


@dataclass(frozen=True)
class Document:
    """One fixed text. `id` is the caller's name for it (a file name, a JSON Lines id), never an IRI.

    `record` is the key of a record of a dataset ("eurepoc-1502"), whose text is the record spelled out.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: Interval | None = None
    retrieved: date | None = None
    url: str | None = None
    language: str | None = None
    references: tuple[str, ...] = ()
    record: str | None = None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def key(self) -> str:
        """The part of the document's IRI after "doc/": publisher, day, sixteen digits of the hash; a record's key.

        >>> Document("a", "Text.", publisher="BBC", published=Interval.parse("2022-09-07")).key
        'bbc-20220907-f06dce27b84e18cc'
        """
        if self.record:
            return self.record
        day = self.published.earliest if self.published else None
        known = self.published and self.published.earliest == self.published.latest
        parts = [slug(self.publisher) if self.publisher else "", f"{day:%Y%m%d}" if day and known else ""]
        return "-".join([part for part in parts if part] + [self.sha256[:16]])

    def span(self, start: int, end: int) -> Span:
        """Return the Span [start, end) with its quote."""
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Someone who can act, speak, be accused or be a victim.

    `id` is the path of the IRI below the base: "state/al", "org/nato", "org/name/check-point", "person/edi-rama",
    "actor/attack/G0007", "actor/name/desert-falcon", "doc/{key}/actor/1" (unnamed, this document only).
    `code` is the ISO 3166-1 alpha-2 code of a State (XK for Kosovo). `organ_of` is the code of the State whose body or
    office holder an organisation or person is. `org_kind` is the name of a code of agc:orgkind without its prefix.
    `part_of` is the id of the threat actor that a group is said to be part of.
    """

    kind: ActorKind
    id: str
    name: str
    code: str | None = None
    organ_of: str | None = None
    org_kind: str | None = None
    part_of: str | None = None

    @property
    def is_named(self) -> bool:
        """False for an actor that exists only inside one document ("one of the four groups")."""
        return not self.id.startswith("doc/")


@dataclass(frozen=True, slots=True, order=True)
class Participant:
    """An actor in a role, with the words that name it there and the score of the entity link in [0, 1]."""

    actor: Actor
    mention: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Incident:
    """A cyber incident or campaign as one document reports it; `number` counts from 1 in order of mention.

    `types` and `effects` are names of codes without their prefix ("ransomware", "service-disruption"). `reported` is
    the day on which it became public, where a dataset gives that and not when it happened.
    """

    number: int
    label: str
    evidence: tuple[Span, ...]
    victims: tuple[Participant, ...] = ()
    systems: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    when: Interval | None = None
    rule: str = "incident"
    reported: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A public act as one document reports it.

    Who is accused stands in `perpetrators` for attributions (then `targets` is empty); in a denial `perpetrators` are
    those whose responsibility is denied and `targets` the accusers. `via` are perpetrators said to act for another.
    No agent: the document's own voice. `evidence[0]` is the main span. `measure`, `basis`, `mode`, `confidence`,
    `likelihood`, `legal` and `ruled_out` are names of codes of ontology/codes.ttl without the list's prefix. `id` is
    the name of the act in a dataset's record; the act of a text is named by its offsets.
    """

    kind: ActKind
    status: Status
    evidence: tuple[Span, ...]
    agents: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    perpetrators: tuple[Participant, ...] = ()
    via: tuple[Participant, ...] = ()
    speaker: Participant | None = None
    capacity: str | None = None
    incident: Incident | None = None
    when: Interval | None = None
    measure: str | None = None
    basis: str | None = None
    mode: str | None = None
    confidence: str | None = None
    likelihood: str | None = None
    legal: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    deadline: str | None = None
    rule: str = ""
    score: float = 1.0
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Similar:
    """Another actor that a document holds to be the same: its id, and how likely that is in [0, 1]."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What one document says of an actor apart from acts: other names, and who it may be. Both are its hypotheses."""

    actor: Actor
    aliases: tuple[str, ...] = ()
    similar: tuple[Similar, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gave: acts in order of their main span, and every incident, with or without an act.

    `rejected` is what the engine was told and could not use, with the reason; the rules reject nothing.
    """

    document: Document
    acts: tuple[Act, ...]
    incidents: tuple[Incident, ...]
    profiles: tuple[Profile, ...] = ()
    rejected: "tuple[Quarantined, ...]" = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input or one act; the run went on."""

    source: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.source}: {self.what}; {self.todo}"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An act that was kept out of the graph: which constraint it broke, and the sentence.

    `act` is its IRI, or "" where it never got one.
    """

    document: str
    act: str
    constraint: str
    message: str
    quote: str

    def __str__(self) -> str:
        return f"{self.document}: kept out ({self.constraint}): {self.message}"
