"""The pipeline component that finds the actors a text names: gazetteer first, then patterns, then statistical names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from attrigraph.language.attributes import Mention, Title
from attrigraph.language.gazetteer import Lexicon
from attrigraph.language.lookup import Lookup
from attrigraph.language.naming import called, designations, named_groups, shared_bodies, statistical, surnames
from attrigraph.language.organisations import (
    acronyms,
    described_companies,
    institutions,
    listed,
    named_companies,
    repeated,
)

_Spanning = TypeVar("_Spanning", Mention, Title)


class MentionFinder:
    """Writes doc._.mentions, doc._.titles and doc._.malware, each in order of start and without overlaps."""

    def __init__(self, nlp: Language, known: Lexicon) -> None:
        self._lookup = Lookup(nlp, known)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc; where two finds overlap, the earlier step's stands."""
        doc._.malware = tuple(self._lookup.malware(doc))
        doc._.titles = tuple(self._lookup.titles(doc))
        found = list(self._lookup.names(doc))
        for step in (self._lookup.relative_names, designations, named_groups, named_companies, institutions):
            found += _free(found, step(doc))
        found += _free(found, repeated(doc, found))
        names = [*statistical(doc), *called(doc)]
        full_names = [m for m in names if m.end - m.start > 1]
        for more in (surnames(doc, found), full_names):
            found += _free(found, more)
        explained = list(acronyms(doc, found))
        meant = {(m.start, m.end): m.actor for m, _ in explained}
        found = [replace(m, actor=meant.get((m.start, m.end), m.actor)) for m in found]
        short = [m for _, again in explained for m in again]
        found = _free(short, found)  # what the text explains is nobody else of that name
        for more in (short, surnames(doc, found), names):
            found += _free(found, more)
        for more in (described_companies(doc), listed(doc, found)):
            found += _free(found, more)
        doc._.mentions = tuple(sorted(found, key=lambda m: m.start))
        taken = [Title(m.start, m.end, m.head, "") for m in found]
        bodies = _free([*doc._.titles, *taken], shared_bodies(doc))
        doc._.titles = tuple(sorted([*doc._.titles, *bodies], key=lambda t: t.start))
        return doc


def _free(found: list[_Spanning], more: Iterable[_Spanning]) -> list[_Spanning]:
    taken = {i for one in found for i in range(one.start, one.end)}
    kept = []
    for one in more:
        if taken.isdisjoint(range(one.start, one.end)):
            kept.append(one)
            taken.update(range(one.start, one.end))
    return kept
