"""Who says it: the subject of the reporting verb above, "according to", or the speaker of the quotation around it."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from attrigraph.extraction.author import author_of
from attrigraph.extraction.coverage import coverage_in
from attrigraph.extraction.slots import fill
from attrigraph.extraction.tail import according_to, parenthesis, reporting_tail
from attrigraph.extraction.tree import case_of, in_date, is_passive, objects, subjects
from attrigraph.language.attributes import starting_in
from attrigraph.language.quotes import Quotation
from attrigraph.language.tokenizer import TEXT, tokens_in
from attrigraph.language.words import has_class

_CONTENT = frozenset(
    {
        "ccomp",
        "parataxis",
        "xcomp",
        "acl",
        "obj",
        "obl",
        "advcl",
        "nmod",
        "conj",
        "acl:relcl",
        "nsubj",
        "nsubj:pass",
        "appos",
        "dep",
        "amod",
        "compound",
    }
)
_AUTHOR_SLOTS = ("by", "from", "owner", "acl>by", "acl>in", "of", "in")
_INVERTED = frozenset({"obj", "ccomp", "xcomp"})
_REACH = 8
_AHEAD = 2  # sentences in which a deed may be reported later
_VISIBLE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Speech:
    """The words that say who speaks: noun phrase heads, and the reporting verb or None ("according to")."""

    speakers: tuple[Token, ...]
    verb: Token | None


class _Sentence:
    """Who reports in one sentence, whatever in it is asked about; each is found once, when it is first needed."""

    def __init__(self, span: Span, quoted: Set[int]) -> None:
        self._span = span
        self._quoted = quoted

    @cached_property
    def clauses(self) -> tuple[tuple[Token, Speech], ...]:
        """The reporting clauses below the root of the sentence, each by its head."""
        found = ((child, _clause_beside(child)) for child in self._span.root.children)
        return tuple((head, speech) for head, speech in found if speech)

    @cached_property
    def tail(self) -> tuple[int, Speech] | None:
        """The reporting clause at the end of the sentence, and where it begins."""
        tail = reporting_tail(self._span)
        return (min(t.i for t in (tail[0], *tail[1])), Speech(tail[1], tail[0])) if tail else None

    @cached_property
    def aside(self) -> Speech | None:
        """A source or a reporting clause anywhere between the words."""
        source = according_to(self._span)
        if source:
            return Speech(sources(source), None)
        between = parenthesis(self._span)
        return Speech(between[1], between[0]) if between else None

    @cached_property
    def coverage(self) -> Speech | None:
        """Who reports what the sentences before told."""
        found = coverage_in(self._span)
        return Speech(sources(found[1]), found[0]) if found else None

    @cached_property
    def outside(self) -> Speech | None:
        """The first speech outside of quotations."""
        verbs = (t for t in self._span if _reports(t) and t.i not in self._quoted)
        return next((Speech(speakers, verb) for verb in verbs if (speakers := speakers_of(verb))), None)


class Speakers:
    """Finds the speech around a token of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quotations = doc._.quotations
        self.quoted_tokens = tokens_in(doc, ((q.text_start, self._end(q)) for q in self.quotations))
        self.author = author_of(doc, self._inside)
        self._sentences = [_Sentence(span, self.quoted_tokens) for span in doc.sents]
        self._index = {t.i: n for n, span in enumerate(doc.sents) for t in span}

    def around(self, token: Token) -> Iterator[Speech]:
        """Yield the speeches that the token's clause stands in, the innermost first; the author's last."""
        yield from self._above(token)
        yield from filter(None, (self._beside(token), self.quoted(token)))

    def _above(self, token: Token) -> Iterator[Speech]:
        for _ in range(_REACH):
            source = _according(token)
            if source:
                yield source
            head = token.head
            if head == token:
                return
            if (_reports(head) and _is_content(token)) or _is_report_given(token):
                speakers = speakers_of(head)
                if speakers:
                    yield Speech(speakers, head)
            if token.dep_ in ("acl", "ccomp") and head.pos_ == "NOUN" and has_class(head, "report-noun"):
                yield Speech(sources((head,)), None)
            if _is_content_of_verb_above(token) and _reports(head.head):
                yield Speech(speakers_of(head.head), head.head)
            token = head

    def _beside(self, token: Token) -> Speech | None:
        """A reporting clause the parser hung elsewhere in the sentence: "..., the FBI said"."""
        sentence = self._sentences[self._index[token.i]]
        for head, speech in sentence.clauses:
            if head != token and not head.is_ancestor(token):
                return speech
        if sentence.tail and token.i < sentence.tail[0]:
            return sentence.tail[1]
        return sentence.aside

    def later(self, token: Token) -> Speech | None:
        """Return who reported the deed, where a sentence after it says so; None inside quotations."""
        here = self._index[token.i]
        after = () if self._inside(token) else self._sentences[here + 1 : here + 1 + _AHEAD]
        return next(filter(None, (sentence.coverage for sentence in after)), None)

    def quoted(self, token: Token) -> Speech | None:
        """Return the reporting verb of the quotation's own, the next or a previous sentence; outside, the author."""
        if not self._inside(token):
            return Speech((self.author.head,), None) if self.author and self.author.wrote(token) else None
        here = self._index[token.i]
        near = (n for n in (here, here + 1, here - 1, here - 2) if 0 <= n < len(self._sentences))
        return next(filter(None, (self._sentences[n].outside for n in near)), None)

    def _inside(self, token: Token) -> bool:
        return token.i in self.quoted_tokens

    def _end(self, quotation: Quotation) -> int:
        """A quotation that nobody closes runs on through the next paragraph, unless that has quotations of its own."""
        if quotation.closed:
            return quotation.text_end
        text = self.doc.user_data[TEXT]
        following = _VISIBLE.search(text, quotation.text_end)
        begin = following.start() if following else len(text)
        end = text.find("\n\n", begin)
        end = len(text) if end < 0 else end
        return quotation.text_end if starting_in(self.quotations, begin, end) else end


