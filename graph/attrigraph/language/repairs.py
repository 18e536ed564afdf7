"""Mends trees that parsers get wrong again and again, where the forms of the words leave one reading.

Each repair names the construction it knows. Words and sentences stay as they are.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "nsubj", "nsubj:pass"})
_OF_NOUNS = frozenset({"det", "nmod:poss", "amod", "compound", "nummod", "case"})
_OF_VERBS = _SUBJECTS | _AUXILIARIES | {"obj", "xcomp", "advmod"}
_CLAUSES = frozenset({"ccomp", "parataxis", "conj", "advcl", "acl", "acl:relcl", "xcomp", "dep"})


class TreeRepairer:
    """The pipeline component: rewrites heads and labels of a parsed Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend the Doc in place."""
        for token in doc:
            _mend_part_of_speech(token)
        for token in doc:
            if token.tag_ in ("VBN", "VBD") and token.dep_ == "amod":
                _mend_perfect(token)
                _mend_clause_before_object(token)
        for token in doc:
            if token.tag_ in ("VBN", "VBD"):
                _mend_reduced_relative(token)
        for token in doc:
            if token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB":
                _mend_subject_after_comma(token)
        return doc


def _mend_part_of_speech(token: Token) -> None:
    """The tree knows better than the tag: "U.S. claims that ..." as an object, "the minister echoed the finding"."""
    labels = {c.dep_ for c in token.children}
    if token.pos_ == "VERB" and token.dep_ in _NOMINAL and labels & _OF_NOUNS and not labels & _OF_VERBS:
        token.pos_, token.tag_ = "NOUN", "NNS" if token.lower_.endswith("s") else "NN"
    elif token.pos_ == "NOUN" and labels & _SUBJECTS and labels & {"obj", "iobj"} and not labels & _OF_NOUNS:
        token.pos_, token.tag_ = "VERB", "VBZ" if token.lower_.endswith("s") else "VBD"


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
    if verb.dep_ != "amod" or noun.i < verb.i or noun.dep_ != "obj" or not (labels & _SUBJECTS and "aux" in labels):
        return
    verb.head, verb.dep_ = noun.head, "ccomp"
    noun.head = verb


def _mend_reduced_relative(participle: Token) -> None:
    """ "Hackers linked to Iran are suspected": the finite verb has the subject, the participle describes it."""
    subject = next((c for c in participle.children if c.dep_ in _SUBJECTS and c.i < participle.i), None)
    phrase_follows = participle.i + 1 < len(participle.doc) and participle.nbor().pos_ in ("ADP", "PART")
    if subject is None or not phrase_follows or any(c.dep_ in _AUXILIARIES for c in participle.children):
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


def _finite_without_subject(participle: Token) -> Iterator[Token]:
    """Yield verbs after the participle, near it in the tree, that have an auxiliary and nobody to do them."""
    governor = participle.head
    near = {t.i: t for t in (*participle.children, governor, *governor.children)}
    for place in sorted(place for place in near if place > participle.i):
        verb = near[place]
        labels = {c.dep_ for c in verb.children}
        follows = verb.dep_ in _CLAUSES or verb == governor
        alone = labels & _AUXILIARIES and not labels & (_SUBJECTS | {"cc", "mark"})
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
