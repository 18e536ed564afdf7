"""Who reported an incident, where a later sentence says so: "Bloomberg reported this"."""

from spacy.tokens import Span, Token

from attrigraph.extraction.tree import is_passive, objects, subjects
from attrigraph.language.words import has_class

_POINTING = frozenset({"this", "it"})
_DEFINITE = frozenset({"the", "this", "these"})


def coverage_in(sentence: Span) -> tuple[Token, tuple[Token, ...]] | None:
    """Return the verb and the subjects with which a sentence reports what was told before it; or None."""
    for verb in sentence:
        if verb.pos_ == "VERB" and has_class(verb, "reporting") and _points_back(verb):
            speakers = tuple(subjects(verb))
            if speakers:
                return verb, speakers
    return None


def _points_back(verb: Token) -> bool:
    """Return whether what is reported is the deed just told: "this", "the attack"."""
    told = list(objects(verb)) if verb.dep_ == "ROOT" or is_passive(verb) else []
    return any(t.lower_ in _POINTING or (has_class(t, "event") and _is_definite(t)) for t in told)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in _DEFINITE for c in noun.children if c.i < noun.i)
