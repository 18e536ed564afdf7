"""attrigraph: who publicly attributed what to whom, and what states did about it.

The functions have the names of the command line's verbs. What needs a large library is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrigraph.errors import (
    AttrigraphError,
    MissingDataError,
    OutputError,
    QueryError,
    SourceError,
    UsageError,
)
from attrigraph.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Document,
    Extraction,
    Incident,
    Interval,
    Participant,
    Problem,
    Quarantined,
    Span,
    Status,
)
from attrigraph.table import Table

if TYPE_CHECKING:
    from attrigraph.api import Page, ask, check, export, extract, show
    from attrigraph.building import build
    from attrigraph.evaluation import evaluate
    from attrigraph.exports import ExportReport
    from attrigraph.importing import import_
    from attrigraph.llm import LanguageModel
    from attrigraph.merging import conflicts, merge
    from attrigraph.rdf import Graph
    from attrigraph.serving import serve

__all__ = [
    "Act",
    "ActKind",
    "Actor",
    "ActorKind",
    "AttrigraphError",
    "Document",
    "ExportReport",
    "Extraction",
    "Graph",
    "Incident",
    "Interval",
    "LanguageModel",
    "MissingDataError",
    "OutputError",
    "Page",
    "Participant",
    "Problem",
    "Quarantined",
    "QueryError",
    "SourceError",
    "Span",
    "Status",
    "Table",
    "UsageError",
    "ask",
    "build",
    "check",
    "conflicts",
    "evaluate",
    "export",
    "extract",
    "import_",
    "merge",
    "serve",
    "show",
]

_LAZY = {
    **dict.fromkeys(("Page", "ask", "check", "export", "extract", "show"), "attrigraph.api"),
    "build": "attrigraph.building",
    "evaluate": "attrigraph.evaluation",
    "ExportReport": "attrigraph.exports",
    "import_": "attrigraph.importing",
    "LanguageModel": "attrigraph.llm",
    **dict.fromkeys(("conflicts", "merge"), "attrigraph.merging"),
    "Graph": "attrigraph.rdf",
    "serve": "attrigraph.serving",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds under that name
    if name not in _LAZY:
        raise AttributeError(f"module 'attrigraph' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
