"""Which actors stand inside a noun phrase: its modifiers, appositions, owners, and whom it is said to be linked to."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from attrigraph.extraction.tree import case_of
from attrigraph.language.attributes import Mention, Title
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class, is_a

AGENT_CASES = frozenset({"of", "from", "in", "for", "at"})
VICTIM_CASES = frozenset(
    {"of", "from", "in", "at", "across", "throughout", "including", "like", "such", "within", "to", "on"}
)
CULPRIT_CASES = frozenset({"of", "from", "in", "within", "inside", "for", "with", "by", "to", "behind"})
_LINK_CASES = frozenset({"to", "with", "by", "for", "of", "as", "from", "in", "on", "within", "into"})
_INSIDE = frozenset(
    {
        "amod",
        "compound",
        "nmod:poss",
        "nmod:desc",
        "flat",
        "appos",
        "nummod",
        "nmod:unmarked",
        "flat:name",
        "dep",
        "list",
    }
)
_LINKED = frozenset({"acl", "acl:relcl", "amod", "advcl", "xcomp", "nmod", "conj"})
_BARE_LINKED = frozenset({"compound", "xcomp", "obl:unmarked", "nmod:unmarked"})
_LINK_WORDS = ("link", "base", "tie")
_SEAT_WORDS = ("base", "belonging")
_LAST = frozenset({"and", "or", "&"})
_BETWEEN = frozenset({",", "and", "or", "&", "the", ";"})
_QUOTES = frozenset("'\"‘’“”«»")
_DEPTH = 6


class Phrases:
    """The noun phrases of one Doc and the mentions inside them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_token: dict[int, Mention] = {i: m for m in doc._.mentions for i in range(m.start, m.end)}
        self.titles: dict[int, Title] = {i: t for t in doc._.titles for i in range(t.start, t.end)}
        self._series = _enumerations(doc)

    def mention(self, token: Token) -> Mention | None:
        """Return the mention that the token is part of, a place as well."""
        return self.by_token.get(token.i)

    def is_inside_name(self, token: Token) -> bool:
        """Return whether the token is in a name and not its head: the "Ministry" of "Directorate of the Ministry"."""
        mention = self.mention(token)
        return mention is not None and mention.head != token.i

    def is_title(self, token: Token) -> bool:
        """Return whether the token is part of an office or a body without a name of its own."""
        return token.i in self.titles

    def speaks_for_others(self, head: Token) -> bool:
        """Return whether a noun rolls up to the State beside it: "Iranian officials" do, "Iranian residents" do not."""
        return self._names_actor(head) or head.i in self.titles or has_class(head, "official", "member")

    def can_be_accused(self, head: Token) -> bool:
        """Return whether a noun names or can stand for somebody, and not for a deed or a thing."""
        if self._names_actor(head) or head.i in self.titles or head.pos_ == "NUM":
            return True
        return is_a(head, "perpetrator", "group", "official", "member", "company", "partitive")

    def _names_actor(self, head: Token) -> bool:
        mention = self.mention(head)
        return mention is not None and mention.form is not Form.PLACE

    def belongs(self, head: Token, heads: list[Token]) -> bool:
        """Return whether a conjunct is of this enumeration, not of one that begins inside another phrase."""
        mention = self.mention(head)
        series = self._series.get(mention.start) if mention else None
        return series is None or head is heads[0] or any(series[0].start <= h.i < series[0].end for h in heads)

    def enumeration(self, head: Token) -> list[Mention]:
        """Return the names that a name is enumerated with, itself too, whatever the parser made of the commas.

        "In June, Britain and the United States said": what a preposition governs is not of it.
        """
        own = self.by_token[head.i]
        series = self._series.get(own.start, (own,))
        if not self._is_complete(series):
            return [own]
        place = series.index(own)
        governed = [n for n, m in enumerate(series[:place]) if case_of(self.doc[m.head])]
        return list(series[max(governed, default=-1) + 1 :])

    def _is_complete(self, series: tuple[Mention, ...]) -> bool:
        """Return whether the last two of an enumeration have an "and" between them."""
        if len(series) == 1:
            return False
        return not _LAST.isdisjoint(t.lower_ for t in self.doc[series[-2].end : series[-1].start])

    def mentions(
        self,
        head: Token,
        cases: frozenset[str],
        *,
        links: bool = False,
        aliases: bool = False,
        places: bool = False,
        but: frozenset[str],
    ) -> list[Mention]:
        """Return the mentions of one phrase in order of start, without those of its conjuncts and relative clauses.

        `cases` are the prepositions to follow; `links` follows "linked to", "working for" and the like; `aliases` also
        "known as"; `places` counts regions and cities as their State, and follows "based in" and "run by"; the ids in
        `but` are nobody a possessive pronoun may stand for.
        """
        words = (*(_LINK_WORDS if links else ()), *(("alias",) if aliases else ()), *(_SEAT_WORDS if places else ()))
        tokens = [*self._phrase(head, cases, words, but, _DEPTH), *self._adjacent(head)]
        found = {m.start: m for t in tokens if (m := self.mention(t)) and (places or m.form is not Form.PLACE)}
        return [m for start in sorted(found) for m in self._enumerated(found, start)]

    def _enumerated(self, found: dict[int, Mention], start: int) -> list[Mention]:
        series = self._series.get(start, (found[start],))
        if not self._is_complete(series):
            return [found[start]]  # "of Russia, Estonia said"
        if series[0].start not in found:
            return []
        rest = [m for m in series if m.start not in found] if start == series[0].start else []
        return [found[start], *rest]

    def _phrase(
        self, token: Token, cases: frozenset[str], links: tuple[str, ...], but: frozenset[str], depth: int
    ) -> Iterator[Token]:
        yield token
        if token.dep_ == "nmod:poss" and token.pos_ == "PRON":
            yield from self._possessor(token, but)
        for child in token.children if depth else ():
            coordinated = child.dep_ == "conj" and token.dep_ in _INSIDE | {"nmod", "obl"} and depth < _DEPTH
            if case_of(child) == "behind" and has_class(child, "event"):
                yield from (c for c in child.children if c.dep_ == "appos")  # "the group behind the hack, Turla"
            elif coordinated or _is_inside(child, cases) or _is_linked(child, links):
                yield from self._phrase(child, cases, links, but, depth - 1)

    def _possessor(self, pronoun: Token, but: frozenset[str]) -> Iterator[Token]:
        for antecedent in self.doc._.coreference.get(pronoun.i, ()):
            mention = self.by_token.get(antecedent)
            if mention and mention.actor.id not in but:
                yield self.doc[antecedent]
                return

    def _adjacent(self, head: Token) -> Iterator[Token]:
        """Yield a group's name right after its noun, in quotation marks or not, wherever the parser hung it."""
        place = head.i + 1
        if place < len(self.doc) and self.doc[place].text in _QUOTES:
            place += 1
        mention = self.by_token.get(place)
        if mention and mention.form is Form.GROUP and has_class(head, "perpetrator", "group"):
            yield self.doc[mention.start]


