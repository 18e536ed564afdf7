"""One way into every format: write the file or folder whole, then report."""

from collections.abc import Set
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pyoxigraph import Literal, NamedNode, Quad

from attrigraph.errors import MissingDataError
from attrigraph.exports.context import compact
from attrigraph.exports.facts import Facts, is_shortcut, name_of
from attrigraph.exports.formats import Format, Order, carried, format_of, is_carried
from attrigraph.exports.report import ExportReport, Written, counted
from attrigraph.outputs import fresh_file, fresh_folder
from attrigraph.rdf import Graph

REPORT = "export.json"


def export(graph: Graph, target: Path, *, to: str, source: Path | None = None) -> ExportReport:
    """Write a graph in a format and return what was carried and what was not; the same graph gives the same bytes.

    A file or folder of an earlier export is replaced. Raises UsageError for a format that there is none of, OutputError
    where it cannot be written, MissingDataError where the library of the format is not installed.
    """
    form = format_of(to)
    order = Order(graph, to, target, source)
    if form.is_folder:
        return _folder(order, form)
    with fresh_file(target) as file:
        written = _write(order, form, file)
    return _report(order, form, written)


def _folder(order: Order, form: Format) -> ExportReport:
    """Write a folder and its report in it; a folder with such a report is one of ours."""
    parts = (REPORT, *_module(form).PARTS)
    with fresh_folder(order.target, kind=f"{form.name} export", is_ours=_has_report, parts=parts) as folder:
        report = _report(order, form, _write(order, form, folder))
        (folder / REPORT).write_text(report.json(), encoding="utf-8")
    return report


def _has_report(folder: Path) -> bool:
    return (folder / REPORT).is_file()


def _write(order: Order, form: Format, place: Path) -> Written:
    try:
        written: Written = _module(form).write(order, place)
    except ModuleNotFoundError as error:
        what, todo = f"{error.name} is not installed", f"pip install 'attrigraph[{form.extra}]'"
        raise MissingDataError(what, todo, value=error.name) from error
    return written


def _module(form: Format) -> ModuleType:
    return import_module(f"attrigraph.exports.{form.module}")


def _report(order: Order, form: Format, written: Written) -> ExportReport:
    derived = sum(map(is_shortcut, order.quads))
    lost = _not_carried(order, form)
    return ExportReport(
        format=form.name,
        path=str(order.target),
        read={**order.facts.classes, **({"shortcut": derived} if derived else {}), "quad": len(order.quads)},
        written={what: count for what, count in written.counts.items() if count},
        left_out={what: count for what, count in {**written.left_out, **lost}.items() if count},
    )


def _not_carried(order: Order, form: Format) -> dict[str, int]:
    """Count the statements that the format does not carry, by kind of node and property; RDF carries them all."""
    if form.carries in ("all", "none"):
        return {}
    keeps = carried(form.carries)
    return counted(what for quad in order.quads if (what := _statement(order.facts, quad, keeps)))


def _statement(facts: Facts, quad: Quad, keeps: Set[tuple[str, str]]) -> str | None:
    """Return what a statement is called if the format does not carry it."""
    prop = compact(quad.predicate.value)
    if is_shortcut(quad):
        return f"shortcut {prop}"
    if not isinstance(quad.object, NamedNode | Literal):
        return f"{prop} of a blank node or triple"
    kind = facts.kind(name_of(quad.subject))
    return None if is_carried((kind, prop), keeps) else f"{kind} {prop}"
