"""Where documents come from: which are copies of one text or cite the same page, and how many origins that leaves."""

from attrigraph.origins.addresses import normalised
from attrigraph.origins.count import Origins

__all__ = ["Origins", "normalised"]