def _clause_beside(head: Token) -> Speech | None:
    said = _inverted(head)
    if said is not None:
        own = tuple(c for c in said.children if c.dep_ == "nsubj")  # "the firm Elastic Labs assessed", read as a clause
        return Speech((*own, head), said)
    speakers = speakers_of(head) if head.dep_ in ("parataxis", "ccomp") and _reports(head) else ()
    return Speech(speakers, head) if speakers else None


def _inverted(noun: Token) -> Token | None:
    """The verb of ", the firm Kaspersky reported", which parsers read as a participle of its subject."""
    if (
        noun.pos_ not in ("NOUN", "PROPN")
        or noun.dep_ not in ("parataxis", "appos", "conj", "obj")
        or noun.i < noun.head.i
    ):
        return None
    follows_comma = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text in (",", '"', "”", "''")
    verbs = [
        c for c in noun.children if c.dep_.startswith("acl") and c.tag_ in ("VBN", "VBD") and has_class(c, "reporting")
    ]
    return verbs[0] if verbs and follows_comma else None


def _is_content_of_verb_above(token: Token) -> bool:
    """A that-clause the parser hung on the noun before it: "announced on its channel that it had attacked"."""
    if token.dep_ not in ("acl", "acl:relcl") or token.head.dep_ not in ("obl", "nmod", "obj"):
        return False
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _is_content(token: Token) -> bool:
    """Return whether a phrase of a reporting verb is what is reported, and not who reports or when."""
    if token.dep_ in ("obl", "nmod"):
        return case_of(token) in ("on", "about", "of")
    return token.dep_ in _CONTENT or (token.dep_ == "advmod" and token.pos_ == "ADJ")  # "judged it likely that"


def sources(heads: Iterable[Token]) -> tuple[Token, ...]:
    """A report does not speak: its author does ("Symantec's report", "a report published by Symantec")."""
    found: list[Token] = []
    for head in heads:
        authors = _authors(head) if has_class(head, "report-noun") else []
        if not authors and has_class(head, "report-noun") and head.dep_ == "obj":
            authors = list(subjects(head.head))
        found += authors or [head]
    return tuple(dict.fromkeys(found))


def _authors(report: Token) -> list[Token]:
    """Return who wrote it, by the first construction that tells: "a technical report of Symantec"."""
    ways = ([a for a in fill(report, slot) if _may_write(a)] for slot in _AUTHOR_SLOTS)
    return next(filter(None, ways), [])


def _may_write(token: Token) -> bool:
    if in_date(token) or token.pos_ not in ("PROPN", "NOUN", "PRON", "ADJ"):
        return False
    return token.text[0].isupper() or token.dep_ not in ("amod", "compound")  # "incident notification"


def speakers_of(verb: Token) -> tuple[Token, ...]:
    """Return who reports: the subject, or after a quotation the name that parsers take for an object or a clause."""
    own = list(objects(verb) if is_passive(verb) else subjects(verb))  # "is convinced that": who is
    inverted = (c for c in verb.children if c.dep_ in _INVERTED and c.i > verb.i and _is_only_name(c))
    return sources(own or inverted)


def _is_only_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and not any(c.dep_ in ("nsubj", "cop") for c in token.children)


def _reports(token: Token) -> bool:
    if token.pos_ == "ADJ" or is_passive(token):
        return has_class(token, "conviction")  # "is convinced that"
    return token.pos_ == "VERB" and has_class(token, "reporting", "belief")


def _is_report_given(noun: Token) -> bool:
    """ "Provided an update on China's campaign": who gives a report reports."""
    given = noun.dep_ == "obj" and noun.head.pos_ == "VERB" and has_class(noun.head, "giving")
    return given and has_class(noun, "report-noun")


def _according(token: Token) -> Speech | None:
    for child in token.children:
        if child.dep_ in ("obl", "nmod", "advcl", "parataxis") and case_of(child) == "according":
            return Speech(sources((child,)), None)
        if child.lower_ == "according" and child.dep_ in ("advmod", "obl", "advcl", "case"):
            named = tuple(c for c in child.children if c.dep_ in ("obl", "nmod", "obj", "pobj"))
            if named:
                return Speech(sources(named), None)
        if speakers := _as_reported(child):
            return Speech(speakers, child)
    return None


def _as_reported(clause: Token) -> tuple[Token, ...]:
    """ "As reported by Kaspersky", "as Kaspersky reported", "based on an advisory issued by the FBI"."""
    if clause.dep_ in ("acl", "advcl", "case") and clause.lower_ == "based":
        reports = [c for c in clause.children if case_of(c) == "on" and has_class(c, "report-noun")]
        return sources(reports) if reports else ()
    is_aside = clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in clause.children)
    is_aside = is_aside and not any(c.dep_ in ("obj", "ccomp", "nsubj:pass") for c in clause.children)
    return sources(subjects(clause)) if is_aside and has_class(clause, "reporting") else ()
