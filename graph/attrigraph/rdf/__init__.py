"""From acts to a graph: quads, the check against the ontology, the store, named queries."""

from attrigraph.rdf.check import Violation, check
from attrigraph.rdf.derive import complete
from attrigraph.rdf.graph import Graph
from attrigraph.rdf.parquet import ask_path
from attrigraph.rdf.quads import quads
from attrigraph.rdf.quarantine import Admission, admit, sieve
from attrigraph.rdf.store import read_quads, write_nquads, write_store

__all__ = [
    "Admission",
    "Graph",
    "Violation",
    "admit",
    "ask_path",
    "check",
    "complete",
    "quads",
    "read_quads",
    "sieve",
    "write_nquads",
    "write_store",
]
