"""An evaluation as a page."""

from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from attrigraph.documents.normalise import visible
from attrigraph.evaluation.report import accuracy, summary
from attrigraph.evaluation.run import Evaluation
from attrigraph.outputs import PAGE_MARK


def to_html(evaluation: Evaluation) -> str:
    """Return the report as one page that loads nothing and runs nothing; the same evaluation gives the same page."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    environment.filters["summary"] = summary
    template = environment.from_string((files("attrigraph.evaluation") / "report.html").read_text(encoding="utf-8"))
    return template.render(
        evaluation=evaluation,
        scores=evaluation.scores,
        accuracy=accuracy(evaluation.scores),
        claims=evaluation.scores.row("claims"),
        version=version("attrigraph"),
        mark=Markup(PAGE_MARK),  # noqa: S704 - our own constant
    )


def _shown(value: object) -> object:
    """Drop control characters and those that turn the text around them; what a macro returns has been through this."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
