"""From acts to a graph: quads, the check against the ontology, the store, named queries."""

from attrigraph.rdf.derive import complete
from attrigraph.rdf.graph import Graph
from attrigraph.rdf.quads import quads
from attrigraph.rdf.store import read_quads, write_nquads, write_store

__all__ = ["Graph", "complete", "quads", "read_quads", "write_nquads", "write_store"]
