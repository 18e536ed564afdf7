"""Find the actors that no table knows: by naming patterns, by the words beside them, by the statistical names."""

import csv
import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from attrigraph.folders import folder
from attrigraph.ids import name_id
from attrigraph.language.attributes import Mention, Title, covering, starting_in
from attrigraph.language.gazetteer import Form, rows
from attrigraph.language.given_names import full_names
from attrigraph.language.words import SAYING_WHAT, has_class
from attrigraph.model import Actor, ActorKind

_NAME_PARTS = frozenset({"flat", "compound", "appos", "flat:name"})
_ALIAS_PARTS = frozenset({"obj", "xcomp", "obl"})
_NOMINAL = frozenset({"PROPN", "NOUN"})
_QUOTES = frozenset("'\"‘’“”«»")
_STATISTICAL, _PATTERN = 0.7, 0.9  # scores of the two kinds of find
_IDENTIFIER = re.compile(r"[A-Z]{2,}-\d{4}")  # CVE-2021-26855
_LONGEST_QUOTED_NAME = 4  # tokens


@cache
def _group_patterns() -> tuple[re.Pattern[str], ...]:
    with (folder("seeds") / "gazetteer" / "group_patterns.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def designations(doc: Doc) -> Iterator[Mention]:
    """Yield the groups that vendors number: APT28, UNC2452, Storm-0558."""
    for pattern in _group_patterns():
        for match in pattern.finditer(doc.text):
            span = doc.char_span(*match.span())
            if span is not None:
                yield _group(span, _PATTERN)


def _group(span: Span, score: float) -> Mention:
    name = span.text.strip("".join(_QUOTES))
    actor = Actor(ActorKind.GROUP, name_id("actor", name), name)
    return Mention(span.start, span.end, span.root.i, actor, Form.GROUP, score)


def named_groups(doc: Doc) -> Iterator[Mention]:
    """Yield the proper names that stand to "group", "gang" or "hackers" as apposition, compound or "calling itself"."""
    for noun in doc:
        if (noun.pos_ == "NOUN" and has_class(noun, "group", "perpetrator")) or _is_label(noun):
            yield from _quoted_name(noun)
            yield from (_group(_name_span(name), _STATISTICAL) for name in _names_beside(noun))


def _is_label(noun: Token) -> bool:
    """ "APT" before a name is a noun, though taggers take it for a part of the name."""
    return noun.pos_ == "PROPN" and noun.dep_ in SAYING_WHAT and has_class(noun, "hacker") and noun.text.isupper()


def _names_beside(noun: Token) -> Iterator[Token]:
    if noun.dep_ in SAYING_WHAT and noun.head.pos_ == "PROPN" and noun.head.ent_type_ != "PERSON":
        yield noun.head  # "the hacking group RedHotel", read as a description of RedHotel
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and _is_of_hackers(noun) and noun.head.i < noun.i:
        yield noun.head  # "Axteam, an Armenian hacker group"
    for child in noun.children:
        if child.ent_type_ == "PERSON" or has_class(child, "hacker"):
            continue  # "members of the group, Ni Gaobin and ...", "an APT group"
        if child.pos_ == "PROPN" and (child.dep_ in _NAME_PARTS or _is_of(child, noun)):
            yield child
        elif child.dep_.startswith("acl") and has_class(child, "alias"):
            yield from (c for c in child.children if c.pos_ == "PROPN" and c.dep_ in _ALIAS_PARTS and _is_alias(c))


def _is_of_hackers(noun: Token) -> bool:
    """ "A hacking group": a consulting group is none."""
    return any(has_class(t, "hacker", "hacking") for t in (noun, *noun.children))


def _is_alias(name: Token) -> bool:
    """ "Identified as Tick in April": what follows a preposition is a name only after "as" or "by"."""
    case = next((c.lower_ for c in name.children if c.dep_ == "case"), "as")
    return case in ("as", "by")


def _is_of(name: Token, noun: Token) -> bool:
    """Return whether hackers are of a group: "hackers from Anonymous"; where they are of is found before."""
    case = next((c.lower_ for c in name.children if c.dep_ == "case"), "")
    return name.dep_ == "nmod" and case in ("of", "from") and has_class(noun, "hacker") and name.ent_type_ != "LOC"


def _quoted_name(noun: Token) -> Iterator[Mention]:
    """A capitalised name in quotation marks right after the noun: group 'Stonefly'."""
    doc, first = noun.doc, noun.i + 2
    if first < len(doc) and doc[noun.i + 1].text in _QUOTES and doc[first].text[:1].isupper():
        places = range(first, min(first + _LONGEST_QUOTED_NAME, len(doc)))
        last = next((i for i in places if doc[i].text in _QUOTES), None)
        if last:
            yield _group(doc[first:last], _PATTERN)


def _name_span(token: Token) -> Span:
    """The run of capitalised words around a token, without a last word that says what it is ("Royal Ransomware")."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and _is_name_part(doc[start - 1]):
        start -= 1
    while end < token.sent.end and (_is_name_part(doc[end]) or doc[end].pos_ == "NUM"):
        end += 1
    while end - start > 1 and has_class(doc[end - 1], "tool", "group"):
        end -= 1
    return doc[start:end]


def _is_name_part(token: Token) -> bool:
    return (token.pos_ == "PROPN" or token.tag_ == "NNP") and token.text[0].isupper()


def statistical(doc: Doc) -> Iterator[Mention]:
    """Yield persons, organisations and groups that the pipeline's names find, without offices and shared bodies."""
    for entity in doc.ents:
        span = _trimmed(entity)
        is_person = entity.label_ == "PERSON" or (entity.label_ == "ORG" and _follows_office(span))
        if is_person and _is_name(span):
            yield _unknown(span, ActorKind.PERSON, "person", Form.PERSON)
        elif entity.label_ == "ORG" and _is_name(span) and not _is_state_body(span):
            yield _unknown(span, ActorKind.ORGANISATION, "org", Form.ORGANISATION)
        elif entity.label_ == "GROUP" and _is_name(span):
            yield _group(span, _STATISTICAL)


def called(doc: Doc) -> Iterator[Mention]:
    """Yield the persons that only their given name tells."""
    for span in full_names(doc):
        if _is_name(span):
            yield _unknown(span, ActorKind.PERSON, "person", Form.PERSON)


def _follows_office(span: Span) -> bool:
    """Return whether the office of a person stands right before the name: "State Secretary Miguel Berger"."""
    before = covering(span.doc._.titles, span.start - 1) if span.start else None
    return before is not None and before.kind == "person" and span.doc[before.start].text[0].isupper()


def _unknown(span: Span, kind: ActorKind, folder: str, form: Form) -> Mention:
    actor = Actor(kind, name_id(folder, span.text), span.text)
    return Mention(span.start, span.end, span.root.i, actor, form, _STATISTICAL)


def _trimmed(entity: Span) -> Span:
    """Without the office before a person's name, and without function words at the end."""
    inside = starting_in(entity.doc._.titles, entity.start, entity.end)
    titles = [t.end for t in inside if t.end < entity.end]
    first = max(titles, default=entity.start) if entity.label_ == "PERSON" else entity.start
    last = entity.end
    while last - first > 1 and entity.doc[last - 1].pos_ in ("DET", "ADP", "CCONJ", "PUNCT"):
        last -= 1
    return entity.doc[first:last]


def _is_name(span: Span) -> bool:
    title = covering(span.doc._.titles, span.start)
    titled = title is not None and span.end <= title.end
    proper = any(t.pos_ == "PROPN" for t in span) and not span.text.islower() and not titled
    return proper and not _IDENTIFIER.match(span.text) and not has_class(span.root.head, "tool")


def _is_state_body(span: Span) -> bool:
    """Return whether a name is one that many States give to a body of theirs: the text tells whose it is."""
    return any(has_class(token, "state-body") for token in span)


def shared_bodies(doc: Doc) -> Iterator[Title]:
    """Yield the bodies whose name many States share ("National Cyber Security Centre") and no table lists."""
    for span in doc.ents:
        if span.label_ == "ORG" and _is_state_body(span):
            yield Title(span.start, span.end, span.root.i, "body")


@cache
def _surname_first() -> frozenset[str]:
    """Return the States whose people carry the family name first in English texts."""
    return frozenset(row["code"] for row in rows("surname_first"))


def _surnames(doc: Doc, person: Mention) -> set[str]:
    """Return the words by which a person may be called later: the last, and in some countries the first."""
    first = {doc[person.start].text} if person.actor.organ_of in _surname_first() else set()
    return {doc[person.end - 1].text} | first


def surnames(doc: Doc, found: list[Mention]) -> Iterator[Mention]:
    """Yield the surnames of persons among `found` where they stand alone later in the text."""
    people: dict[str, Mention] = {}
    full = {m.end: m for m in found if m.form is Form.PERSON}
    for token in doc:
        if person := full.get(token.i):
            people |= dict.fromkeys(_surnames(doc, person), person)
        earlier = people.get(token.text)
        if earlier and token.pos_ in _NOMINAL and token.i >= earlier.end:
            yield Mention(token.i, token.i + 1, token.i, earlier.actor, Form.PERSON, min(earlier.score, _PATTERN))
