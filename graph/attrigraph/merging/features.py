"""What is compared: the reports of incidents in a graph as tables of a database in memory."""

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from attrigraph.errors import UsageError
from attrigraph.merging.settings import settings
from attrigraph.origins import normalised
from attrigraph.rdf import Graph, iris
from attrigraph.sources.forms import key
from attrigraph.sources.names import known_group

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.-]*[a-z0-9]")
_LETTER = re.compile("[a-z]")
_TABLES = {
    "incident": "id integer, iri varchar, source varchar, record boolean, starts date, ends date",
    "word": "id integer, word varchar, uses integer",
    "address": "id integer, address varchar",
    "victim": "id integer, who varchar, state boolean",
    "accused": "id integer, who varchar, state boolean",
    "kind": "id integer, family varchar",
    "public": "id integer, starts date, ends date",
}


@dataclass(slots=True)
class Report:
    """An incident as one document reports it, as far as it can be compared.

    Two reports of one `source` are never compared: a dataset tells its incidents apart, and so does a text. `public`
    are the days, first and last, on which it is said to have become public. Victims and accused are IRIs, with
    whether they are States. The report with the lowest `rank` represents those that are merged. `label` and `whole`
    are keys of its label, and of the group or case that it is about if that is more than one attack.
    """

    iri: str
    source: str
    text: str = ""
    label: str = ""
    whole: str = ""
    rank: int = 0
    is_record: bool = True
    when: tuple[date, date] | None = None
    public: set[tuple[date, date]] = field(default_factory=set)
    victims: dict[str, bool] = field(default_factory=dict)
    accused: dict[str, bool] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)


def rows(graph: Graph, query: str) -> Iterator[dict[str, str]]:
    """Yield the answers to a query of queries/ as mappings; what is unbound is ""."""
    text = (files("attrigraph.merging") / "queries" / f"{query}.rq").read_text(encoding="utf-8")
    table = graph.query(text.replace("{base}", iris.BASE))
    for row in table.rows:
        yield {name: cell or "" for name, cell in zip(table.columns, row, strict=True)}


def reports(graph: Graph) -> list[Report]:
    """Return the incidents of a graph in order of their IRIs."""
    found = {row["iri"]: _report(row) for row in rows(graph, "incidents")}
    of_document: dict[str, list[Report]] = {}
    for row in rows(graph, "incidents"):
        of_document.setdefault(row["document"], []).append(found[row["iri"]])
    for row in rows(graph, "words"):
        found[row["iri"]].text += f" {row['words']}"
    for row in rows(graph, "victims"):
        found[row["iri"]].victims[row["who"]] = bool(row["code"])
    for row in rows(graph, "accused"):
        _accuse(found[row["iri"]], row)
    for row in rows(graph, "types"):
        found[row["iri"]].types.add(row["type"])
    for row in rows(graph, "addresses"):
        if address := normalised(row["address"]):
            for report in of_document.get(row["document"], ()):
                report.addresses.add(address)
    return [found[iri] for iri in sorted(found)]


def _accuse(report: Report, row: Mapping[str, str]) -> None:
    """Add who is accused, and that it was public by then; a curator's coding has no day of its own."""
    if "/doc/" not in row["who"]:
        report.accused[row["who"]] = bool(row["code"])
    if row["starts"] and row["basis"] != "dataset-coding":
        report.public.add((_day(row["starts"]), _day(row["ends"])))


def words(text: str) -> Counter[str]:
    """Count the words of a text that can tell reports apart, without their endings; numbers and dates are none.

    >>> sorted(words("Name: Albanian harbours were hit by the Otter group, 2022-07"))
    ['alban', 'harbour', 'hit', 'otter']
    """
    stop, ending, shortest = _word_rules()
    found = (word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.lower()))
    kept = (word for word in found if len(word) >= shortest and word not in stop and _LETTER.search(word))
    return Counter(ending.sub("", word) if len(word) > 5 else word for word in kept)


@cache
def _word_rules() -> tuple[frozenset[str], re.Pattern[str], int]:
    chosen = settings()["words"]
    return frozenset(chosen["stop"].split()), re.compile(chosen["suffixes"]), chosen["shortest_word"]


