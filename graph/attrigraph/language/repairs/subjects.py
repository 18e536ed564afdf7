"""Who is the subject of which verb: what stands right before a finite verb without one, and where clauses meet."""

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import (
    ANY_SUBJECT,
    AUXILIARIES,
    FINITE,
    NOMINAL,
    SUBJECTS,
    above,
    child,
    follows_comma,
    is_finite,
    subject_label,
    take_place,
)
from attrigraph.language.words import has_class, start_of_verb

_WITH_SUBJECT = frozenset({"ROOT", "ccomp", "advcl", "csubj", "parataxis"})
_TAKEN = frozenset({"appos", "conj", "obj", "obl", "obl:agent", "obl:unmarked", "nmod", "dep", "parataxis"})
_DESCRIPTIONS = frozenset({"acl", "acl:relcl", "appos", "nmod"})
_NOT_CLAUSAL = ANY_SUBJECT - {"csubj", "csubj:pass"}
_COMMA = 2  # tokens from the end of a phrase to a clause after a comma
_OPENING = frozenset({"VBN", "VBG"})
_NO_SUBJECT = frozenset({"case", "mark", "cop", "cc"})


def mend_subjects(doc: Doc) -> None:
    """Give the verbs of a parsed Doc their subjects, in place."""
    for token in doc:
        if token.tag_ in _OPENING and token.is_sent_start:
            _mend_opening_participle(token)
        elif token.dep_ == "csubj" and token.tag_ == "VBN":
            _mend_inverted_passive(token)
        elif token.dep_ in SUBJECTS:
            _mend_conjunction_before_subject(token)
            _mend_second_subject(token)
            if token.dep_ == "nsubj":
                token.dep_ = subject_label(token.head)
        elif token.dep_ in ("vocative", "amod"):
            _mend_addressed_subject(token)
    for token in doc:
        if is_finite(token):
            _mend_verb(token)


def _mend_verb(verb: Token) -> None:
    if verb.tag_ in FINITE and verb.pos_ == "VERB":
        _mend_subject_after_conjunction_of_time(verb)
        _mend_speaker_after_quotation(verb)
        _mend_subject_before_conjunction(verb)
    if verb.dep_ in _WITH_SUBJECT:
        _mend_subject_after_comma(verb)


def _mend_opening_participle(participle: Token) -> None:
    """ "Asked about the raid, the minister said": no subject or object of the verb, but a circumstance."""
    verb = participle.head
    if verb == participle or participle.dep_ not in (
        "ccomp",
        "csubj",
        "csubj:pass",
        "parataxis",
        "nsubj",
        "dislocated",
    ):
        return
    end = participle.right_edge
    after = end if end.text == "," or end.i + 1 == len(end.doc) else end.nbor()
    own = child(participle, SUBJECTS | AUXILIARIES | {"det", "mark"})
    if participle.pos_ == "VERB" and own is None and after.text == "," and verb.i > after.i:
        participle.dep_ = "advcl"


def _mend_inverted_passive(participle: Token) -> None:
    """ "Also named in the notice is Emennet": turned round, it is named."""
    name = participle.head
    be = child(name, ("cop",))
    if be is None or not participle.i < be.i < name.i or child(participle, SUBJECTS | AUXILIARIES) is not None:
        return
    if name.pos_ in ("PROPN", "NOUN") and child(name, SUBJECTS) is None:
        take_place(participle, name)
        name.head, name.dep_ = participle, "nsubj:pass"
        be.head, be.dep_ = participle, "aux:pass"


def mend_subject_after_conjunction(verb: Token) -> None:
    """ "Traced to Minsk and Belarus has been accused": what stands between "and" and "has" is the subject."""
    labels = {c.dep_ for c in verb.children}
    name = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else verb
    conjunction = next((c for c in name.children if c.dep_ == "cc"), None)
    if not labels & AUXILIARIES or labels & (SUBJECTS | {"cc", "mark", "expl"}):
        return
    if (
        name.dep_ == "conj"
        and name.pos_ == "PROPN"
        and conjunction is not None
        and verb.left_edge.tag_ in FINITE | {"MD"}
    ):
        name.head, name.dep_ = verb, subject_label(verb)
        conjunction.head = verb


def _mend_conjunction_before_subject(noun: Token) -> None:
    """ "As leaders from eight States gathered": a subject has no preposition, so "as" opens the clause."""
    opener, verb = child(noun, ("case",)), noun.head
    if opener is None or not opener.i < noun.i < verb.i or not has_class(opener, "conjunction", "conjunction-of-time"):
        return
    opener.head, opener.dep_ = verb, "mark"
    if verb.dep_ in ("parataxis", "ccomp", "conj") and child(verb, ("cc",)) is None:
        verb.dep_ = "advcl"


def _mend_second_subject(noun: Token) -> None:
    """ "The property, and all interests in it, must be blocked": of two subjects the one after "and" is a conjunct."""
    first, conjunction = child(noun.head, SUBJECTS), child(noun, ("cc",))
    if first is None or not first.i < noun.i < noun.head.i:
        return
    if conjunction is not None:
        if first.i < conjunction.i:
            noun.head, noun.dep_ = first, "conj"
        return
    clause = next((c for c in first.children if c.dep_ == "acl" and _is_of_that(c) and c.i < noun.i), None)
    if _is_of_that(noun) and noun.left_edge.i == first.i + 1:
        noun.head, noun.dep_ = first, "acl"  # "the claim that Russia was behind the attack was rejected"
    elif clause is not None and child(clause, ("obj",)) is None:
        noun.head, noun.dep_ = clause, "obj"  # "the claim that Russia carried out the attack was rejected"


