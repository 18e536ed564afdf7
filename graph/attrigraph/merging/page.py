"""The conflicts as a page and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from attrigraph.merging.disagreements import KINDS, Conflict
from attrigraph.pages import render
from attrigraph.records import escaped


def to_html(conflicts: Sequence[Conflict]) -> str:
    """Return the conflicts as one page that loads nothing and runs nothing; the same conflicts give the same page."""
    return render("merging/conflicts.html", conflicts=conflicts, kinds=KINDS)


def to_json(conflicts: Sequence[Conflict]) -> str:
    """Return the conflicts as JSON."""
    return escaped(json.dumps([asdict(one) for one in conflicts], ensure_ascii=False, indent=1))
