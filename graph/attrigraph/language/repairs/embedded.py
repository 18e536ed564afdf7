"""Clauses that belong to another word than the parser thinks: what is said, what describes, what only surrounds."""

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import (
    ANY_SUBJECT,
    SUBJECTS,
    child,
    is_finite,
    name_before_comma,
    subject_label,
    take_place,
)
from attrigraph.language.words import has_class

_STRAYED = frozenset({"acl", "advcl", "acl:relcl", "parataxis"})
_CLAUSES = _STRAYED | {"ccomp", "conj", "dep"}
_CONTENT = ("report-noun", "allegation", "finding", "belief", "concern", "statement", "conviction", "other-reason")
_REACH = 12  # tokens between a verb and the "that" of its clause


def mend_embedded(doc: Doc) -> None:
    """Hang clauses on the words that they belong to, in place."""
    for token in doc:
        if token.dep_ == "mark":
            _mend_marked(token)
        elif token.tag_ in ("WP$", "WP", "WDT"):
            _mend_relative(token)
        elif token.lower_ == "when" and token.dep_ == "advmod":
            _mend_clause_of_time(token)
        if token.dep_ == "advcl" and token.pos_ == "VERB":
            _mend_relative_with_preposition(token)


def _mend_marked(marker: Token) -> None:
    if marker.lower_ == "that":
        _mend_report_at_end(marker)
        _mend_clause_after_verb(marker)
        _mend_clause_of_adjective(marker)
    elif marker.lower_ == "to":
        _mend_infinitive(marker)
    elif marker.head.dep_ == "ROOT":
        _mend_main_clause(marker)


def _mend_clause_after_verb(that: Token) -> None:
    """ "Said for the first time that hackers broke in": what is said hangs on the verb, not on its adverbial."""
    clause = that.head
    adverbial = clause.head
    before = that.doc[max(that.sent.start, that.i - _REACH) : that.i]
    verb = next((t for t in reversed(before) if t.pos_ == "VERB"), None)
    if clause.dep_ not in _STRAYED or clause.left_edge != that or verb is None or clause.is_ancestor(verb):
        return
    open_verb = has_class(verb, "reporting") and child(verb, ("obj", "ccomp", "csubj", "iobj")) is None
    within = (
        adverbial.head == verb and adverbial.dep_ in ("obl", "obl:unmarked") and not has_class(adverbial, *_CONTENT)
    )
    before_verb = adverbial.i < verb.i and not verb.is_ancestor(adverbial)
    if open_verb and verb != adverbial and (within or before_verb):
        clause.head, clause.dep_ = verb, "ccomp"


def _mend_report_at_end(that: Token) -> None:
    """ "Ottawa believes that it was a State, an official said": the report at the end holds the whole sentence."""
    content, report = that.head, that.head.head
    believes = that.nbor(-1) if that.i else that
    if report.head != believes or report.dep_ != "ccomp" or not believes.i < content.i < report.i:
        return
    speaker = child(report, SUBJECTS)
    if speaker is not None and speaker.i > content.i and has_class(report, "reporting"):
        content.head, content.dep_ = believes, "ccomp"
        take_place(report, believes)
        believes.head, believes.dep_ = report, "ccomp"


def _mend_clause_of_adjective(that: Token) -> None:
    """ "It is untrue that agencies were behind it": the clause is the subject that "it" stands for."""
    clause, adjective = that.head, that.head.head
    it = child(adjective, ("nsubj", "nsubj:outer", "expl"))
    if clause.dep_ not in ("advcl", "acl", "ccomp") or adjective.pos_ != "ADJ" or clause.left_edge != that:
        return
    if it is not None and it.lower_ == "it" and not any(c.lower_ == "so" for c in adjective.children):
        clause.dep_, it.dep_ = "csubj", "expl"


def _mend_infinitive(to: Token) -> None:
    """ "Forced by officers to continue": some verbs ask for an infinitive."""
    infinitive, verb = to.head, to.head.head
    if infinitive.dep_ != "advcl" or infinitive.i < verb.i or infinitive.left_edge != to:
        return
    attempt = child(verb, ("obj", "nsubj:pass"))
    if attempt is not None and has_class(attempt, "attempt") and attempt.right_edge == to.nbor(-1):
        infinitive.head, infinitive.dep_ = attempt, "acl"  # "foiled an attempt by hackers to spy": they would spy
    elif verb.pos_ == "VERB" and child(verb, ("xcomp", "ccomp")) is None and has_class(verb, "with-infinitive"):
        infinitive.dep_ = "xcomp"