def families(types: Iterable[str]) -> list[str]:
    """Return the families of kinds of incident to which some types belong.

    >>> families(["doxing"]), families(["data-theft", "ransomware"])
    (['leaking'], ['breaking', 'leaking', 'spying'])
    """
    told = set(types)
    return sorted(name for name, members in settings()["types"].items() if told & set(members))


def whole(label: str) -> str:
    """Return the key of a label that names a group or a case, which have more than one attack; "" for other labels.

    >>> whole("APT 34"), whole("Indictment of three officers"), whole("APT 34 against a ministry")
    ('apt34', 'indictmentofthreeofficers', '')
    """
    case = re.match(settings()["whole"]["case"], label)
    return key(label) if case or known_group(label) else ""


def rank(kind: str, publisher: str) -> int:
    """Return the place in linkage.toml of a type of document, or of who published it; after all where there is none."""
    order = settings()["rank"]["order"]
    names = (kind.rpartition("/doctype-")[2], publisher.removeprefix(iris.BASE))
    return min((order.index(name) for name in names if name in order), default=len(order))


@contextmanager
def database(compared: Iterable[Report]) -> Iterator["DuckDBPyConnection"]:
    """Open a database with the tables that linkage.sql reads; ids count from 0 in the given order.

    It lies in a folder of its own that goes with it, and takes no more memory than linkage.toml allows. Raises
    UsageError where that is not enough.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="attrigraph-") as folder, _opened(Path(folder)) as connection:
            _spool(compared, Path(folder))
            for name, columns in _TABLES.items():
                connection.execute(f"create table {name} ({columns})")
                form = "format csv, auto_detect false, header false, delim ',', quote '\"', escape '\"', nullstr '\\N'"
                connection.execute(f"copy {name} from '{folder}/{name}.csv' ({form})")
            yield connection
    except duckdb.OutOfMemoryException as error:
        what = f"comparing the reports takes more than {settings()['memory']} of memory"
        raise UsageError(what, "merge fewer graph folders at once") from error


def _opened(folder: Path) -> "DuckDBPyConnection":
    options = {"memory_limit": settings()["memory"], "preserve_insertion_order": False}
    return duckdb.connect(f"{folder}/linkage.duckdb", config=options)


def _spool(compared: Iterable[Report], folder: Path) -> None:
    """Write the tables as files: a database reads them a hundred times faster than rows one by one."""
    opened = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in _TABLES}
    writers = {name: csv.writer(file) for name, file in opened.items()}
    for id, report in enumerate(compared):
        starts, ends = report.when or ("\\N", "\\N")
        writers["incident"].writerow((id, report.iri, report.source, report.is_record, starts, ends))
        writers["word"].writerows((id, word, uses) for word, uses in sorted(words(report.text).items()))
        writers["address"].writerows((id, address) for address in sorted(report.addresses))
        writers["victim"].writerows((id, who, state) for who, state in sorted(report.victims.items()))
        writers["accused"].writerows((id, who, state) for who, state in sorted(report.accused.items()))
        writers["kind"].writerows((id, family) for family in families(report.types))
        writers["public"].writerows((id, *days) for days in sorted(report.public))
    for file in opened.values():
        file.close()


def _report(row: Mapping[str, str]) -> Report:
    is_record = row["type"].endswith("doctype-dataset-record")
    source = row["publisher"] if is_record else row["document"]
    report = Report(row["iri"], source, text=row["label"], rank=rank(row["type"], row["publisher"]))
    report.is_record, report.label, report.whole = is_record, key(row["label"]), whole(row["label"])
    if row["starts"] and row["ends"]:
        report.when = (_day(row["starts"]), _day(row["ends"]))
    if row["reported"]:
        report.public.add((_day(row["reported"]), _day(row["reported"])))
    elif row["issued"] and not is_record:
        report.public.add((_day(row["issued"]), _day(row["issued"])))
    return report


def _day(text: str) -> date:
    return date.fromisoformat(text)
