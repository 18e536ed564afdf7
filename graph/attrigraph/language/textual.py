"""What is found in the characters and not in the tree: quotations and dates, with offsets in the original text."""

from spacy.tokens import Doc

from attrigraph.language.dates import find_dates
from attrigraph.language.quotes import find_quotations
from attrigraph.language.tokenizer import TEXT, start_of


class TextualFinder:
    """The pipeline component: writes doc._.quotations and doc._.dates; offsets refer to the original text."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc."""
        text = doc.user_data[TEXT]
        doc._.quotations = find_quotations(text)
        doc._.dates = find_dates(text, published=doc._.published, sentence_starts=[start_of(s[0]) for s in doc.sents])
        return doc
