"""Altered copies of sentences that make the pipeline robust: case, typographic quotation marks, no full stop."""

from collections.abc import Callable
from dataclasses import replace

from training.conllu import Sentence, Word


def lower(sentence: Sentence) -> Sentence:
    """Return the sentence in lower case, lemmas too."""
    return _each(sentence, lambda word: replace(word, form=word.form.lower(), lemma=word.lemma.lower()))


def upper(sentence: Sentence) -> Sentence:
    """Return the sentence in upper case; lemmas are left open, since no short rule leads back to them."""
    return _each(sentence, lambda word: replace(word, form=word.form.upper(), lemma=""))


def no_period(sentence: Sentence) -> Sentence:
    """Return the sentence without its last full stop, or unchanged where something hangs on that full stop."""
    last = len(sentence.words) - 1
    if last < 1 or sentence.words[last].form != "." or any(word.head == last for word in sentence.words):
        return sentence
    if len(sentence.places) != len(sentence.words):
        return sentence
    words = (*sentence.words[: last - 1], replace(sentence.words[last - 1], space=True))
    return replace(sentence, words=words, places=sentence.places[:last])


def quotes(sentence: Sentence) -> Sentence:
    """Return the sentence with typographic quotation marks and apostrophes; double ones open and close in turn."""
    words, opened = [], False
    for word in sentence.words:
        form = word.form.replace("'", "’")
        if form == '"':
            form, opened = ("”", False) if opened else ("“", True)
        words.append(replace(word, form=form))
    return replace(sentence, words=tuple(words))


def _each(sentence: Sentence, change: Callable[[Word], Word]) -> Sentence:
    return replace(sentence, words=tuple(change(word) for word in sentence.words))
