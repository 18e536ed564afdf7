"""From a noun phrase to the actors it names: offices and adjectives roll up to their State, groups and bodies are kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from attrigraph.extraction.tree import case_of, conjuncts, owners
from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form, lexicon
from attrigraph.language.tokenizer import start_of
from attrigraph.language.words import has_class
from attrigraph.model import Actor, ActorKind, Participant, slug

Reader = Callable[[Token, int], list[Participant]]
_INSIDE = frozenset(
    {"amod", "compound", "nmod:poss", "flat", "appos", "nummod", "nmod:unmarked", "flat:name", "dep", "list"}
)
_AGENT_CASES = frozenset({"of", "from", "in", "for", "at"})
_VICTIM_CASES = frozenset({"of", "from", "in", "at", "across", "throughout", "including", "like", "within", "to", "on"})
_CULPRIT_CASES = frozenset({"of", "from", "in", "within", "inside", "for", "with", "by", "to", "behind"})
_LINK_CASES = frozenset({"to", "with", "by", "for", "of", "as", "from", "in", "on", "within", "into"})
_TIES = frozenset(
    {
        "tie",
        "ties",
        "link",
        "links",
        "connection",
        "connections",
        "behalf",
        "support",
        "direction",
        "orders",
        "history",
        "control",
        "part",
    }
)
UNNAMED = "doc//actor/"  # completed with the document's key when the act is assembled
_BETWEEN = frozenset({",", "and", "or", "&", "the", ";"})
_QUOTES = frozenset("'\"‘’“”«»")
_DEPTH = 6
_NEAR = 6  # tokens between a name and its office


class Actors:
    """Reads the noun phrases of one Doc. Every method returns participants in order of mention, each actor once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.mentions: tuple[Mention, ...] = doc._.mentions
        self.by_token = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self.excluded: set[str] = set()
        self.lists = _enumerations(doc, self.mentions)
        self.titles = {i: t for t in doc._.titles for i in range(t.start, t.end)}

    def agents(self, tokens: Iterable[Token], *, but: Iterable[Participant] = ()) -> tuple[Participant, ...]:
        """Return who acts: the State, organisation or person that each phrase names, or stands for unless it is `but`."""
        self.excluded = {p.actor.id for p in but} | {
            f"state/{p.actor.organ_of.lower()}" for p in but if p.actor.organ_of
        }
        found = self._collect(tokens, self._agent)
        self.excluded = set()
        return found

    def capacity(self, heads: Iterable[Token]) -> str | None:
        """Return the office beside a person's name, or the words that stand for a body or an office, as the text has them."""
        for head in heads:
            near = {t.i for t in head.subtree if abs(t.i - head.i) < _NEAR} | {head.i}
            title = next((self.titles[i] for i in sorted(near) if i in self.titles), None)
            own = self.by_token.get(head.i)
            if title:
                return self.doc[title.start : title.end].text
            if own and own.form is Form.BODY:
                return self.doc[own.start : own.end].text
        return None

    def groups(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return the threat groups that phrases name: "attributed the activities of TA453 to ..."."""
        return tuple(p for p in self._collect(tokens, self._culprit_inside) if p.actor.kind is ActorKind.GROUP)

    def _culprit_inside(self, head: Token, depth: int) -> list[Participant]:  # noqa: ARG002 - the shape of a reader
        return [self._participant(m) for m in self._named(head, _AGENT_CASES, links=False)]

    def culprits(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return everyone accused in each phrase: State, group, body and person alike, with whom they are linked to."""
        return self._collect(tokens, self._culprit)

    def victims(self, tokens: Iterable[Token], *, but: Iterable[str] = ()) -> tuple[Participant, ...]:
        """Return who is hit: named organisations and the States the phrase ties them to; pronouns never mean `but`."""
        self.excluded = set(but)
        found = self._collect(tokens, self._victim)
        self.excluded = set()
        return found

    def _collect(self, tokens: Iterable[Token], read: Reader) -> tuple[Participant, ...]:
        found: dict[str, Participant] = {}
        for token in tokens:
            heads = [h for c in conjuncts(token) for h in (c, *_joining(c))]
            for head in filter(lambda h: self._belongs(h, heads), heads):
                for participant in read(head, _DEPTH):
                    found.setdefault(participant.actor.id, participant)
        return tuple(found.values())

    def _belongs(self, head: Token, heads: list[Token]) -> bool:
        """Whether a conjunct stands in this series and not in one that begins elsewhere ("groups ... of Israel and Cyprus")."""
        mention = self.by_token.get(head.i)
        series = self.lists.get(mention.start) if mention else None
        return series is None or any(series[0].start <= h.i < series[0].end for h in heads) or head is heads[0]

    def _agent(self, head: Token, depth: int) -> list[Participant]:
        own = self.by_token.get(head.i)
        if own and own.form not in _ADJECTIVAL:
            return self._with_state(self._officeholder(own, head), head)
        named = list(self._named(head, _AGENT_CASES - ({"in"} if has_class(head, "mission") else set()), links=False))
        if has_class(head, "company"):
            named = [m for m in named if m.form is Form.ORGANISATION]
        elif has_class(head, "perpetrator", "group") and not has_class(head, "official"):
            named = [m for m in named if m.form in (Form.GROUP, Form.PERSON)]
        if not self._speaks_for_others(head):
            named = [m for m in named if m.form not in _ADJECTIVAL and not m.actor.code]
        if named:
            return self._with_state(named, head)
        return self._follow(head, depth, self._agent)

    def _officeholder(self, own: Mention, head: Token) -> list[Mention]:
        """A person with the State that the same phrase gives: "British Foreign Secretary Jane Doe"."""
        if own.actor.organ_of or own.actor.kind not in (ActorKind.PERSON, ActorKind.ORGANISATION) or own.actor.org_kind:
            return [own]
        return [own, *(m for m in self._named(head, _AGENT_CASES, links=False) if m.actor.code)]

    def _culprit(self, head: Token, depth: int) -> list[Participant]:
        if has_class(head, "event") and depth:
            return [p for owner in owners(head) for p in self._culprit(owner, depth - 1)]
        if not self.can_be_accused(head):
            return self._follow(head, depth, self._culprit)
        named = list(
            self._named(head, _CULPRIT_CASES - {"in"} if has_class(head, "mission") else _CULPRIT_CASES, links=True)
        )
        if has_class(head, "perpetrator", "group") and not any(m.form is Form.GROUP for m in named):
            named = list(self._named(head, _CULPRIT_CASES, links=True, aliases=True))
        if not self._speaks_for_others(head) and not has_class(head, "perpetrator", "group"):
            named = [m for m in named if m.form not in _ADJECTIVAL and not m.actor.code]
        found = _with_owners(self._with_state(named, head))
        if any(p.actor.kind is ActorKind.STATE for p in found) and not has_class(head, "perpetrator", "group"):
            return found
        return found or self._follow(head, depth, self._culprit)

    def _speaks_for_others(self, head: Token) -> bool:
        """Whether a noun rolls up to the State beside it: "Iranian officials" do, "Iranian residents" do not."""
        return head.i in self.by_token or head.i in self.titles or has_class(head, "official", "member")

    def unnamed(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return accused people or groups that are described but not named: "one of the four groups"."""
        heads = [
            h
            for token in tokens
            for h in conjuncts(token)
            if has_class(h, "people", "perpetrator", "group", "partitive")
        ]
        described = [h for h in heads if any(c.dep_ in ("amod", "compound", "nummod", "nmod") for c in h.children)]
        return tuple(self._nameless(h) for h in described)

    def _nameless(self, head: Token) -> Participant:
        top = head.head if head.dep_ == "nmod" and has_class(head.head, "partitive") else head
        kinds = (c.i for c in head.children if c.dep_ == "nmod" and has_class(c, "people", "perpetrator", "group"))
        first = min(t.i for t in top.subtree if t.dep_ not in ("case", "punct", "cc") or t.i > top.i)
        words = self.doc[first : max([head.i, *kinds]) + 1].text
        return Participant(Actor(ActorKind.GROUP, f"{UNNAMED}{head.i}", words), words, 0.5)

    def proper_names(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return persons that only a capital letter shows, for roles that only a person or a body can fill."""
        heads = [
            h
            for token in tokens
            for h in conjuncts(token)
            if h.pos_ == "PROPN" and h.i not in self.by_token and h.ent_type_ != "DATE" and not self.is_date(h)
        ]
        names = [" ".join(t.text for t in h.subtree if t.pos_ == "PROPN" and t.i >= h.i) for h in heads]
        return tuple(Participant(Actor(ActorKind.PERSON, f"person/name/{slug(n)}", n), n, 0.5) for n in names)

    def is_date(self, token: Token) -> bool:
        """Return whether the token stands in a date."""
        return any(d.start <= start_of(token) < d.end for d in self.doc._.dates)

    def can_be_accused(self, head: Token) -> bool:
        """Return whether a noun names or can stand for somebody, and not for a deed or a thing."""
        if head.i in self.by_token or head.i in self.titles or head.pos_ == "NUM":
            return True
        return has_class(head, "perpetrator", "group", "official", "member", "company", "partitive")

    def _victim(self, head: Token, depth: int) -> list[Participant]:
        named = list(self._named(head, _VICTIM_CASES, links=False))
        return [self._participant(m) for m in named if m.form is not Form.GROUP] or self._follow(
            head, depth, self._victim
        )

    def _follow(self, head: Token, depth: int, read: Reader) -> list[Participant]:
        antecedents = self.doc._.coreference.get(head.i, (head.head.i,) if head.dep_ == "appos" else ())
        for antecedent in antecedents if depth else ():
            heads = conjuncts(self.doc[antecedent]) if _plural(head) else [self.doc[antecedent]]
            found = [p for t in heads for p in read(t, depth - 1)]
            if found and not any(p.actor.id in self.excluded for p in found):
                return found
        return []

    def _with_state(self, named: list[Mention], head: Token) -> list[Participant]:
        found = [self._participant(m) for m in named]
        states = [p.actor.code for p in found if p.actor.kind is ActorKind.STATE]
        if len(states) == 1 and has_class(head, "official"):
            return [self._officer(p, states[0]) for p in found]
        if len(states) == 1:
            return [self._officer(p, states[0]) if p.actor.kind is ActorKind.PERSON else p for p in found]
        return found

    def _officer(self, participant: Participant, code: str | None) -> Participant:
        actor = participant.actor
        unknown = actor.organ_of is None and actor.kind is not ActorKind.STATE and actor.org_kind is None
        return replace(participant, actor=replace(actor, organ_of=code)) if unknown else participant

    def _participant(self, mention: Mention) -> Participant:
        text = self.doc[mention.start : mention.end].text
        return Participant(mention.actor, text, mention.score)

    def _named(self, head: Token, cases: frozenset[str], *, links: bool, aliases: bool = False) -> Iterator[Mention]:
        """Yield the mentions of one noun phrase in order of start, without those of its conjuncts and relative clauses."""
        inside = [*self._phrase(head, cases, _links(links, aliases), _DEPTH), *self._adjacent(head)]
        found = {m.start: m for t in inside if (m := self.by_token.get(t.i))}
        for start, mention in sorted(found.items()):
            series = self.lists.get(start, (mention,))
            if series[0].start in found:
                yield mention
                yield from (m for m in series if m.start not in found and mention is series[0])

    def _possessor(self, pronoun: Token) -> Iterator[Token]:
        for antecedent in self.doc._.coreference.get(pronoun.i, ()):
            mention = self.by_token.get(antecedent)
            if mention and mention.actor.id not in self.excluded:
                yield self.doc[antecedent]
                return

    def _adjacent(self, head: Token) -> Iterator[Token]:
        """A group's name right after its noun, in quotation marks or not, wherever the parser hung it."""
        place = head.i + 1
        if place < len(self.doc) and self.doc[place].text in _QUOTES:
            place += 1
        mention = self.by_token.get(place)
        if mention and mention.form is Form.GROUP and has_class(head, "perpetrator", "group"):
            yield self.doc[mention.start]

    def _phrase(self, token: Token, cases: frozenset[str], links: tuple[str, ...], depth: int) -> Iterator[Token]:
        yield token
        if token.dep_ == "nmod:poss" and token.pos_ == "PRON":
            yield from self._possessor(token)
        if depth == 0:
            return
        for child in token.children:
            inside = child.dep_ in _INSIDE or (child.dep_ == "nmod" and case_of(child) in cases)
            coordinated = child.dep_ == "conj" and token.dep_ in _INSIDE | {"nmod"} and depth < _DEPTH
            linked = bool(links) and (_is_link(child, links) or (_is_link(token, links) and _link_case(child)))
            if inside or coordinated or linked:
                yield from self._phrase(child, cases, links, depth - 1)


def _enumerations(doc: Doc, mentions: tuple[Mention, ...]) -> dict[int, tuple[Mention, ...]]:
    """Mentions of one form with nothing but commas and "and" between them, by the start of each."""
    series: list[list[Mention]] = []
    for mention in mentions:
        last = series[-1][-1] if series else None
        if (
            last
            and last.form is mention.form
            and mention.start > last.end
            and all(t.lower_ in _BETWEEN for t in doc[last.end : mention.start])
        ):
            series[-1].append(mention)
        else:
            series.append([mention])
    return {m.start: tuple(found) for found in series if len(found) > 1 for m in found}


def _joining(head: Token) -> list[Token]:
    """Those who join in: "Australia, joined by Canada, ..."."""
    joined = [c for c in head.children if c.dep_.startswith("acl") and has_class(c, "join")]
    return [h for clause in joined for child in clause.children if case_of(child) == "by" for h in conjuncts(child)]


_ADJECTIVAL = frozenset({Form.ADJECTIVE, Form.DEMONYM})


_LINKED = frozenset({"acl", "acl:relcl", "amod", "advcl", "xcomp", "nmod", "conj"})


def _links(wanted: bool, aliases: bool) -> tuple[str, ...]:
    return ("link", "base", *(("alias",) if aliases else ())) if wanted else ()


def _is_link(token: Token, classes: tuple[str, ...]) -> bool:
    return token.dep_ in _LINKED and (has_class(token, *classes) or token.lower_ in _TIES)


def _link_case(token: Token) -> bool:
    if token.dep_ in ("compound", "xcomp", "obl:unmarked", "nmod:unmarked"):
        return True
    return token.dep_ in ("obl", "obl:agent", "nmod") and case_of(token) in _LINK_CASES


def _plural(token: Token) -> bool:
    return token.lower_ in ("they", "their", "them", "both") or token.tag_ in ("NNS", "NNPS")


def _with_owners(found: list[Participant]) -> list[Participant]:
    """A body of a State is accused together with its State."""
    owners = [replace(state_of(p.actor.organ_of), mention=p.mention) for p in found if p.actor.organ_of]
    known = {p.actor.id for p in found}
    return [o for o in {o.actor.id: o for o in owners}.values() if o.actor.id not in known] + found


def state_of(code: str) -> Participant:
    """Return the State with the ISO code as a participant.

    >>> state_of("AL").actor.name
    'Albania'
    """
    actor = lexicon().states[code]
    return Participant(actor, actor.name)
