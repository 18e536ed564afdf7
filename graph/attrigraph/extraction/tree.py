"""Walks through a Universal Dependencies tree: who does what to whom, whatever the construction."""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from attrigraph.language.attributes import covering
from attrigraph.language.tokenizer import start_of
from attrigraph.language.words import has_class

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
OBJECTS = frozenset({"obj", "iobj"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "advcl:relcl"})
_REACH = 8  # clauses that lend each other their subject
OBLIQUES = frozenset({"obl", "obl:agent", "nmod", "obl:arg", "nmod:of", "obl:unmarked", "nmod:unmarked", "advmod"})


def case_of(token: Token) -> str:
    """Return the preposition of an oblique ("by", "according to" -> "according"), "" where it has none."""
    inside = (c for c in token.children if c.dep_ in ("compound", "nmod:desc"))  # "according to the firm Symantec"
    return next((case for noun in (token, *inside) if (case := _own_case(noun))), "")


def _own_case(token: Token) -> str:
    found = (c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and not _is_particle(c))
    return next((c.lower_ for c in found), "")


def _is_particle(case: Token) -> bool:
    """Return whether it is the "'s" of an owner or the "to" of an infinitive."""
    return case.tag_ == "POS" or (case.pos_ == "PART" and case.dep_ == "mark")


def is_passive(verb: Token) -> bool:
    """Return whether the verb form is passive, in a full clause or as a participle after its noun."""
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "obl:agent") for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "amod", "advcl", "dep")
        and not any(c.dep_ in SUBJECTS | {"aux"} for c in verb.children)
    )


def subjects(verb: Token, reach: int = _REACH) -> Iterator[Token]:
    """Yield who does it: the subject, the passive agent, or the subject that a governing verb lends."""
    if is_passive(verb):
        yield from _doers_of(verb)
        return
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    yield from [_relative(token) for token in own] or _in_headline(verb) or _borrowed(verb, reach)


def _doers_of(verb: Token) -> Iterator[Token]:
    """The passive agent, also where it hangs on another oblique; of "the attack by Iran was condemned" not Iran."""
    obliques_of = [c for c in verb.children if c.dep_ in OBLIQUES]
    yield from (c for c in obliques_of if case_of(c) == "by")
    yield from (c for o in obliques_of for c in o.children if c.dep_ in ("nmod", "obl") and case_of(c) == "by")


def _in_headline(verb: Token) -> list[Token]:
    """The name right before a verb that is read as a noun's compound: "Latvia backs Estonia"."""
    return [
        c
        for c in verb.children
        if c.dep_ == "compound" and c.pos_ == "PROPN" and verb.pos_ == "VERB" and verb.tag_ not in ("VBN", "VBG")
    ]


def _relative(token: Token) -> Token:
    """A relative pronoun stands for the noun its clause hangs on."""
    clause = token.head
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and clause.dep_.startswith("acl")):
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ in ("acl:relcl", "acl"):
            return clause.head
        if clause.dep_ == "advcl:relcl":
            return _noun_before(token)
    return token


def _noun_before(pronoun: Token) -> Token:
    """ "Came from China, which denies it": the noun before the pronoun, where the parser hung the clause on a verb."""
    before = pronoun.i - 1
    while before > pronoun.sent.start and pronoun.doc[before].is_punct:
        before -= 1
    return pronoun.doc[before] if pronoun.doc[before].pos_ in ("NOUN", "PROPN") else pronoun.head.head


