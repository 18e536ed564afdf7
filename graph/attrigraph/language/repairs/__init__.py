"""Mends trees that parsers get wrong again and again, where the forms of the words leave one reading.

Each repair names the construction it knows. Words and sentences stay as they are.
"""

from spacy.tokens import Doc

from attrigraph.language.repairs.asides import mend_asides
from attrigraph.language.repairs.clauses import mend_clauses
from attrigraph.language.repairs.complements import mend_complements
from attrigraph.language.repairs.coordination import mend_coordination
from attrigraph.language.repairs.descriptions import mend_descriptions
from attrigraph.language.repairs.embedded import mend_embedded
from attrigraph.language.repairs.objects import mend_objects
from attrigraph.language.repairs.phrases import mend_phrases
from attrigraph.language.repairs.subjects import mend_subjects

_STEPS = (
    mend_phrases,
    mend_asides,
    mend_clauses,
    mend_subjects,
    mend_objects,
    mend_complements,
    mend_coordination,
    mend_embedded,
    mend_descriptions,
)


class TreeRepairer:
    """The pipeline component: rewrites heads and labels of a parsed Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend the Doc in place."""
        for mend in _STEPS:
            mend(doc)
        return doc
