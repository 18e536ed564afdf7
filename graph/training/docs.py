"""spaCy documents of several sentences from sentences of the corpora."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from training.conllu import Sentence
from training.names_corpora import OPEN, Named, NamedText, Spans
from training.settings import Grouping

ATTRIBUTES = ("ORTH", "LEMMA", "POS", "TAG", "MORPH", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE", "SPACY")


def grouped(sentences: Iterable[Sentence], grouping: Grouping, rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield runs of neighbouring sentences of one document; a run may end early where a paragraph does."""
    group: list[Sentence] = []
    size = 0
    for sentence in sentences:
        ends = group and (len(group) >= size or sentence.doc_id != group[0].doc_id)
        if group and (ends or (sentence.starts_paragraph and rng.random() < grouping.paragraph_break)):
            yield group
            group = []
        if not group:
            size = rng.randint(grouping.min_sentences, grouping.max_sentences)
        group.append(sentence)
    if group:
        yield group


def fixed(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Yield runs of `size` sentences, shorter at the end of a document."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == size or sentence.doc_id != group[0].doc_id):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def tree_doc(vocab: Vocab, group: Sequence[Sentence]) -> Doc:
    """Return the sentences as one Doc with trees, tags and lemmas, names left open; one space between sentences."""
    words = [word for sentence in group for word in sentence.words]
    offsets = [start for sentence, start in zip(group, _starts(group), strict=True) for _ in sentence.words]
    ends = {start + len(sentence.words) - 1 for sentence, start in zip(group, _starts(group), strict=True)}
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[(word.space or i in ends) and i < len(words) - 1 for i, word in enumerate(words)],
        lemmas=[word.lemma for word in words],
        pos=[word.upos for word in words],
        tags=[word.xpos for word in words],
        morphs=[word.feats for word in words],
        heads=[word.head + offset for word, offset in zip(words, offsets, strict=True)],
        deps=[word.dep for word in words],
    )


def add_names(
    doc: Doc, group: Sequence[Sentence], names: Mapping[str, Spans], labels: Mapping[str, str], loose: Collection[str]
) -> None:
    """Set the names of a tree_doc; a sentence that the corpus of names lacks stays open.

    A span with one of the `loose` labels stays open unless it is a whole run of proper nouns.
    """
    spans: list[tuple[int, int, str]] = []
    for sentence, start in zip(group, _starts(group), strict=True):
        if sentence.sent_id not in names:
            spans.append((start, start + len(sentence.words), OPEN))
            continue
        for first, end, label in names[sentence.sent_id]:
            if end <= len(sentence.places):
                place, after = start + sentence.places[first], start + sentence.places[end - 1] + 1
                unsure = label in loose and not _is_run(doc, place, after)
                spans.append((place, after, OPEN if unsure else label))
    set_names(doc, spans, labels)


def _is_run(doc: Doc, start: int, end: int) -> bool:
    """Say whether the words end with a proper noun and have none beside them."""
    beside = [doc[place] for place in (start - 1, end) if 0 <= place < len(doc)]
    return doc[end - 1].pos_ == "PROPN" and not any(token.pos_ == "PROPN" for token in beside)


def named_doc(vocab: Vocab, group: Sequence[Named], labels: Mapping[str, str]) -> Doc:
    """Return sentences with names as one Doc without trees."""
    words = [word for named in group for word in named.words]
    after = [space for named in group for space in (*named.spaces[:-1], True)]
    doc = Doc(vocab, words=words, spaces=after)
    starts = _starts(group)
    spans = [(a + s, b + s, label) for named, s in zip(group, starts, strict=True) for a, b, label in named.spans]
    set_names(doc, spans, labels)
    return doc


def text_doc(raw: Doc, named: NamedText, labels: Mapping[str, str]) -> Doc:
    """Return a tokenized text without its white-space tokens, with the names of its annotation.

    A span whose last word has no capital is no name ("the militants"): it stays open.
    """
    kept = [token for token in raw if not token.is_space]
    place = {token.i: index for index, token in enumerate(kept)}
    after = [bool(token.whitespace_) or (token.i + 1 < len(raw) and raw[token.i + 1].is_space) for token in kept]
    doc = Doc(raw.vocab, words=[token.text for token in kept], spaces=after)
    spans = []
    for start, end, label in named.spans:
        found = raw.char_span(start, end, alignment_mode="expand")
        words = [token for token in found or () if not token.is_space]
        if words:
            proper = words[-1].text[0].isupper() and len(words) < 10
            spans.append((place[words[0].i], place[words[-1].i] + 1, label if proper else OPEN))
    set_names(doc, spans, labels)
    return doc


def set_names(doc: Doc, spans: Iterable[tuple[int, int, str]], labels: Mapping[str, str]) -> None:
    """Set names, the longest first where they overlap; OPEN ones, and labels that map to it, leave their words open.

    A label that has no mapping is no name: its words are outside.
    """
    taken: set[int] = set()
    kept: dict[bool, list[Span]] = {True: [], False: []}
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        ours = OPEN if label == OPEN else labels.get(label)
        first = start + (ours != OPEN and end - start > 1 and doc[start].lower_ == "the")
        if ours and taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            kept[ours != OPEN].append(Span(doc, first, end, label="" if ours == OPEN else ours))
    doc.set_ents(kept[True], missing=kept[False], default="outside")


def save(path: Path, docs: Iterable[Doc]) -> int:
    """Write a DocBin and return its number of words."""
    listed = list(docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(attrs=ATTRIBUTES, docs=listed, store_user_data=False).to_disk(path)
    return sum(map(len, listed))


def _starts(group: Sequence[Sentence] | Sequence[Named]) -> list[int]:
    starts, place = [], 0
    for part in group:
        starts.append(place)
        place += len(part.words)
    return starts
