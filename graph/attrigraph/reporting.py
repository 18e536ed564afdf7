"""What a build did: the report.json of a graph folder."""

import json
import platform
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import Any

from attrigraph.folders import folder, tree_digest
from attrigraph.model import Extraction, Problem
from attrigraph.outputs import GENERATOR, REPORT, digests, fresh_file
from attrigraph.records import ActRecord

LIBRARIES = ("spacy", "pyoxigraph", "duckdb", "trafilatura", "pypdf", "py3langid")


@dataclass(frozen=True, slots=True)
class Input:
    """One document that was read. `same_as` is the id of an earlier one with the same text, date and publisher."""

    id: str
    key: str
    sha256: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    acts: int
    incidents: int
    quarantined: int
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class FileInput:
    """One file of a dataset: how many rows it holds, and how many of them are in the graph or in quarantine."""

    file: str
    sha256: str
    rows: int
    imported: int
    quarantined: int
    cells_quarantined: int


@dataclass
class Report:
    """Grows while a build goes on. `files` are those of a dataset, `changes` what a build found beside an older one."""

    settings: Mapping[str, object]
    documents: list[Input] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    changes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    timings: dict[str, float] = field(default_factory=dict)
    files: list[FileInput] = field(default_factory=list)
    retold: dict[str, int] = field(default_factory=dict)
    _last: float = field(default_factory=time.monotonic)

    def add(self, extraction: Extraction, *, quarantined: int) -> None:
        """Count what one document gave, and list it."""
        self.documents.append(document_input(extraction, quarantined))
        kinds, statuses = (act.kind.value for act in extraction.acts), (act.status.value for act in extraction.acts)
        self.count(self.documents[-1], Counter(kinds), Counter(statuses))

    def count(self, document: Input, kinds: Mapping[str, int], statuses: Mapping[str, int]) -> None:
        """Count what one document gave; `kinds` and `statuses` are the numbers of its acts."""
        self.counts["duplicates" if document.same_as else "documents"] += 1
        for what in ("acts", "incidents", "quarantined"):
            self.counts[what] += getattr(document, what)
        self.kinds.update(kinds)
        self.statuses.update(statuses)

    def add_retold(self, acts: Sequence[ActRecord], *, documents: int, incidents: int) -> None:
        """Count what a graph told that was not made of documents here."""
        self.kinds.update(act.act for act in acts)
        self.statuses.update(act.status for act in acts)
        self.retold = {"documents": documents, "acts": len(acts), "incidents": incidents}

    def lap(self, stage: str) -> None:
        """Note how long a stage took that ends now."""
        now = time.monotonic()
        self.timings[stage] = round(now - self._last, 3)
        self._last = now

    def write(
        self,
        target: Path,
        *,
        quads: int,
        pipeline: str | None = None,
        engine: str | None = None,
        documents: Iterable[Input] | None = None,
    ) -> None:
        """Write the report into a graph folder that is complete but for it.

        Texts were read by our own pipeline, or by an engine in its place; without both none was.
        `documents` are listed in place of those that were added: they may be more than fit in memory.
        """
        listed = self.documents if documents is None else documents
        value = {
            "generator": GENERATOR,
            "versions": versions(pipeline, engine),
            "settings": self.settings,
            "counts": self._counts(quads),
            "sha256": hashes(target, self.settings.get("pipeline"), weights=pipeline is not None),
            **({"changes": self.changes} if self.changes else {}),
            **({"files": [asdict(file) for file in self.files]} if self.files else {}),
            "documents": [],
            "problems": [asdict(problem) for problem in self.problems],
            "timings": self.timings,
        }
        head, place, tail = json.dumps(value, indent=1).partition('"documents": []')
        with fresh_file(target / REPORT) as path, path.open("w", encoding="utf-8") as file:
            file.write(head + place[:-1])
            file.writelines(_separated(json.dumps(asdict(document)) for document in listed))
            file.write("]" + tail)

    def _counts(self, quads: int) -> dict[str, object]:
        return {
            "documents": self.counts["documents"],
            "duplicates": self.counts["duplicates"],
            "problems": len(self.problems),
            "acts": self.counts["acts"],
            "incidents": self.counts["incidents"],
            "quarantined": self.counts["quarantined"],
            "quads": quads,
            **self.retold,
            **self._rows(),
            "acts_by_kind": dict(sorted(self.kinds.items())),
            "acts_by_status": dict(sorted(self.statuses.items())),
        }

    def _rows(self) -> dict[str, int]:
        """Return the sums over the files of a dataset: rows = rows_imported + rows_quarantined."""
        if not self.files:
            return {}
        return {
            "rows": sum(file.rows for file in self.files),
            "rows_imported": sum(file.imported for file in self.files),
            "rows_quarantined": sum(file.quarantined for file in self.files),
            "cells_quarantined": sum(file.cells_quarantined for file in self.files),
        }


def head(folder: Path) -> dict[str, Any]:
    """Return what stands in the report of a graph folder before its list of documents, which may be long."""
    with (folder / REPORT).open(encoding="utf-8") as file:
        lines = "".join(takewhile(lambda line: not line.startswith(' "documents": ['), file))
    return dict(json.loads(lines.rstrip().rstrip(",") + "}"))


def versions(pipeline: str | None = None, engine: str | None = None) -> dict[str, str]:
    """Return the versions of what worked here."""
    return {
        "attrigraph": version("attrigraph"),
        "python": platform.python_version(),
        **({"pipeline": pipeline} if pipeline else {}),
        **({"engine": engine} if engine else {}),
        **{library: version(library) for library in LIBRARIES},
    }


def hashes(target: Path, pipeline: object = None, *, weights: bool = False) -> dict[str, object]:
    """Return the SHA-256 of the ontology, with `weights` of the language model, and of each file of a graph folder."""
    found: dict[str, object] = {"ontology": tree_digest(folder("ontology"))}
    if weights:
        from attrigraph.language import weights_folder  # brings spaCy: only where texts were read

        found["weights"] = tree_digest(weights_folder(str(pipeline) if pipeline else None))
    return found | {"outputs": digests(target)}


def document_input(extraction: Extraction, quarantined: int) -> Input:
    """Return what the report says of a document that gave this, with so many acts kept out."""
    document = extraction.document
    return Input(
        id=document.id,
        key=document.key,
        sha256=document.sha256,
        title=document.title,
        publisher=document.publisher,
        published=document.published.partial if document.published else None,
        url=document.url,
        acts=len(extraction.acts),
        incidents=len(extraction.incidents),
        quarantined=quarantined,
    )


def _separated(items: Iterable[str]) -> Iterator[str]:
    """Yield items of a JSON list with what stands before each: a comma, a new line."""
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n  {item}"