def _mend_main_clause(marker: Token) -> None:
    """ "Hours after Israel struck, websites went dark": the clause without a conjunction is the sentence."""
    clause = marker.head
    later = [c for c in clause.children if c.dep_ in ("parataxis", "conj") and c.i > clause.i]
    verb = next((c for c in later if is_finite(c)), None)
    if verb is None or not is_finite(clause) or child(verb, ("cc", "mark")) is not None:
        return
    subject = child(verb, ANY_SUBJECT)
    if subject is not None and subject.i < verb.i and marker.i < clause.i and _has_comma_before(verb):
        take_place(verb, clause)
        clause.head, clause.dep_ = verb, "advcl"


def _has_comma_before(verb: Token) -> bool:
    edge = verb.left_edge
    return edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ",")


def _mend_clause_of_time(when: Token) -> None:
    """ "On the day when they met": the clause says which day."""
    clause = when.head
    noun = when.nbor(-1) if when.i else when
    of_time = noun.pos_ == "NOUN" and has_class(noun, "time") and not clause.is_ancestor(noun)
    if of_time and clause.dep_ == "advcl" and clause.left_edge == when:
        clause.head, clause.dep_ = noun, "acl:relcl"


def _mend_relative(pronoun: Token) -> None:
    if pronoun.tag_ == "WP$":
        _mend_clause_with_whose(pronoun)
    elif pronoun.dep_ == "nmod" and child(pronoun, ("case",)) is not None and pronoun.head.dep_ in SUBJECTS:
        _mend_some_of_whom(pronoun.head)
    elif pronoun.lower_ == "who" and pronoun.dep_ in SUBJECTS and pronoun.i:
        _mend_people(pronoun)


def _mend_clause_with_whose(whose: Token) -> None:
    """ "The request of Prague, whose treaty covers it": right after a name the clause tells about the name."""
    clause, name = whose.head, name_before_comma(whose)
    while clause.dep_ not in _CLAUSES and clause.head != clause:
        clause = clause.head
    if name is not None and name.pos_ == "PROPN" and clause.dep_ in _CLAUSES and not clause.is_ancestor(name):
        clause.head, clause.dep_ = name, "acl:relcl"


def _mend_some_of_whom(some: Token) -> None:
    """ "Two hackers, both of whom hold passports, said": a clause that describes, and the subject of the verb after."""
    clause, verb = some.head, some.head.head
    noun = name_before_comma(some.left_edge)
    if noun is None or clause.i < some.i or clause.dep_ not in _CLAUSES:
        return
    subject = child(clause, SUBJECTS)
    if clause.is_ancestor(noun) and subject is not None and subject.i < some.i and child(verb, SUBJECTS) is None:
        subject.head, subject.dep_ = verb, subject_label(verb)
    if not clause.is_ancestor(noun):
        clause.head, clause.dep_ = noun, "acl:relcl"


def _mend_people(who: Token) -> None:
    """ "Indictments of hackers who never leave": "who" are the people right before it, not what is done to them."""
    clause, people = who.head, who.nbor(-1)
    if clause.dep_ != "acl:relcl" or people.dep_ != "nmod" or people.tag_ not in ("NNS", "NNPS"):
        return
    if people.head == clause.head and not has_class(
        clause.head, "people", "partitive", "official", "perpetrator", "group"
    ):
        clause.head = people


def _mend_relative_with_preposition(verb: Token) -> None:
    """ "Partners, with whom we shared the results": the clause describes the noun before the comma."""
    first = verb.left_edge.nbor() if verb.left_edge.text == "," else verb.left_edge
    if first.tag_ != "IN" or first.nbor().tag_ not in ("WP", "WDT") or first.i < 2 or first.nbor(-1).text != ",":
        return
    noun = first.nbor(-2)
    while noun.dep_ in ("flat", "compound") and noun.head != noun:
        noun = noun.head
    if noun.pos_ in ("NOUN", "PROPN") and noun != verb and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl:relcl"
