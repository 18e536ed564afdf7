"""MITRE ATT&CK: groups and campaigns, and which group MITRE ties to which campaign."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrigraph.sources import stix
from attrigraph.sources.mapping import mapping
from attrigraph.sources.values import Item


def items(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield a document for each group and campaign, in order of the STIX ids, then what was rejected."""
    settings = mapping("stix")["attack"]
    dialect = stix.Dialect("attack", settings["source"], settings["curator"], settings["basis"])
    yield from stix.items(paths, dialect=dialect)
