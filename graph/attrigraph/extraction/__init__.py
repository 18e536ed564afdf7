"""Extraction: from a document to the acts it reports, each with its evidence."""

from attrigraph.extraction.extract import extract

__all__ = ["extract"]
