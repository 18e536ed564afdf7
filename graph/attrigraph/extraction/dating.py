"""Which of a document's dates is the date of an act, and which of its incident."""

import re
from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from attrigraph.extraction.author import signature_of
from attrigraph.extraction.candidate import Candidate
from attrigraph.extraction.tree import case_of
from attrigraph.language.attributes import starting_in
from attrigraph.language.dates import DateKind, DateMention
from attrigraph.language.tokenizer import end_of, start_of
from attrigraph.language.words import has_class, start_of_verb
from attrigraph.model import ActKind, Interval

_ABOVE = frozenset({"conj", "ccomp", "xcomp", "acl", "advcl", "parataxis"})
_WITH_DEADLINE = frozenset({ActKind.EXPULSION, ActKind.DEMAND, ActKind.WARNING})
_CLIMB = 8


class Dates:
    """The date mentions of one Doc, by the tokens they cover."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.signature = signature_of(doc)
        starts = {start_of(t): t.i for t in doc}
        ends = {end_of(t): t.i for t in doc}
        self.told = [(m.start, m.when) for m in doc._.dates if m.when is not None and m.kind is not DateKind.DURATION]
        self._by_sentence: defaultdict[int, list[tuple[Span, DateMention]]] = defaultdict(list)
        for mention in doc._.dates:
            first, last = starts.get(mention.start), ends.get(mention.end)
            if (
                mention.when is not None
                and first is not None
                and last is not None
                and mention.kind is not DateKind.DURATION
            ):
                span = doc[first : last + 1]
                self._by_sentence[span.root.sent.start].append((span, mention))

    def of_act(self, candidate: Candidate) -> Interval | None:
        """Return the date of the act's own clause, else of the speech that reports it, else of the signature.

        An attribution in the document's own voice has no date.
        """
        if candidate.frame.act is ActKind.ATTRIBUTION and not candidate.agents:
            return None
        told = self._nearest(_anchors(candidate), barred={e.i for e in candidate.events})
        if told and self._is_past(told) and _is_perfect(candidate.trigger):
            told = None  # "has condemned the attack on July 15": the day of the attack
        return told or self._of_source(candidate) or self._signed(candidate)

    def of_publication(self, candidate: Candidate) -> Interval | None:
        """Return the day of publication for an act told in the present tense or the present perfect; else None."""
        if (candidate.frame.act is ActKind.ATTRIBUTION and not candidate.agents) or self._dated(candidate):
            return None
        published: Interval | None = self.doc._.published
        verb = candidate.speech.verb if candidate.speech and candidate.frame.is_own_voice else candidate.trigger
        return published if verb is not None and verb.pos_ == "VERB" and _is_present(verb) else None

    def is_news(self, candidate: Candidate) -> bool:
        """Return whether an act without a date of its own is told in the simple past, as what the text reports."""
        if (candidate.frame.act is ActKind.ATTRIBUTION and not candidate.agents) or self._names_past(candidate):
            return False
        verb = candidate.speech.verb if candidate.speech and candidate.frame.is_own_voice else candidate.trigger
        return verb is not None and verb.pos_ == "VERB" and _is_simple_past(verb)

    def of_event(self, candidate: Candidate) -> Interval | None:
        """Return the date told of the incident: attached to its noun, or to the deed of the perpetrators."""
        own_voice = [candidate.trigger] if candidate.frame.is_own_voice else []
        return self._nearest([*candidate.events, *own_voice], barred=set())

    def deadline(self, candidate: Candidate) -> str | None:
        """Return the duration that the act's clause sets, in ISO 8601 ("within 24 hours" -> "PT24H")."""
        if candidate.frame.act not in _WITH_DEADLINE:
            return None
        inside = {start_of(t) for t in candidate.trigger.subtree}
        dates = starting_in(self.doc._.dates, min(inside), max(inside) + 1)
        duration = next((d.duration for d in dates if d.duration and d.start in inside), None)
        return _in_days(duration) if duration else None

    def _signed(self, candidate: Candidate) -> Interval | None:
        """The date beside the signature, for acts of the person who signs."""
        if self.signature is None or self.signature.actor.id not in {p.actor.id for p in candidate.agents}:
            return None
        line = self.doc[self.signature.head].sent
        return next((m.when for s, m in self._by_sentence[line.start] if s.start >= line.start), None)

    def _is_past(self, when: Interval) -> bool:
        published: Interval | None = self.doc._.published
        return published is not None and when.latest < published.earliest

    def _nearest(self, anchors: list[Token], *, barred: set[int]) -> Interval | None:
        for anchor in anchors:
            here = self._by_sentence[anchor.sent.start]
            for span, mention in sorted(here, key=lambda found: found[0][0].lower_ == "at"):  # "on Monday at noon"
                outside = set() if span[-2:].text.lower() == "same day" else barred - {anchor.i}
                if _reaches(span.root, anchor, outside) or _is_right_before(span, anchor):
                    return mention.when
        return None

    def _of_source(self, candidate: Candidate) -> Interval | None:
        """The date of the report that a sentence goes by: "according to an indictment unsealed on Tuesday"."""
        here = self._by_sentence[candidate.trigger.sent.start]
        dated = ((span.root, mention.when) for span, mention in here)
        return next((when for root, when in dated if any(case_of(t) == "according" for t in root.ancestors)), None)

    def _dated(self, candidate: Candidate) -> bool:
        """Return whether the sentence holds a date that may be the act's: one that does not hang on the incident."""
        here = (
            s.root
            for s, m in self._by_sentence[candidate.trigger.sent.start]
            if not (m.when and self._is_past(m.when) and _is_perfect(candidate.trigger))
        )
        return not candidate.frame.is_own_voice and not all(_hangs_below(root, candidate.events) for root in here)

    def _names_past(self, candidate: Candidate) -> bool:
        """Return whether the sentence names another day than one of the news, be it the incident's."""
        here = self._by_sentence[candidate.trigger.sent.start]
        return self._dated(candidate) or any(m.when is not None and self._is_past(m.when) for _, m in here)


