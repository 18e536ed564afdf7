"""Clauses whose verb, subject or complement parsers take for something else."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from attrigraph.language.words import has_class

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_CLAUSES = frozenset({"ccomp", "parataxis", "conj", "advcl", "acl", "acl:relcl", "xcomp", "dep"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_OF_TIME = frozenset({"after", "before", "since", "until"})
_REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def mend_clauses(doc: Doc) -> None:
    """Mend the clauses of a parsed Doc in place."""
    for token in doc:
        if token.dep_ in _AUXILIARIES:
            _mend_arguments_of_auxiliary(token)
        elif token.dep_ == "conj" and token.pos_ == "VERB":
            _mend_subject_after_conjunction(token)
    for token in doc:
        if token.tag_ in ("VBN", "VBD") and token.dep_ == "amod":
            _mend_perfect(token)
            _mend_clause_before_object(token)
    for token in doc:
        if token.tag_ in ("VBN", "VBD", "VBG"):
            _mend_reduced_relative(token)
    for token in doc:
        _mend_borders(token)


def _mend_borders(token: Token) -> None:
    """Where clauses meet: who is the subject of which, and what a clause belongs to."""
    if token.dep_ in ("advcl", "parataxis") and token.pos_ == "VERB":
        _mend_relative_with_preposition(token)
    if token.dep_ in ("ccomp", "advcl", "csubj") and token.tag_ in _FINITE:
        _mend_subject_after_conjunction_of_time(token)
    if token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB":
        _mend_subject_after_comma(token)
        _mend_speaker_after_quotation(token)
        _mend_subject_before_conjunction(token)
    elif token.lower_ == "that":
        _mend_that_clause(token)
        _mend_clause_without_verb(token)
    elif token.dep_ == "vocative":
        _mend_addressed_subject(token)


def _mend_arguments_of_auxiliary(auxiliary: Token) -> None:
    """ "Officials have declined": the subject is the verb's, not the auxiliary's."""
    for child in [c for c in auxiliary.children if c.dep_ in _SUBJECTS | {"obl", "advcl", "mark"}]:
        child.head = auxiliary.head


def _mend_subject_after_conjunction(verb: Token) -> None:
    """ "Traced to Minsk and Belarus has been accused": what stands between "and" and "has" is the subject."""
    labels = {c.dep_ for c in verb.children}
    name = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else verb
    conjunction = next((c for c in name.children if c.dep_ == "cc"), None)
    if not labels & _AUXILIARIES or labels & (_SUBJECTS | {"cc", "mark", "expl"}):
        return
    if name.dep_ == "conj" and name.pos_ == "PROPN" and conjunction is not None and verb.left_edge.tag_ in _FINITE:
        name.head, name.dep_ = verb, _subject_label(verb)
        conjunction.head = verb


def _mend_perfect(participle: Token) -> None:
    """ "claims to have stolen data": the participle right after "have" is the verb, not an attribute of the object."""
    noun = participle.head
    have = noun.head
    if have.i + 1 != participle.i or have.lemma_ != "have" or noun.dep_ != "obj" or have.head == participle:
        return
    is_root = have.head == have
    governor, label = have.head, have.dep_
    moving = [c for c in have.children if c != participle]
    participle.head, participle.dep_ = (participle if is_root else governor), label
    for child in moving:
        child.head = participle
    have.head, have.dep_ = participle, "aux"


def _mend_clause_before_object(verb: Token) -> None:
    """ "said that the group had earlier targeted banks": with a subject and an auxiliary it is no attribute."""
    noun = verb.head
    labels = {c.dep_ for c in verb.children}
    if verb.dep_ != "amod" or noun.i < verb.i or not (labels & _SUBJECTS and "aux" in labels):
        return
    if noun.dep_ == "obj":
        verb.head, verb.dep_ = noun.head, "ccomp"
    elif noun.dep_ in _CLAUSES:
        verb.head, verb.dep_ = noun.head, noun.dep_
    else:
        return
    for child in [c for c in noun.children if c.dep_ == "mark"]:
        child.head = verb
    noun.head, noun.dep_ = verb, "obj"


def _mend_reduced_relative(participle: Token) -> None:
    """ "Hackers linked to Iran are suspected": the finite verb has the subject, the participle describes it."""
    subject = next((c for c in participle.children if c.dep_ in _SUBJECTS and c.i < participle.i), None)
    if subject is None or not _may_describe(participle) or any(c.dep_ in _AUXILIARIES for c in participle.children):
        return
    verb = next(_finite_without_subject(participle), None)
    if verb is None:
        return
    if verb.head == participle:
        _swap(participle, verb)
    subject.head, subject.dep_ = verb, _subject_label(verb)
    for child in [c for c in participle.children if c.dep_ == "mark" or c.i > verb.i]:
        child.head = verb
    participle.head, participle.dep_ = subject, "acl"


def _may_describe(participle: Token) -> bool:
    """Return whether what follows the participle belongs to it: "linked to Iran", "calling themselves X"."""
    following = participle.nbor() if participle.i + 1 < len(participle.doc) else participle
    return following.pos_ in ("ADP", "PART") or (participle.tag_ == "VBG" and following.lower_ in _REFLEXIVE)


def _is_surely_participle(form: Token) -> bool:
    return form.tag_ == "VBG" or any(c.dep_ == "obl:agent" for c in form.children)


def _finite_without_subject(participle: Token) -> Iterator[Token]:
    """Yield verbs after the participle, near it in the tree, that nobody does; in doubt those with auxiliaries."""
    sure = _is_surely_participle(participle)
    governor = participle.head
    near = {t.i: t for t in (*participle.children, governor, *governor.children)}
    for place in sorted(place for place in near if place > participle.i):
        verb = near[place]
        labels = {c.dep_ for c in verb.children}
        follows = verb.dep_ in _CLAUSES or verb == governor
        finite = labels & _AUXILIARIES or (sure and verb.tag_ in ("VBD", "VBZ", "VBP"))
        alone = finite and not labels & (_SUBJECTS | {"cc", "mark"})
        between = participle.doc[participle.i : min(verb.left_edge.i, verb.i)]
        if follows and alone and not any(t.text in ",;:" for t in between):
            yield verb


def _swap(participle: Token, verb: Token) -> None:
    governor, label = participle.head, participle.dep_
    is_root = governor == participle
    verb.head, verb.dep_ = (verb if is_root else governor), label
    participle.head = verb


def _subject_label(verb: Token) -> str:
    return "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"


def _mend_subject_after_conjunction_of_time(verb: Token) -> None:
    """ "After Germany blamed Russia, NATO said": a finite verb follows, so "after" opens a clause, and who does it."""
    if any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    for noun in [c for c in verb.children if c.dep_ == "obl" and c.i < verb.i]:
        opener = next((c for c in noun.children if c.dep_ == "case" and c.lower_ in _OF_TIME), None)
        if opener is not None and verb.left_edge == opener and noun.right_edge.i == _start_of(verb) - 1:
            opener.head, opener.dep_ = verb, "mark"
            noun.dep_, verb.dep_ = _subject_label(verb), "advcl"


def _start_of(verb: Token) -> int:
    helpers = [c.i for c in verb.children if c.dep_ in _AUXILIARIES | {"advmod"} and c.i < verb.i]
    return min([*helpers, verb.i])


def _mend_subject_after_comma(verb: Token) -> None:
    """ "In a statement, Australia and Canada called out China": no apposition of the statement, but the subject."""
    if verb.dep_ == "conj" or any(c.dep_ in _SUBJECTS | {"csubj", "expl"} for c in verb.children):
        return
    openers = [c for c in verb.children if c.dep_ == "obl" and c.i < verb.i]
    for name in (n for opener in openers for n in opener.children if n.dep_ in ("appos", "conj")):
        enumerated = [c for c in name.head.children if c.dep_ == "conj" and c.i > name.i]
        last = max(c.right_edge.i for c in (name, *enumerated))
        after_comma = "," in (name.left_edge.text, name.left_edge.nbor(-1).text)
        if after_comma and all(t.pos_ in ("ADV", "AUX") for t in verb.doc[last + 1 : verb.i]):
            name.head, name.dep_ = verb, "nsubj"
            for other in enumerated:
                other.head = name
            return


def _mend_speaker_after_quotation(verb: Token) -> None:
    """ "...", declared the Prime Minister: who follows a reporting verb right after a quotation speaks."""
    if (
        not _follows_quotation(verb)
        or not has_class(verb, "reporting")
        or any(c.dep_ in _SUBJECTS for c in verb.children)
    ):
        return
    speaker = next(
        (c for c in verb.children if c.dep_ == "obj" and verb.doc[verb.i + 1 : c.left_edge.i].text == ""), None
    )
    if speaker is not None:
        speaker.dep_ = "nsubj"


def _follows_quotation(verb: Token) -> bool:
    before = verb.doc[max(verb.i - 2, 0) : verb.i]
    return any(t.is_quote for t in before) and all(t.is_quote or t.text == "," for t in before)


def _mend_that_clause(that: Token) -> None:
    """ "The assessment that Russia attacked" says what is assessed; "the accusation that it denied" says which one."""
    clause = that.head
    labels = {c.dep_ for c in clause.children}
    whole = labels & _SUBJECTS and labels & {"obj", "obl", "cop", "aux:pass", "ccomp"}
    if that.dep_ == "mark" and clause.dep_ == "acl:relcl" and whole:
        clause.dep_ = "acl"
    elif that.dep_ in _SUBJECTS | {"obj"} and clause.dep_ == "acl":
        clause.dep_ = "acl:relcl"


def _mend_clause_without_verb(that: Token) -> None:
    """ "That the investigation provided us with evidence": with an object of its own the verb describes no noun."""
    noun = that.head
    verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBD" and c.i > noun.i), None)
    if that.dep_ != "mark" or verb is None or noun.pos_ not in ("NOUN", "PROPN"):
        return
    labels = {c.dep_ for c in verb.children}
    if labels & {"obj", "iobj"} and not labels & _SUBJECTS and not any(c.dep_ == "cop" for c in noun.children):
        _swap(noun, verb)
        noun.dep_, that.head = "nsubj", verb


def _mend_addressed_subject(name: Token) -> None:
    """ "Viasat, in its report of March, named no culprit": nobody is addressed where the verb has no subject."""
    verb = name.head
    if name.i < verb.i and verb.tag_ in ("VBD", "VBZ") and not any(c.dep_ in _SUBJECTS for c in verb.children):
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