def _is_of_that(clause: Token) -> bool:
    """Return whether a clause opens with "that" and has a subject of its own."""
    opener = child(clause, ("mark",))
    return opener is not None and opener.lower_ == "that" and child(clause, SUBJECTS) is not None


def _mend_subject_after_conjunction_of_time(verb: Token) -> None:
    """ "After Conti, a gang, struck Peru, NATO said": a finite verb follows, so "after" opens a clause."""
    if child(verb, ANY_SUBJECT | {"cc"}) is not None or verb.dep_ not in _WITH_SUBJECT - {"ROOT"} | {"conj"}:
        return
    end = start_of_verb(verb) - 1
    before = verb.doc[end - (verb.doc[end].text == ",")]
    for noun in (before, *before.ancestors):
        opener = child(noun, ("case",))
        if opener is not None and noun.i > opener.i and noun.right_edge.i <= end and verb != noun:
            if has_class(opener, "conjunction-of-time") and _stands_alone(noun, verb, end):
                opener.head, opener.dep_ = verb, "mark"
                noun.head, noun.dep_, verb.dep_ = verb, subject_label(verb), "advcl"
            return


def _stands_alone(noun: Token, verb: Token, end: int) -> bool:
    """Return whether the phrase ends right before the verb; a comma there closes what describes the noun."""
    if verb.doc[end].text == "," and child(noun, _DESCRIPTIONS) is None:
        return False
    return noun.head == verb or (verb.head.i < noun.i and not noun.is_ancestor(verb))


def _mend_subject_after_comma(verb: Token) -> None:
    """ "In a statement, Australia and Canada called out China": no apposition of the statement, but the subject."""
    participle = child(verb, ("csubj", "csubj:pass"))
    if child(verb, _NOT_CLAUSAL | {"cc"}) is not None or (participle is not None and participle.tag_ not in _OPENING):
        return
    end = start_of_verb(verb) - 1
    closed = end > 0 and verb.doc[end].text == ","
    inside = [n for t in above(verb.doc[end - closed], verb) for n in _with_earlier(t)] if end > 0 else []
    found = [n for n in inside if _may_be_subject(n, end) and not (closed and _description(n) is None)]
    if found:
        noun = found[-1]
        clause = _description(noun)
        if closed and clause is not None:
            clause.head = noun
        later = [c for c in noun.head.children if c.dep_ == "conj" and noun.i < c.i <= end]
        for other in later if noun.dep_ in ("appos", "conj") else ():
            other.head = noun
        noun.head, noun.dep_ = verb, subject_label(verb)
        if participle is not None:
            participle.dep_ = "advcl"


def _description(noun: Token) -> Token | None:
    """Return what describes a noun, also a relative clause right after it that hangs on the name before it."""
    after = (c for c in noun.head.children if c.dep_ == "acl:relcl" and 0 < c.left_edge.i - noun.right_edge.i <= _COMMA)
    return child(noun, _DESCRIPTIONS) or next(after, None)


def _with_earlier(token: Token) -> list[Token]:
    """Return the token, after the members of its enumeration, or the names it may describe, that stand before it."""
    listed = token.dep_ in ("conj", "acl:relcl")
    return [*(c for c in token.head.children if listed and c.dep_ in ("appos", "conj") and c.i < token.i), token]


def _may_be_subject(noun: Token, end: int) -> bool:
    """Return whether a phrase without a preposition stands after a comma, and ends before the verb begins."""
    bare = noun.pos_ in NOMINAL and noun.dep_ in _TAKEN and child(noun, _NO_SUBJECT) is None
    return bare and noun.i <= end and noun.right_edge.i <= end and follows_comma(noun)


def _mend_speaker_after_quotation(verb: Token) -> None:
    """ "...", declared the Prime Minister: who follows a reporting verb right after a quotation speaks."""
    if not _follows_quotation(verb) or not has_class(verb, "reporting") or child(verb, SUBJECTS) is not None:
        return
    speaker = next(
        (c for c in verb.children if c.dep_ == "obj" and verb.doc[verb.i + 1 : c.left_edge.i].text == ""), None
    )
    if speaker is not None:
        speaker.dep_ = "nsubj"


def _follows_quotation(verb: Token) -> bool:
    before = verb.doc[max(verb.i - 2, 0) : verb.i]
    return any(t.is_quote for t in before) and all(t.is_quote or t.text == "," for t in before)


def _mend_addressed_subject(name: Token) -> None:
    """ "Viasat, in its report of March, named no culprit", "Anonymous hacked it": the verb has no other subject."""
    verb = name.head
    if name.i < verb.i and verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ") and child(verb, SUBJECTS) is None:
        name.dep_ = "nsubj"


def _mend_subject_before_conjunction(verb: Token) -> None:
    """ "To APT28, a group run by Russia, and condemned it": nobody stands before the "and" that joins the verb."""
    conjunction = next((c for c in verb.children if c.dep_ == "cc" and c.lower_ in ("and", "but")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if conjunction is None or subject is None or not subject.i < conjunction.i < verb.i or verb.head == verb:
        return
    verb.dep_ = "conj"
    before = subject.left_edge.i - 2
    if before >= 0 and verb.doc[before + 1].text == "," and verb.doc[before].pos_ == "PROPN":
        subject.head, subject.dep_ = verb.doc[before], "appos"
