"""Who reported an incident, where a later sentence says so: "Bloomberg reported this"."""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from attrigraph.extraction.tree import is_passive, objects, subjects
from attrigraph.language.words import has_class

_AHEAD = 2  # sentences
_POINTING = frozenset({"this", "it"})
_DEFINITE = frozenset({"the", "this", "these"})


def coverage_of(sentences: Sequence[Span], index: int) -> tuple[Token, tuple[Token, ...]] | None:
    """Return the verb and the subjects of the report of what sentence `index` tells, from those after it; or None."""
    for sentence in sentences[index + 1 : index + 1 + _AHEAD]:
        for verb in sentence:
            if has_class(verb, "reporting") and verb.pos_ == "VERB" and _points_back(verb):
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
