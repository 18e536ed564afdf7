"""Who reports a sentence, found by its words where the parser misreads it.

"..., Britain and the United States said on Thursday." is often parsed as one more apposition or relative clause, and
"according to" may hang anywhere.
"""

from itertools import pairwise

from spacy.tokens import Span, Token

from attrigraph.language.words import has_class

_NOMINAL = frozenset({"DET", "ADJ", "PROPN", "NOUN", "CCONJ", "PART", "ADP", "NUM", "PRON", "PUNCT"})
_OPENERS = frozenset({",", '"', "''"})
_LONGEST_SPEAKER = 14  # tokens
_LONGEST_REST = 30  # tokens after the verb: "said in a statement on Thursday"


def reporting_tail(sentence: Span) -> tuple[Token, tuple[Token, ...]] | None:
    """Return the last reporting verb of a sentence and the heads of the noun phrase between it and a comma before it.

    None where the sentence does not end in such a clause.
    """
    verb = next((t for t in reversed(list(sentence)) if _is_finite_report(t)), None)
    if verb is None or not _ends(sentence, verb):
        return None
    opener = next((t for t in reversed(list(sentence.doc[sentence.start : verb.i])) if t.text in _OPENERS), None)
    speaker = sentence.doc[opener.i + 1 : verb.i] if opener is not None else None
    if speaker is None or not 0 < len(speaker) <= _LONGEST_SPEAKER or not _is_nominal(speaker):
        return None
    return verb, _heads(speaker, verb)


def parenthesis(sentence: Span) -> tuple[Token, tuple[Token, ...]] | None:
    """Return a reporting verb between commas and who reports: "Russia, the ministry assessed, was involved".

    None where the sentence has no such parenthesis.
    """
    doc = sentence.doc
    commas = [t.i for t in sentence if t.text == ","]
    for first, last in pairwise(commas):
        speaker, verb = doc[first + 1 : last - 1], doc[last - 1]
        if 0 < len(speaker) <= _LONGEST_SPEAKER and _is_finite_report(verb) and _is_nominal(speaker):
            heads = _heads(speaker, verb)
            if heads:
                return verb, heads
    return None


def _is_finite_report(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "VBN") and has_class(token, "reporting")


def _ends(sentence: Span, verb: Token) -> bool:
    rest = sentence.doc[verb.i + 1 : sentence.end]
    return len(rest) <= _LONGEST_REST and all(t.pos_ in _NOMINAL | {"ADV"} or _describes(t) for t in rest)


def _describes(token: Token) -> bool:
    """Return whether a verb form is part of a name's description: "the state-sponsored group"."""
    return token.dep_ == "amod" or (token.i > 0 and token.nbor(-1).text == "-")


def _is_nominal(phrase: Span) -> bool:
    named = all(t.pos_ in _NOMINAL or t.is_title or _describes(t) for t in phrase)
    return named and not any(t.tag_ in ("VBD", "VBZ") for t in phrase)


def _heads(phrase: Span, verb: Token) -> tuple[Token, ...]:
    """Return the nouns of a speaker's phrase that nothing else in it governs, and what is coordinated with them."""
    nouns = (t for t in phrase if t.pos_ in ("PROPN", "NOUN", "PRON"))
    return tuple(t for t in nouns if t.head == verb or t.head not in phrase or t.dep_ == "conj")


def according_to(sentence: Span) -> tuple[Token, ...]:
    """Return the heads of the noun phrase after "according to" in a sentence; () where there is none."""
    place = next((t.i + 2 for t in sentence if t.lower_ == "according" and t.i + 2 < sentence.end), None)
    if place is None:
        return ()
    doc = sentence.doc
    end = place
    while end < sentence.end and end - place < _LONGEST_SPEAKER and doc[end].pos_ in _NOMINAL - {"PUNCT"}:
        end += 1
    phrase = doc[place:end]
    return tuple(t for t in phrase if t.pos_ in ("PROPN", "NOUN", "PRON") and t.head not in phrase)
