"""Which noun a relative clause or an apposition describes: the nearest that agrees in number, the name before it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from attrigraph.language.repairs.arcs import AUXILIARIES, SUBJECTS, child, name_before_comma, start_of_phrase
from attrigraph.language.words import has_class

_SINGULAR = frozenset({"NN", "NNP"})
_PLURAL = frozenset({"NNS", "NNPS"})
_INSIDE = frozenset({"nmod", "appos", "conj", "compound", "flat"})
_STRAYED = frozenset({"parataxis", "dep", "appos", "conj"})
_REACH = 5


def mend_descriptions(doc: Doc) -> None:
    """Mend what describes or completes nouns, in place."""
    for token in doc:
        if token.dep_ == "acl:relcl":
            _mend_number(token)
        elif token.pos_ == "NOUN" and (token.dep_ in _STRAYED or _has_rival(token)):
            _mend_apposition(token)
        elif token.dep_ == "obl:unmarked" and token.pos_ == "NOUN":
            _mend_recipient(token)
        elif token.dep_ in ("advcl", "xcomp") and token.tag_ == "VBN":
            _mend_participle_after_name(token)
        elif token.dep_ in ("obl", "obl:agent") and token.head.tag_ == "VBG":
            _mend_doer(token)
        elif token.dep_ == "advmod" and token.pos_ == "ADV":
            _mend_origin(token)


def _mend_number(clause: Token) -> None:
    """ "Employees of the firm, which is suspected": the verb of the clause is singular, so the firm is meant."""
    pronoun = next((c for c in clause.children if c.tag_ in ("WDT", "WP") and c.dep_ in ("nsubj", "nsubj:pass")), None)
    number = _number(clause)
    if pronoun is None or number is None or clause.head.tag_ in number or pronoun.i == 0:
        return
    agreeing = (n for n in _phrases_before(pronoun) if n.tag_ in number and not clause.is_ancestor(n))
    noun = next(agreeing, None)
    if noun is not None and clause not in noun.ancestors:
        clause.head = noun


def _mend_participle_after_name(participle: Token) -> None:
    """ "Attributed to Sandworm, allegedly run by the GRU", ", believed to be Russian": said of the name before it."""
    name = name_before_comma(participle.doc[start_of_phrase(participle)])
    if name is None or name.pos_ != "PROPN" or child(participle, SUBJECTS | AUXILIARIES | {"mark"}) is not None:
        return
    led = has_class(participle, "led") and any(g.lower_ == "by" for c in participle.children for g in c.children)
    if led or (has_class(participle, "belief") and child(participle, ("xcomp",)) is not None):
        participle.head, participle.dep_ = name, "acl"


def _mend_doer(name: Token) -> None:
    """ "A campaign using malware by Turla": what is active has no doer with "by", so it is Turla's campaign."""
    event = name.head.head
    told = name.head.dep_ == "acl" and has_class(event, "event") and child(name.head, AUXILIARIES) is None
    by = any(c.dep_ == "case" and c.lower_ == "by" for c in name.children)
    if told and by and (name.pos_ == "PROPN" or has_class(name, "perpetrator", "group")):
        name.head, name.dep_ = event, "nmod"


def _mend_origin(adverb: Token) -> None:
    """ "Hackers, most likely from Russia, broke in": between commas it tells whence the hackers are."""
    noun, place = name_before_comma(adverb.doc[start_of_phrase(adverb)]), child(adverb, ("obl",))
    if noun is None or place is None or not adverb.i < place.i < adverb.head.i:
        return
    origin = any(c.dep_ == "case" and c.lower_ == "from" for c in place.children)
    if origin and "," in (place.right_edge.text, place.right_edge.nbor().text):
        place.head, place.dep_, adverb.head = noun, "nmod", place


def _number(clause: Token) -> frozenset[str] | None:
    """Return the tags of the nouns that agree with the finite verb of a clause; None where its form tells nothing."""
    finite = next((c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")), clause)
    return {"VBZ": _SINGULAR, "VBP": _PLURAL}.get(finite.tag_)


def _phrases_before(pronoun: Token) -> Iterator[Token]:
    """Yield the nouns whose phrases end right before a relative pronoun, the nearest first."""
    place = pronoun.i - 1
    while place and pronoun.doc[place].pos_ in ("PUNCT", "ADP"):
        place -= 1
    noun = pronoun.doc[place]
    for _ in range(_REACH):
        if noun.pos_ in ("NOUN", "PROPN") and noun.dep_ not in ("flat", "compound"):
            yield noun
        if noun.dep_ not in _INSIDE:
            return
        noun = noun.head


def _has_rival(subject: Token) -> bool:
    """Return whether the verb has another subject, nearer to it."""
    return subject.dep_ == "nsubj" and any(c.dep_ == "nsubj" and c.i > subject.i for c in subject.head.children)


def _mend_apposition(noun: Token) -> None:
    """ "Used by Lazarus, a group linked to Iran": right after a name and a comma "a group" tells who it is."""
    told = any(c.dep_.startswith("acl") for c in noun.children) and noun.dep_ in ("parataxis", "dep", "nsubj")
    articles = ("a", "an", "the") if told else ("a", "an")
    article = next((c for c in noun.children if c.dep_ == "det" and c.lower_ in articles), None)
    if article is None or article.i < 2 or article.nbor(-1).text != ",":
        return
    name = article.nbor(-2)
    while name.dep_ in ("flat", "compound") and name.head.pos_ == "PROPN":
        name = name.head
    if name.pos_ != "PROPN" or name == noun.head or noun.is_ancestor(name) or _is_listed(noun):
        return
    noun.head, noun.dep_ = name, "appos"


def _is_listed(noun: Token) -> bool:
    """Return whether a conjunct is part of an enumeration with "and"."""
    siblings = [c for c in (noun, *noun.head.children) if c.dep_ == "conj"]
    return noun.dep_ == "conj" and any(g.dep_ == "cc" for c in siblings for g in c.children)


def _mend_recipient(given: Token) -> None:
    """ "Gives diplomats 24 hours": who gets it, and what."""
    recipient = given.left_edge.nbor(-1) if given.left_edge.i else given
    beside = recipient.dep_ in ("obj", "iobj") and recipient.head == given.head and not has_class(recipient, "time")
    if beside and has_class(given.head, "with-recipient"):
        recipient.dep_, given.dep_ = "iobj", "obj"
