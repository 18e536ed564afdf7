"""A Spark session, and what goes wrong with one in a line."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrigraph.errors import AttrigraphError, MissingDataError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = 500  # documents that a Python worker is handed at once: with 10,000, as is usual, they could take gigabytes
_SETTINGS = {
    "spark.app.name": "attrigraph",
    "spark.log.level": "FATAL",  # what fails is told in a line; the workers log as they are set up to
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
    "spark.sql.session.timeZone": "UTC",  # times of Parquet become texts; a day must not depend on the machine
}


@contextmanager
def session(master: str | None = None, settings: Mapping[str, str] | None = None) -> "Iterator[SparkSession]":
    """Yield a Spark session, and stop it afterwards if it was not there before.

    `master` is the address of a cluster; without it Spark's own configuration counts, as it does under spark-submit.
    `settings` are properties of Spark. Raises MissingDataError without PySpark or Java, and AttrigraphError in one line
    for what Spark could not do.
    """
    _require_spark()
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else it would be any python3 that a worker finds
    quiet = {"spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower()}
    was_there = SparkSession.getActiveSession() is not None
    with told():
        builder = SparkSession.builder.config(map={**_SETTINGS, **quiet, **(settings or {})})
        spark = (builder.master(master) if master else builder).getOrCreate()
        try:
            yield spark
        finally:
            if not was_there:
                spark.stop()


@contextmanager
def told() -> Iterator[None]:
    """Turn what Spark raises into an AttrigraphError of one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise AttrigraphError(f"Spark: {_reason(str(error))}", "see the log of Spark's workers for more") from error


def _require_spark() -> None:
    try:
        import pandas  # noqa: F401 - PySpark asks for both as soon as rows go to Python
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError as error:
        what = f"{error.name or 'PySpark'} is not installed"
        raise MissingDataError(what, "pip install 'attrigraph[spark]'") from error
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        place = f"no Java in JAVA_HOME ({home})" if home else "Java is not installed"
        raise MissingDataError(place, "install Java 17, such as Debian's openjdk-17-jre-headless, or set JAVA_HOME")


def _reason(text: str) -> str:
    r"""Return the line of an error that says most: the last of a traceback of a worker, else the first.

    >>> _reason("Job aborted.\nTraceback (most recent call last):\n  File x\nValueError: no\n\tat java.lang")
    'ValueError: no'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    trace = next((at for at, line in enumerate(lines) if line.startswith("Traceback")), None)
    if trace is None:
        return lines[0][:300] if lines else "failed"
    return next((line for line in lines[trace + 1 :] if not line.startswith(" ")), lines[0])[:300]
