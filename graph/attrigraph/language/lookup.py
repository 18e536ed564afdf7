"""Find the names of the gazetteer in a Doc, and decide by context which are meant."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

from attrigraph.language.attributes import Malware, Mention, Title, covering
from attrigraph.language.gazetteer import Entry, Form, Lexicon
from attrigraph.language.tokenizer import ParagraphTokenizer
from attrigraph.language.words import has_class, word_classes
from attrigraph.model import Interval

_STATE_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.DEMONYM, Form.CAPITAL, Form.SEAT})
_LOOSE_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.DEMONYM})
_PROPER_NAME_PARTS = frozenset({"flat", "compound", "flat:name"})
_SHORT = 4  # letters; a name this short is only found as it is written
_PLACES = ("LOC", "GPE")  # what the statistical names call a place
_SURE, _DECIDED, _RELATIVE = 1.0, 0.9, 0.8  # scores: one meaning; ambiguous, decided by context; "the North"
_SURE_PLACE, _DECIDED_PLACE = 0.8, 0.6


class Lookup:
    """Finds names, offices and malware of the lexicon; every method yields in order of start."""

    def __init__(self, nlp: Language, known: Lexicon) -> None:
        self._known = known
        self._last_words = {form.split()[-1] for form, es in known.entries.items() if es[0].form in _STATE_FORMS}
        names = _patterns(nlp, known.entries)
        safe = {form.lower(): form for form, entries in known.entries.items() if _is_safe(form, entries[0])}
        self._any_case = {lower: known.entries[form] for lower, form in safe.items()}
        dotted = _patterns(nlp, [lower for lower in safe if "." in lower])  # "st. john's" is split in other places
        loose = [*((lower, names[form]) for lower, form in safe.items()), *dotted.items()]
        self._names = _matcher(nlp, names.items(), "ORTH")
        self._loose_names = _matcher(nlp, loose, "LOWER")
        self._blockers = _matcher(nlp, _patterns(nlp, known.blockers).items(), "ORTH")
        self._titles = _matcher(nlp, _patterns(nlp, known.offices).items(), "LOWER")
        self._malware = _matcher(nlp, _patterns(nlp, known.malware).items(), "ORTH")

    def names(self, doc: Doc) -> Iterator[Mention]:
        """Yield the names of actors; in text in capitals or small letters only those that cannot be other words."""
        exact = self._names(doc, as_spans=True)
        loose = [s for s in self._loose_names(doc, as_spans=True) if s.text.islower() or s.text.isupper()]
        blocked = self._blockers(doc, as_spans=True)
        entities = doc.ents
        for span in _longest([*exact, *loose, *blocked]):
            other = _is_prefixed(span) or span.label_ in self._known.blockers
            entry = None if other else self._choose(span, entities, doc._.published)
            if entry and not (entry.form is Form.PERSON and _goes_on(span)):
                yield Mention(span.start, span.end, span.root.i, entry.actor, entry.form, _score(entry))

    def relative_names(self, doc: Doc) -> Iterator[Mention]:
        """Yield "the North" and "the South" where the text names Korea."""
        words = {token.text for token in doc}
        codes = {form: code for form, code, where in self._known.relative if where in words}
        for token in doc:
            after_article = token.i > 0 and token.nbor(-1).lower_ == "the"
            if token.text in codes and after_article and token.dep_ not in ("compound", "amod", "flat"):
                state = self._known.states[codes[token.text]]
                yield Mention(token.i, token.i + 1, token.i, state, Form.NAME, _RELATIVE)

    def titles(self, doc: Doc) -> Iterator[Title]:
        """Yield the offices and the bodies that many States have."""
        for span in _longest(self._titles(doc, as_spans=True)):
            yield Title(span.start, span.end, span.root.i, self._known.offices[span.label_])

    def malware(self, doc: Doc) -> Iterator[Malware]:
        """Yield the names of malware and campaigns."""
        for span in _longest(self._malware(doc, as_spans=True)):
            yield Malware(span.start, span.end, self._known.malware[span.label_])

    def _choose(self, span: Span, entities: Sequence[Span], published: Interval | None) -> Entry | None:
        entries = self._known.entries.get(span.label_) or self._any_case[span.label_]
        if entries[0].form is Form.PLACE:
            return entries[0] if _is_place(span, entities, ambiguous=entries[0].ambiguous) else None
        sure = [e for e in entries if not e.ambiguous]
        if sure:
            return next((e for e in sure if e.in_office(published)), sure[0])
        if entries[0].form is Form.GROUP and _describes_people(span.root):
            return None  # "anonymous officials"
        return entries[0] if _fits(span) and not self._is_part_of_country(span) else None

    def _is_part_of_country(self, span: Span) -> bool:
        """ "Atlanta, Georgia": a place before the comma that is no State makes this a part of another one."""
        if span.start < 2 or span[0].nbor(-1).text != ",":
            return False
        before = span[0].nbor(-2)
        return before.ent_type_ in _PLACES and before.text not in self._last_words


def _patterns(nlp: Language, forms: Iterable[str]) -> dict[str, Doc]:
    """Tokenise the forms as a text is, without what paragraphs need: they are a few words each, and thousands."""
    tokenizer = nlp.tokenizer
    split = tokenizer.words if isinstance(tokenizer, ParagraphTokenizer) else tokenizer
    return {form: split(form) for form in forms}


def _matcher(nlp: Language, patterns: Iterable[tuple[str, Doc]], attribute: str) -> PhraseMatcher:
    """Match the tokens of forms; a span's label is its form, which the text may space otherwise ("Ukraine 's")."""
    matcher = PhraseMatcher(nlp.vocab, attr=attribute)
    for form, pattern in patterns:
        matcher.add(form, [pattern])
    return matcher


