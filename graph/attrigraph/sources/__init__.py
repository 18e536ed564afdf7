"""Other incident graphs: each record of a dataset becomes a document whose acts are in our ontology."""

from attrigraph.sources.kinds import Kind, items, kinds
from attrigraph.sources.values import Imported, Item, Rejected, Row

__all__ = ["Imported", "Item", "Kind", "Rejected", "Row", "items", "kinds"]