def _is_inside(child: Token, cases: frozenset[str]) -> bool:
    if child.dep_ == "appos" and any(c.dep_ == "advmod" and has_class(c, "excluding") for c in child.children):
        return False  # "Belarus, not Russia"
    return child.dep_ in _INSIDE or _says_what_it_is(child) or (child.dep_ == "nmod" and case_of(child) in cases)


def _says_what_it_is(clause: Token) -> bool:
    """ "The foundation, which is an institute in Oslo"."""
    is_noun = clause.dep_ == "acl:relcl" and clause.pos_ in ("NOUN", "PROPN", "ADJ")
    return is_noun and any(c.dep_ == "cop" for c in clause.children)


def _is_linked(child: Token, links: tuple[str, ...]) -> bool:
    """Return whether the child is a word of linkage ("linked"), or what a word of linkage links to ("to Iran")."""
    if not links:
        return False
    if _is_believed(child) or (_is_believed(child.head) and child.dep_ == "xcomp"):
        return True
    return _is_link(child, links) or (_is_link(child.head, links) and _is_linked_to(child))


def _is_link(token: Token, classes: tuple[str, ...]) -> bool:
    return token.dep_ in _LINKED and (has_class(token, *classes) or _is_led(token))


def _is_led(token: Token) -> bool:
    """ "Sandworm, run by the GRU"; "hackers who run a botnet in Peru" are not linked to Peru."""
    return token.tag_ == "VBN" and token.dep_ in ("acl", "acl:relcl") and has_class(token, "led")


def _is_believed(token: Token) -> bool:
    """ "Individuals believed to be Russian officers": who they are taken for, not what they are taken to have done."""
    if token.dep_ != "acl" or not has_class(token, "belief"):
        return False
    return any(_is_taken_for(c) for c in token.children if c.dep_ == "xcomp")


def _is_taken_for(complement: Token) -> bool:
    """ "To be Russian officers", "to be of Russian origin", "to operate as a unit of the GRU"."""
    if complement.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return has_class(complement, "link")
    is_predicate = any(c.dep_ == "cop" for c in complement.children)
    return is_predicate and (not case_of(complement) or has_class(complement, "origin"))


def _is_linked_to(child: Token) -> bool:
    if has_class(child.head, "alias") and case_of(child) == "by":
        return False  # "tracked by Microsoft as": who gives the name
    if child.dep_ in ("obj", "xcomp") and child.pos_ == "PROPN" and has_class(child.head, "alias"):
        return True  # "calling itself Homeland Justice"
    cases = {"by"} if _is_led(child.head) and not has_class(child.head, "link") else _LINK_CASES
    by_case = child.dep_ in ("obl", "obl:agent", "nmod") and case_of(child) in cases
    return by_case or child.dep_ in _BARE_LINKED


def _enumerations(doc: Doc) -> dict[int, tuple[Mention, ...]]:
    """Return the runs of mentions of one form with only commas and "and" between, by the start of each member."""
    series: list[list[Mention]] = []
    for mention in doc._.mentions:
        if series and _continues(doc, series[-1][-1], mention):
            series[-1].append(mention)
        else:
            series.append([mention])
    return {m.start: tuple(found) for found in series if len(found) > 1 for m in found}


def _continues(doc: Doc, last: Mention, mention: Mention) -> bool:
    between = doc[last.end : mention.start]
    return last.form is mention.form and len(between) > 0 and all(t.lower_ in _BETWEEN for t in between)
