"""Which earlier noun a pronoun or a definite nominal stands for: the nearest one of a fitting kind, subjects first.

The rules are data: seeds/frames/anaphora.csv gives for each word the kinds of antecedent and how many sentences back.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from spacy.tokens import Doc, Token

from attrigraph.language.anaphora import Anaphor, anaphora
from attrigraph.language.attributes import Mention, starting_in
from attrigraph.language.gazetteer import Form
from attrigraph.language.tokenizer import tokens_in
from attrigraph.language.words import has_class

_KINDS = {
    Form.PERSON: "person", Form.ORGANISATION: "organisation", Form.BODY: "organisation", Form.GROUP: "group",
    Form.NAME: "state", Form.CAPITAL: "state", Form.SEAT: "state",
}  # fmt: skip
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both", "its", "their"})
_NAMING = frozenset({"amod", "compound", "nmod:poss", "appos", "flat", "nmod"})
_PAIR = 2  # sentences back in which "both countries" were named
_CANDIDATES = 3
_NEAR = 40  # tokens in which a pronoun keeps its meaning
_PRONOUNS = ("he him his", "she her hers", "it its", "they them their")
_FAMILIES = {word: forms for forms in _PRONOUNS for word in forms.split()}
_LONG_QUOTATION = 30  # characters; shorter ones are names and scare quotes
_AUTHORITIES = frozenset({"state", "official", "organisation"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class _Entity:
    """A noun that a later word may stand for; `sentence` counts the sentences of the Doc."""

    token: Token
    kind: str
    sentence: int


class _Known:
    """The entities told so far."""

    def __init__(self) -> None:
        self._entities: list[_Entity] = []
        self._by_word: dict[str, int] = {}

    def add(self, entity: _Entity) -> None:
        """Take in the next entity of the text."""
        self._entities.append(entity)
        self._by_word[entity.token.lower_] = entity.token.i

    def since(self, sentence: int) -> Iterator[_Entity]:
        """Yield the entities from a sentence on, the latest first."""
        return takewhile(lambda e: e.sentence >= sentence, reversed(self._entities))

    def same_word(self, token: Token) -> tuple[int, ...]:
        """Return the latest phrase with the same head word that named its actor ("the U.S. Department")."""
        return (self._by_word[token.lower_],) if token.lower_ in self._by_word else ()


_BODY = Anaphor(("official", "state"), reach=4, definite=False)


class CoreferenceResolver:
    """The pipeline component: writes doc._.coreference, token index -> indices of likely antecedents, best first."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        heads = {m.head: m for m in doc._.mentions}
        named = {i for m in doc._.mentions for i in range(m.start, m.end)}
        bodies = {t.head for t in doc._.titles if t.kind == "body"}
        quoted = _quoted_tokens(doc)
        everything, spoken = _Known(), _Known()
        links: dict[int, tuple[int, ...]] = {}
        for number, sentence in enumerate(doc.sents):
            for token in sentence:
                known = everything if token.i in quoted else spoken
                found = () if token.i in named else _antecedents_of(token, heads, bodies, known, number)
                if found:
                    links[token.i] = _continuing(token, links, found)
                for kind in _kinds(token, heads):
                    for listener in (everything,) if token.i in quoted else (everything, spoken):
                        listener.add(_Entity(token, kind, number))
        doc._.coreference = MappingProxyType(links)
        return doc


def _continuing(token: Token, links: Mapping[int, tuple[int, ...]], found: tuple[int, ...]) -> tuple[int, ...]:
    """A pronoun goes on meaning what it meant as the subject just before, until somebody else leads."""
    family = _FAMILIES.get(token.lower_)
    for i in range(token.i - 1, max(token.i - _NEAR, -1), -1):
        earlier = token.doc[i]
        if i < found[0] and _leads(token.doc[found[0]]):
            break  # somebody else leads since
        if family and earlier.dep_ in _SUBJECTS and i in links and _FAMILIES.get(earlier.lower_) == family:
            return tuple(dict.fromkeys(links[i] + found))[:_CANDIDATES]
    return found


def _quoted_tokens(doc: Doc) -> frozenset[int]:
    """What stands inside quotations: a pronoun outside does not mean somebody whom only the quotation names."""
    spans = [(q.text_start, q.text_end) for q in doc._.quotations if q.text_end - q.text_start > _LONG_QUOTATION]
    return tokens_in(doc, spans)


def _kinds(token: Token, heads: Mapping[int, Mention]) -> tuple[str, ...]:
    """Return what a noun may be taken up as; a State's body also by other bodies."""
    mention, kind = heads.get(token.i), _kind(token, heads)
    body = ("body",) if mention and mention.form is Form.BODY else ()
    return (*body, kind) if kind else ()


def _kind(token: Token, heads: Mapping[int, Mention]) -> str | None:
    mention = heads.get(token.i)
    if mention and mention.form in _KINDS:
        kind = _KINDS[mention.form]
        return "persons" if kind == "person" and _is_joined(token) else kind
    if token.pos_ in ("NOUN", "PROPN") and _is_named(token, heads):
        if has_class(token, "perpetrator", "group"):
            return "perpetrators"
        if has_class(token, "official"):
            return "official"
        if has_class(token, "people") and token.tag_ == "NNS":
            return "persons"
    return None


