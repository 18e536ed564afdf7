"""What "and" joins: words of one form, phrases with one preposition, members of one enumeration."""

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import AUXILIARIES, SUBJECTS, child, follows_comma, is_finite

_MARKERS = frozenset({"case", "mark"})


def mend_coordination(doc: Doc) -> None:
    """Hang conjuncts on the words that they go with, in place."""
    for token in doc:
        if token.dep_ == "conj":
            _mend_preposition_twice(token)
            _mend_form(token)
            _mend_verb_after_pluperfect(token)
            _mend_lone_conjunct(token)
            _mend_last_of_list(token)
        elif token.dep_ == "appos":
            _mend_open_apposition(token)


def _mend_preposition_twice(second: Token) -> None:
    """ "With stealing secrets from a firm and with espionage": what has "with" again goes with what had it before."""
    marker, first = child(second, _MARKERS), second.head
    if marker is None or child(second, ("cc",)) is None or marker.i > second.i or _has_marker(first, marker):
        return
    for token in first.ancestors:
        candidates = [token, *(c for c in token.children if c.i < second.i and c.dep_ != "conj")]
        found = [c for c in candidates if _has_marker(c, marker) and c.dep_ in _PHRASES and not second.is_ancestor(c)]
        if found and marker.lower_ != "to":
            second.head = found[-1]
        if found or token.pos_ == "VERB":
            return


_PHRASES = frozenset({"obl", "obl:agent", "nmod", "advcl", "acl", "ccomp", "xcomp"})


def _has_marker(token: Token, marker: Token) -> bool:
    return any(c.dep_ in _MARKERS and c.lower_ == marker.lower_ and c.i < token.i for c in token.children)


def _mend_form(verb: Token) -> None:
    """ "Decided to recall the envoy and suspend talks": an infinitive goes with an infinitive, "has" with "is"."""
    first = verb.head
    if (
        child(verb, SUBJECTS | AUXILIARIES | {"mark", "expl"}) is not None
        or verb.pos_ != "VERB"
        or first.pos_ != "VERB"
    ):
        return
    if verb.tag_ == "VB" and is_finite(first) and child(first, ("aux",)) is None:
        inside = [c for c in first.children if c.dep_ in ("xcomp", "advcl") and first.i < c.i < verb.i]
        infinitive = next((c for c in reversed(inside) if c.tag_ == "VB" and child(c, ("mark",)) is not None), None)
        verb.head = infinitive if infinitive is not None else first
    elif verb.tag_ == "VBZ" and first.tag_ in ("VBN", "VBG", "VB") and not is_finite(first):
        verb.head = next((t for t in first.ancestors if t.tag_ == "VBZ" and t.pos_ == "VERB"), first)


def _mend_verb_after_pluperfect(verb: Token) -> None:
    """ "Said that they had blamed China, and called on it": what follows a comma goes with who said, not who "had"."""
    told, conjunction = verb.head, child(verb, ("cc",))
    had = child(told, ("aux",))
    if conjunction is None or conjunction.i == 0 or conjunction.nbor(-1).text != "," or verb.tag_ not in ("VBD", "VBN"):
        return
    apart = had is not None and had.lower_ == "had" and told.dep_ == "ccomp" and told.head.tag_ == "VBD"
    if apart and child(verb, SUBJECTS | AUXILIARIES) is None and conjunction.i <= verb.left_edge.i + 1:
        verb.head = told.head


def _mend_lone_conjunct(noun: Token) -> None:
    """ "Infected with Pegasus, spyware from Israel": without "and" a noun after a name and a comma tells what it is."""
    name = noun.head
    if noun.pos_ != "NOUN" or name.pos_ != "PROPN" or child(noun, ("cc", "case", "conj")) is not None:
        return
    others = [c for c in name.children if c.dep_ == "conj" and c != noun]
    complete = all(c.i < noun.i for c in others) and (not others or any(child(c, ("cc",)) is not None for c in others))
    if complete and follows_comma(noun) and noun.i > name.i:
        noun.dep_ = "appos"


def _mend_last_of_list(noun: Token) -> None:
    """ "A ministry, two banks in the Gulf and a port": the last of a list goes with it, not with a place in it."""
    place, last = noun.head, noun.head.head
    article = child(noun, ("det",))
    if noun.pos_ != "NOUN" or place.pos_ != "PROPN" or place.dep_ != "nmod" or last.dep_ != "conj" or article is None:
        return
    if article.lower_ in ("a", "an") and child(noun, ("cc",)) is not None and child(last, ("cc",)) is None:
        noun.head = last.head


def _mend_open_apposition(name: Token) -> None:
    """ "In Moscow, Saint Petersburg and Sochi": an apposition ends with a comma; without one it is an enumeration."""
    first = name.head
    if name.pos_ != "PROPN" or first.pos_ != "PROPN" or not follows_comma(name):
        return
    for last in [
        c for c in (*name.children, *first.children) if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i > name.i
    ]:
        conjunction = child(last, ("cc",))
        if conjunction is not None and conjunction.i > name.i and conjunction.nbor(-1).text != ",":
            name.dep_, last.head = "conj", first
