"""What a frame demands before it counts: the conditions named in the `needs` column of frames.csv."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from spacy.tokens import Doc, Token

from attrigraph.extraction.slots import fill
from attrigraph.extraction.states import IGO
from attrigraph.extraction.tree import case_of
from attrigraph.language.attributes import Mention, covering
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class, is_a, word_classes
from attrigraph.model import ActorKind, Participant

_CYBER_DOCUMENT = 2  # so many cyber words make a document one about cyber operations
_CLASS_OF_FORM = {Form.GROUP: "group", Form.DEMONYM: "diplomat", Form.PERSON: "person"}
_OF_NAMES = frozenset({"group", "company", "diplomat", "person"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger with the roles that its frame found."""

    trigger: Token
    agents: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    target_heads: tuple[Token, ...]


def holds(need: str, filled: Filled) -> bool:
    """Return whether one condition holds; raise ValueError for a condition that does not exist."""
    if need in _NAMED:
        return _NAMED[need](filled)
    if need.endswith("+"):
        particle = any(c.dep_ == "compound:prt" and c.lower_ == need[:-1] for c in filled.trigger.children)
        return particle or bool(fill(filled.trigger, need[:-1]))
    slot, sign, word_class = need.partition("~") if "~" in need else need.partition("!")
    if not sign:
        raise ValueError(f"unknown condition in frames.csv: {need!r}")
    tokens = list(filled.trigger.sent) if slot == "near" else _with_counted(fill(filled.trigger, slot))
    return any(_is_of(t, *word_class.split("/")) for t in tokens) == (sign == "~")


def _with_counted(tokens: list[Token]) -> list[Token]:
    """ "A series of attacks" are attacks."""
    series = (t for t in tokens if has_class(t, "quantity"))
    return tokens + [c for t in series for c in t.children if c.dep_ == "nmod" and case_of(c) == "of"]


def _is_of(token: Token, *classes: str) -> bool:
    """Return whether a word is of one of the classes, which names may be as well: "Turla" is a group."""
    if "tool" in classes and any(has_class(c, "defensive") for c in token.children):
        return False  # "a decryption tool"
    mention = covering(token.doc._.mentions, token.i) if _OF_NAMES & set(classes) else None
    return has_class(token, *classes) or (mention is not None and _class_of(mention) in classes)


def _class_of(mention: Mention) -> str:
    """Return "group" for a threat group, "company", "person", and "diplomat" for people: "expelled five Poles"."""
    return "company" if mention.actor.org_kind == "company" else _CLASS_OF_FORM.get(mention.form, "")


def is_cyber(token: Token) -> bool:
    """Return whether the sentence speaks of cyber operations, by a word or the name of a group or malware.

    A sentence of a document that does so elsewhere counts as well.
    """
    return token.sent.start in _cyber_sentences(token.doc)


@lru_cache(maxsize=1)  # asked of one document at a time, for every trigger in it
def _cyber_sentences(doc: Doc) -> frozenset[int]:
    """Return the first tokens of the sentences that speak of cyber operations: all where enough words do."""
    groups = (m for m in doc._.mentions if m.form is Form.GROUP)
    names = [doc[m.start] for m in (*groups, *doc._.malware)]
    words = list(islice((t for t in doc if _is_cyber_word(t)), _CYBER_DOCUMENT))
    is_of_cyber = len({t.i for t in (*words, *names)}) >= _CYBER_DOCUMENT or any(has_class(t, "actor") for t in words)
    return frozenset(s.start for s in doc.sents) if is_of_cyber else frozenset(t.sent.start for t in (*words, *names))


def _is_cyber_word(token: Token) -> bool:
    """A word of the class, "threat actor", "actors tied to Iran", or "IT" before another noun."""
    if token.text == "IT" and token.dep_ == "compound":
        return True
    if has_class(token, "actor"):
        return any(has_class(c, "before-actor") or _is_tied(c) for c in token.children)
    return has_class(token, "cyber")


def _is_tied(clause: Token) -> bool:
    """ "Actors linked to the ministry": no players on a stage."""
    return clause.dep_ == "acl" and has_class(clause, "link")


def _is_official(participant: Participant) -> bool:
    """Return whether the actor is a State, a State's body or officer, an intergovernmental body or a threat group."""
    actor = participant.actor
    return actor.kind in (ActorKind.STATE, ActorKind.GROUP) or bool(actor.organ_of) or actor.org_kind == IGO


def _is_state(participant: Participant) -> bool:
    return _is_official(participant) and participant.actor.kind is not ActorKind.GROUP


def _perpetrators(filled: Filled) -> bool:
    """Return whether the accused may do such a thing: hackers, States and their bodies; no alliance, no police."""
    may = any(_is_official(p) and p.actor.org_kind != IGO for p in filled.targets) and not _enforce_law(filled)
    return may or _hackers(filled)


def _enforce_law(filled: Filled) -> bool:
    """Return whether police, prosecutors or defenders are meant, whose operations are against hackers."""
    names = (p.actor.name.lower().split() for p in filled.targets if p.actor.organ_of)
    named = any("law-enforcement" in word_classes().get(word, ()) for name in names for word in name)
    return named or any(has_class(head, "law-enforcement") for head in filled.target_heads)


def _hackers(filled: Filled) -> bool:
    if any(p.actor.kind is ActorKind.GROUP for p in filled.targets):
        return True
    for head in filled.target_heads:
        mention = covering(head.doc._.mentions, head.i)
        if mention is not None and mention.form is Form.ORGANISATION and not _is_called_hackers(head):
            continue  # "NSO Group" is a company
        antecedents = filled.trigger.doc._.coreference.get(head.i, ())
        for token in (head, *_beside(head), *(filled.trigger.doc[i] for i in antecedents[:1])):
            if is_a(token, "hacker") or (is_a(token, "perpetrator", "group") and is_cyber(filled.trigger)):
                return True
    return False


def _beside(name: Token) -> Iterator[Token]:
    """What the text says that a name is: "the hacker group Emennet Pasargad"."""
    return (c for c in name.children if c.dep_ == "nmod:desc" and name.pos_ == "PROPN")


def _is_called_hackers(name: Token) -> bool:
    return any(is_a(noun, "hacker") or has_class(noun, "group") for noun in _beside(name))


def _is_clause_or_event(filled: Filled) -> bool:
    """Return whether the trigger tells something of its own: "the group linked to Iran" only describes the group."""
    trigger = filled.trigger
    describes = trigger.dep_ in ("acl", "amod") or case_of(trigger) == "with"
    return not describes or has_class(trigger.head, "event")


_NAMED: dict[str, Callable[[Filled], bool]] = {
    "target": lambda f: bool(f.targets),
    "agent": lambda f: bool(f.agents),
    "cyber": lambda f: is_cyber(f.trigger),
    "official": lambda f: any(_is_official(p) for p in f.agents + f.targets),
    "agent-or-context": lambda f: bool(f.agents) or any(_is_official(p) for p in f.targets) or is_cyber(f.trigger),
    "state-agent": lambda f: any(_is_state(p) for p in f.agents),
    "perp": _perpetrators,
    "hacker": _hackers,
    "described": lambda f: bool(f.targets),
    "negated": lambda f: any(c.lower_ in ("not", "n't", "never", "no") for c in f.trigger.children),
    "clause-or-event": _is_clause_or_event,
    "among": lambda f: any(c.lower_ in ("among", "amongst") for c in f.trigger.children),
    "copular": lambda f: any(c.dep_ == "cop" for c in f.trigger.children),
    "plural": lambda f: f.trigger.tag_ in ("NNS", "NNPS"),
}
