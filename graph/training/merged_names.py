"""The names of the whole language stage as one set, for measuring: the gazetteer's and the statistical ones."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form

LABELS = dict.fromkeys((Form.NAME, Form.CAPITAL, Form.SEAT, Form.PLACE), "LOC")
LABELS |= {Form.PERSON: "PERSON", Form.GROUP: "GROUP", Form.BODY: "ORG", Form.ORGANISATION: "ORG"}
NAME = "training_merged_names"
NO_NAME = "-"  # adjectives and demonyms, which UNER does not count


@Language.component(NAME)
def merged(doc: Doc) -> Doc:
    """Put the names of `doc._.mentions` among the entities: where two overlap the longer stands, or the mention."""
    found = [*(_span(doc, mention) for mention in doc._.mentions), *doc.ents]
    taken: set[int] = set()
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: -len(span)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    doc.set_ents([span for span in kept if span.label_ != NO_NAME])
    return doc


def _span(doc: Doc, mention: Mention) -> Span:
    return Span(doc, mention.start, mention.end, label=LABELS.get(mention.form, NO_NAME))