def _in_days(duration: str) -> str:
    """Return the duration without weeks, which xsd:duration lacks: "P2W" -> "P14D"."""
    weeks = re.fullmatch(r"P(\d+)W", duration)
    return f"P{7 * int(weeks[1])}D" if weeks else duration


def _anchors(candidate: Candidate) -> list[Token]:
    """Where the date of an act may hang, the best place first."""
    speech = [candidate.speech.verb] if candidate.speech and candidate.speech.verb else []
    own = [] if candidate.frame.is_own_voice else [candidate.trigger]
    first = own + speech
    return [
        *first,
        *candidate.agent_heads,
        *(above for token in first or [*candidate.agent_heads] for above in _above(token)),
        *(before for head in candidate.agent_heads for before in _sentence_before(head)),
    ]


def _sentence_before(pronoun: Token) -> Iterable[Token]:
    """ "On Monday the two agencies published a notice. They said": what somebody did just before, he says then."""
    meant = pronoun.doc._.coreference.get(pronoun.i, ()) if pronoun.pos_ == "PRON" else ()
    for named in (pronoun.doc[i] for i in meant[:1]):
        first = next((t for t in (named, *named.ancestors) if t.dep_ != "conj"), named)
        if first.dep_ == "nsubj" and first.sent.end == pronoun.sent.start:
            yield first.head


def _is_right_before(span: Span, verb: Token) -> bool:
    """ "A spokesman known for his remarks on Tuesday rejected": the day right before the verb is its day."""
    return verb.pos_ == "VERB" and span.end == start_of_verb(verb)


def _above(token: Token) -> Iterable[Token]:
    """The clauses above, through a noun that an infinitive explains: "announced at noon the decision to cut ..."."""
    explained = token.pos_ in ("NOUN", "PRON")  # "had nothing to do with it", "added its condemnation"
    while (token.dep_ in _ABOVE or _is_of_report(token) or (explained and token.dep_ == "obj")) and token.head != token:
        explained = token.dep_ == "acl" or _is_of_report(token)
        token = token.head
        yield token


def _is_of_report(clause: Token) -> bool:
    """ "Released a report in May that accused China"."""
    return clause.dep_ == "acl:relcl" and has_class(clause.head, "report-noun")


def _reaches(token: Token, anchor: Token, barred: set[int]) -> bool:
    """Climb from the date towards the anchor, without passing through the incident or another clause."""
    for _ in range(_CLIMB):
        if token == anchor:
            return True
        if token.i in barred or token.head == token or token.dep_ in ("acl:relcl", "ccomp", "advcl", "conj"):
            return False
        if token.dep_ == "acl" and has_class(token, "link"):
            return False  # "charges related to an attack in 2020"
        token = token.head
    return False


def _hangs_below(token: Token, events: tuple[Token, ...]) -> bool:
    return any(event in events for event in token.ancestors)


def _is_perfect(verb: Token) -> bool:
    """Return whether a verb is in the present perfect, which no day in the past goes with."""
    return verb.tag_ in ("VBN", "VBD") and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)


def _is_simple_past(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass")}
    return (verb.tag_ == "VBD" and not helpers) or (verb.tag_ == "VBN" and bool(helpers) and helpers <= {"was", "were"})


def _is_present(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass")}
    return verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ in ("VBN", "VBG", "VBD")
        and bool(helpers & {"has", "have", "is", "are", "'s"})
        and "had" not in helpers
    )
