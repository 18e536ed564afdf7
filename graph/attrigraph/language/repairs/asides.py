"""Sentences whose subject and verb stand apart: "The group, known as X, attacked", "X, said a spokesman, is Y"."""

from spacy.tokens import Doc, Span, Token

from attrigraph.language.words import has_class

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def mend_asides(doc: Doc) -> None:
    """Mend the sentences of a parsed Doc that are interrupted, in place."""
    for token in doc:
        if token.pos_ == "VERB" and _follows_comma(token) and _child(token, {"cc"}) is None:
            _mend_report_between(token)
            if _child(token, _SUBJECTS) is None:
                _mend_second_verb(token)
                _mend_verb_after_noun(token)


def _mend_second_verb(verb: Token) -> None:
    """ "The condemnation, issued on Monday, named nobody": the participle describes, the verb after it tells."""
    participle = verb.head
    if verb.dep_ not in ("conj", "parataxis", "advcl") or verb.tag_ not in _FINITE | {"VB"} or participle == verb:
        return
    subject = _child(participle, _SUBJECTS)
    if subject is None or participle.tag_ not in _PARTICIPLES or _child(participle, _AUXILIARIES) is not None:
        return
    comma = _comma_after(subject, participle.i)
    if participle.i < verb.i and comma is not None and not _has_comma(participle.doc[comma.i + 1 : participle.i]):
        _replace(participle, verb)
        subject.head, subject.dep_ = verb, "nsubj"
        participle.head, participle.dep_ = subject, "acl"


def _mend_verb_after_noun(verb: Token) -> None:
    """ "The unit, known by its number, prepared the attacks": a sentence is no noun with two descriptions."""
    noun = verb.sent.root
    if noun.pos_ not in _NOMINAL or noun.i > verb.i or verb.tag_ not in _FINITE | {"VBN"}:
        return
    if _child(noun, _SUBJECTS | _AUXILIARIES) is not None or noun not in (verb.head, verb.head.head):
        return
    first = _comma_after(noun, verb.i)
    if first is not None and first.i < _start(verb) - 1:
        verb.head = verb
        noun.head, noun.dep_, verb.dep_ = verb, "nsubj", "ROOT"


def _mend_report_between(report: Token) -> None:
    """ "Washington, said a spokesman, is to blame": who is named before the comma does not speak."""
    topic, content = _child(report, {"nsubj"}), _child(report, {"ccomp"})
    speaker = _child(content, {"nsubj"}) if content is not None else None
    if topic is None or content is None or speaker is None or not has_class(report, "reporting"):
        return
    comma = _comma_after(topic, report.i)
    inserted = comma is not None and comma.i == _start(report) - 1 and _comma_after(speaker, content.i) is not None
    if inserted and speaker.left_edge.i == report.i + 1:
        _replace(report, content)
        topic.head, speaker.head = content, report
        report.head, report.dep_ = content, "parataxis"


def _follows_comma(verb: Token) -> bool:
    start = _start(verb)
    return start > 1 and verb.doc[start - 1].text == ","


def _start(verb: Token) -> int:
    """Return where the verb with its auxiliaries and adverbs begins."""
    start = verb.i
    while start and verb.doc[start - 1].head == verb and verb.doc[start - 1].dep_ in _AUXILIARIES | {"advmod"}:
        start -= 1
    return start


def _child(token: Token, labels: frozenset[str] | set[str]) -> Token | None:
    return next((c for c in token.children if c.dep_ in labels), None)


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


def _replace(head: Token, new: Token) -> None:
    """Put a dependent where its head stands; the head stays without a place."""
    governor, label = head.head, head.dep_
    new.head, new.dep_ = (new if governor == head else governor), label
