"""From a noun phrase to the actors it names: offices and adjectives roll up to their State, groups are kept."""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Token

from attrigraph.extraction.heads import (
    apposed,
    described_by,
    is_private,
    is_sought,
    joining,
    may_act,
    may_be_body,
)
from attrigraph.extraction.phrases import AGENT_CASES, CULPRIT_CASES, VICTIM_CASES, Phrases
from attrigraph.extraction.states import (
    ADJECTIVAL,
    nation_of_group,
    officer,
    own_state,
    with_owners,
    without_former,
    without_opposed,
    without_states,
)
from attrigraph.extraction.tree import case_of, conjuncts, owners
from attrigraph.extraction.unnamed import unknown_names
from attrigraph.language.attributes import Mention
from attrigraph.language.coreference import means_pair
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class, is_a
from attrigraph.model import ActorKind, Participant

Reader = Callable[[Token, int], list[Participant]]
_NO_ACTOR = ADJECTIVAL | {Form.PLACE}  # forms that do not act by themselves
_ENUMERATED = frozenset({Form.NAME, Form.CAPITAL})
_PLURAL = frozenset({"they", "their", "them", "both"})
_ADDRESSED_CASES = frozenset({"of", "including"})
_DEPTH = 6
_NEAR = 6  # tokens between a name and its office


