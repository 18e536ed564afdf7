"""Which earlier noun a pronoun or a definite nominal stands for: the nearest one of a fitting kind, subjects first.

The rules are data: seeds/frames/anaphora.csv gives for each word the kinds of antecedent and how many sentences back.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc, Token

from attrigraph.folders import folder
from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form
from attrigraph.language.tokenizer import start_of
from attrigraph.language.words import has_class

_KINDS = {
    Form.PERSON: "person", Form.ORGANISATION: "organisation", Form.BODY: "organisation", Form.GROUP: "group",
    Form.NAME: "state", Form.CAPITAL: "state", Form.SEAT: "state",
}  # fmt: skip
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both", "its", "their"})
_NAMING = frozenset({"amod", "compound", "nmod:poss", "appos", "flat", "nmod"})
_CANDIDATES = 3
_NEAR = 40  # tokens in which a pronoun keeps its meaning
_PRONOUNS = ("he him his", "she her hers", "it its", "they them their")
_FAMILIES = {word: forms for forms in _PRONOUNS for word in forms.split()}
_LONG_QUOTATION = 30  # characters; shorter ones are names and scare quotes
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that may stand for something named before."""

    kinds: tuple[str, ...]
    reach: int
    definite: bool


_BODY = Anaphor(("official", "state"), reach=4, definite=False)


@cache
def anaphora() -> Mapping[str, Anaphor]:
    """Return word -> Anaphor, from seeds/frames/anaphora.csv."""
    with (folder("seeds") / "frames" / "anaphora.csv").open(encoding="utf-8", newline="") as lines:
        rows = {
            r["word"]: Anaphor(tuple(r["kinds"].split("|")), int(r["reach"]), r["definite"] == "yes")
            for r in csv.DictReader(lines)
        }
    return MappingProxyType(rows)


