"""Words and noun phrases that parsers take for something else."""

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import FINITE, SUBJECTS, child, take_place
from attrigraph.language.words import has_class

_NOMINAL = SUBJECTS | {"obj", "obl", "nmod"}
_OF_NOUNS = frozenset({"det", "nmod:poss", "amod", "compound", "nummod", "case"})
_OF_VERBS = SUBJECTS | {"aux", "aux:pass", "cop", "obj", "xcomp", "advmod"}


def mend_phrases(doc: Doc) -> None:
    """Mend the words and noun phrases of a parsed Doc in place."""
    for token in doc:
        _mend_part_of_speech(token)
        if token.dep_ == "obj":
            _mend_attribute_of_object(token)
            _mend_sponsored_group(token)
        elif token.dep_ == "nsubj":
            _mend_office_before_name(token)
        elif token.dep_ == "flat":
            _mend_second_name(token)
        elif token.dep_ == "nummod":
            _mend_one_of_them(token)
        elif token.dep_ == "nmod":
            _mend_after_number(token)
        elif token.dep_ == "case":
            _mend_preposition_of_modifier(token)
        elif token.dep_ == "mark":
            _mend_hacking_groups(token)


def _mend_part_of_speech(token: Token) -> None:
    """The tree knows better than the tag: "U.S. claims that ..." as an object, "the minister echoed the finding"."""
    if token.pos_ not in ("VERB", "NOUN", "ADV", "INTJ"):
        return
    labels = {c.dep_ for c in token.children}
    if token.pos_ == "VERB" and token.dep_ in _NOMINAL and labels & _OF_NOUNS and not labels & _OF_VERBS:
        token.pos_, token.tag_ = "NOUN", "NNS" if token.lower_.endswith("s") else "NN"
    elif token.pos_ == "NOUN" and labels & SUBJECTS and labels & {"obj", "iobj"} and not labels & _OF_NOUNS:
        token.pos_, token.tag_ = "VERB", "VBZ" if token.lower_.endswith("s") else "VBD"
    elif token.pos_ in ("ADV", "INTJ") and token.dep_ in SUBJECTS and token.is_title and "appos" in labels:
        token.pos_, token.tag_ = "PROPN", "NNP"
    elif (
        token.tag_ == "NNS"
        and token.dep_ == "ROOT"
        and "compound" in labels
        and has_class(token, "reporting", "belief")
    ):
        _mend_verb_after_name(token)
    elif token.tag_ == "NN" and token.dep_ == "ROOT" and has_class(token, "belief", "reporting"):
        _mend_verb_after_few(token)
    elif token.pos_ == "VERB" and token.head != token and has_class(token, "non-grata"):
        _mend_non_grata(token)


def _mend_verb_after_name(verb: Token) -> None:
    """ "The Intelligence Community judges that": a word of saying with a clause is a verb, the name its subject."""
    clauses = (c for c in verb.children if c.dep_ in ("acl", "ccomp", "acl:relcl"))
    clause = next((c for c in clauses if c.left_edge.lower_ == "that" and child(c, SUBJECTS) is not None), None)
    name = verb.nbor(-1)
    if clause is None or name.dep_ != "compound" or name.head != verb:
        return
    for before in [c for c in verb.children if c.i < name.i]:
        before.head = name
    name.dep_, clause.dep_ = "nsubj", "ccomp"
    clause.left_edge.dep_ = "mark"
    verb.pos_, verb.tag_ = "VERB", "VBZ"


def _mend_verb_after_few(verb: Token) -> None:
    """ "Few doubt that": few are more than one, so what follows is no noun in the singular."""
    few = verb.nbor(-1) if verb.i else verb
    clause = next((c for c in verb.children if c.dep_ == "acl" and c.left_edge.lower_ == "that"), None)
    if few.head == verb and has_class(few, "several") and clause is not None:
        few.dep_, clause.dep_ = "nsubj", "ccomp"
        verb.pos_, verb.tag_ = "VERB", "VBP"


def _mend_non_grata(persona: Token) -> None:
    """ "Declared six diplomats persona non grata": no verb, but what they are declared."""
    for subject in [c for c in persona.children if c.dep_ in SUBJECTS]:
        subject.head, subject.dep_ = persona.head, "obj"
    for adjunct in [c for c in persona.children if c.dep_ in ("obl", "advcl") or c.i > persona.i + 2]:
        adjunct.head = persona.head
    persona.pos_, persona.tag_, persona.dep_ = "NOUN", "NN", "xcomp"


