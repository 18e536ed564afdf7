"""Find organisations that no table knows by the words around and inside their names, and by their acronyms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from attrigraph.acronyms import spells
from attrigraph.ids import name_id
from attrigraph.language.attributes import Mention, covering
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class
from attrigraph.model import Actor, ActorKind

_PATTERN = 0.9  # score
_ACRONYM = range(2, 9)  # letters
_STATES = frozenset({Form.NAME, Form.ADJECTIVE, Form.CAPITAL})
_NAMES = frozenset({"NNP", "NNPS"})
_LONGEST = 6  # tokens of a body's name before its acronym


def named_companies(doc: Doc) -> Iterator[Mention]:
    """Yield the names right after "company", "platform" and the like: "the hosting company Zservers"."""
    for noun in doc[:-1]:
        after = noun.nbor()
        follows = after.pos_ == "PROPN" and after.text[0].isupper() and not has_class(after, "group", "perpetrator")
        if noun.pos_ == "NOUN" and follows and has_class(noun, "company"):
            names = [after] if noun.tag_ == "NN" else [after, *_enumerated_with(after)]
            yield from (_organisation(_capitalised_from(name)) for name in names)


def described_companies(doc: Doc) -> Iterator[Mention]:
    """Yield the names that the text says are companies: "iSIGHT Partners, an American firm"."""
    for noun in doc:
        name = noun.head
        told = noun.dep_ == "appos" and name.i < noun.i and has_class(noun, "company") and not has_class(noun, "people")
        if told and name.tag_ in _NAMES and name.ent_type_ in ("", "ORG") and _is_capitalised(name):
            yield _organisation(_around(name))


def _enumerated_with(name: Token) -> Iterator[Token]:
    """Yield the names after the first: "the exchanges Alphapo, CoinsPaid and AtomicWallet"."""
    yield from (c for c in name.subtree if c.dep_ == "conj" and c.pos_ == "PROPN" and c.text[0].isupper())


def institutions(doc: Doc) -> Iterator[Mention]:
    """Yield the names that end in, or begin with, what they are: "Lakeside Hospital", "University of Maribor"."""
    for token in doc:
        if token.text[0].isupper() and has_class(token, "institution"):
            span = _around(token)
            if len(span) > 1:
                yield _organisation(span)


def _capitalised_from(token: Token) -> Span:
    end = token.i + 1
    while end < token.sent.end and _is_capitalised(token.doc[end]):
        end += 1
    return token.doc[token.i : end]


def _around(token: Token) -> Span:
    """Return the capitalised words before the word and, where it is followed by "of", those after it."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and _is_capitalised(doc[start - 1]):
        start -= 1
    if end + 1 < token.sent.end and doc[end].lower_ == "of" and _is_capitalised(doc[end + 1]):
        end = _capitalised_from(doc[end + 1]).end
    return doc[start:end]


def _is_capitalised(token: Token) -> bool:
    """Return whether a word may be part of a name; what opens a sentence may not, unless it is tagged as one."""
    opens = token.i == token.sent.start and token.pos_ != "PROPN"
    return token.text[0].isupper() and token.is_alpha and token.pos_ not in ("DET", "PRON", "ADP") and not opens


def _organisation(span: Span) -> Mention:
    actor = Actor(ActorKind.ORGANISATION, name_id("org", span.text), span.text)
    return Mention(span.start, span.end, span.root.i, actor, Form.ORGANISATION, _PATTERN)


def repeated(doc: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the other places where a name of one word stands, without the words that tell what it is."""
    single = {doc[m.start].text: m for m in found if m.form is Form.ORGANISATION and m.end - m.start == 1}
    for token in doc:
        known = single.get(token.text)
        if known is not None and token.i != known.start and token.pos_ == "PROPN":
            yield _again(known, known.actor, token)


def listed(doc: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the capitalised names in one list with an organisation: "The victims included Siemens and Trimble"."""
    heads = (doc[m.head] for m in found if m.form is Form.ORGANISATION)
    for head in heads:
        first = head.head if head.dep_ == "conj" else head
        for name in (first, *(c for c in first.children if c.dep_ == "conj")):
            if name.tag_ == "NNP" and name.ent_type_ in ("", "ORG") and _is_capitalised(name) and _is_unknown(name):
                yield _organisation(_around(name))


def _is_unknown(name: Token) -> bool:
    """Return whether a name is no office and no malware."""
    return covering(name.doc._.titles, name.i) is None and covering(name.doc._.malware, name.i) is None


def acronyms(doc: Doc, found: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Yield whom each acronym means that the text explains, and its places: "Australian Federal Police (AFP)".

    Who has only the text's name is called by both; where the acronym is known, its actor is meant.
    """
    ending = {m.end: m for m in found}
    known = {m.start: m for m in found}
    for opening in doc[:-2]:
        short = opening.nbor()
        if opening.text != "(" or doc[opening.i + 2].text != ")" or not _is_acronym(short):
            continue
        meant = ending.get(opening.i) or _body_before(opening, ending)
        if meant is not None and spells(short.text, doc[meant.start : meant.end].text):
            is_other = short.i not in known or meant.actor.organ_of  # a State's body is no agency of that acronym
            actor = meant.actor if is_other else known[short.i].actor
            if actor is meant.actor and actor.id == name_id("org", actor.name):
                actor = replace(actor, name=f"{actor.name} ({short.text})")
            again = [_again(meant, actor, token) for token in doc[short.i :] if token.text == short.text]
            yield replace(meant, actor=actor), again


def _is_acronym(token: Token) -> bool:
    capitals = sum(letter.isupper() for letter in token.text)
    return len(token.text) in _ACRONYM and token.text[0].isupper() and capitals > 1 and token.is_alpha


def _body_before(opening: Token, ending: dict[int, Mention]) -> Mention | None:
    """The State's body whose office-like name ends here: "Australian" before "Federal Police"."""
    title = covering(opening.doc._.titles, opening.i - 1) if opening.i else None
    if title is None or title.kind != "body":
        return None
    states = (ending.get(place) for place in range(title.start, max(title.start - _LONGEST, 0), -1))
    state = next((m for m in states if m is not None and m.form in _STATES and m.actor.code), None)
    if state is None:
        return None
    name = opening.doc[state.start : title.end].text
    actor = Actor(ActorKind.ORGANISATION, name_id("org", name), name, organ_of=state.actor.code)
    return Mention(state.start, title.end, title.head, actor, Form.BODY, _PATTERN)


def _again(meant: Mention, actor: Actor, token: Token) -> Mention:
    return Mention(token.i, token.i + 1, token.i, actor, meant.form, min(meant.score, _PATTERN))