def _is_joined(name: Token) -> bool:
    """ "Mark Rutte and Theresa May": two people, or the first of them."""
    return any(c.dep_ == "conj" for c in name.children)


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
    following = starting_in(noun.doc._.mentions, first, first + 1) if comma else ()
    return any(m.form is Form.PERSON for m in following)


def _anaphor(token: Token, heads: Mapping[int, Mention]) -> Anaphor | None:
    rule = anaphora().get(token.lower_)
    if rule is None or (rule.definite and not (_is_definite(token) or _is_of_government(token))):
        return None
    if rule.definite and _is_followed_by_name(token):
        return None
    if _is_named(token, heads) or (rule.definite and _is_told_apart(token)):
        return None
    described = any(c.dep_ in ("amod", "compound", "appos") for c in token.children)
    return None if described and "organisation" in rule.kinds and rule.definite else rule


def _antecedents_of(
    token: Token, heads: Mapping[int, Mention], bodies: Set[int], known: _Known, sentence: int
) -> tuple[int, ...]:
    if means_pair(token):
        return _pair(known, sentence)
    rule = _anaphor(token, heads)
    is_bare_body = _is_bare_body(token, heads)
    is_repeated = is_bare_body or (rule.definite if rule else _is_bare_nominal(token))
    same = known.same_word(token) if is_repeated else ()
    is_titled = token.i in bodies and token.pos_ == "PROPN" and not _is_named(token, heads)
    rule = rule or (_BODY if is_bare_body or is_titled else None)
    return same or (_antecedents(token, rule, known, sentence) if rule else ())


def means_pair(token: Token) -> bool:
    """Return whether a word means two States named before: "both countries", "the two governments"."""
    counted = any(c.lower_ in ("both", "two") and c.i < token.i for c in token.children)
    return counted and token.tag_ == "NNS" and has_class(token, "state-noun") and not _is_described(token)


def _is_described(noun: Token) -> bool:
    return any(c.dep_ in ("amod", "nmod:poss", "compound", "acl:relcl") for c in noun.children)


def _pair(known: _Known, sentence: int) -> tuple[int, ...]:
    """Return the last two States that are joined by "and", else the last two told, in order of the text."""
    told = [e.token for e in known.since(sentence - _PAIR) if e.kind == "state"]
    joined = next((t for t in told if t.dep_ == "conj" and t.head in told), None)
    if joined is not None:
        return joined.head.i, joined.i
    states = {t.lower_: t.i for t in reversed(told)}
    return tuple(sorted(states.values())[-2:]) if len(states) > 1 else ()


def _is_bare_nominal(token: Token) -> bool:
    """ "The hospital" may repeat a name that ends in this word; with words of its own it names another one."""
    described = any(c.dep_ in _NAMING or c.dep_.startswith("acl") for c in token.children)
    return token.pos_ == "NOUN" and _is_definite(token) and not described


def _is_bare_body(token: Token, heads: Mapping[int, Mention]) -> bool:
    return token.pos_ == "PROPN" and has_class(token, "official") and not _is_named(token, heads)


def _is_of_government(token: Token) -> bool:
    """ "Unnamed government officials", "federal prosecutors": those of the State that the text is about."""
    return token.tag_ == "NNS" and any(has_class(c, "governmental") for c in token.children)


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in _DEFINITE for child in token.children if child.i < token.i)


def _antecedents(token: Token, rule: Anaphor, known: _Known, sentence: int) -> tuple[int, ...]:
    near = known.since(sentence - rule.reach)
    meant = [e for e in near if e.kind in rule.kinds and _may_be_meant(e.token, e.kind, token)]
    return tuple(e.token.i for e in sorted(meant, key=_rank, reverse=True)[:_CANDIDATES])


def _may_be_meant(candidate: Token, kind: str, token: Token) -> bool:
    """Not a company in a by-the-way phrase ("wrote on Twitter that they"), and no other argument of the same verb."""
    aside = kind == "organisation" and _top(candidate).dep_ in ("obl", "nmod", "compound")
    if _FAMILIES.get(token.lower_) == _PRONOUNS[-1] and kind in ("state", "organisation") and not _is_plural(candidate):
        return False
    if kind in _AUTHORITIES and token.dep_ in ("nsubj:pass", "obj") and has_class(token.head, "prosecution"):
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


def _rank(entity: _Entity) -> tuple[int, bool, int]:
    """The nearest sentence first, in it the subject, else the last one."""
    token = entity.token
    subject = token.dep_ in _SUBJECTS and token.head.dep_ in ("ROOT", "conj", "parataxis", "ccomp")
    return entity.sentence, subject, token.i


def _same_clause(candidate: Token, token: Token) -> bool:
    """Two arguments of one verb are two actors: "Albania cut relations with the country"."""
    return candidate.dep_ in _SUBJECTS and token.dep_ not in ("nmod:poss", "det") and candidate.head == _clause(token)


def _clause(token: Token) -> Token:
    head = token.head
    while head.head != head and head.pos_ not in ("VERB", "AUX"):
        head = head.head
    return head