def _mend_attribute_of_object(first: Token) -> None:
    """ "Rejected U.S. claims": of two objects side by side the first tells whose claims they are."""
    second = next((c for c in first.head.children if c.dep_ in ("obj", "xcomp") and c.i > first.i), None)
    if second is None or second.left_edge.i != first.i + 1:
        return
    if first.pos_ != "PROPN" or second.pos_ not in ("NOUN", "VERB") or not _is_object(second, first):
        return
    if first.text.isupper() or has_class(second, "report-noun", "allegation"):
        first.head, first.dep_, second.dep_ = second, "compound", "obj"


def _mend_sponsored_group(group: Token) -> None:
    """ "Chinese-government backed hackers steal mail": a verb follows, so "backed" tells what hackers they are."""
    sponsored = group.head
    sponsor = child(sponsored, ("nsubj",))
    deed = next((c for c in sponsored.children if c.dep_ in ("xcomp", "ccomp", "conj") and c.i == group.i + 1), None)
    if sponsor is None or deed is None or deed.tag_ not in FINITE or not has_class(group, "perpetrator", "group"):
        return
    if sponsored.i != group.i - 1 or sponsor.i != sponsored.i - 1 or not has_class(sponsored, "link"):
        return
    take_place(deed, sponsored)
    for after in [c for c in sponsored.children if c.i > group.i]:
        after.head = deed
    group.head, group.dep_ = deed, "nsubj"
    sponsored.head, sponsored.dep_ = group, "amod"
    sponsor.dep_ = "compound"


def _is_object(noun: Token, first: Token) -> bool:
    """ "Named US officials as targets": a State in capitals is no name for what they are."""
    return noun.dep_ == "obj" or (first.text.isupper() and noun.tag_ == "NNS")


def _mend_office_before_name(office: Token) -> None:
    """ "The minister Lord Ahmad condemned": one subject, an office and a name."""
    name = next((c for c in office.head.children if c.dep_ == "nsubj" and c.i > office.i), None)
    if name is None or name.pos_ != "PROPN" or name.left_edge.i != office.i + 1:
        return
    if name.left_edge.is_punct:
        name.head, name.dep_ = office, "appos"
    else:
        office.head, office.dep_ = name, "nmod:desc"


def _mend_second_name(part: Token) -> None:
    """ "Mark Rutte and Theresa May": the last part of a name belongs to the name before it."""
    before = part.nbor(-1) if part.i else part
    if part.head.i < before.i and before.pos_ == "PROPN" and before.dep_ == "conj" and before.head == part.head:
        part.head = before


def _mend_one_of_them(numeral: Token) -> None:
    """ "One of the groups, author of attacks": the numeral is the noun, what follows the comma describes it."""
    noun = numeral.head
    group = next((c for c in numeral.children if c.dep_ == "nmod" and c.i > numeral.i), None)
    if group is None or noun.i < group.i or group.left_edge.lower_ != "of":
        return
    take_place(numeral, noun)
    for before in [c for c in noun.children if c.i < numeral.i]:
        before.head = numeral
    noun.head, noun.dep_ = numeral, "appos"


def _mend_after_number(noun: Token) -> None:
    """ "Center 16 of the FSB": the number is part of a name, and the whole name has the complement; a verb has none."""
    head = noun.head
    if head.dep_ == "flat" and head.like_num and noun.i > head.i:
        noun.head = head.head
    elif head.pos_ == "VERB" and head.dep_ not in _NOMINAL:
        noun.dep_ = "obl"


def _mend_preposition_of_modifier(preposition: Token) -> None:
    """ "Against Israeli and US offices": an adjective has no preposition, the noun that it belongs to has it."""
    modifier, noun = preposition.head, preposition.head.head
    before = modifier.dep_ in ("amod", "compound") and preposition.i < modifier.i < noun.i
    if before and preposition.whitespace_ and noun.pos_ in ("NOUN", "PROPN") and child(noun, ("case",)) is None:
        preposition.head = noun


def _mend_hacking_groups(preposition: Token) -> None:
    """ "Linked it to hacking groups": what looks like a verb tells what groups they are."""
    verb = preposition.head
    group = next((c for c in verb.children if c.dep_ == "obj" and c.i == verb.i + 1), None)
    if group is None or verb.tag_ != "VBG" or preposition.i != verb.i - 1 or not has_class(group, "group", "people"):
        return
    if preposition.tag_ == "IN" and verb.head != verb and verb.dep_ in ("acl", "advcl", "xcomp", "ccomp"):
        group.head, group.dep_ = verb.head, "nmod" if verb.head.pos_ in ("NOUN", "PROPN") else "obl"
        preposition.head, preposition.dep_ = group, "case"
        verb.head, verb.dep_ = group, "compound"