class Actors:
    """Reads the noun phrases of one Doc. Every method returns participants in order of mention, each actor once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.phrases = Phrases(doc)
        self._excluded: frozenset[str] = frozenset()
        self._officials: dict[str, str] = dict(self._states_of_officials())

    def _states_of_officials(self) -> Iterator[tuple[str, str]]:
        """Yield the persons whom the text introduces with an office of one State, and that State."""
        people = [m for m in self.doc._.mentions if m.form is Form.PERSON and not m.actor.organ_of]
        for mention in people:
            head = described_by(self.doc[mention.head])
            states = {m.actor.code for m in self._named(head, AGENT_CASES) if m.actor.code}
            if len(states) == 1 and any(self.phrases.is_title(t) or has_class(t, "official") for t in head.subtree):
                yield mention.actor.id, str(*states)

    def agents(self, tokens: Iterable[Token], *, but: Iterable[Participant] = ()) -> tuple[Participant, ...]:
        """Return who acts: State, organisation or person that a phrase names, or stands for unless it is `but`."""
        owners_too = {f"state/{p.actor.organ_of.lower()}" for p in but if p.actor.organ_of}
        return self._excluding({p.actor.id for p in but} | owners_too, tokens, self._agent)

    def culprits(self, tokens: Iterable[Token], *, but: Iterable[str] = ()) -> tuple[Participant, ...]:
        """Return everyone accused in each phrase: State, group, body and person alike, with whom they are linked to.

        Pronouns never mean `but`: of "Albania expelled its diplomats" not Albania.
        """
        return self._excluding(set(but), tokens, self._culprit)

    def victims(self, tokens: Iterable[Token], *, but: Iterable[str] = ()) -> tuple[Participant, ...]:
        """Return who is hit: named organisations and the States the phrase ties them to; pronouns never mean `but`."""
        return self._excluding(set(but), tokens, self._victim)

    def addressees(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return whose a thing is or who is meant by it: "Iran's banks", "the Danish operator Norlinie"."""
        return self._collect(tokens, self._addressee)

    def nationals(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return the States whose people phrases without names mean: "four Chinese nationals"."""
        heads = [h for token in tokens for h in conjuncts(token) if has_class(h, "people")]
        return once(self._participant(m) for h in heads for m in self._named(h, CULPRIT_CASES) if m.actor.code)

    def groups(self, tokens: Iterable[Token]) -> tuple[Participant, ...]:
        """Return the threat groups that phrases name: "attributed the activities of TA453 to ..."."""
        return tuple(p for p in self._collect(tokens, self._inside) if p.actor.kind is ActorKind.GROUP)

    def capacity(self, heads: Iterable[Token]) -> str | None:
        """Return the office beside a person's name, or the name of a body or office, in the words of the text."""
        for head in heads:
            near = [t.i for t in head.subtree if abs(t.i - head.i) < _NEAR]
            title = next((self.phrases.titles[i] for i in near if i in self.phrases.titles), None)
            own = self.phrases.mention(head)
            if title:
                return self.doc[title.start : title.end].text
            if own and own.form is Form.BODY:
                return self.doc[own.start : own.end].text
        return None

    def _excluding(self, ids: set[str], tokens: Iterable[Token], read: Reader) -> tuple[Participant, ...]:
        self._excluded = frozenset(ids)
        found = self._collect(tokens, read)
        self._excluded = frozenset()
        return found

    def _collect(self, tokens: Iterable[Token], read: Reader) -> tuple[Participant, ...]:
        found: dict[str, Participant] = {}
        for token in tokens:
            heads = [h for c in conjuncts(token) for h in (c, *joining(c))]
            for head in (h for h in heads if self.phrases.belongs(h, heads)):
                for participant in read(head, _DEPTH):
                    found.setdefault(participant.actor.id, participant)
        return tuple(found.values())

    def _named(
        self, head: Token, cases: frozenset[str], *, links: bool = False, aliases: bool = False, places: bool = False
    ) -> list[Mention]:
        host_country = {"in"} if has_class(head, "mission", "envoy") else set()  # "in Tirana" is not Albania's
        cases = (cases - host_country) | ({"to"} if has_class(head, "aide") else set())
        return self.phrases.mentions(head, cases, links=links, aliases=aliases, places=places, but=self._excluded)

    def _agent(self, head: Token, depth: int) -> list[Participant]:
        own = self.phrases.mention(head)
        if own and own.form in _ENUMERATED:
            return self._with_state(self.phrases.enumeration(head), head)
        if own and own.form not in _NO_ACTOR:
            return self._with_state(self._officeholder(own, head), head)
        is_body = self.phrases.is_title(head)
        beside = self._named(head, AGENT_CASES)
        named = [m for m in beside if (is_body or may_act(m, head)) and not self._is_only_seat(m)]
        if not named and has_class(head, "official"):  # "a court in Texas"
            named = [m for m in self._named(head, AGENT_CASES, places=True) if not self._is_only_seat(m)]
        if not named and has_class(head, "group", "perpetrator"):  # "a group calling itself Iron Lantern claimed"
            named = [m for m in self._named(head, AGENT_CASES, links=True, aliases=True) if m.form is Form.GROUP]
        if not self.phrases.speaks_for_others(head) or is_private(head):
            named = without_states(named)
        named = named or self._host(head)
        if named:
            return self._with_state(named, head)
        return self._follow(head, depth, self._agent) or unknown_names(head, self.phrases)

    def _host(self, head: Token) -> list[Mention]:
        """ "In Finland, the police confirmed": the State of the place that opens the clause of a body without one."""
        if not (self.phrases.is_title(head) or has_class(head, "official")) or head.pos_ == "PRON":
            return []
        opening = (c for c in head.head.children if c.dep_ == "obl" and case_of(c) == "in" and c.i < head.i)
        places = (m for c in opening if (m := self.phrases.mention(c)) and m.actor.code)
        return [m for m in places if self.doc[m.start - 1].is_sent_start][:1]

    def _is_only_seat(self, mention: Mention) -> bool:
        """ "The Washington-based council": where somebody sits does not say for whom he acts."""
        head = self.doc[mention.head].head
        return head.dep_ == "amod" and has_class(head, "base")

    def _officeholder(self, own: Mention, head: Token) -> list[Mention]:
        """A person with the State that the same phrase gives: "British Foreign Secretary Jane Doe"."""
        if own.actor.organ_of or own.actor.org_kind or own.form not in (Form.PERSON, Form.ORGANISATION):
            return [own]
        beside = (m for m in self._named(head, AGENT_CASES) if m.actor.code)
        return [own, *(m for m in beside if not self._is_only_seat(m))]

    def _culprit(self, head: Token, depth: int) -> list[Participant]:
        if has_class(head, "event") and depth:
            return [p for owner in owners(head) for p in self._culprit(owner, depth - 1)]
        if not self.phrases.can_be_accused(head):
            counted = head.dep_ == "nmod" and head.head.pos_ == "NUM" and depth  # "one of the individuals, believed to"
            people = self._named_people(head) or (self._culprit(head.head, depth - 1) if counted else [])
            return people or self._follow(head, depth, self._culprit)
        named = self._accused(head)
        named = [one for m in named for one in (nation_of_group(m, self.doc), m) if one]
        found = with_owners(self._with_state(named, head))
        return found or ([] if is_sought(head) else self._follow(head, depth, self._culprit))

    def _named_people(self, head: Token) -> list[Participant]:
        """The persons whom a phrase about people names: "two nationals, Zhu Hua and Li Wei", "the head, Jane Doe"."""
        if not has_class(head, "people"):
            return []
        named = self._named(head, CULPRIT_CASES)
        if any(c.dep_ in ("amod", "acl:relcl") and has_class(c, "link") for c in head.children):
            linked = self._named(head, CULPRIT_CASES, links=True)  # "Iran-affiliated individuals"
            return with_owners([self._participant(m) for m in linked])
        named += [m for c in apposed(head) if (m := self.phrases.mention(c))]
        persons = {m.start: m for m in named if m.form is Form.PERSON}
        return [self._participant(m) for m in persons.values()]

    def _accused(self, head: Token) -> list[Mention]:
        is_band = is_a(head, "perpetrator", "group") or head.pos_ == "NUM"
        named = self._named(head, CULPRIT_CASES, links=True)
        if is_band and not any(m.form is Form.GROUP for m in named):
            named = self._named(head, CULPRIT_CASES, links=True, aliases=True)
        if has_class(head, "people"):  # "Twitter employees": nobody accuses their employer
            named = [m for m in named if m.form is not Form.ORGANISATION]
        named = without_opposed(without_former(named, head), head)
        parts = (c for c in head.children if c.dep_ == "nmod" and has_class(head, "partitive"))
        speaks = any(self.phrases.speaks_for_others(h) for h in (head, *parts))
        return named if is_band or speaks else without_states(named)

    def _victim(self, head: Token, depth: int) -> list[Participant]:
        named = self._named(head, VICTIM_CASES, places=True)
        named = [m for m in named if m.form is not Form.GROUP and not self._is_maker(m, head) and self._may_be_hit(m)]
        named = named or self._named_after_comma(head)
        named += [m for m in map(own_state, named) if m]
        found = [self._participant(m) for m in named] or self._follow(head, depth, self._victim)
        return found or (unknown_names(head, self.phrases) if may_be_body(head) else [])

    def _may_be_hit(self, mention: Mention) -> bool:
        """ "Seized a server of Russian hackers": of hackers' nations nobody is hit."""
        name = self.doc[mention.head]
        return name.dep_ not in ("amod", "compound", "nmod:poss") or not is_a(name.head, "hacker")

    def _named_after_comma(self, several: Token) -> list[Mention]:
        """ "Two websites tied to the region, Tibet Post and Lhasa News": the names, wherever the parser hung them."""
        if several.tag_ != "NNS":
            return []
        inside = (self.phrases.mention(t) for t in several.subtree if t.i > several.i + 1 and t.nbor(-1).text == ",")
        first = next((m for m in inside if m and m.form is Form.ORGANISATION), None)
        return self.phrases.enumeration(self.doc[first.head]) if first else []

    def _is_maker(self, mention: Mention, head: Token) -> bool:
        """ "Citrix gateways", "old versions of Microsoft Exchange": who made what was hit is not hit."""
        if mention.form is not Form.ORGANISATION or self.doc[mention.head].dep_ == "nmod:poss":
            return False
        of_product = head.dep_ == "nmod" and has_class(head.head, "product-version")
        is_version = of_product or has_class(head, "product-version")
        return is_version or (mention.start < head.i and has_class(head, "product"))

    def _addressee(self, head: Token, depth: int) -> list[Participant]:
        return [self._participant(m) for m in self._named(head, _ADDRESSED_CASES)] if depth else []

    def _inside(self, head: Token, depth: int) -> list[Participant]:
        return [self._participant(m) for m in self._named(head, AGENT_CASES)] if depth else []

    def _follow(self, head: Token, depth: int, read: Reader) -> list[Participant]:
        """Read what the phrase stands for instead: its antecedents, the best first, or what it is an apposition of."""
        antecedents = self.doc._.coreference.get(head.i, (head.head.i,) if head.dep_ == "appos" else ())
        if any(c.dep_ == "amod" and has_class(c, "other-one") for c in head.children):
            return []  # "Albania and other allies": none of those named before
        for antecedent in antecedents if depth else ():
            several = head.lower_ in _PLURAL or head.tag_ in ("NNS", "NNPS")
            heads = conjuncts(self.doc[antecedent]) if several else [described_by(self.doc[antecedent])]
            found = [p for t in heads for p in read(t, depth - 1)]
            if means_pair(head):
                return found + [p for t in antecedents[1:] for p in read(self.doc[t], depth - 1)]
            if _are_several(found) and head.lower_ == "it":
                continue
            if found and not any(p.actor.id in self._excluded for p in found):
                return found
        return []

    def _with_state(self, named: list[Mention], head: Token) -> list[Participant]:
        """Tie persons, and the unknown bodies of an official phrase, to the one State that the phrase names."""
        found = [self._participant(m) for m in named]
        states = [p.actor.code for p in found if p.actor.code]
        if len(states) != 1:
            return found
        official = has_class(head, "official")
        return [officer(p, states[0]) if official or p.actor.kind is ActorKind.PERSON else p for p in found]

    def _participant(self, mention: Mention) -> Participant:
        found = Participant(mention.actor, self.doc[mention.start : mention.end].text, mention.score)
        state = self._officials.get(mention.actor.id)
        return officer(found, state) if state else found


def _are_several(found: list[Participant]) -> bool:
    return len({p.actor.code for p in found if p.actor.code}) > 1


def once(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the participants in their order, each actor once: the last time it is named."""
    return tuple({p.actor.id: p for p in participants}.values())
