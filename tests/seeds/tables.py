"""The tables of the gazetteer as the tests read them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from attrigraph.folders import folder

ACTORS = ("people", "bodies", "organisations", "groups")
SORT = (
    "rewrite it sorted: python -c \"import csv,sys;p=sys.argv[1];h,*r=csv.reader(open(p,newline='',encoding='utf-8'));"
    "csv.writer(open(p,'w',newline='',encoding='utf-8'),lineterminator='\\n').writerows([h,*sorted(r)])\" "
)


@cache
def text(table: str) -> str:
    return (folder("seeds") / "gazetteer" / f"{table}.csv").read_bytes().decode("utf-8")


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(io.StringIO(text(table), newline="")))


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def meanings() -> Iterator[tuple[str, str, bool]]:
    """Yield (form, what it names, ambiguous) over all tables of actors."""
    for row in rows("state_names"):
        yield row["form"], f"state {row['code']}", row["ambiguous"] == "yes"
    for table in ACTORS:
        for row in rows(table):
            for name in names(row):
                yield name, f"{table} {row['id']}", row.get("ambiguous") == "yes"


@cache
def by_form() -> dict[str, set[tuple[str, bool]]]:
    found: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for form, what, ambiguous in meanings():
        found[form].add((what, ambiguous))
    return found


@cache
def codes() -> set[str]:
    return {row["code"] for row in rows("states")}
