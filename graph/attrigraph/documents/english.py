"""Is a text in English? Everything after this room reads nothing else."""

from functools import cache
from typing import TYPE_CHECKING

from attrigraph.documents.limits import MAX_SHORT, MAX_TASTE
from attrigraph.errors import SourceError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_UNSTATED = ("mis", "mul", "und", "zxx")  # other, several, unknown, none
_SURE = 0.95
_ENGLISH = ("en", "pcm")  # English lists of names look Nigerian Pidgin to the detector


def require_english(text: str, declared: str | None) -> None:
    """Raise SourceError where a text is in another language than English.

    What a text of 200 letters or more plainly is counts more than what is declared: web pages are often declared wrong.
    A shorter one is taken at its word.

    >>> require_english("Iran denied it.", None)
    >>> require_english("L'Iran a démenti.", "fr")
    Traceback (most recent call last):
    ...
    attrigraph.errors.SourceError: is not in English (declared as fr); translate it or leave it out
    """
    evident = _evident(text) if sum(map(str.isalpha, text[:MAX_TASTE])) >= MAX_SHORT else None
    named = (declared or "").partition("-")[0].lower()
    if evident:
        refused = f"it reads as {evident}" if evident not in _ENGLISH else None
    else:
        refused = f"declared as {declared}" if named and named not in (*_ENGLISH, "eng", *_UNSTATED) else None
    if refused:
        raise SourceError(f"is not in English ({refused})", "translate it or leave it out", value=declared)


def _evident(text: str) -> str | None:
    """Return the code of the language that a text is plainly in, None where there is a doubt."""
    language, confidence = _identifier().classify(text[:MAX_TASTE])
    return language if confidence >= _SURE and language not in _UNSTATED else None


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
