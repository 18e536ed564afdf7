"""Pairs of reports that may be of one incident, with the points of each signal: linkage.sql and linkage.toml."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from attrigraph.merging.features import Report, database
from attrigraph.merging.settings import settings
from attrigraph.merging.values import Pair, Reason

# kinds of signal, with the columns whose points belong to each and what to show of it
_SIGNALS = {
    "address": (("points_address",), "address"),
    "words": (("points_words",), "word"),
    "victim": (("points_victim",), "shared_victims"),
    "dates": (("points_public", "points_lag", "points_span"), "public"),
    "order": (("points_order",), "lag"),
    "accused": (("points_group", "points_state"), "shared_groups"),
    "type": (("points_type",), "shared_families"),
}


def pairs(compared: Iterable[Report], *, addresses: bool = True) -> Iterator[Pair]:
    """Yield the candidate pairs that may be proposed, the best first; without `addresses` that signal is off.

    Reports of the same source are never paired. The order of the reports makes no difference.
    """
    ordered = sorted(compared, key=lambda report: report.iri)
    with database(ordered) as connection:
        for statement in statements(addresses=addresses):
            connection.execute(statement)
        connection.execute(question())
        names = [column[0] for column in connection.description or ()]
        while rows := connection.fetchmany(10_000):
            for row in rows:
                found = dict(zip(names, row, strict=True))
                yield pair(found, ordered[found["one"]], ordered[found["other"]])


def question() -> str:
    """Return the query for the pairs that may be proposed, the best first, once the statements have run."""
    columns = [column for several, _ in _SIGNALS.values() for column in several]
    shown = [column for _, column in _SIGNALS.values()]
    least = settings()["propose"]["points"]
    return (
        f"select * from (select one, other, {' + '.join(columns)} as points, {', '.join(columns + shown)} from scored) "  # noqa: S608
        f"as found where points >= {least} order by points desc, one, other"
    )


def pair(row: Mapping[str, Any], one: Report, other: Report) -> Pair:
    """Return the pair of two reports that a row of the question is about."""
    reasons = [
        Reason(signal, _found(row[shown]), round(points, 2))
        for signal, (columns, shown) in _SIGNALS.items()
        if (points := sum(float(row[column]) for column in columns))
    ]
    sources = (one.source, other.source)
    return Pair(one.iri, other.iri, round(float(row["points"]), 3), tuple(reasons), sources, part=_is_part(one, other))


def _is_part(one: Report, other: Report) -> bool:
    """Say whether one is about a group or case that the other is not named after, so that it is a part at most."""
    return any(a.whole and not _is_named_after(b.label, a.whole) for a, b in ((one, other), (other, one)))


def _is_named_after(label: str, whole: str) -> bool:
    if label in whole:
        return True
    return whole in label and len(whole) >= settings()["whole"]["named"] * len(label)


def _found(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one).rpartition("/id/")[2] for one in sorted(value))
    return f"{value} days apart" if isinstance(value, int) else str(value or "")


def statements(*, addresses: bool = True) -> Iterator[str]:
    """Yield linkage.sql statement by statement, with what linkage.toml says; without `addresses` that signal is off."""
    chosen = settings()
    numbers = {name: value for name, value in chosen["points"].items() if not isinstance(value, dict)}
    values: dict[str, object] = {
        **chosen["blocking"],
        "longest": chosen["words"]["longest"],
        "addresses": "true" if addresses else "false",
        **numbers,
        **{signal: _case(signal, chosen["points"][signal]) for signal in ("public", "lag", "span")},
    }
    text = (files("attrigraph.merging") / "linkage.sql").read_text(encoding="utf-8")
    for statement in text.split("\n\n"):
        yield statement.format_map(values)


def _case(column: str, levels: Mapping[str, float]) -> str:
    """Return the SQL expression that gives the points of a column in days; nothing known gives none.

    >>> _case("lag", {"-4": -1, "9": 1, "more": -2})
    'case when lag is null then 0 when lag <= -4 then -1 when lag <= 9 then 1 else -2 end'
    """
    steps = "".join(f" when {column} <= {days} then {points}" for days, points in levels.items() if days != "more")
    return f"case when {column} is null then 0{steps} else {levels['more']} end"
