"""Long texts are parsed piece by piece: the memory that the models need grows with the tokens they read at once."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from attrigraph.language.pipeline import COMPONENTS

PIECE = 10_000  # tokens: more than any article has, and 150 MB


def annotate(nlp: Language, doc: Doc) -> Doc:
    """Return the Doc that nlp.make_doc made with all annotations; it may be another Doc.

    The models read a text of more than PIECE tokens in pieces that begin where a sentence has to; our own components
    read it as a whole.
    """
    models = [name for name in nlp.pipe_names if name not in COMPONENTS]
    if len(doc) > PIECE:
        parsed = [_applied(nlp, models, _alone(piece)) for piece in _pieces(doc)]
        whole = Doc.from_docs(parsed, ensure_whitespace=False)
        whole.user_data = doc.user_data
    else:
        whole = _applied(nlp, models, doc)
    return _applied(nlp, COMPONENTS, whole)


def _applied(nlp: Language, names: Iterable[str], doc: Doc) -> Doc:
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _pieces(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.i - start >= PIECE and token.is_sent_start:
            yield doc[start : token.i]
            start = token.i
    yield doc[start:]


def _alone(piece: Span) -> Doc:
    return Doc(
        piece.doc.vocab,
        words=[token.text for token in piece],
        spaces=[bool(token.whitespace_) for token in piece],
        sent_starts=[token.is_sent_start for token in piece],
    )
