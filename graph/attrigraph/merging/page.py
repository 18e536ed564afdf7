"""The conflicts as a page and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from attrigraph.documents.normalise import visible
from attrigraph.merging.disagreements import KINDS, Conflict
from attrigraph.outputs import PAGE_MARK
from attrigraph.records import escaped


def to_html(conflicts: Sequence[Conflict]) -> str:
    """Return the conflicts as one page that loads nothing and runs nothing; the same conflicts give the same page."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    template = environment.from_string((files("attrigraph.merging") / "conflicts.html").read_text(encoding="utf-8"))
    return template.render(conflicts=conflicts, kinds=KINDS, mark=Markup(PAGE_MARK))  # noqa: S704 - our own constant


def to_json(conflicts: Sequence[Conflict]) -> str:
    """Return the conflicts as JSON."""
    return escaped(json.dumps([asdict(one) for one in conflicts], ensure_ascii=False, indent=1))


def _shown(value: object) -> object:
    """Drop control characters and those that turn the text around them."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
