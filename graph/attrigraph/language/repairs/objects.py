"""Objects and what is said of them, where an insertion or the order of the words has led the parser astray."""

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import (
    AUXILIARIES,
    SUBJECTS,
    child,
    follows_comma,
    start_of_phrase,
    subject_label,
    take_place,
)
from attrigraph.language.words import has_class

_OBJECTS = frozenset({"obj", "iobj", "ccomp", "xcomp", "aux:pass", "nsubj:pass", "obl:agent", "csubj"})
_NO_OBJECT = SUBJECTS | {"case", "mark", "cop", "cc"}
_STRAYED = frozenset({"parataxis", "dep", "obl", "appos"})


def mend_objects(doc: Doc) -> None:
    """Mend the objects of a parsed Doc, in place."""
    for token in doc:
        if token.tag_ == "VBG" and token.dep_ in ("compound", "amod"):
            _mend_gerund(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            _mend_noun(token)
        elif token.tag_ in ("WP", "WDT") and token.dep_ == "obj":
            _mend_who_is_thought(token)
    for token in doc:
        if token.pos_ == "VERB" and token.i + 1 < len(doc) and token.nbor().text == ",":
            _mend_object_after_insertion(token)


def _mend_noun(noun: Token) -> None:
    if noun.dep_ == "obj" and noun.head.pos_ == "ADJ":
        _mend_object_of_adjective(noun)
    elif noun.dep_ == "obj":
        _mend_verdict(noun)
        _mend_object_with_preposition(noun)
    elif noun.dep_ in ("obl:unmarked", "appos", "dep", "obl") and noun.head.pos_ == "VERB":
        _mend_what_it_is_called(noun)
    if noun.dep_ == "obl" and child(noun, ("case", "mark")) is None and follows_comma(noun):
        _mend_bare_oblique(noun)
    if noun.dep_ == "obl" and child(noun, ("cop",)) is not None and any(c.lower_ == "to" for c in noun.children):
        noun.dep_ = "xcomp"  # "turn out to be spies"


def _mend_who_is_thought(who: Token) -> None:
    """ "Who it thinks is responsible": the clause that is thought has no other subject."""
    content = child(who.head, ("ccomp",))
    if content is not None and child(content, SUBJECTS | {"expl", "csubj"}) is None and who.i < who.head.i:
        who.head, who.dep_ = content, subject_label(content)


def _mend_gerund(gerund: Token) -> None:
    """ "Accused of laundering proceeds": after its own preposition a gerund is a verb, and has an object."""
    noun = gerund.head
    marker = child(gerund, ("mark", "case"))
    if marker is None or noun.pos_ != "NOUN" or not marker.i < gerund.i < noun.i or gerund.nbor().text == ",":
        return
    if child(noun, ("case", "det")) is not None:
        return
    take_place(gerund, noun)
    gerund.dep_ = "acl" if gerund.head.pos_ in ("NOUN", "PROPN") else "advcl"
    gerund.pos_ = "VERB"
    noun.head, noun.dep_ = gerund, "obj"


def _mend_object_of_adjective(noun: Token) -> None:
    """ "Dismissed as groundless the accusations": the object of the verb, said after what is said of it."""
    adjective = noun.head
    verb = adjective.head
    if verb.pos_ == "VERB" and child(adjective, ("case",)) is not None and child(verb, _OBJECTS) is None:
        noun.head = verb


def _mend_what_it_is_called(noun: Token) -> None:
    """ "Called the report another example": right after the object of some verbs stands what they make of it."""
    verb = noun.head
    thing = child(verb, ("obj",))
    if thing is None or not verb.i < thing.i < noun.i or not has_class(verb, "naming"):
        return
    if child(noun, _NO_OBJECT) is None and not has_class(noun, "time") and thing.right_edge.i + 1 == noun.left_edge.i:
        noun.dep_ = "xcomp"


def _mend_verdict(word: Token) -> None:
    """ "Called the report groundless": an adjective has no "the", so the noun before it is called that."""
    thing = next((c for c in word.children if c.dep_ == "compound" and c.i == word.i - 1), None)
    if thing is not None and has_class(word.head, "naming") and has_class(word, "baseless", "unacceptable"):
        take_place(thing, word)
        for before in [c for c in word.children if c.i < thing.i]:
            before.head = thing
        word.head, word.dep_, thing.dep_ = thing.head, "xcomp", "obj"


def _mend_object_with_preposition(noun: Token) -> None:
    """ "Convicted a man of spying": of two objects the one with a preposition is none."""
    first = next((c for c in noun.head.children if c.dep_ == "obj" and c.i < noun.i), None)
    if first is None or child(noun, ("case",)) is None or noun.head.pos_ != "VERB":
        return
    is_deed = noun.lower_.endswith("ing") and child(noun, ("obl",)) is not None
    noun.dep_ = "advcl" if is_deed else "obl"


def _mend_object_after_insertion(verb: Token) -> None:
    """ "Condemn, without naming anyone, the attacks": a comma right after the verb, so its object comes later."""
    if child(verb, _OBJECTS) is not None or child(verb, AUXILIARIES & {"cop"}) is not None:
        return
    inside = [t for t in (*verb.children, *(g for c in verb.children for g in c.children)) if t.i > verb.i + 2]
    found = (t for t in inside if t.dep_ in _STRAYED and t.pos_ in ("NOUN", "PROPN") and follows_comma(t))
    noun = next((t for t in found if child(t, _NO_OBJECT) is None and t.doc[start_of_phrase(t)].pos_ == "DET"), None)
    if noun is not None:
        noun.head, noun.dep_ = verb, "obj"


def _mend_bare_oblique(noun: Token) -> None:
    """ "Attributes to MirrorFace, a group from China, 200 attacks": without a preposition it is the object."""
    verb = noun.head
    counted = child(noun, ("det", "nummod")) is not None and not has_class(noun, "time")
    if counted and verb.pos_ == "VERB" and verb.i < noun.i and child(verb, _OBJECTS) is None:
        noun.dep_ = "obj"
