"""Which of a document's dates is the date of an act, and which of its incident."""

from attrigraph.extraction.matching import Candidate
from attrigraph.language.tokenizer import end_of, start_of
from attrigraph.model import Interval
from spacy.tokens import Doc, Token

_STOPS = frozenset({"nsubj", "nsubj:pass", "obj"})
_CLIMB = 6


class Dates:
    """The date mentions of one Doc, by the token they begin at."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        starts = {start_of(t): t for t in doc}
        ends = {end_of(t): t for t in doc}
        self.mentions = []
        for mention in doc._.dates:
            first = starts.get(mention.start) or next((t for t in doc if start_of(t) <= mention.start < end_of(t)), None)
            last = ends.get(mention.end) or first
            if first is not None and last is not None and mention.when is not None:
                self.mentions.append((doc[first.i : last.i + 1], mention))

    def of_act(self, candidate: Candidate) -> Interval | None:
        """Return the date told of the act's own clause or of the speech that reports it."""
        anchors = {candidate.trigger.i} | ({candidate.speech.verb.i} if candidate.speech and candidate.speech.verb else set())
        if candidate.frame.pos == "NOUN" or candidate.frame.agent == "speech":
            anchors -= {candidate.trigger.i}
            anchors |= {h.i for h in (candidate.speech.speakers if candidate.speech else ())}
        if not candidate.agents and candidate.frame.act == "attribution":
            return None
        return self._attached(candidate, anchors)

    def of_event(self, candidate: Candidate) -> Interval | None:
        """Return the date told of the incident: attached to its noun, or to the deed of the perpetrators."""
        anchors = {e.i for e in candidate.events}
        if candidate.frame.agent == "speech":
            anchors.add(candidate.trigger.i)
        return self._attached(candidate, anchors)

    def _attached(self, candidate: Candidate, anchors: set[int]) -> Interval | None:
        for span, mention in self.mentions:
            if span.root.sent == candidate.trigger.sent and self._anchor(span.root, anchors | {e.i for e in candidate.events}) in anchors:
                return mention.when
        return None

    def _anchor(self, token: Token, anchors: set[int]) -> int | None:
        for _ in range(_CLIMB):
            if token.i in anchors:
                return token.i
            if token.head == token:
                return None
            token = token.head
        return None
