"""Mends trees that parsers get wrong again and again, where the forms of the words leave one reading.

Each repair names the construction it knows. Words and sentences stay as they are.
"""

from spacy.tokens import Doc

from attrigraph.language.repairs.asides import mend_asides
from attrigraph.language.repairs.clauses import mend_clauses
from attrigraph.language.repairs.complements import mend_complements
from attrigraph.language.repairs.descriptions import mend_descriptions
from attrigraph.language.repairs.phrases import mend_phrases


class TreeRepairer:
    """The pipeline component: rewrites heads and labels of a parsed Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend the Doc in place."""
        mend_phrases(doc)
        mend_asides(doc)
        mend_clauses(doc)
        mend_complements(doc)
        mend_descriptions(doc)
        return doc
