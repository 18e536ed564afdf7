"""The files of a cluster as Spark sees them: on every file system that Hadoop knows, and on local disks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrigraph.errors import OutputError
from attrigraph.outputs import GENERATOR

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REPORT = "report.json"


class Files:
    """The file system on which a path lies, with paths as texts."""

    def __init__(self, spark: "SparkSession", path: str) -> None:
        context: Any = spark.sparkContext
        self._hadoop = context._jvm.org.apache.hadoop.fs
        self._io = context._jvm.org.apache.commons.io.IOUtils
        self._system = self._path(path).getFileSystem(context._jsc.hadoopConfiguration())

    def whole(self, path: str) -> str:
        """Return a path with its file system, from the root."""
        return str(self._path(path).makeQualified(self._system.getUri(), self._system.getWorkingDirectory()).toString())

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder."""
        return bool(self._system.exists(self._path(path)))

    def size(self, path: str) -> int:
        """Return the bytes of a file, or of all files in a folder."""
        return int(self._system.getContentSummary(self._path(path)).getLength())

    def find(self, pattern: str) -> Iterator[str]:
        """Yield the files of a path, a pattern or a folder in order of their names; hidden ones (. and _) are not seen.

        Nothing matches: nothing comes.
        """
        for status in sorted(self._system.globStatus(self._path(pattern)) or (), key=_name):
            yield from self._below(status)

    def read(self, path: str) -> str:
        """Return the text of a small file."""
        stream = self._system.open(self._path(path))
        try:
            return str(self._io.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def write(self, path: str, text: str) -> None:
        """Write a small file."""
        stream = self._system.create(self._path(path), True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def remove(self, path: str) -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        self._system.delete(self._path(path), True)

    def move(self, path: str, target: str) -> None:
        """Give a file or a folder another name; OutputError where that cannot be."""
        if not self._system.rename(self._path(path), self._path(target)):
            raise OutputError(f"{target}: cannot be written", "choose another place with -o", value=target)

    def number(self, folder: str, suffix: str) -> None:
        """Name the files that Spark wrote into a folder by their numbers and what they are: part-00000.nq."""
        written = [name for name in self.find(folder) if "/part-" in name]
        for number, name in enumerate(written):
            self.move(name, f"{folder}/part-{number:05d}{suffix}")

    def _below(self, status: Any) -> Iterator[str]:  # noqa: ANN401 - an object of Java
        if not status.isDirectory():
            yield str(status.getPath().toString())
            return
        for child in sorted(self._system.listStatus(status.getPath()), key=_name):
            if not child.getPath().getName().startswith((".", "_")):
                yield from self._below(child)

    def _path(self, path: str) -> Any:  # noqa: ANN401
        return self._hadoop.Path(path)


def is_ours(files: Files, folder: str) -> bool:
    """Say whether a folder has a report that attrigraph wrote."""
    report = f"{folder}/{REPORT}"
    return files.exists(report) and files.read(report).replace(" ", "").lstrip("{\n").startswith(
        f'"generator":"{GENERATOR}"'
    )


def _name(status: Any) -> str:  # noqa: ANN401
    return str(status.getPath().getName())