class CoreferenceResolver:
    """The pipeline component: writes doc._.coreference, token index -> indices of likely antecedents, best first."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        heads = {m.head: m for m in doc._.mentions}
        named = {i for m in doc._.mentions for i in range(m.start, m.end)}
        sentence_of = {token.i: n for n, sent in enumerate(doc.sents) for token in sent}
        quoted = _quoted_tokens(doc)
        entities = [(t, kind) for t in doc if (kind := _kind(t, heads))]
        spoken = [(t, kind) for t, kind in entities if t.i not in quoted]
        links: dict[int, tuple[int, ...]] = {}
        for token in doc:
            known = entities if token.i in quoted else spoken
            found = () if token.i in named else _antecedents_of(token, heads, known, sentence_of)
            if found:
                links[token.i] = _continuing(token, links, found)
        doc._.coreference = MappingProxyType(links)
        return doc


def _continuing(token: Token, links: Mapping[int, tuple[int, ...]], found: tuple[int, ...]) -> tuple[int, ...]:
    """A pronoun goes on meaning what it meant as the subject just before, until somebody else leads."""
    family = _FAMILIES.get(token.lower_)
    for i in range(token.i - 1, max(token.i - _NEAR, -1), -1):
        earlier = token.doc[i]
        if i < found[0]:
            break  # somebody else was named since
        if family and earlier.dep_ in _SUBJECTS and i in links and _FAMILIES.get(earlier.lower_) == family:
            return tuple(dict.fromkeys(links[i] + found))[:_CANDIDATES]
    return found


def _quoted_tokens(doc: Doc) -> frozenset[int]:
    """What stands inside quotations: a pronoun outside does not mean somebody whom only the quotation names."""
    spans = [(q.text_start, q.text_end) for q in doc._.quotations if q.text_end - q.text_start > _LONG_QUOTATION]
    return frozenset(t.i for t in doc if any(start <= start_of(t) < end for start, end in spans))


def _kind(token: Token, heads: Mapping[int, Mention]) -> str | None:
    mention = heads.get(token.i)
    if mention and mention.form in _KINDS:
        return _KINDS[mention.form]
    if token.pos_ in ("NOUN", "PROPN") and _is_named(token, heads):
        if has_class(token, "perpetrator", "group"):
            return "perpetrators"
        if has_class(token, "official"):
            return "official"
    return None


def _is_named(token: Token, heads: Mapping[int, Mention]) -> bool:
    named = [child for child in token.children if child.dep_ in _NAMING and child.i in heads]
    if has_class(token, "mission"):  # "the embassy in Tirana" does not say whose it is
        named = [child for child in named if not any(c.dep_ == "case" and c.lower_ == "in" for c in child.children)]
    return bool(named)


def _is_told_apart(noun: Token) -> bool:
    """ "The hackers who cut power": a relative clause without a comma says which, so it is nobody named before."""
    return any(c.dep_ == "acl:relcl" and c.left_edge.i == noun.i + 1 for c in noun.children)


def _is_followed_by_name(noun: Token) -> bool:
    """An apposition, wherever the parser hangs it: "the minister, Esmail Khatib"."""
    first = noun.i + 2
    comma = first < len(noun.doc) and noun.nbor().text == ","
    return comma and any(m.start == first and m.form is Form.PERSON for m in noun.doc._.mentions)


def _anaphor(token: Token, heads: Mapping[int, Mention]) -> Anaphor | None:
    rule = anaphora().get(token.lower_)
    if rule is None or (rule.definite and (not _is_definite(token) or _is_followed_by_name(token))):
        return None
    if _is_named(token, heads) or (rule.definite and _is_told_apart(token)):
        return None
    described = any(c.dep_ in ("amod", "compound", "appos") for c in token.children)
    return None if described and "organisation" in rule.kinds and rule.definite else rule


def _antecedents_of(
    token: Token, heads: Mapping[int, Mention], known: list[tuple[Token, str]], sentence_of: Mapping[int, int]
) -> tuple[int, ...]:
    rule = _anaphor(token, heads)
    same = _same_name(token, known) if (rule and rule.definite) or _is_bare_body(token, heads) else ()
    rule = rule or (_BODY if _is_bare_body(token, heads) or _is_titled(token, heads) else None)
    return same or (_antecedents(token, rule, known, sentence_of) if rule else ())


def _is_titled(token: Token, heads: Mapping[int, Mention]) -> bool:
    titled = any(t.head == token.i and t.kind == "body" for t in token.doc._.titles)
    return titled and token.pos_ == "PROPN" and not _is_named(token, heads)


def _is_bare_body(token: Token, heads: Mapping[int, Mention]) -> bool:
    return token.pos_ == "PROPN" and has_class(token, "official") and not _is_named(token, heads)


def _same_name(token: Token, entities: list[tuple[Token, str]]) -> tuple[int, ...]:
    """The nearest earlier phrase with the same head word that named its actor ("the U.S. Department")."""
    same = [t.i for t, _ in entities if t.i < token.i and t.lower_ == token.lower_]
    return tuple(same[-1:])


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in _DEFINITE for child in token.children if child.i < token.i)


def _antecedents(
    token: Token, rule: Anaphor, entities: list[tuple[Token, str]], sentence_of: Mapping[int, int]
) -> tuple[int, ...]:
    near = sentence_of[token.i] - rule.reach
    before = [
        (t, kind)
        for t, kind in entities
        if t.i < token.i and sentence_of[t.i] >= near and kind in rule.kinds and _may_be_meant(t, kind, token)
    ]
    ranked = sorted(before, key=lambda found: _rank(found[0], token, sentence_of), reverse=True)
    return tuple(t.i for t, _ in ranked[:_CANDIDATES])


def _may_be_meant(candidate: Token, kind: str, token: Token) -> bool:
    """Not a company in a by-the-way phrase ("wrote on Twitter that they"), and no other argument of the same verb."""
    aside = kind == "organisation" and _top(candidate).dep_ in ("obl", "nmod", "compound")
    if _FAMILIES.get(token.lower_) == _PRONOUNS[-1] and kind in ("state", "organisation") and not _is_plural(candidate):
        return False
    if token.lower_ in _FAMILIES and token.dep_ in _SUBJECTS and token.sent != candidate.sent:
        aside = aside or not _leads(candidate)
    return not aside and not _same_clause(candidate, token)


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)


def _top(token: Token) -> Token:
    """The head of the whole phrase that a name is part of: "the platform CoinsPaid"."""
    while token.dep_ in ("appos", "flat", "compound") and token.head != token:
        token = token.head
    return token


def _leads(candidate: Token) -> bool:
    """Return whether a noun is what its sentence is about: a subject, with its appositions and conjuncts."""
    while candidate.dep_ in ("conj", "appos", "flat", "compound", "nmod:poss") and candidate.head != candidate:
        candidate = candidate.head
    return candidate.dep_ in _SUBJECTS or candidate.dep_ == "ROOT" or _speaks_after_verb(candidate)


def _speaks_after_verb(candidate: Token) -> bool:
    """The speaker after a quotation, whom parsers take for an object: "...", declared the Prime Minister."""
    verb = candidate.head
    own_subject = any(c.dep_ in _SUBJECTS for c in verb.children)
    return candidate.dep_ == "obj" and candidate.i > verb.i and has_class(verb, "reporting") and not own_subject


def _rank(candidate: Token, token: Token, sentence_of: Mapping[int, int]) -> tuple[int, int, int]:
    distance = sentence_of[token.i] - sentence_of[candidate.i]
    subject = candidate.dep_ in _SUBJECTS and candidate.head.dep_ in ("ROOT", "conj", "parataxis", "ccomp")
    return -distance, int(subject), candidate.i


def _same_clause(candidate: Token, token: Token) -> bool:
    """Two arguments of one verb are two actors: "Albania cut relations with the country"."""
    return candidate.dep_ in _SUBJECTS and token.dep_ not in ("nmod:poss", "det") and candidate.head == _clause(token)


def _clause(token: Token) -> Token:
    head = token.head
    while head.head != head and head.pos_ not in ("VERB", "AUX"):
        head = head.head
    return head
