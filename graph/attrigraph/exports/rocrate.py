"""RO-Crate 1.1: what is in a graph folder, from which documents, with which program; sizes, hashes, counts, licences.

A document has the licence that the graph states, else the one that rocrate_licences.csv knows of its dataset or
publisher, else an entity that says that none is stated. Put the file into the folder it describes, as
ro-crate-metadata.json.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from attrigraph.errors import UsageError
from attrigraph.exports.facts import Facts, Node
from attrigraph.exports.formats import Order, Written, rows
from attrigraph.rdf.vocabulary import DCTERMS, SCHEMA

CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
HOME = "https://w3id.org/attrigraph"

Entity = dict[str, Any]
UNSTATED: Entity = {"@id": "#no-licence-stated"}


def write(order: Order, target: Path) -> Written:
    """Write the metadata file; UsageError for a graph that was not read from a folder or file."""
    if order.source is None:
        raise UsageError("rocrate describes files", "give a graph folder or an RDF file")
    parts = list(_files(order.source))
    documents = [_document(order.facts, node) for node in order.facts.documents]
    counts = [_count(name, number) for name, number in order.facts.classes.items()]
    licences = _licences(documents)
    found = [*_root(order, parts, documents, counts), *licences, *parts, *documents, *counts]
    text = json.dumps({"@context": CONTEXT, "@graph": found}, ensure_ascii=False, indent=1)
    target.write_text(text + "\n", encoding="utf-8")
    bare = sum(one["license"] == UNSTATED for one in documents)
    return Written(
        {"file": len(parts), "document": len(documents), "count": len(counts)},
        {"statement: counted, not carried": len(order.quads), "licence of a document: none is stated": bare},
    )


def _root(order: Order, parts: list[Entity], documents: list[Entity], counts: list[Entity]) -> Iterator[Entity]:
    """Yield the descriptor, the folder, the program and the note on licences."""
    source = order.source or Path()
    written = source / "graph.nq" if source.is_dir() else source
    day = datetime.fromtimestamp(written.stat().st_mtime, tz=UTC).date().isoformat()
    words = {row["key"]: row["words"] for row in rows("rocrate_words")}
    yield {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": words["name"],
        "description": words["description"],
        "datePublished": day,
        "license": {"@id": "#licence"},
        "conformsTo": {"@id": f"{HOME}/ns"},
        "hasPart": _ids(parts),
        "isBasedOn": _ids(documents),
        "variableMeasured": _ids(counts),
        "creator": {"@id": HOME},
    }
    yield {
        "@id": HOME,
        "@type": "SoftwareApplication",
        "name": "attrigraph",
        "softwareVersion": _version(source),
        "description": words["program"],
    }
    yield {"@id": "#licence", "@type": "CreativeWork", "name": words["licence"], "description": words["licence note"]}


def _files(source: Path) -> Iterator[Entity]:
    """Yield the files of a graph folder that are there, or the one file."""
    for row in rows("rocrate_files"):
        file = source / row["name"]
        if file.is_file():
            yield _file(file, row)
        elif file.is_dir():
            yield {"@id": f"{row['name']}/", "@type": "Dataset", "name": row["name"], "description": row["what"]}
    if source.is_file():
        yield _file(source, {"type": "application/octet-stream", "what": "The graph."})


def _file(file: Path, row: Mapping[str, str]) -> Entity:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {
        "@id": file.name,
        "@type": "File",
        "name": file.name,
        "description": row["what"],
        "encodingFormat": row["type"],
        "contentSize": str(file.stat().st_size),
        "sha256": digest,
    }


def _document(facts: Facts, node: Node) -> Entity:
    publisher = node.first(DCTERMS.publisher)
    found = {
        "@id": node.iri,
        "@type": "CreativeWork",
        "name": facts.label(node),
        "identifier": node.first(DCTERMS.identifier),
        "publisher": facts.label(facts.get(publisher)) if publisher else None,
        "datePublished": node.first(DCTERMS.issued),
        "inLanguage": node.first(DCTERMS.language),
        "url": node.first(DCTERMS.source),
        "license": _licence(facts, node),
        "sha256": node.first(SCHEMA.sha256),
    }
    return {key: value for key, value in found.items() if value}


def _licence(facts: Facts, node: Node) -> Entity | str:
    """Return the licence that the graph states, an IRI as reference; else that of the dataset or publisher."""
    for stated in node.values.get(DCTERMS.license, ()):
        return {"@id": stated.value} if isinstance(stated, NamedNode) else stated.value
    dataset = (node.first(DCTERMS.identifier) or "").partition(":")[0]
    publisher = facts.label(facts.get(node.first(DCTERMS.publisher)))
    known = {row["source"]: {"@id": row["id"]} for row in rows("rocrate_licences")}
    return known.get(dataset) or known.get(publisher) or UNSTATED


def _licences(documents: Iterable[Entity]) -> list[Entity]:
    """Return an entity for each licence that documents refer to, with a name and, where known, a note."""
    words = {row["key"]: row["words"] for row in rows("rocrate_words")}
    known = {row["id"]: (row["name"], row["note"]) for row in rows("rocrate_licences")}
    known[UNSTATED["@id"]] = (words["unstated"], words["unstated note"])
    used = sorted({one["license"]["@id"] for one in documents if isinstance(one["license"], dict)})
    described = [(iri, *known.get(iri, (iri, "As the document states."))) for iri in used]
    return [{"@id": iri, "@type": "CreativeWork", "name": name, "description": note} for iri, name, note in described]


def _count(name: str, number: int) -> Entity:
    return {"@id": f"#count-{name}", "@type": "PropertyValue", "name": f"nodes of the class {name}", "value": number}


def _version(source: Path) -> str:
    """Return the version that wrote the folder, from its report, else this one."""
    try:
        written = json.loads((source / "report.json").read_bytes())
    except (OSError, ValueError):
        return version("attrigraph")
    return str(written.get("versions", {}).get("attrigraph") or version("attrigraph"))


def _ids(entities: list[Entity]) -> list[Entity]:
    return [{"@id": one["@id"]} for one in entities]
