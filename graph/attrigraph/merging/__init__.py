"""Several graphs as one: which incidents, acts and actors are the same, decided in the open and reversible."""

from attrigraph.merging.disagreements import conflicts
from attrigraph.merging.folder import merge

__all__ = ["conflicts", "merge"]
