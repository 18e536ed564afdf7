"""What the page shows, as frozen values: nodes, acts, spans and sources, in the order of their IRIs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the evidence panel: a label, and texts or nodes (by number) that stand behind it."""

    label: str
    texts: tuple[str, ...] = ()
    nodes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or an incident. `reports` are the IRIs of the merged incidents it stands for."""

    iri: str
    kind: str
    name: str
    code: str | None = None
    aliases: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    when: str | None = None
    earliest: str | None = None
    latest: str | None = None
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document: who published it, when, where. `links` hold http and https addresses only."""

    iri: str
    title: str
    publisher: str | None = None
    issued: str | None = None
    when: str | None = None
    kind: str | None = None
    links: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, [start, end) in code points, between the words around it; both None where the text is not stored."""

    quote: str
    start: int
    end: int
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ActView:
    """One act as one document reports it. `lines` are pairs of node numbers; the first is the main one.

    `group` is the number of the canonical act; acts with one number are reports of the same act, and
    `origins` says how many independent origins these have, where there are several. `contested_by` are acts (by number)
    that affirm or deny the opposite about the same incident and alleged perpetrator. `score` is how sure the extractor
    is, 0 to 1.
    """

    iri: str
    kind: str
    status: str
    sentence: str
    verb: str
    lines: tuple[tuple[int, int], ...]
    incidents: tuple[int, ...]
    source: int | None
    evidence: tuple[Evidence, ...]
    fields: tuple[Field, ...]
    earliest: str | None
    latest: str | None
    when: str | None
    actors: tuple[int, ...] = ()
    towards: tuple[int, ...] = ()
    label: str | None = None
    score: float | None = None
    group: int = 0
    origins: int | None = None
    contested_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything the page shows. `ties` join an incident with its victims, larger incident and named actors."""

    nodes: tuple[Node, ...]
    acts: tuple[ActView, ...]
    sources: tuple[Source, ...]
    ties: tuple[tuple[int, int, str], ...]
    kinds: Mapping[str, tuple[str, str]]
    statuses: Mapping[str, tuple[str, str]]
