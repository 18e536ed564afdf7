"""The command line: every verb is a thin function over a public Python function of the same name."""

from attrigraph.cli.app import main

__all__ = ["main"]
