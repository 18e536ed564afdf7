"""Sentences whose subject and verb stand apart: "The group, known as X, attacked", "X, said a spokesman, is Y"."""

from spacy.tokens import Doc, Span, Token

from attrigraph.language.repairs.arcs import AUXILIARIES, FINITE, NOMINAL, SUBJECTS, child, take_place
from attrigraph.language.words import has_class, start_of_verb

_DASHES = frozenset({"-", "–", "—", "--"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})


def mend_asides(doc: Doc) -> None:
    """Mend the sentences of a parsed Doc that are interrupted, in place."""
    for token in doc:
        if token.is_sent_start:
            _mend_dateline(token)
        elif token.dep_ == "nmod" and token.head.dep_ in SUBJECTS:
            _mend_circumstance(token)
    for token in doc:
        if token.pos_ == "VERB" and _follows_comma(token) and child(token, {"cc"}) is None:
            _mend_report_between(token)
            if child(token, SUBJECTS) is None:
                _mend_second_verb(token)
                _mend_verb_after_noun(token)


def _mend_dateline(city: Token) -> None:
    """ "BERLIN (Reuters) - Germany accused Russia": the subject stands after the dash."""
    subject = next(
        (c for c in city.children if c.dep_ in ("appos", "conj") and c.i > city.i and _follows_dash(c)), None
    )
    if city.dep_ in SUBJECTS and city.pos_ == "PROPN" and subject is not None and city.head.i > subject.i:
        subject.head, subject.dep_ = city.head, city.dep_
        city.dep_ = "parataxis"


def _follows_dash(noun: Token) -> bool:
    return noun.left_edge.text in _DASHES or (noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text in _DASHES)


def _mend_circumstance(noun: Token) -> None:
    """ "The ministry, through a persona it made, published": between commas it tells how, not which ministry."""
    opener, verb = child(noun, ("case",)), noun.head.head
    if opener is None or not has_class(opener, "circumstance") or verb.pos_ != "VERB" or verb.i < noun.i:
        return
    if opener.i > 0 and opener.nbor(-1).text == "," and noun.right_edge.i < start_of_verb(verb):
        noun.head, noun.dep_ = verb, "obl"


def _mend_second_verb(verb: Token) -> None:
    """ "The condemnation, issued on Monday, named nobody": the participle describes, the verb after it tells."""
    participle = verb.head
    if verb.dep_ not in ("conj", "parataxis", "advcl") or verb.tag_ not in FINITE | {"VB"} or participle == verb:
        return
    subject = child(participle, SUBJECTS)
    if subject is None or participle.tag_ not in _PARTICIPLES or child(participle, AUXILIARIES) is not None:
        return
    comma = _comma_after(subject, participle.i)
    if participle.i < verb.i and comma is not None and not _has_comma(participle.doc[comma.i + 1 : participle.i]):
        take_place(verb, participle)
        subject.head, subject.dep_ = verb, "nsubj"
        participle.head, participle.dep_ = subject, "acl"


def _mend_verb_after_noun(verb: Token) -> None:
    """ "The unit, known by its number, prepared the attacks": a sentence is no noun with two descriptions."""
    noun = verb.sent.root
    if noun.pos_ not in NOMINAL or noun.i > verb.i or verb.tag_ not in FINITE | {"VBN"}:
        return
    if child(noun, SUBJECTS | AUXILIARIES) is not None or noun not in (verb.head, verb.head.head):
        return
    first = _comma_after(noun, verb.i)
    if first is not None and first.i < start_of_verb(verb) - 1:
        verb.head = verb
        noun.head, noun.dep_, verb.dep_ = verb, "nsubj", "ROOT"


def _mend_report_between(report: Token) -> None:
    """ "Washington, said a spokesman, is to blame": who is named before the comma does not speak."""
    topic, content = child(report, {"nsubj"}), child(report, {"ccomp"})
    speaker = child(content, {"nsubj"}) if content is not None else None
    if topic is None or content is None or speaker is None or not has_class(report, "reporting"):
        return
    comma = _comma_after(topic, report.i)
    inserted = (
        comma is not None and comma.i == start_of_verb(report) - 1 and _comma_after(speaker, content.i) is not None
    )
    if inserted and speaker.left_edge.i == report.i + 1:
        take_place(content, report)
        topic.head, speaker.head = content, report
        report.head, report.dep_ = content, "parataxis"


def _follows_comma(verb: Token) -> bool:
    start = start_of_verb(verb)
    return start > 1 and verb.doc[start - 1].text == ","


def _comma_after(noun: Token, end: int) -> Token | None:
    """Return the comma that ends a noun phrase, where one stands before `end` and only the phrase before it."""
    for token in noun.doc[noun.i + 1 : end]:
        if token.text == ",":
            return token
        if not noun.is_ancestor(token) or token.pos_ == "VERB":
            return None
    return None


def _has_comma(span: Span) -> bool:
    return any(t.text == "," for t in span)
