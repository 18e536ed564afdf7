"""An evaluation as a page."""

from importlib.metadata import version

from attrigraph.evaluation.report import accuracy, summary
from attrigraph.evaluation.run import Evaluation
from attrigraph.pages import render


def to_html(evaluation: Evaluation) -> str:
    """Return the report as one page that loads nothing and runs nothing; the same evaluation gives the same page."""
    return render(
        "evaluation/report.html",
        filters={"summary": summary},
        evaluation=evaluation,
        scores=evaluation.scores,
        accuracy=accuracy(evaluation.scores),
        claims=evaluation.scores.row("claims"),
        version=version("attrigraph"),
    )
