"""Language: from a text to a spaCy Doc with sentences, parse, actors, coreference, quotations and dates."""

from attrigraph.language.pieces import annotate
from attrigraph.language.pipeline import load, meta, weights_folder

__all__ = ["annotate", "load", "meta", "weights_folder"]