def _borrowed(verb: Token, reach: int) -> Iterator[Token]:
    head = verb.head.head if verb.head.pos_ == "ADV" else verb.head  # "stopped short of cutting"
    if not reach:
        return
    if _is_gerund(verb) and any(c.dep_ == "mark" and c.lower_ in ("for", "of") for c in verb.children):
        # "sanctioned the firm for supporting the army": the firm supports; "stopped short of cutting": who stopped
        yield from list(objects(head, reach - 1)) or subjects(head, reach - 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VB":
        yield from _decider(head, reach - 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VBG":
        yield head
    elif verb.dep_ in ("xcomp", "conj", "advcl") and head.pos_ in ("VERB", "AUX", "ADJ") and head != verb:
        told = [c for c in head.children if c.dep_ in OBJECTS]
        if verb.dep_ == "xcomp" and told and not is_passive(head):
            yield from told  # "urged Poland to condemn it"
        elif is_passive(head):
            yield from objects(head, reach - 1)
        else:
            yield from subjects(head, reach - 1)
    elif verb.dep_ == "acl:relcl" and not any(c.dep_ in OBJECTS | PASSIVE_SUBJECTS for c in verb.children):
        yield head


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(c.tag_ == "VBG" and c.dep_ in ("aux", "aux:pass") for c in verb.children)


def _decider(noun: Token, reach: int) -> Iterator[Token]:
    """Whose "decision to", "plan to", "move to" it is: its owner, or the subject of the verb it completes."""
    own = list(owners(noun))
    if own:
        yield from own
    elif has_class(noun, "attempt") and not (has_class(noun.head, "undertaking") or case_of(noun) == "in"):
        return  # "stopped an attempt to hack it": not who stops it; "broke in in an effort to stop it": who did
    elif noun.dep_ in OBJECTS | {"obl"} and noun.head.pos_ == "VERB":
        yield from subjects(noun.head, reach)
    elif noun.dep_ in PASSIVE_SUBJECTS:
        yield from obliques(noun.head, "by")


def objects(verb: Token, reach: int = _REACH) -> Iterator[Token]:
    """Yield what it is done to: the object, the passive subject, or the noun a participle modifies."""
    own = [c for c in verb.children if c.dep_ in OBJECTS or c.dep_ in PASSIVE_SUBJECTS]
    if own:
        yield from (_relative(token) for token in own)
    elif (verb.dep_ in ("acl", "amod") and is_passive(verb)) or (
        verb.dep_ in ("acl", "acl:relcl") and not is_passive(verb) and any(c.dep_ in SUBJECTS for c in verb.children)
    ):
        yield verb.head
    elif reach and verb.dep_ in ("conj", "xcomp") and is_passive(verb) and verb.head.pos_ == "VERB":
        shares_subject = verb.dep_ == "conj" and not is_passive(verb.head)  # "uses malware and is run by Iran"
        yield from (subjects if shares_subject else objects)(verb.head, reach - 1)
    elif reach and not is_passive(verb):
        yield from (o for c in verb.children if _shares_object(c) for o in objects(c, reach - 1))
        if _shares_object(verb):
            yield from (o for o in verb.head.children if o.dep_ == "obj" and o.i > verb.i)


def _shares_object(verb: Token) -> bool:
    """Return whether the object of a coordinated verb is that of the verb before it too: "charged and jailed Doe"."""
    first = verb.left_edge
    return verb.dep_ == "conj" and verb.pos_ == "VERB" and first.dep_ == "cc" and verb.head.i == first.i - 1


def obliques(token: Token, *cases: str) -> Iterator[Token]:
    """Yield the phrases of a word with one of the prepositions; of a verb without any those inside its phrases."""
    own = [child for child in token.children if child.dep_ in OBLIQUES and case_of(child) in cases]
    yield from own
    if token.pos_ == "VERB" and all(map(in_date, own)):  # "blamed an attack on Iran on Iraq": the second
        yield from _inner_obliques(token, cases)


def _inner_obliques(verb: Token, cases: Collection[str]) -> Iterator[Token]:
    phrases = (c for c in verb.children if c.dep_ in OBJECTS | PASSIVE_SUBJECTS | {"obl", "obl:agent", "xcomp"})
    for phrase in (one for one in phrases if case_of(one) != "according"):
        yield from (c for c in phrase.children if c.dep_ in ("nmod", "obl") and case_of(c) in cases)
        inner = (g for c in phrase.children if c.dep_ in ("nmod", "conj") for g in c.children)
        yield from (g for g in inner if g.dep_ == "nmod" and case_of(g) in cases)


def clauses(token: Token) -> Iterator[Token]:
    """Yield the heads of the clauses that complete a word, coordinated ones too."""
    content = CLAUSES if token.pos_ != "NOUN" else frozenset({"acl", "ccomp", "xcomp"})
    for child in token.children:
        if child.dep_ in content:
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
        elif (
            child.dep_ in OBJECTS and token.pos_ == "VERB"
        ):  # "ordered diplomats to leave", read as a clause of the noun
            yield from (c for c in child.children if c.dep_ == "acl" and c.tag_ in ("VB", "VBG"))


def owners(noun: Token) -> Iterator[Token]:
    """Yield whose act a noun is: "Iran's denial", "the Iranian denial", "a denial by Iran", "a U.S.-led campaign"."""
    for child in noun.children:
        named = child.dep_ in ("amod", "compound") and _is_actor(child)
        if named or child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_of(child) in ("by", "from")):
            yield child
        elif child.dep_ == "amod" and has_class(child, "acting"):
            yield from (c for c in child.children if c.dep_ == "compound" and _is_actor(c))


def _is_actor(token: Token) -> bool:
    """Return whether the token is part of a name, an office or a body: "Iranian" and "government", not "joint"."""
    found = (token.doc._.mentions, token.doc._.titles)
    return token.pos_ == "PROPN" or any(covering(placed, token.i) for placed in found)


def conjuncts(token: Token) -> list[Token]:
    """Return the token and what is coordinated below it, depth first."""
    found: list[Token] = []
    waiting = [token]
    while waiting:
        found.append(waiting.pop())
        waiting += [child for child in found[-1].children if child.dep_ == "conj" and not _is_excluded(child)][::-1]
    return found


def _is_excluded(conjunct: Token) -> bool:
    """ "Poland, rather than Latvia"."""
    return any(c.dep_ == "cc" and has_class(c, "excluding") for c in conjunct.children)


def in_date(token: Token) -> bool:
    """Return whether the token stands in a date."""
    return token.ent_type_ == "DATE" or covering(token.doc._.dates, start_of(token)) is not None
