"""From a noun phrase to the actors it names: offices and adjectives roll up to their State, groups and bodies are kept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from attrigraph.extraction.tree import case_of, conjuncts
from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form, lexicon
from attrigraph.language.words import has_class
from attrigraph.model import ActorKind, Participant

_INSIDE = frozenset({"amod", "compound", "nmod:poss", "flat", "appos", "nummod", "nmod:unmarked", "flat:name", "dep", "list"})
_AGENT_CASES = frozenset({"of", "from", "in", "for", "at"})
_VICTIM_CASES = frozenset({"of", "from", "in", "at", "across", "throughout", "including", "like", "within", "to", "on"})
_CULPRIT_CASES = frozenset({"of", "from", "in", "within", "inside", "for", "with", "by", "to", "behind"})
_LINK_CASES = frozenset({"to", "with", "by", "for", "of", "as", "from", "in", "on", "within", "into"})
_TIES = frozenset({"tie", "ties", "link", "links", "connection", "connections", "behalf", "support", "direction", "orders", "history", "control", "part"})
_DEPTH = 6


class Actors:
    """Reads the noun phrases of one Doc. Every method returns participants in order of mention, each actor once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.mentions: tuple[Mention, ...] = doc._.mentions
        self.by_token = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self.titles = {i: t for t in doc._.titles for i in range(t.start, t.end)}

    def agents(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return who acts: the State, organisation or person that each phrase names or stands for."""
        return self._collect(tokens, self._agent)

    def culprits(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return everyone accused in each phrase: State, group, body and person alike, with whom they are linked to."""
        return self._collect(tokens, self._culprit)

    def victims(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return who is hit: named organisations and the States the phrase ties them to."""
        return self._collect(tokens, self._victim)

    def _collect(self, tokens: Iterable[Token], read) -> tuple[Participant, ...]:  # type: ignore[no-untyped-def]
        found: dict[str, Participant] = {}
        for token in tokens:
            for head in conjuncts(token):
                for participant in read(head, _DEPTH):
                    found.setdefault(participant.actor.id, participant)
        return tuple(found.values())

    def _agent(self, head: Token, depth: int) -> list[Participant]:
        own = self.by_token.get(head.i)
        if own and own.form not in _ADJECTIVAL:
            return self._with_state(self._officeholder(own, head), head)
        named = list(self._named(head, _AGENT_CASES, links=False))
        if has_class(head, "company"):
            named = [m for m in named if m.form is Form.ORGANISATION]
        elif has_class(head, "perpetrator", "group") and not has_class(head, "official"):
            named = [m for m in named if m.form in (Form.GROUP, Form.PERSON)]
        if named:
            return self._with_state(named, head)
        return self._follow(head, depth, self._agent)

    def _officeholder(self, own: Mention, head: Token) -> list[Mention]:
        """A person with the State that the same phrase gives: "British Foreign Secretary Jane Doe"."""
        if own.actor.kind is not ActorKind.PERSON or own.actor.organ_of:
            return [own]
        return [own, *(m for m in self._named(head, _AGENT_CASES, links=False) if m.actor.code)]

    def _culprit(self, head: Token, depth: int) -> list[Participant]:
        if not self._can_be_accused(head):
            return self._follow(head, depth, self._culprit)
        named = list(self._named(head, _CULPRIT_CASES, links=True))
        if has_class(head, "perpetrator", "group") and not any(m.form is Form.GROUP for m in named):
            named = list(self._named(head, _CULPRIT_CASES, links=True, aliases=True))
        if not has_class(head, "perpetrator", "group", "official", "member") and head.i not in self.titles and head.i not in self.by_token:
            named = [m for m in named if m.form not in _ADJECTIVAL and not m.actor.code]
        found = _with_owners(self._with_state(named, head))
        if any(p.actor.kind is ActorKind.STATE for p in found) and not has_class(head, "perpetrator", "group"):
            return found
        return found or self._follow(head, depth, self._culprit)

    def _can_be_accused(self, head: Token) -> bool:
        return head.i in self.by_token or head.i in self.titles or has_class(head, "perpetrator", "group", "official", "member", "company")

    def _victim(self, head: Token, depth: int) -> list[Participant]:
        named = list(self._named(head, _VICTIM_CASES, links=False))
        return [self._participant(m) for m in named if m.form is not Form.GROUP] or self._follow(head, depth, self._victim)

    def _follow(self, head: Token, depth: int, read) -> list[Participant]:  # type: ignore[no-untyped-def]
        antecedent = self.doc._.coreference.get(head.i)
        if antecedent is None or depth == 0:
            return []
        return [p for t in conjuncts(self.doc[antecedent]) for p in read(t, depth - 1)] if _plural(head) else read(self.doc[antecedent], depth - 1)

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
        tokens = sorted(self._phrase(head, cases, _links(links, aliases), _DEPTH), key=lambda t: t.i)
        seen: dict[int, Mention] = {}
        for token in tokens:
            mention = self.by_token.get(token.i)
            if mention:
                seen.setdefault(mention.start, mention)
        yield from seen.values()

    def _phrase(self, token: Token, cases: frozenset[str], links: tuple[str, ...], depth: int) -> Iterator[Token]:
        yield token
        if depth == 0:
            return
        for child in token.children:
            inside = child.dep_ in _INSIDE or (child.dep_ == "nmod" and case_of(child) in cases)
            coordinated = child.dep_ == "conj" and token.dep_ in _INSIDE | {"nmod"} and depth < _DEPTH
            linked = bool(links) and (_is_link(child, links) or (_is_link(token, links) and _link_case(child)))
            if inside or coordinated or linked:
                yield from self._phrase(child, cases, links, depth - 1)


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