def _is_safe(form: str, entry: Entry) -> bool:
    known = entry.form in _LOOSE_FORMS and not entry.ambiguous
    return known and len(form) > _SHORT and form.lower() not in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for word, classes in word_classes().items() if "common-word" in classes)


def _longest(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return sorted(kept, key=lambda s: s.start)


def _is_prefixed(span: Span) -> bool:
    """Return whether "anti-", or a capitalised "New", "Lake", "Port", makes this something else: "New Jersey"."""
    before = span[0].nbor(-1) if span.start else None
    if before is not None and before.text == "-" and before.i and has_class(before.nbor(-1), "opposing"):
        return True  # "anti-Iranian hackers" are nobody's of Iran
    return before is not None and before.is_title and has_class(before, "name-prefix")


def _goes_on(span: Span) -> bool:
    """Return whether a person's name goes on after a hyphen: "Park Jin" of "Park Jin-hyok"."""
    return span.end < len(span.doc) and span.doc[span.end].text == "-" and not span[-1].whitespace_


def _fits(span: Span) -> bool:
    """Decide an ambiguous form by its neighbours: no part of a longer proper name, no ordinary lower-case word."""
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    alone = not any(t is not None and _same_name(t, span) for t in (before, after))
    return alone and span.text[0].isupper() and span.root.pos_ in ("PROPN", "ADJ", "NOUN")


def _describes_people(word: Token) -> bool:
    return word.dep_ == "amod" and has_class(word.head, "official", "people")


def _is_place(span: Span, entities: Sequence[Span], *, ambiguous: bool) -> bool:
    """Return whether a place stands for itself: no part of another name, and seen as a place where it is ambiguous."""
    if ambiguous and any(t.ent_type_ not in _PLACES for t in span):
        return False
    around = covering(entities, span.start)
    return _fits(span) and (around is None or not _is_other_name(around, span))


def _is_other_name(entity: Span, span: Span) -> bool:
    """Return whether a place is only part of the name of something else: "the Bank of Georgia"."""
    return span.end <= entity.end and len(entity) > len(span) and entity.label_ not in _PLACES


def _score(entry: Entry) -> float:
    if entry.form is Form.PLACE:
        return _DECIDED_PLACE if entry.ambiguous else _SURE_PLACE
    return _DECIDED if entry.ambiguous else _SURE


def _same_name(token: Token, span: Span) -> bool:
    if has_class(token, "hacker"):
        return False  # "APT Lazarus"
    linked = token.head in span or span.root.head == token
    part = token.dep_ in _PROPER_NAME_PARTS or span.root.dep_ in _PROPER_NAME_PARTS
    return token.pos_ == "PROPN" and linked and part
