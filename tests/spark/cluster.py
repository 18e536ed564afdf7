"""A Spark cluster on this machine: a master and two workers on loopback."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = "127.0.0.1"
SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # most of what a short run costs is Java's compiling
DEPLOY = "org.apache.spark.deploy"


@dataclass
class Cluster:
    """A master with its address, what its processes run with, and the workers that were started."""

    place: Path
    environment: dict[str, str]
    url: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_a_worker(self) -> None:
        """Start a worker of one core, and wait until the master knows it."""
        name = f"worker-{len(self.workers)}"
        given = ("--cores", "1", "--memory", "900m", "--work-dir", str(self.place / f"{name}-work"), self.url)
        self.workers.append(started(self.place / name, "worker.Worker", self.environment, *given))
        said(self.place / name, "(Successfully registered with master)")

    def kill_a_worker(self) -> None:
        """Kill the last worker with all that it started, as a machine dies."""
        os.killpg(self.workers[-1].pid, signal.SIGKILL)
        self.workers[-1].wait()

    @property
    def options(self) -> list[str]:
        """What a command of `attrigraph spark` needs to run here."""
        given = {"spark.driver.host": LOOPBACK, "spark.executor.memory": "512m", "spark.ui.enabled": "false"}
        return ["--master", self.url, *(part for item in given.items() for part in ("--conf", "=".join(item)))]


@contextmanager
def running(place: Path, environment: dict[str, str]) -> Iterator[Cluster]:
    """Run a master and two workers, and end them."""
    master = started(place / "master", "master.Master", environment, "--port", "0")
    everyone: list[subprocess.Popen[bytes]] = []
    try:
        cluster = Cluster(place, environment, said(place / "master", r"Starting Spark master at (spark://\S+)"))
        everyone = cluster.workers
        cluster.start_a_worker()
        cluster.start_a_worker()
        yield cluster
    finally:
        for process in (master, *everyone):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)


def started(log: Path, kind: str, environment: dict[str, str], *given: str) -> subprocess.Popen[bytes]:
    """Start a master or a worker, with its log in a file."""
    import pyspark

    command = [Path(pyspark.__file__).parent / "bin/spark-class", f"{DEPLOY}.{kind}", "--host", LOOPBACK]
    with log.open("wb") as out:
        return subprocess.Popen(
            [*command, "--webui-port", "0", *given], stdout=out, stderr=out, env=environment, start_new_session=True
        )


def said(log: Path, pattern: str) -> str:
    """Wait until a log says something, and return it."""
    for _ in range(1_200):
        if found := re.search(pattern, log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))


def surroundings() -> dict[str, str]:
    """Return the environment of the processes: loopback, little memory."""
    return {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_LOCAL_HOSTNAME": LOOPBACK,
        "SPARK_DAEMON_MEMORY": "160m",
        "JAVA_TOOL_OPTIONS": SMALL,
    }
