"""Graphs in the formats of other tools, each with a report of what it carries and what not."""

from attrigraph.exports.export import export
from attrigraph.exports.formats import formats
from attrigraph.exports.report import ExportReport

__all__ = ["ExportReport", "export", "formats"]
