"""Is the extractor any good? Scores against gold annotations, calibration, mistakes, floors, and a report.

>>> from attrigraph.model import ActKind
>>> gold = [DocumentClaims("a", (Claim(ActKind.DENIAL, agents=("IR",)),))]
>>> score(gold, []).row("claims").total
Counts(tp=0, fp=0, fn=1)
"""

from attrigraph.evaluation.floors import below, gold_of, pin_of, read_floors, set_floors
from attrigraph.evaluation.page import to_html
from attrigraph.evaluation.predictions import prediction_lines
from attrigraph.evaluation.report import to_json
from attrigraph.evaluation.run import Evaluation, evaluate, refuse_inputs
from attrigraph.evaluation.scoring import score
from attrigraph.evaluation.values import Claim, Counts, DocumentClaims, Scores

__all__ = [
    "Claim",
    "Counts",
    "DocumentClaims",
    "Evaluation",
    "Scores",
    "below",
    "evaluate",
    "gold_of",
    "pin_of",
    "prediction_lines",
    "read_floors",
    "refuse_inputs",
    "score",
    "set_floors",
    "to_html",
    "to_json",
]
