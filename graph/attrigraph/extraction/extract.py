"""From a document to its acts and incidents."""

from spacy.language import Language

from attrigraph.documents.limits import require_length
from attrigraph.extraction.assembly import assemble
from attrigraph.extraction.combine import combine
from attrigraph.extraction.matching import Matcher
from attrigraph.language import annotate
from attrigraph.model import Document, Extraction


def extract(document: Document, *, nlp: Language) -> Extraction:
    """Return the acts of one document in order of their main span, and its incidents in order of mention.

    `nlp` is the language stage (attrigraph.language.load()). Deterministic: the same text gives the same acts. Raises
    SourceError for a text of more than a million characters.
    """
    require_length(document.text)
    doc = nlp.make_doc(document.text)
    doc._.published = document.published
    return assemble(document, combine(Matcher(annotate(nlp, doc)).candidates()))
