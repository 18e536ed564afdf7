"""A SPARQL 1.1 endpoint over one graph, read-only, and the explorer beside it."""

from attrigraph.serving.limits import Limits
from attrigraph.serving.server import serve

__all__ = ["Limits", "serve"]
