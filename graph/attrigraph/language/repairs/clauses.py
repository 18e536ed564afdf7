"""Clauses whose verb, subject or complement parsers take for something else."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import AUXILIARIES, NOMINAL, SUBJECTS, child, subject_label, take_place
from attrigraph.language.repairs.subjects import mend_subject_after_conjunction
from attrigraph.language.words import has_class

_CLAUSES = frozenset({"ccomp", "parataxis", "conj", "advcl", "acl", "acl:relcl", "xcomp", "dep"})


def mend_clauses(doc: Doc) -> None:
    """Mend the clauses of a parsed Doc in place."""
    for token in doc:
        if token.dep_ in AUXILIARIES:
            _mend_arguments_of_auxiliary(token)
        elif token.dep_ == "conj" and token.pos_ == "VERB":
            mend_subject_after_conjunction(token)
    for token in doc:
        if token.tag_ in ("VBN", "VBD") and token.dep_ == "amod":
            _mend_perfect(token)
            _mend_clause_before_object(token)
    for token in doc:
        if token.tag_ in ("VBN", "VBD", "VBG"):
            _mend_participle(token)
    for token in doc:
        _mend_clause_of_noun(token)


def _mend_participle(form: Token) -> None:
    _mend_reduced_relative(form)
    _mend_progressive(form)
    _mend_first_of_two(form)
    _mend_verb_with_object(form)


def _mend_clause_of_noun(token: Token) -> None:
    if token.lower_ == "that":
        _mend_that_clause(token)
        _mend_clause_without_verb(token)
    elif token.dep_ == "acl:relcl":
        _mend_clause_without_predicate(token)


def _mend_arguments_of_auxiliary(auxiliary: Token) -> None:
    """ "Officials have declined": the subject is the verb's, not the auxiliary's."""
    for argument in [c for c in auxiliary.children if c.dep_ in SUBJECTS | {"obl", "advcl", "mark"}]:
        argument.head = auxiliary.head


def _mend_perfect(participle: Token) -> None:
    """ "claims to have stolen data": the participle right after "have" is the verb, not an attribute of the object."""
    noun = participle.head
    have = noun.head
    if have.i + 1 != participle.i or have.lemma_ != "have" or noun.dep_ != "obj" or have.head == participle:
        return
    moving = [c for c in have.children if c != participle]
    take_place(participle, have)
    for moved in moving:
        moved.head = participle
    have.head, have.dep_ = participle, "aux"


def _mend_clause_before_object(verb: Token) -> None:
    """ "said that the group had earlier targeted banks": with a subject and an auxiliary it is no attribute."""
    noun = verb.head
    moved = [c for c in noun.children if c.i < verb.i and (c.dep_ == "aux" or c.dep_ in SUBJECTS)]
    labels = {c.dep_ for c in (*verb.children, *moved)}
    if verb.dep_ != "amod" or noun.i < verb.i or not (labels & SUBJECTS and "aux" in labels):
        return
    if noun.dep_ == "obj":
        verb.head, verb.dep_ = noun.head, "ccomp"
    elif noun.dep_ in _CLAUSES:
        verb.head, verb.dep_ = noun.head, noun.dep_
    else:
        return
    for argument in [*moved, *(c for c in noun.children if c.dep_ == "mark")]:
        argument.head = verb
    noun.head, noun.dep_ = verb, "obj"


def _mend_reduced_relative(participle: Token) -> None:
    """ "Hackers linked to Iran are suspected": the finite verb has the subject, the participle describes it."""
    subject = next((c for c in participle.children if c.dep_ in SUBJECTS and c.i < participle.i), None)
    if subject is None or not _may_describe(participle) or any(c.dep_ in AUXILIARIES for c in participle.children):
        return
    verb = next(_finite_without_subject(participle), None)
    if verb is None:
        return
    if verb.head == participle:
        take_place(verb, participle)
        participle.head = verb
    subject.head, subject.dep_ = verb, subject_label(verb)
    for argument in [c for c in participle.children if c.dep_ == "mark" or c.i > verb.i]:
        argument.head = verb
    participle.head, participle.dep_ = subject, "acl"


def _mend_verb_with_object(verb: Token) -> None:
    """ "Officials suspected services of spying": with an object it is no passive participle, but what they did."""
    subject = verb.head
    if (
        verb.tag_ == "VBG"
        or verb.dep_ != "acl"
        or subject.dep_ != "ROOT"
        or subject.tag_ not in ("NNS", "NNPS")
        or subject.i != verb.left_edge.i - 1
    ):
        return
    if child(verb, ("obj",)) is None or child(verb, SUBJECTS | AUXILIARIES) is not None:
        return
    if child(subject, ("cop", "case")) is not None:
        return
    take_place(verb, subject)
    for after in [c for c in subject.children if c.i > verb.i]:
        after.head = verb
    subject.head, subject.dep_, verb.tag_ = verb, "nsubj", "VBD"


def _mend_first_of_two(verb: Token) -> None:
    """ "Kyiv at first blamed Minsk but later withdrew it": the first of two verbs with one subject has an object."""
    subject = verb.head
    second = subject.head
    conjunction = child(second, ("cc",))
    if verb.dep_ != "acl" or verb.tag_ == "VBG" or subject.dep_ != "nsubj" or conjunction is None:
        return
    if verb.i < conjunction.i < second.i and child(verb, ("obj",)) is not None and child(verb, AUXILIARIES) is None:
        take_place(verb, second)
        subject.head, verb.tag_ = verb, "VBD"
        second.head, second.dep_ = verb, "conj"


def _mend_progressive(verb: Token) -> None:
    """ "Estonia is for the first time naming them": what stands between "is" and the verb tells when."""
    time = verb.head
    be, subject = child(time, ("cop",)), child(time, ("nsubj",))
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or be is None or subject is None or not has_class(time, "time"):
        return
    if child(time, ("case",)) is not None and time.i == verb.i - 1:
        take_place(verb, time)
        subject.head, be.head, be.dep_ = verb, verb, "aux"
        time.head, time.dep_ = verb, "obl"


def _mend_clause_without_predicate(head: Token) -> None:
    """ "The attack, which the minister, Jan Kos, linked to Iran": no pronoun or subject is a clause; its verb is."""
    subject = child(head, ("nsubj",)) if head.tag_ == "WDT" else head
    if subject is None or head.pos_ not in NOMINAL or child(head, ("cop", "case")) is not None:
        return
    verb = next((c for c in subject.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.i > subject.i), None)
    pronoun = next((t for t in head.subtree if t.tag_ == "WDT" and t.i < subject.i), None)
    if pronoun is None or verb is None or child(verb, SUBJECTS | AUXILIARIES | {"obj"}) is not None:
        return
    take_place(verb, head)
    pronoun.head, pronoun.dep_ = verb, "obj"
    subject.head, subject.dep_, verb.tag_ = verb, "nsubj", "VBD"


def _may_describe(participle: Token) -> bool:
    """Return whether what follows the participle belongs to it: "linked to Iran", "calling themselves X"."""
    following = participle.nbor() if participle.i + 1 < len(participle.doc) else participle
    return following.pos_ in ("ADP", "PART") or (participle.tag_ == "VBG" and has_class(following, "reflexive"))


def _is_surely_participle(form: Token) -> bool:
    believed = child(form, ("xcomp",)) if has_class(form, "belief") else None
    taken_for = believed is not None and child(believed, ("cop",)) is not None  # "believed to be Russian"
    return taken_for or form.tag_ == "VBG" or any(c.dep_ == "obl:agent" for c in form.children)


def _finite_without_subject(participle: Token) -> Iterator[Token]:
    """Yield verbs after the participle, near it in the tree, that nobody does; in doubt those with auxiliaries."""
    sure = _is_surely_participle(participle)
    governor = participle.head
    near = {t.i: t for t in (*participle.children, governor, *governor.children)}
    for place in sorted(place for place in near if place > participle.i):
        verb = near[place]
        labels = {c.dep_ for c in verb.children}
        follows = verb.dep_ in _CLAUSES or verb == governor
        finite = labels & AUXILIARIES or (sure and verb.tag_ in ("VBD", "VBZ", "VBP"))
        alone = finite and not labels & (SUBJECTS | {"cc", "mark"})
        between = participle.doc[participle.i : min(verb.left_edge.i, verb.i)]
        if follows and alone and not any(t.text in ",;:" for t in between):
            yield verb


def _mend_that_clause(that: Token) -> None:
    """ "The assessment that Russia attacked" says what is assessed; "the accusation that it denied" says which one."""
    clause = that.head
    labels = {c.dep_ for c in clause.children}
    whole = labels & SUBJECTS and labels & {"obj", "obl", "cop", "aux:pass", "ccomp"}
    if that.dep_ == "mark" and clause.dep_ == "acl:relcl" and whole:
        clause.dep_ = "acl"
    elif that.dep_ in SUBJECTS | {"obj"} and clause.dep_ == "acl":
        clause.dep_ = "acl:relcl"


def _mend_clause_without_verb(that: Token) -> None:
    """ "That the investigation provided us with evidence": with an object of its own the verb describes no noun."""
    noun = that.head
    verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBD" and c.i > noun.i), None)
    if that.dep_ != "mark" or verb is None or noun.pos_ not in ("NOUN", "PROPN"):
        return
    labels = {c.dep_ for c in verb.children}
    if labels & {"obj", "iobj"} and not labels & SUBJECTS and not any(c.dep_ == "cop" for c in noun.children):
        take_place(verb, noun)
        noun.head = verb
        noun.dep_, that.head = "nsubj", verb
