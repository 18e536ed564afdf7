"""One guideline for all names, Universal NER's: no titles in persons; a State is a place, not an organisation."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from spacy.tokens import Doc, Span

from training.settings import REPOSITORY, Settings

STATE_FORMS = ("name", "capital", "seat")


@dataclass(frozen=True, slots=True)
class Guideline:
    """`titles` are words in small letters, `states` the names of States and their capitals."""

    titles: Collection[str]
    states: Collection[str]

    @classmethod
    def of(cls, settings: Settings, gazetteer: Path = REPOSITORY / "seeds" / "gazetteer") -> Self:
        """Read the titles from the settings and the States from the gazetteer."""
        with (gazetteer / "state_names.csv").open(encoding="utf-8", newline="") as lines:
            states = {row["form"] for row in csv.DictReader(lines) if row["kind"] in STATE_FORMS}
        return cls(frozenset(settings.names.titles), states)

    def mend(self, doc: Doc) -> Doc:
        """Take titles out of the persons of a Doc, and open organisations that are called like a State.

        >>> import spacy
        >>> doc = Doc(spacy.blank("en").vocab, words=["President", "Rama", "left", "Iran"])
        >>> doc.set_ents([Span(doc, 0, 2, "PERSON"), Span(doc, 3, 4, "ORG")], default="outside")
        >>> made = Guideline({"president"}, {"Iran"}).mend(doc)
        >>> [name.text for name in made.ents], [token.ent_iob for token in made]
        (['Rama'], [2, 3, 2, 0])
        """
        missing = [doc[token.i : token.i + 1] for token in doc if not token.ent_iob]
        missing += [name for name in doc.ents if self._is_state(name)]
        kept = [self._without_titles(name) for name in doc.ents if not self._is_state(name)]
        doc.set_ents(kept, missing=missing, default="outside")
        return doc

    def _is_state(self, name: Span) -> bool:
        return name.label_ == "ORG" and name.text in self.states

    def _without_titles(self, name: Span) -> Span:
        start = name.start
        while name.label_ == "PERSON" and start + 1 < name.end and name.doc[start].lower_ in self.titles:
            start += 1
        return Span(name.doc, start, name.end, label=name.label_)
