"""Find the actors a text names: gazetteer, naming patterns, then statistical names; the longest name wins."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

from attrigraph.folders import folder
from attrigraph.language.attributes import Mention, Title
from attrigraph.language.gazetteer import Entry, Form, Lexicon, lexicon
from attrigraph.language.words import has_class, word_classes
from attrigraph.model import Actor, ActorKind, Interval, slug

_STATE_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.DEMONYM, Form.CAPITAL, Form.SEAT})
_NAME_PARTS = frozenset({"flat", "compound", "appos", "flat:name"})
_LABELS = {"PERSON": (ActorKind.PERSON, "person/name"), "ORG": (ActorKind.ORGANISATION, "org/name")}
_SHORT = 4
_STATISTICAL_SCORE = 0.7
_PATTERN_SCORE = 0.9
_QUOTES = frozenset("'\"‘’“”«»")


class MentionFinder:
    """The pipeline component: writes doc._.mentions, doc._.titles and doc._.malware, each in order of start."""

    def __init__(self, nlp: Language, known: Lexicon) -> None:
        self.known = known
        self.last_words = {form.split()[-1] for form, es in known.entries.items() if es[0].form in _STATE_FORMS}
        self.names = _matcher(nlp, known.entries, "ORTH")
        self.anycase = {form.lower(): es for form, es in known.entries.items() if _is_safe(form, es[0])}
        self.loose_names = _matcher(nlp, self.anycase, "LOWER")
        self.titles = _matcher(nlp, known.offices, "LOWER")
        self.malware = _matcher(nlp, known.malware, "ORTH")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        doc._.malware = tuple(
            (s.start, s.end, self.known.malware[s.text]) for s in _longest(self.malware(doc, as_spans=True))
        )
        doc._.titles = tuple(self._titles(doc))
        found = list(self._gazetteer(doc))
        found += _free(found, self._relative(doc))
        found += _free(found, _patterns(doc))
        found += _free(found, _unknown_groups(doc))
        found += _free(found, _statistical(doc))
        found += _free(found, _surnames(doc, found))
        doc._.mentions = tuple(sorted(found, key=lambda m: m.start))
        doc._.titles += tuple(_bodies(doc, found))
        return doc

    def _gazetteer(self, doc: Doc) -> Iterator[Mention]:
        exact = self.names(doc, as_spans=True)
        loose = [s for s in self.loose_names(doc, as_spans=True) if s.text.islower() or s.text.isupper()]
        for span in _longest([*exact, *loose]):
            if span.start and span[0].nbor(-1).is_title and has_class(span[0].nbor(-1), "name-prefix"):
                continue
            entry = self._choose(span, doc._.published)
            if entry:
                yield Mention(
                    span.start, span.end, span.root.i, entry.actor, entry.form, 0.9 if entry.ambiguous else 1.0
                )

    def _choose(self, span: Span, published: Interval | None) -> Entry | None:
        entries = self.known.entries.get(_plain(span)) or self.anycase[_plain(span).lower()]
        sure = [e for e in entries if not e.ambiguous]
        if sure:
            return next((e for e in sure if _in_office(e, published)), sure[0])
        return next((e for e in entries if _fits(e, span) and not self._is_part_of_country(span)), None)

    def _is_part_of_country(self, span: Span) -> bool:
        """ "Atlanta, Georgia": a place before the comma that is no State makes this a part of another one."""
        if span.start < 2 or span[0].nbor(-1).text != ",":
            return False
        before = span[0].nbor(-2)
        return before.ent_type_ in ("LOC", "GPE") and before.text not in self.last_words

    def _relative(self, doc: Doc) -> Iterator[Mention]:
        words = {token.text for token in doc}
        codes = {form: code for form, code, where in self.known.relative if where in words}
        for token in doc:
            after_article = token.i and token.nbor(-1).lower_ == "the"
            if token.text in codes and after_article and token.dep_ not in ("compound", "amod", "flat"):
                yield Mention(token.i, token.i + 1, token.i, self.known.states[codes[token.text]], Form.NAME, 0.8)

    def _titles(self, doc: Doc) -> Iterator[Title]:
        for span in _longest(self.titles(doc, as_spans=True)):
            yield Title(span.start, span.end, span.root.i, self.known.offices[span.text.lower()])


def _is_safe(form: str, entry: Entry) -> bool:
    """Return whether a name is recognised in small letters or capitals too: long enough, and no ordinary word."""
    known = entry.form in (Form.NAME, Form.ADJECTIVE, Form.DEMONYM) and not entry.ambiguous
    return known and len(form) > _SHORT and form.lower() not in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for word, classes in word_classes().items() if "common-word" in classes)


def _matcher(nlp: Language, forms: Iterable[str], attribute: str) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr=attribute)
    matcher.add("form", [nlp.tokenizer(form) for form in forms])
    return matcher


def _plain(span: Span) -> str:
    return " ".join(span.text.split())


def _longest(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return sorted(kept, key=lambda s: s.start)


def _in_office(entry: Entry, published: Interval | None) -> bool:
    if entry.tenure is None or published is None:
        return True
    return entry.tenure.earliest <= published.latest and published.earliest <= entry.tenure.latest


def _fits(entry: Entry, span: Span) -> bool:
    """Decide an ambiguous form by its neighbours: no part of a longer proper name, no ordinary lower-case word."""
    if not span.text[0].isupper():
        return False
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if any(t is not None and _same_name(t, span) for t in (before, after)):
        return False
    return span.root.pos_ in ("PROPN", "ADJ", "NOUN")


def _same_name(token: Token, span: Span) -> bool:
    linked = token.head in span or span.root.head == token
    return (
        token.pos_ == "PROPN"
        and linked
        and (token.dep_ in _NAME_PARTS - {"appos"} or span.root.dep_ in _NAME_PARTS - {"appos"})
    )


def _free(found: list[Mention], more: Iterable[Mention]) -> list[Mention]:
    taken = {i for mention in found for i in range(mention.start, mention.end)}
    kept = []
    for mention in more:
        if taken.isdisjoint(range(mention.start, mention.end)):
            kept.append(mention)
            taken.update(range(mention.start, mention.end))
    return kept


@cache
def _group_patterns() -> tuple[re.Pattern[str], ...]:
    with (folder("seeds") / "gazetteer" / "group_patterns.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def _patterns(doc: Doc) -> Iterator[Mention]:
    for pattern in _group_patterns():
        for match in pattern.finditer(doc.text):
            span = doc.char_span(*match.span())
            if span is not None:
                yield _group(span, _PATTERN_SCORE)


def _group(span: Span, score: float) -> Mention:
    name = _plain(span).strip("'\"‘’“”")
    actor = Actor(ActorKind.GROUP, f"actor/name/{slug(name)}", name)
    return Mention(span.start, span.end, span.root.i, actor, Form.GROUP, score)


def _statistical(doc: Doc) -> Iterator[Mention]:
    for entity in doc.ents:
        span = _untitled(entity) if entity.label_ == "PERSON" else entity
        while len(span) > 1 and span[-1].pos_ in ("DET", "ADP", "CCONJ", "PUNCT"):
            span = span[:-1]
        if (
            span.label_ not in _LABELS
            or has_class(span.root.head, "tool")
            or not any(t.pos_ == "PROPN" for t in span)
            or span.text.islower()
        ):
            continue
        kind, path = _LABELS[span.label_]
        if kind is ActorKind.ORGANISATION and _is_state_body(span):
            continue
        name = _plain(span)
        form = Form.PERSON if kind is ActorKind.PERSON else Form.ORGANISATION
        yield Mention(
            span.start, span.end, span.root.i, Actor(kind, f"{path}/{slug(name)}", name), form, _STATISTICAL_SCORE
        )


def _bodies(doc: Doc, found: list[Mention]) -> Iterator[Title]:
    taken = {i for m in found for i in range(m.start, m.end)} | {i for t in doc._.titles for i in range(t.start, t.end)}
    for span in doc.ents:
        if span.label_ == "ORG" and _is_state_body(span) and taken.isdisjoint(range(span.start, span.end)):
            yield Title(span.start, span.end, span.root.i, "body")


def _is_state_body(span: Span) -> bool:
    """Return whether a name is one that many States give to a body of theirs: the text tells whose it is."""
    return any(has_class(token, "state-body") for token in span)


def _untitled(span: Span) -> Span:
    """Without the office before a name: "Prime Minister Edi Rama" names Edi Rama."""
    ends = [t.end for t in span.doc._.titles if span.start <= t.start and t.end < span.end]
    return span.doc[max(ends, default=span.start) : span.end]


def _unknown_groups(doc: Doc) -> Iterator[Mention]:
    """A proper name that stands to "group", "gang", "hackers" as apposition or compound names a group."""
    for token in doc:
        if token.pos_ == "NOUN" and has_class(token, "group", "perpetrator"):
            yield from _quoted_name(token)
            for child in token.children:
                if child.pos_ == "PROPN" and child.dep_ in _NAME_PARTS:
                    yield _group(_name_span(child), _STATISTICAL_SCORE)
                if child.dep_.startswith("acl") and has_class(child, "alias"):
                    names = (c for c in child.children if c.pos_ == "PROPN" and c.dep_ in ("obj", "xcomp", "obl"))
                    yield from (_group(_name_span(name), _STATISTICAL_SCORE) for name in names)


def _quoted_name(noun: Token) -> Iterator[Mention]:
    """A capitalised name in quotation marks right after "group": group 'Stonefly'."""
    doc, first = noun.doc, noun.i + 2
    if first < len(doc) and doc[noun.i + 1].text in _QUOTES and doc[first].text[:1].isupper():
        last = next((i for i in range(first, min(first + 4, len(doc))) if doc[i].text in _QUOTES), None)
        if last:
            yield _group(doc[first:last], _PATTERN_SCORE)


def _name_span(token: Token) -> Span:
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i in range(start - 1, end + 1):
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ in ("PROPN", "NUM") and doc[end + 1].head.i in range(start, end + 1):
        end += 1
    return doc[start : end + 1]


def _surnames(doc: Doc, found: list[Mention]) -> Iterator[Mention]:
    """A capitalised word that is the surname of a person named before, or of an office holder after a title."""
    people: dict[str, Mention] = {}
    full = {m.end: m for m in found if m.form is Form.PERSON}
    for token in doc:
        if token.i in full:
            mention = full[token.i]
            people[doc[mention.end - 1].text] = mention
        earlier = people.get(token.text)
        if earlier and token.pos_ == "PROPN" and token.i >= earlier.end:
            yield Mention(token.i, token.i + 1, token.i, earlier.actor, Form.PERSON, min(earlier.score, 0.9))
