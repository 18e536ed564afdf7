"""Who speaks where nobody is quoted: the author of a statement that says "we", or the person who signs a post."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form

FIRST_PERSON = frozenset({"we", "i", "our", "us", "my"})
_DASHES = frozenset({"—", "–", "--", "-"})
_SHARE = 6  # one sentence in six in the first person makes a text a statement
_SHORT_LINE = 4  # tokens
_OPENING = 4  # sentences in which an official statement names its author


@dataclass(frozen=True, slots=True)
class Author:
    """The head of the words that name the author, and the tokens that are the author's own text: [since, until)."""

    head: Token
    since: int
    until: int

    def wrote(self, token: Token) -> bool:
        """Return whether the token stands in the author's own text."""
        return self.since <= token.i < self.until


def author_of(doc: Doc, is_quoted: Callable[[Token], bool]) -> Author | None:
    """Return who speaks in the text's own voice; None where the text has none.

    That is who signs, for the sentences in the first person before the signature, or else who acts first in a
    statement that speaks in the first person outside quotations.
    """
    own = [s for s in doc.sents if any(t.lower_ in FIRST_PERSON and t.pos_ == "PRON" and not is_quoted(t) for t in s)]
    signature = signature_of(doc)
    if signature:
        line = doc[signature.head].sent
        return Author(doc[signature.head], _first_of_post(line, own), line.end)
    is_statement = len(own) * _SHARE >= len(list(doc.sents))
    first = _first_actor(doc) if own and is_statement else None
    return Author(first, 0, len(doc)) if first is not None else None


def signature_of(doc: Doc) -> Mention | None:
    """Return the person who signs the text in a line of its own after a dash; None where nobody does."""
    dashes = [t.i for t in doc if t.text in _DASHES and t.is_sent_start]
    people = {m.start: m for m in doc._.mentions if m.form is Form.PERSON}
    return next((people[i + 1] for i in reversed(dashes) if i + 1 in people), None)


def _first_of_post(signature: Span, own: list[Span]) -> int:
    """Walk back from the signature over sentences in the first person; a short line between them is no end."""
    since = signature.start
    for sentence in reversed([s for s in own if s.end <= signature.start]):
        if since - sentence.end > _SHORT_LINE:
            break
        since = sentence.start
    return since


def _first_actor(doc: Doc) -> Token | None:
    named = {m.head for m in doc._.mentions if m.form not in (Form.GROUP, Form.ADJECTIVE, Form.PLACE)}
    heads = (t for s in list(doc.sents)[:_OPENING] for t in s if t.dep_ in ("nsubj", "nsubj:pass"))
    beside = ((t, {t.i, *(c.i for c in t.children if c.dep_ == "compound")}) for t in heads)
    return next((t for t, near in beside if not near.isdisjoint(named)), None)
